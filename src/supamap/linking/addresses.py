"""Resources named in raw addresses of Supabase's HTTP interfaces."""

from __future__ import annotations

import re

import msgspec

from supamap.linking.mentions import parts
from supamap.linking.modules import Modules
from supamap.model import facts
from supamap.model.usage import PUBLIC_URL, ResourceKind

_NAME = r"(?P<name>[\w$-]+)(?=[/?#&]|$)"
# What may stand before the bucket (storage-api).
_WAYS = r"(?:public|sign|authenticated|upload/sign|upload|info/public|info/authenticated|info|list)"
_PATTERNS = (
    (ResourceKind.EDGE_FUNCTION, re.compile(rf"/functions/v1/{_NAME}")),
    (ResourceKind.RPC, re.compile(rf"/rest/v1/rpc/{_NAME}")),
    (ResourceKind.TABLE, re.compile(rf"/rest/v1/{_NAME}")),
    (
        ResourceKind.BUCKET,
        re.compile(
            rf"/storage/v1/(?:object/(?:(?P<way>{_WAYS})/)?|render/image/(?P<image>public|sign|authenticated)/)"
            rf"(?!{_WAYS}/){_NAME}"
        ),
    ),
)
_DEEPEST = 8
# What an HTTP method does to a table (PostgREST, "Tables and Views").
_METHODS = {"GET": "select", "HEAD": "select", "POST": "insert", "PATCH": "update", "PUT": "upsert", "DELETE": "delete"}
# What an HTTP method does to an object of a bucket (storage-api); behind some ways it does something else.
_OBJECT_METHODS = {"GET": "download", "HEAD": "info", "POST": "upload", "PUT": "update", "DELETE": "remove"}
_WAY_METHODS = {
    ("sign", "POST"): "createSignedUrl",
    ("upload/sign", "POST"): "createSignedUploadUrl",
    ("upload/sign", "PUT"): "uploadToSignedUrl",
    ("list", "POST"): "list",
    ("info", "GET"): "info",
    ("info/public", "GET"): "info",
    ("info/authenticated", "GET"): "info",
}


class Address(msgspec.Struct, frozen=True):
    """What an address names; ``way`` is what stands before a bucket (``public``, ``upload/sign``)."""

    kind: ResourceKind
    name: str
    way: str = ""


def may_hold_address(modules: Modules, file: str, value: facts.Value, depth: int = 0) -> bool:
    """Whether an expression mentions a text with ``/v1``, itself or through constants: only then it is evaluated."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, facts.Literal):
        return "/v1" in value.text
    if isinstance(value, facts.Local):
        return may_hold_address(modules, file, modules.facts(file).bindings[value.binding].value, depth + 1)
    if isinstance(value, facts.Imported):
        target = modules.resolve(value.specifier, file)
        return target.target in modules.files and any(
            may_hold_address(modules, exported.file, exported.export.value, depth + 1)
            for exported in modules.exported(target.target, value.name)
            if exported.export is not None and exported.export.value is not None
        )
    if isinstance(value, facts.FunctionRef):
        returns = modules.facts(file).functions[value.function].returns
        return any(may_hold_address(modules, file, one, depth + 1) for one in returns)
    return any(may_hold_address(modules, file, part, depth + 1) for part in parts(value))


def read_address(address: str) -> Address | None:
    """What an address names, None if the name is not known."""
    for kind, pattern in _PATTERNS:
        found = pattern.search(address)
        if found is not None:
            said = found.groupdict()
            return Address(kind, said["name"], said.get("way") or said.get("image") or "")
    return None


def operations_of_address(address: Address, method: facts.Value) -> tuple[str, ...]:
    """The operation that the HTTP method of a request is; where an address is not requested on the spot, there is none.

    But a public address of an object is made to be shown: that is its use.
    """
    known = method.text if isinstance(method, facts.Literal) else ""
    if not known:
        return (PUBLIC_URL,) if address.way == "public" and method == facts.Literal("") else ()
    if address.kind is ResourceKind.EDGE_FUNCTION:
        return ("invoke",)
    if address.kind is ResourceKind.RPC:
        return ("call",)
    if address.kind is ResourceKind.TABLE:
        operation = _METHODS.get(known)
    else:
        operation = _WAY_METHODS.get((address.way, known)) or _OBJECT_METHODS.get(known)
    return (operation,) if operation is not None else ()
