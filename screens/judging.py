"""What is said of what stands in the fields of a form: by each for itself, by all together, and by the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.fields import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from screens.fields import Field, Values


def nothing(_: Values) -> Mapping[str, Said]:
    """Say nothing of all values together."""
    return {}


class Judging:
    """Says how each field is read, or what is wrong with it; `across` looks at all values at once."""

    def __init__(self, fields: Sequence[Field], across: Callable[[Values], Mapping[str, Said]]) -> None:
        self._fields, self._across = fields, across
        self._known: dict[str, str] = {}

    def knows(self, name: str, found: str) -> None:
        """Note what the book knows of what stands in a field."""
        self._known[name] = found

    def forget(self, changed: Collection[str]) -> None:
        """Forget what the book knew of the fields that changed."""
        self._known = {name: found for name, found in self._known.items() if name not in changed}

    def of(self, values: Values, touched: Collection[str]) -> dict[str, Said]:
        """Judge them all; nothing is wrong with an empty field that nobody touched."""
        across = self._across(values)
        return {
            field.id: self._of(field, values[field.id], across.get(field.id), is_touched=field.id in touched)
            for field in self._fields
        }

    def _of(self, field: Field, value: str, across: Said | None, *, is_touched: bool) -> Said:
        own = field.judge(value)
        if own.is_wrong:
            return own if value or is_touched else Said()
        known = self._known.get(field.id)
        if known:
            own = Said(f"{own.text} · {known}" if own.text else known, "note")
        return across or own
