"""What stands between BEGIN and END of each vCard of a file, and between the cards, in flat memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeGuard

from models.exchange.card import Dropped, dropped
from models.rules.escapes import escape
from models.rules.vcard_line import Property

if TYPE_CHECKING:
    from collections.abc import Iterator

CARD_LIMIT = 10_000_000
_LINES_LIMIT = 10_000  # a card of ten million one-byte lines would cost a gigabyte of reports
_OPEN_AGENT = "BEGIN:VCARD"


@dataclass(slots=True)
class Gathered:
    """The lines of one card, or, where `begin` is None, those outside any card: of these only the first is held.

    `outer` and `agent` are the card and its line that this card belongs into, as version 2.1 nests one in an AGENT.
    """

    begin: Property | None
    outer: Gathered | None = None
    agent: Property | None = None
    items: list[Property | Dropped] = field(default_factory=list)
    ended: bool = False
    _count: int = 0
    _size: int = 0

    def take(self, item: Property | Dropped) -> None:
        """Hold one more line, unless the card has become too big."""
        self._count += 1
        self._size += len(item.value) if isinstance(item, Property) else 0
        if not self.begin and self.items:
            return
        if self.too_big():
            self.items.clear()
        else:
            self.items.append(item)

    def too_big(self) -> bool:
        """Say whether this is more than a card can be."""
        return bool(self.begin) and (self._count > _LINES_LIMIT or self._size > CARD_LIMIT)

    def report(self) -> Dropped | None:
        """Return the one report that stands for lines outside any card, or for a card too big to read."""
        if self.begin and self.too_big():
            return dropped(self.begin.line, self.begin.shown, "the card is over 10 MB or 10,000 lines")
        if self.begin or not self.items:
            return None
        first = self.items[0]
        text = first.shown if isinstance(first, Property) else first.text
        why = "outside any card" if self._count == 1 else f"{self._count:,} lines outside any card"
        return dropped(first.line, text, why)

    def last_agent(self) -> Property | None:
        """Return the last line if it is an AGENT without a value: the card that begins next is that value."""
        last = self.items[-1] if self.items else None
        waits = isinstance(last, Property) and last.name == "AGENT" and not last.value.strip()
        return last if waits and isinstance(last, Property) else None

    def folded_in(self) -> Gathered:
        """Return the outermost card, this one become the text of its AGENT line, as version 3.0 nests it."""
        if not self.outer or not self.agent:
            return self
        lines = [item.text() for item in self.items if isinstance(item, Property)]
        whole = replace(self.agent, value=escape("\n".join((_OPEN_AGENT, *lines, "END:VCARD"))))
        self.outer.take(self.report() or whole)
        for item in self.items:
            if isinstance(item, Dropped):
                self.outer.take(item)
        return self.outer


def gathered(items: Iterator[Property | Dropped]) -> Iterator[Gathered]:
    """Yield the cards of a file, and what stands between them, in order."""
    held = Gathered(None)
    for item in items:
        if inner := _agent(held, item):
            held = inner
        elif _marks(item, "BEGIN"):
            yield held.folded_in()
            held = Gathered(item)
        elif held.begin and _marks(item, "END"):
            held = _ended(held)
            if held.ended:
                yield held
                held = Gathered(None)
        else:
            held.take(item)
    yield held.folded_in()


def _agent(held: Gathered, item: Property | Dropped) -> Gathered | None:
    """Return a card for the AGENT of the one that is held, if this line begins it."""
    if not held.begin or held.outer or not isinstance(item, Property):
        return None
    if item.name == "AGENT" and item.value.strip().upper() == _OPEN_AGENT:
        return Gathered(item, held, item)
    if _marks(item, "BEGIN") and (agent := held.last_agent()):
        held.items.pop()
        return Gathered(item, held, agent)
    return None


def _ended(held: Gathered) -> Gathered:
    """Close a card; the AGENT of another leaves that one open."""
    outer = held.folded_in()
    outer.ended = outer is held
    return outer


def _marks(item: Property | Dropped, name: str) -> TypeGuard[Property]:
    return isinstance(item, Property) and item.name == name and item.value.strip().upper() == "VCARD"
