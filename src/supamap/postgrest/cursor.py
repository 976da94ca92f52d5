"""A reading position in a short text, and the words that PostgREST's small languages share."""

from __future__ import annotations

from supamap.postgrest.select_values import HOLE, JsonStep

_ARROWS = ("->>", "->")
_KEY_ENDS = frozenset("(-:.,>)")
_LONGEST_INDEX = 19
_INDEX_ENDS = ("->", "::", ".", ",", ")")


class UnexpectedTextError(Exception):
    """The text does not follow the grammar at ``position``; caught inside this package and returned as a value."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(position, message)
        self.position = position
        self.message = message


class Cursor:
    """Reads ``text`` from left to right; every reader either moves past what it read or raises UnexpectedTextError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.position >= len(self.text)

    def sees(self, word: str) -> bool:
        """Whether ``word`` comes next."""
        return self.text.startswith(word, self.position)

    def accept(self, word: str) -> bool:
        """Moves past ``word`` when it comes next."""
        if not self.sees(word):
            return False
        self.position += len(word)
        return True

    def expect(self, word: str) -> None:
        """Moves past ``word``, which must come next."""
        if not self.accept(word):
            raise self.unexpected(f"expected {word!r}")

    def unexpected(self, message: str) -> UnexpectedTextError:
        """The error of this place; for the caller to raise."""
        found = "the end" if self.at_end() else repr(self.text[self.position])
        return UnexpectedTextError(self.position, f"{message}, found {found}")

    def identifier(self) -> str:
        """Letters, digits, ``_``, ``$`` and blanks, trimmed; an unknown piece counts as a letter."""
        start = self.position
        while not self.at_end() and _is_word(self.text[self.position]):
            self.position += 1
        word = self.text[start : self.position].strip(" ")
        if not word:
            raise self.unexpected("expected a name")
        return word

    def name(self) -> str:
        """A quoted name, or identifiers joined by ``-`` where the dash does not begin an arrow; blanks around go."""
        self.skip_blanks()
        if self.sees('"'):
            word = self.quoted()
            self.skip_blanks()
            return word
        parts = [self.identifier()]
        while self.sees("-") and not self.sees("->"):
            self.position += 1
            parts.append(self.identifier())
        self.skip_blanks()
        return "-".join(parts)

    def skip_blanks(self) -> None:
        """Moves past white space."""
        while not self.at_end() and self.text[self.position].isspace():
            self.position += 1

    def quoted(self) -> str:
        """What stands between double quotes; a backslash makes the next character an ordinary one."""
        start = self.position
        self.expect('"')
        letters: list[str] = []
        while not self.accept('"'):
            self.accept("\\")
            if self.at_end():
                raise UnexpectedTextError(start, "the quoted name is not closed")
            letters.append(self.text[self.position])
            self.position += 1
        return "".join(letters)

    def json_path(self) -> tuple[JsonStep, ...]:
        """Arrows and keys up to whatever is not an arrow; empty when none follow."""
        steps: list[JsonStep] = []
        while arrow := next((arrow for arrow in _ARROWS if self.accept(arrow)), None):
            steps.append(JsonStep(self._json_key(), as_text=arrow == "->>"))
        return tuple(steps)

    def _json_key(self) -> str | int:
        if self.sees('"'):
            return self.quoted()
        index = self._array_index()
        return self._plain_key() if index is None else index

    def _array_index(self) -> int | None:
        start = self.position
        end = start + 1 if self.sees("-") else start
        while end < len(self.text) and self.text[end] in "0123456789":
            end += 1
        digits = self.text[start:end]
        if not digits.strip("-") or not (end == len(self.text) or self.text.startswith(_INDEX_ENDS, end)):
            return None
        # Longer than any array index: kept as a key rather than handed to int(), which refuses 4300 digits and more.
        if len(digits) > _LONGEST_INDEX:
            return None
        self.position = end
        return int(digits)

    def _plain_key(self) -> str:
        start = self.position
        while not self.at_end():
            letter = self.text[self.position]
            joins = letter == "-" and self.position > start and not self.sees("->")
            if letter in _KEY_ENDS and not joins:
                break
            self.position += 1
        key = self.text[start : self.position].strip(" ")
        if not key:
            raise self.unexpected("expected a JSON key")
        return key


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in "_$ " or letter == HOLE
