"""Errors that end a command: what happened, where, and what to do. All are picklable and lead to exit code 2."""

from __future__ import annotations


class SupamapError(Exception):
    """Base of all errors that supamap raises on purpose."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.where, self.hint))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


def _rebuild(kind: type[SupamapError], message: str, where: str, hint: str) -> SupamapError:
    return kind(message, where=where, hint=hint)


class ConfigError(SupamapError):
    """The configuration holds mistakes; the message lists all of them."""


class PageError(SupamapError):
    """A documentation page cannot be edited safely; no page was touched."""


class NothingMeasuredError(SupamapError):
    """No source file was read, or no client was found: an empty result would be a false claim."""


class InstallationError(SupamapError):
    """A part of supamap itself is missing or broken."""


class SchemaError(SupamapError):
    """A source of the schema is missing, broken, or does not answer."""


class CacheWarning(UserWarning):
    """The cache cannot be used; results are the same without it."""
