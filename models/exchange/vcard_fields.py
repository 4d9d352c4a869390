"""Which vCard property becomes which field of a card, and what to say of those that become none."""

import re
from collections.abc import Callable

from models.exchange.card import Card, Point, cadence_days, iso_birthday, one_line
from models.exchange.escapes import split, split_list, unescape
from models.exchange.vcard_lines import Property

OURS = "X-WELLKEPT-"
STRUCTURE = {"VERSION", "PRODID", "REV", "N", "X-ABLABEL"}
"""Properties that are not reported by themselves: N only counts without FN, a label belongs to its group."""

POINTS = {"EMAIL": "emails", "TEL": "phones", "ADR": "addresses", "URL": "links"}
TEXTS = {
    "FN": "name",
    "UID": "uid",
    f"{OURS}STAGE": "stage",
    f"{OURS}OWNER": "owner",
    f"{OURS}SAFE-TOPICS": "safe_topics",
    f"{OURS}OFF-LIMITS": "off_limits",
}
LISTS = {"CATEGORIES": "tags", f"{OURS}DO-NOT-CONTACT": "do_not_contact"}
CADENCE = f"{OURS}CADENCE-DAYS"

# Words that every phone writes and that tell a reader nothing about which number this is.
_NOISE = {"", "internet", "pref", "voice", "video", "text", "msg", "x400", "dom", "intl", "postal", "parcel", "iphone"}
_WORDS = {"mobile": "cell", "business": "work"}
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_REASONS = {
    "PHOTO": "photos are not kept yet",
    "LOGO": "pictures are not kept yet",
    "TITLE": "no place for a job title yet",
    "LABEL": "no place for a printed address label",
}


def label_of(types: list[str]) -> str:
    """Return "work fax" for the types fax, voice, work: home or work first, the rest as it came."""
    words = dict.fromkeys(_WORDS.get(word, word) for word in types if word not in _NOISE)
    return " ".join(sorted(words, key=lambda word: word not in {"home", "work"}))


def apple_label(prop: Property) -> str:
    """Return the label of a group, as Apple writes it: X-ABLabel, its own ones like _$!<HomePage>!$_."""
    text = unescape(prop.value)
    found = _APPLE_LABEL.fullmatch(text)
    return found[1].lower() if found else text


def preference(prop: Property) -> int:
    """Return 1 for the most preferred, as PREF=1 or TYPE=pref say, 101 when nothing is said."""
    stated = cadence_days(prop.first("PREF"))
    return stated if stated is not None else 1 if "pref" in prop.types() else 101


def readable_name(value: str) -> str:
    """Return the parts of N in speaking order: prefix, given, additional, family, suffix."""
    family, given, additional, prefix, suffix, *_ = [*split(value, ";"), "", "", "", "", ""]
    return " ".join(part.strip() for part in (prefix, given, additional, family, suffix) if part.strip())


def keep(card: Card, prop: Property, labels: dict[str, str]) -> str:
    """Put one property into the card. Returns why it could not be kept, or ""."""
    if not prop.value.strip() or prop.name in STRUCTURE:
        return ""
    if prop.first("ENCODING").upper() in {"B", "BASE64"} and (prop.name in KEPT or prop.name in POINTS):
        return "text in base64 is not read yet"
    if prop.name in POINTS:
        return _keep_point(card, prop, labels)
    return KEPT.get(prop.name, _keep_nothing)(card, prop)


def _keep_nothing(_card: Card, prop: Property) -> str:
    return _REASONS.get(prop.name, f"no place for {prop.name[:40]} yet")


def _keep_point(card: Card, prop: Property, labels: dict[str, str]) -> str:
    value = _POINT_VALUES[prop.name](prop)
    label = labels.get(prop.group) or label_of(prop.types())
    if value.strip():
        getattr(card, POINTS[prop.name]).append(Point(label, _placed(value, card, prop)))
    return ""


def _placed(text: str, card: Card, prop: Property) -> str:
    """Remember on which line a value stands, for whoever may have to report it."""
    card.lines.setdefault(text, prop.line)
    return text


def _as_written(prop: Property) -> str:
    return unescape(prop.value)


def _phone(prop: Property) -> str:
    """Return a number as people write it, also from tel:+1-555-0100;ext=12 (RFC 3966)."""
    if prop.first("VALUE").lower() != "uri":
        return unescape(prop.value)
    return re.sub("^tel:", "", unescape(prop.value), flags=re.IGNORECASE).replace(";ext=", " ext. ")


def _address(prop: Property) -> str:
    """Return the filled parts from box and street to country, joined by commas; a single one as it is."""
    parts = [part for part in split(prop.value, ";") if part.strip()]
    return parts[0] if len(parts) == 1 else one_line(parts)


def _keep_text(card: Card, prop: Property) -> str:
    attribute = TEXTS[prop.name]
    if getattr(card, attribute):
        return f"a second {prop.name}; the first is kept"
    setattr(card, attribute, _placed(unescape(prop.value), card, prop))
    return ""


def _keep_list(card: Card, prop: Property) -> str:
    getattr(card, LISTS[prop.name]).extend(_placed(item, card, prop) for item in split_list(prop.value))
    return ""


def _keep_company(card: Card, prop: Property) -> str:
    company, *departments = split(prop.value, ";")
    if card.company:
        return "a second company; the first is kept"
    card.company = _placed(company, card, prop)
    return "only the company is kept, no place for a department yet" if any(map(str.strip, departments)) else ""


def _keep_birthday(card: Card, prop: Property) -> str:
    if card.birthday:
        return "a second birthday; the first is kept"
    text = unescape(prop.value)
    text = text if prop.first("VALUE").lower() == "text" else iso_birthday(text)
    # Apple writes a birthday without its year as one in 1604.
    year = prop.first("X-APPLE-OMIT-YEAR")
    card.birthday = _placed(f"--{text[5:]}" if year and text.startswith(f"{year}-") else text, card, prop)
    return ""


def _keep_note(card: Card, prop: Property) -> str:
    card.notes.append(_placed(unescape(prop.value), card, prop))
    return ""


def _keep_cadence(card: Card, prop: Property) -> str:
    card.every_days = cadence_days(prop.value)
    return "not a number of days" if card.every_days is None else ""


_POINT_VALUES: dict[str, Callable[[Property], str]] = {
    "EMAIL": _as_written,
    "TEL": _phone,
    "ADR": _address,
    "URL": _as_written,
}
KEPT: dict[str, Callable[[Card, Property], str]] = {
    **dict.fromkeys(TEXTS, _keep_text),
    **dict.fromkeys(LISTS, _keep_list),
    "ORG": _keep_company,
    "BDAY": _keep_birthday,
    "NOTE": _keep_note,
    CADENCE: _keep_cadence,
}
