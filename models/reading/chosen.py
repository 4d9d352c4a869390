"""Which contacts go out in an export, and the pages in which they, or what goes with them, are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.reading import keyset, search
from models.reading.among import EVERYBODY, Among

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from models.engine.reader import Row

_READ, _PAGE = 10_000, 500
"""Rows read at a time, as each time the query is searched for anew, and rows handed out at a time."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everybody, or those that `query` finds, those of `ids`, those that a member owns, those `among` some.

    All of it at once narrows.
    """

    query: str = ""
    ids: Sequence[int] | None = None
    owner_id: int | None = None
    among: Among = EVERYBODY

    def condition(self, *, owned: str = "c") -> tuple[str, list[object]]:
        """Return the SQL that narrows `contact c`, and its parameters from ?1; the owner is that of the table `owned`.

        Whether the archived are meant, too, is for the format to say.
        """
        found, terms = search.condition(self.query, first=1)
        values: list[object] = [*terms]
        if self.owner_id is not None:
            values.append(self.owner_id)
            found += f" AND {owned}.owner_id = ?{len(values)}"
        if self.ids is not None:
            marks = ", ".join(f"?{len(values) + place}" for place in range(1, len(self.ids) + 1))
            found += f" AND c.id IN ({marks})"
            values += self.ids
        more, others = self.among.condition(first=len(values) + 1)
        return found + more, [*values, *others]


async def pages(select: str, values: Sequence[object], keys: tuple[str, ...]) -> AsyncIterator[list[Row]]:
    """Yield all rows of a `select`, some hundred at a time, in the order of `keys`, as `keyset.page` takes them."""
    after: tuple[object, ...] | None = None
    while rows := await keyset.page(select, values, keys, after=after, limit=_READ):
        after = tuple(rows[-1][key] for key in keys)
        for start in range(0, len(rows), _PAGE):
            yield rows[start : start + _PAGE]
