"""Which vCard property becomes which field of a card, how its value is read, and how it is written."""

import re
from collections.abc import Callable
from typing import NamedTuple

from models.exchange.card import Card, Point, cadence_days, iso_birthday, one_line, stand_in
from models.exchange.escapes import escape, pieces, split, split_list, unescape
from models.exchange.vcard.lines import Property

OURS = "X-WELLKEPT-"
LABEL = "X-ABLABEL"
SILENT = {"VERSION", "PRODID", "REV"}
"""Properties about the file, not the contact: neither kept nor reported."""

POINTS = {"EMAIL": "emails", "TEL": "phones", "ADR": "addresses", "URL": "links"}
SINGLES = {
    "FN": "name",
    "ORG": "company",
    "UID": "uid",
    "BDAY": "birthday",
    f"{OURS}STAGE": "stage",
    f"{OURS}OWNER": "owner",
    f"{OURS}SAFE-TOPICS": "safe_topics",
    f"{OURS}OFF-LIMITS": "off_limits",
}
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


def said(prop: Property) -> str:
    """Return what the field that a property becomes holds of it."""
    return _READ.get(prop.name, _as_written)(prop)


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


def _as_written(prop: Property) -> str:
    return unescape(prop.value)


def _phone(prop: Property) -> str:
    """Return a number as people write it, also from tel:+1-555-0100;ext=12 (RFC 3966)."""
    if prop.first("VALUE").lower() != "uri":
        return unescape(prop.value)
    return re.sub("^tel:", "", unescape(prop.value), flags=re.IGNORECASE).replace(";ext=", " ext. ")


def _address(prop: Property) -> str:
    """Return the filled parts from box and street to country, joined by commas; a single line as it is."""
    parts = [part for part in split(prop.value, ";") if part.strip()]
    return parts[0] if len(parts) == 1 and "\n" not in parts[0] else one_line(parts)


def _company(prop: Property) -> str:
    return split(prop.value, ";")[0]


def _birthday(prop: Property) -> str:
    text = unescape(prop.value)
    text = text if prop.first("VALUE").lower() == "text" else iso_birthday(text)
    # Apple writes a birthday without its year as one in 1604.
    year = prop.first("X-APPLE-OMIT-YEAR")
    return f"--{text[5:]}" if year and text.startswith(f"{year}-") else text


def _plain(value: str) -> Written:
    return Written((), escape(value))


def _written_birthday(value: str) -> Written:
    if found := _DATE.fullmatch(value):
        return Written((), "".join(filter(None, found.groups())))
    return Written((("VALUE", "text"),), escape(value))


_READ: dict[str, Callable[[Property], str]] = {
    "TEL": _phone,
    "ADR": _address,
    "ORG": _company,
    "BDAY": _birthday,
}
_WRITTEN: dict[str, Callable[[str], Written]] = {
    # An address is one line to us; it travels as the street, which every program shows.
    "ADR": lambda value: Written((), f";;{escape(value)};;;;"),
    "URL": lambda value: Written((), escape(value, "")),
    "UID": lambda value: Written((("VALUE", "text"),), escape(value)),
    "BDAY": _written_birthday,
}
