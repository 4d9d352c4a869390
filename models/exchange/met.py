"""Whom an import met so far: by what they are known, on disk, so that many take no memory."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from models.exchange import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.exchange.card import Card

_SCHEMA = """
CREATE TABLE name (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE key (key TEXT PRIMARY KEY, id INT) WITHOUT ROWID;
CREATE TABLE card (id INTEGER PRIMARY KEY, card BLOB);"""
_KEY = "INSERT INTO key VALUES (?, ?) ON CONFLICT DO UPDATE SET id = min(id, excluded.id)"
_CARD = "INSERT OR REPLACE INTO card VALUES (?, ?)"
_MARKS = 1_000
_NEW = 2**48
"""Ids of contacts that a dry run would add: no book has as many."""


class Met:
    """Folded names that were looked up in the book; keys of contacts; cards that a dry run would have written."""

    def __init__(self) -> None:
        self._rows = scratch.opened(self, _SCHEMA)
        self._next = _NEW

    def new_names(self, names: Iterable[str]) -> list[str]:
        """Return the names that were not asked for before."""
        asked = list(dict.fromkeys(names))
        known = {name for (name,) in self._found("SELECT name FROM name WHERE name IN ({marks})", asked)}
        new = [name for name in asked if name not in known]
        scratch.add(self._rows, "INSERT INTO name VALUES (?)", [(name,) for name in new])
        return new

    def ids(self, keys: Iterable[str]) -> dict[str, int]:
        """Return which contact each key that is known stands for; of several, the first that came into the book."""
        return dict(self._found("SELECT key, id FROM key WHERE key IN ({marks})", [*keys]))

    def learn(self, keys: Iterable[tuple[str, int]]) -> None:
        """Have keys stand for contacts."""
        scratch.add(self._rows, _KEY, list(keys))

    def next_id(self) -> int:
        """Return an id for a contact that a dry run would add."""
        self._next += 1
        return self._next

    def write(self, cards: Iterable[tuple[int, Card]]) -> None:
        """Keep what a dry run would have written into the book."""
        scratch.add(self._rows, _CARD, [(contact_id, pickle.dumps(card)) for contact_id, card in cards])

    def written(self, ids: Sequence[int]) -> dict[int, Card]:
        """Return the cards among these that a dry run would have written."""
        found = self._found("SELECT id, card FROM card WHERE id IN ({marks})", ids)
        return {contact_id: pickle.loads(card) for contact_id, card in found}  # noqa: S301  (we wrote them a moment ago)

    def _found(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _MARKS):
            part = values[start : start + _MARKS]
            yield from self._rows.execute(sql.format(marks=", ".join("?" * len(part))), part).fetchall()
