"""Which vCard property becomes which field of a card, how its value is read, and how it is written."""

import re
from collections.abc import Callable
from typing import NamedTuple

from models.exchange.card import Card, Point, cadence_days, stand_in
from models.rules.escapes import escape, pieces, split, split_list, unescape
from models.rules.vcard_line import Property
from models.rules.vcard_value import OURS, POINTS, SINGLES, said

SILENT = {"VERSION", "PRODID", "REV"}
"""Properties about the file, not the contact: neither kept nor reported."""

LISTS = {"CATEGORIES": "tags", f"{OURS}DO-NOT-CONTACT": "do_not_contact"}
CADENCE = f"{OURS}CADENCE-DAYS"
NOTE = "NOTE"
TYPES = {"home", "work", "cell", "fax", "pager", "home fax", "work fax", "home cell", "work cell"}
"""Labels that travel as TYPE; any other does as Apple's X-ABLabel."""

# Words that every phone writes and that tell a reader nothing about which number this is.
_NOISE = {"", "internet", "voice", "video", "text", "msg", "x400", "dom", "intl", "postal", "parcel", "iphone"}
_USUAL = {"", "internet", "voice", "intl", "postal", "parcel"}
"""Noise that says what a program takes for granted anyway."""
_WORDS = {"mobile": "cell", "business": "work"}
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(--)(\d\d)-(\d\d)", re.ASCII)
_NO_TIME = re.compile(r"[T ]0[0:.]*Z?$|-(?!-)", re.ASCII)


class Written(NamedTuple):
    """The parameters and the value with which a field is written."""

    params: tuple[tuple[str, str], ...]
    value: str


def label_of(types: list[str]) -> str:
    """Return "work fax" for the types fax, voice, work: home or work first, the rest as it came."""
    words = dict.fromkeys(_WORDS.get(word, word) for word in types if word not in _NOISE)
    return " ".join(sorted(words, key=lambda word: word not in {"home", "work"}))


def other_types(types: list[str], label: str) -> list[str]:
    """Return the types that the label of a point does not tell."""
    told = set(label.split())
    others = [word for word in types if _WORDS.get(word, word) not in told]
    others = [word for word in others if word in _NOISE] if label in TYPES else others
    return [] if set(others) <= _USUAL else others


def apple_label(prop: Property) -> str:
    """Return the label of a group, as Apple writes it: X-ABLabel, its own ones like _$!<HomePage>!$_."""
    text = unescape(prop.value)
    found = _APPLE_LABEL.fullmatch(text)
    return found[1].lower() if found else text


def readable_name(value: str) -> str:
    """Return the parts of N in speaking order: prefix, given, additional, family, suffix."""
    parts = (" ".join(split(part, ",")).split() for part in pieces(value, ";"))
    family, given, additional, prefix, suffix, *_ = [*map(" ".join, parts), "", "", "", "", ""]
    return " ".join(filter(None, (prefix, given, additional, family, suffix)))


def name_parts(card: Card) -> str:
    """Return the value of N that the name of a card has when nobody said more: its last word is the family's.

    One word is a given name; a company, or an e-mail or phone that stands in for a name, has no parts.
    """
    words = [] if card.name == stand_in(card) else card.name.split()
    family = words.pop() if len(words) > 1 else ""
    return f"{escape(family)};{escape(' '.join(words))};;;"


def written(name: str, value: str) -> Written:
    """Return how the value of a field is written when there is nothing beyond it."""
    return _WRITTEN.get(name, _plain)(value)


def says_more(prop: Property) -> bool:
    """Tell whether the value of a property says more than its field: the parts of an address, a department, an hour."""
    ours = written(prop.name, said(prop)).value
    if prop.name == "BDAY":
        without_year = prop.first("X-APPLE-OMIT-YEAR") and said(prop).startswith("--")
        return not without_year and _NO_TIME.sub("", unescape(prop.value)) != _NO_TIME.sub("", unescape(ours))
    return prop.name in {"ADR", "ORG"} and _parts(prop.value) != _parts(ours)


def keep(card: Card, prop: Property, label: str) -> str:
    """Put one property into the card; `label` is that of its group. Returns why it could not be kept, or ""."""
    if prop.name in POINTS:
        getattr(card, POINTS[prop.name]).append(Point(label, _placed(said(prop), card, prop)))
    elif prop.name in SINGLES:
        if getattr(card, SINGLES[prop.name]):
            return f"a second {prop.name}; the first is kept"
        setattr(card, SINGLES[prop.name], _placed(said(prop), card, prop))
    elif prop.name in LISTS:
        items = (_placed(item, card, prop) for item in split_list(prop.value))
        setattr(card, LISTS[prop.name], list(dict.fromkeys([*getattr(card, LISTS[prop.name]), *items])))
    elif prop.name == NOTE:
        card.notes.append(_placed(said(prop), card, prop))
    else:
        card.every_days = cadence_days(prop.value)
        return "not a number of days" if card.every_days is None else ""
    return ""


def _placed(text: str, card: Card, prop: Property) -> str:
    """Remember on which line a value stands, for whoever may have to report it."""
    card.lines.setdefault(text, prop.line)
    return text


def _parts(value: str) -> list[str]:
    return split(value.rstrip("; "), ";")


def _plain(value: str) -> Written:
    return Written((), escape(value))


def _written_birthday(value: str) -> Written:
    if found := _DATE.fullmatch(value):
        return Written((), "".join(filter(None, found.groups())))
    return Written((("VALUE", "text"),), escape(value))


_WRITTEN: dict[str, Callable[[str], Written]] = {
    # An address is one line to us; it travels as the street, which every program shows.
    "ADR": lambda value: Written((), f";;{escape(value)};;;;"),
    "URL": lambda value: Written((), escape(value, "")),
    "UID": lambda value: Written((("VALUE", "text"),), escape(value)),
    "BDAY": _written_birthday,
}
