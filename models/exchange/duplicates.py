"""Who is already here: the contact that a card is, if the book or the file has it, and what the two make together.

A card is somebody who is here when it has the same UID; else the same folded name and a shared e-mail or phone; else
when it is identical: the same name and company, no e-mail or phone on either side, and no two birthdays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.exchange import json_life, kept
from models.rules import contact_fields, folding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.exchange.card import Card, Point
    from models.exchange.kept import Kept, Rows

Key = tuple[str, str, str]

_FILLED = ("company", "birthday", "safe_topics", "off_limits")
_NEVER_CHANGED = ("name", "stage", "owner", "every_days")
_NAMES = frozenset({"name", "company", "stage", "owner"})


class Here:
    """The contacts that a card may be: those of the book that come into question, and those that came in since."""

    def __init__(self) -> None:
        self._ids: set[int | None] = set()
        self._known: dict[Key, Kept] = {}
        self._bare: defaultdict[tuple[str, str], list[Kept]] = defaultdict(list)

    async def look(self, cards: Sequence[Card], rows: Rows) -> None:
        """Read from the book whom these cards may be, by the indexes of UIDs and folded names."""
        uids = [card.uid for card in cards if card.uid]
        names = list({folding.sort_key(card.name) for card in cards})
        which = (
            f"SELECT id FROM contact WHERE uid IN ({_marks(1, uids)})"  # noqa: S608  (numbered marks only)
            f" UNION SELECT id FROM contact WHERE sort_key IN ({_marks(1 + len(uids), names)})"
        )
        for found in sorted(await kept.cards(rows, which, [*uids, *names]), key=lambda each: each.id or 0):
            if found.id not in self._ids:
                self.remember(found)

    def remember(self, found: Kept) -> None:
        """Have the next cards compared with this contact, too; call it again when the contact changed."""
        if found.id not in self._ids:
            self._bare[_bare_key(found.card)].append(found)
        if found.id is not None:
            self._ids.add(found.id)
        for key in _keys(found.card):
            self._known.setdefault(key, found)

    def find(self, card: Card) -> Kept | None:
        """Find who a card is."""
        known = next((self._known[key] for key in _keys(card) if key in self._known), None)
        if known or card.emails or card.phones:
            return known
        return next((each for each in self._bare.get(_bare_key(card), ()) if _identical(each.card, card)), None)

    def taken(self, uid: str) -> bool:
        """Say whether a contact has that UID."""
        return ("uid", uid, "") in self._known


def merged(here: Card, card: Card) -> Card:
    """Return what `here` becomes by an update: empty fields filled, points, tags and notes added, nothing taken."""
    whole: dict[str, Any] = {field: getattr(here, field) or getattr(card, field) for field in _FILLED}
    whole |= {field: _with(getattr(here, field), getattr(card, field), same) for field, same in _SAME.items()}
    asked = contact_fields.cleaned({"do_not_contact": here.do_not_contact + card.do_not_contact})["do_not_contact"]
    whole["life"] = json_life.together(here.life, card.life)
    return replace(here, **whole, do_not_contact=asked.split())


def left_out(here: Card, card: Card) -> Iterator[tuple[str, str]]:
    """Yield the fields, and what the card says in them, that an update leaves as `here` has them."""
    for field in (*_FILLED, *_NEVER_CHANGED):
        theirs, ours = getattr(card, field), getattr(here, field)
        alike = folding.fold(theirs) == folding.fold(ours) if field in _NAMES else theirs == ours
        if theirs and not alike:
            yield field, str(theirs)


def _with(ours: list[Any], theirs: list[Any], same: Callable[[Any], object]) -> list[Any]:
    have = set(map(same, ours))
    return ours + [value for value in theirs if same(value) not in have]


def _email(point: Point) -> str:
    return point.value.casefold()


def _phone(point: Point) -> str:
    """Return the digits, so that 0044 and +44 are the same."""
    return folding.digits(point.value).lstrip("0")


def _words(point: Point) -> str:
    return folding.fold(point.value)


_SAME: dict[str, Callable[[Any], object]] = {
    "emails": _email,
    "phones": _phone,
    "addresses": _words,
    "links": _email,
    "tags": str,
    "notes": str,
    "extras": str,
}


def _keys(card: Card) -> Iterator[Key]:
    """Yield what tells who somebody is, surest first."""
    if card.uid:
        yield "uid", card.uid, ""
    name = _name(card)
    yield from (("e-mail", name, _email(point)) for point in card.emails)
    yield from (("phone", name, _phone(point)) for point in card.phones)


def _name(card: Card) -> str:
    return folding.sort_key(card.name) or card.name


def _bare_key(card: Card) -> tuple[str, str]:
    return card.name, folding.sort_key(card.company) or card.company


def _identical(here: Card, card: Card) -> bool:
    two_birthdays = here.birthday and card.birthday and here.birthday != card.birthday
    return not here.emails and not here.phones and not two_birthdays


def _marks(first: int, values: Sequence[object]) -> str:
    return ", ".join(f"?{place}" for place in range(first, first + len(values))) or "NULL"
