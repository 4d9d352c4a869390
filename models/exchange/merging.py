"""What a card and the contact that it is make together, and by what two values are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models import phones
from models.exchange.json import life as json_life
from models.exchange.vcard import extras as vcard_extras
from models.rules import contact_fields, folding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.exchange.card import Card, Point

_FILLED = ("company", "birthday", "safe_topics", "off_limits")
_NEVER_CHANGED = ("name", "stage", "owner", "every_days")
_IN_A_FIELD = frozenset({"N", "FN", "BDAY", "UID", "EMAIL", "TEL", "ADR", "URL"})
"""Properties of which a field has what matters; the line beside it only parts or qualifies that."""
_NAMES = frozenset({"name", "company", "stage", "owner"})


def merged(here: Card, card: Card, region: str) -> Card:
    """Return what `here` becomes by an update: empty fields filled, points, tags and notes added, nothing taken.

    `region` is the country that reads phone numbers, or "".
    """
    whole: dict[str, Any] = {field: getattr(here, field) or getattr(card, field) for field in _FILLED}
    whole |= {field: _with(getattr(here, field), getattr(card, field), same) for field, same in _SAME.items()}
    whole["extras"] = vcard_extras.joined(here.extras, card.extras)
    whole["phones"] = _with(here.phones, card.phones, lambda point: phone(point, region))
    asked = contact_fields.cleaned({"do_not_contact": here.do_not_contact + card.do_not_contact})["do_not_contact"]
    whole["life"] = json_life.together(here.life, card.life)
    return replace(here, **whole, do_not_contact=asked.split())


def left_out(here: Card, card: Card) -> Iterator[tuple[str, str]]:
    """Yield the fields and extras, and what the card says in them, that an update leaves as `here` has them."""
    for field in (*_FILLED, *_NEVER_CHANGED):
        theirs, ours = getattr(card, field), getattr(here, field)
        if theirs and theirs != ours and not (field in _NAMES and folding.fold(theirs) == folding.fold(ours)):
            yield field, str(theirs)
    if not {*card.extras} <= {*here.extras}:
        yield from _other_extras(here, card)


def _other_extras(here: Card, card: Card) -> Iterator[tuple[str, str]]:
    """Yield what the card says otherwise of what a contact has once, and the departments of a company."""
    ours = {vcard_extras.same_extra(line): _said(line) for line in here.extras}
    for line in card.extras:
        same, said = vcard_extras.same_extra(line), _said(line)
        name = same[0] if isinstance(same, tuple) else same
        if name not in _IN_A_FIELD and ours.get(same, said) != said:
            yield ("department" if name == "ORG" else str(name).lower()), said


def _said(line: str) -> str:
    return line.partition(":")[2]


def email(point: Point) -> str:
    """Return what two e-mail addresses, or links, have in common when they are one."""
    return point.value.casefold()


def phone(point: Point, region: str) -> str:
    """Return the digits that two phone numbers have in common when they are one."""
    return phones.dialled(point.value, region)


def words(point: Point) -> str:
    """Return what two addresses have in common when they are one."""
    return folding.fold(point.value)


def _with(ours: list[Any], theirs: list[Any], same: Callable[[Any], object]) -> list[Any]:
    if not theirs or ours == theirs:
        return ours
    have = set(map(same, ours))
    return ours + [value for value in theirs if same(value) not in have]


_SAME: dict[str, Callable[[Any], object]] = {
    "emails": email,
    "addresses": words,
    "links": email,
    "tags": str,
    "notes": str,
}
