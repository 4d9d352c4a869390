"""What becomes of one checked card: added, made part of who is here, left, or failed; and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from models.exchange import entering
from models.exchange.card import Card, dropped
from models.exchange.entering import New
from models.exchange.json import entering as json_entering
from models.exchange.json.entering import Waiting
from models.exchange.kept import Kept
from models.exchange.merging import left_out, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.exchange.duplicates import Here
    from models.exchange.entering import Names
    from models.exchange.reports import Report
    from models.history import Change

_PARTS_OF_NAME = ("N:", "N;")
"""How a line begins that only says which part of the name is which."""
_SAID = {"every_days": "cadence", "safe_topics": "safe topics", "off_limits": "list of what is off limits"}


class OnDuplicate(StrEnum):
    """What becomes of a card of somebody who is here already."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(slots=True, kw_only=True)
class Taking:
    """How cards are taken in, and what of the batch under way is still to be written."""

    here: Here
    names: Names
    on_duplicate: OnDuplicate
    every_days: int | None
    spread: bool
    staggered: int = 0
    waiting: Waiting = field(default_factory=Waiting)
    introduced: dict[str, None] = field(default_factory=dict)
    """By UID, whom the favours that came in name."""
    new: list[New] = field(default_factory=list)
    before: dict[int, tuple[Card, Kept]] = field(default_factory=dict)
    """What those were, by id, who were here before the batch and changed in it."""

    def take(self, card: Card, report: Report) -> None:
        """Find what becomes of a card, and count it."""
        report.read += 1
        if not card.name:
            report.failed += 1
            _tell_failed(card)
            return
        known = None if self.on_duplicate == OnDuplicate.ADD else self.here.find(card)
        if known is None:
            report.added += 1
            self._add(card)
        elif self.on_duplicate == OnDuplicate.UPDATE and self._update(card, known):
            report.updated += 1
        else:
            report.skipped += 1
            if self.on_duplicate == OnDuplicate.SKIP:
                _tell_skipped(card, known, self.here.region)

    async def write(self, change: Change) -> None:
        """Write what was found, those first who were here."""
        for contact_id, (was, known) in self.before.items():
            await entering.rewrite(contact_id, was, known.card, change=change)
        await entering.add(self.new, change=change)
        whole = [*(known for _, known in self.before.values()), *(new.known for new in self.new)]
        lives = [(known.id, known.card.life) for known in whole if known.id is not None and known.card.life]
        await json_entering.enter(lives, self.waiting, change=change)

    def settle(self) -> None:
        """End a batch."""
        self.here.settle()
        self.new.clear()
        self.before.clear()

    def _add(self, card: Card) -> None:
        if self.here.taken(card.uid):
            card.dropped.append(dropped(card.line, card.uid, "another contact has this UID; a new one is given"))
            card.uid = ""
        stage, owner = entering.stand(card, self.names)
        every_days = card.every_days or self.every_days
        known = Kept(
            None, replace(card, stage=stage.name, owner=owner.name, every_days=every_days, dropped=[], lines={})
        )
        first = self.staggered if self.spread and every_days else None
        self.staggered += first is not None
        self._note_introduced(card)
        self.new.append(New(known, stage, owner, first))
        self.here.came(known)

    def _update(self, card: Card, known: Kept) -> bool:
        """Add to a contact what they lack; say whether there was anything. What stays as it is is reported."""
        was, known.card = known.card, merged(known.card, card, self.here.region)
        for name, said in left_out(known.card, card):
            why = f"already here; an update leaves the {_SAID.get(name, name)} as it is"
            card.dropped.append(dropped(card.line, said, why))
        if known.card == was:
            return False
        self._note_introduced(card)
        if known.id is not None:
            self.before.setdefault(known.id, (was, known))
        self.here.changed(known, card)
        return True

    def _note_introduced(self, card: Card) -> None:
        favours = card.life.parts["favours"] if card.life else []
        self.introduced |= dict.fromkeys(row["introduced"] for row in favours if row["introduced"])


def _tell_failed(card: Card) -> None:
    """Report each value of a card that nobody can be called by."""
    nameless = "card has no name, company, e-mail or phone"
    if values := list(_values(card)):
        card.dropped += [dropped(card.lines.get(value, card.line), value, f"its {nameless}") for value in values]
    else:
        card.dropped.append(dropped(card.line, "", f"the {nameless}" if card.dropped else "the card is empty"))


def _values(card: Card) -> Iterator[str]:
    yield from (point.value for point in (*card.addresses, *card.links))
    yield from (*card.tags, *card.notes, *card.do_not_contact, *card.extras)
    singles = (card.birthday, card.stage, card.owner, card.safe_topics, card.off_limits, card.uid)
    yield from filter(None, (*singles, str(card.every_days or "")))
    for name, rows in card.life.parts.items() if card.life else ():
        yield from (f"{name}: {' '.join(text for text in row.values() if text and isinstance(text, str))}" for row in rows)


def _tell_skipped(card: Card, known: Kept, region: str) -> None:
    more = replace(card, extras=[line for line in card.extras if not line.startswith(_PARTS_OF_NAME)])
    whole = merged(known.card, more, region)
    if whole != known.card or any(left_out(whole, card)):
        card.dropped.append(dropped(card.line, card.name, "already here; what this card says beyond that is left out"))
