"""JSON with one record a line: easy to compare, to search and to merge."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Half of a pair: JavaScript allows it in a string, UTF-8 does not.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def row(value: object) -> str:
    """``value`` on one line; the text can always be encoded as UTF-8."""
    text = json.dumps(value, ensure_ascii=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def document(fields: Mapping[str, object]) -> str:
    """An object with a line for each field, and for each element of a field that is a list; ends with a line feed."""
    return "{\n" + ",\n".join(f"  {row(name)}: {_field(value)}" for name, value in fields.items()) + "\n}\n"


def _field(value: object) -> str:
    if not isinstance(value, list) or not value:
        return row(value)
    return "[\n" + ",\n".join(f"    {row(element)}" for element in value) + "\n  ]"
