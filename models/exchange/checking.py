"""What an address book says, held against the rules for contacts: one bad value goes, the rest of the card stays."""

from collections.abc import Callable, Iterator
from typing import Any

from models.exchange.card import Card, Point, dropped, stand_in
from models.rules import contact_fields, text
from models.rules.refusals import Refused

_SINGLES = ("name", "company", "birthday", "every_days", "safe_topics", "off_limits")
_SEVERAL = ("emails", "phones", "addresses", "links", "tags", "do_not_contact")
_NO_YEAR = "1604-"  # as Apple writes a birthday without its year
_NAME_LIMIT, _UID_LIMIT = 200, 255


def checked(card: Card) -> Card:
    """Return a card of cleaned values only; what the rules do not take is in its `dropped`, with line and reason.

    A card without a name that can be kept is called by its company, e-mail or phone; without those `name` is "".
    """
    clean = Card(card.line, dropped=[*card.dropped], lines=card.lines)
    clean.extras, clean.life = card.extras, card.life
    clean.stage, clean.owner = card.stage.strip(), card.owner.strip()
    for field in _SINGLES:
        _keep_single(clean, field, _without_no_year(getattr(card, field)), card)
    for field in _SEVERAL:
        if values := getattr(card, field):
            whole = _keep_several(field, values, clean, card)
            setattr(clean, field, whole.split() if isinstance(whole, str) else whole)
    uids = _texts([card.uid], lambda uid: text.line(uid, what="UID", limit=_UID_LIMIT), clean, card)
    clean.uid = next(uids, "")
    clean.notes = list(_texts(card.notes, lambda note: text.block(note, what="note"), clean, card))
    if not clean.name:
        _keep_single(clean, "name", stand_in(clean)[:_NAME_LIMIT], card)
    return clean


def _without_no_year(value: Any) -> Any:
    return f"--{value.removeprefix(_NO_YEAR)}" if str(value).startswith(_NO_YEAR) else value


def _keep_single(clean: Card, field: str, value: Any, card: Card) -> None:
    if value is None or not str(value).strip():
        return
    try:
        setattr(clean, field, contact_fields.cleaned({field: value})[field])
    except Refused as error:
        _report(clean, card.lines.get(str(value), card.line), str(value), error)


def _keep_several(field: str, values: list[Any], clean: Card, card: Card) -> Any:
    """Clean them all at once, and only where that is refused one by one."""
    try:
        return contact_fields.cleaned({field: values})[field]
    except Refused:
        accepted = [taken for value in values for taken in _taken(field, value, clean, card)]
        return contact_fields.cleaned({field: accepted})[field]


def _taken(field: str, value: Any, clean: Card, card: Card) -> Iterator[Any]:
    """Yield a value that the rules take; a label that they do not is reported, and the point goes without it."""
    try:
        contact_fields.cleaned({field: [value]})
    except Refused as error:
        bare = Point("", value.value) if isinstance(value, Point) and value.label else None
        if bare and (taken := list(_taken(field, bare, Card(card.line), card))):
            _report(clean, card.lines.get(value.value, card.line), value.label, error)
            yield from taken
        else:
            said = value.value if isinstance(value, Point) else value
            _report(clean, card.lines.get(said, card.line), said, error)
    else:
        yield value


def _texts(values: list[str], clean_text: Callable[[str], str], clean: Card, card: Card) -> Iterator[str]:
    for value in values:
        try:
            yield from filter(None, [clean_text(value)])
        except Refused as error:
            _report(clean, card.lines.get(value, card.line), value, error)


def _report(clean: Card, line: int, value: str, why: Refused) -> None:
    clean.dropped.append(dropped(line, value, _phrase(str(why))))


def _phrase(sentence: str) -> str:
    """Return what a refusal says of a value, without the value, and without what somebody at a form could do."""
    said = sentence.rpartition("” is ")[2].partition(". ")[0].partition(": ")[0].removesuffix(".")
    return said[:1].lower() + said[1:]
