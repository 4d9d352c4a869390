"""Which CSV column becomes which field: our own headers, Google's (old and 2024), Outlook's and Thunderbird's."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from models.rules.refusals import Refused


class UnknownField(Refused):
    """--map names a field that contacts do not have."""


class Column(NamedTuple):
    """Where a cell goes: the field, the part of it, which one of several (slot), and a label that it implies."""

    field: str
    part: str = "value"
    slot: str = ""
    label: str = ""


POINTS = {"email": "emails", "phone": "phones", "address": "addresses", "link": "links"}
TEXTS = {
    "uid": "uid",
    "company": "company",
    "stage": "stage",
    "owner": "owner",
    "safe topics": "safe_topics",
    "off limits": "off_limits",
}
LISTS = {"tags": "tags", "do not contact": "do_not_contact"}
FIELDS = ("name", *TEXTS, *POINTS, *LISTS, "birthday", "cadence", "notes")
"""What --map COLUMN=FIELD may name; a point may carry a label, as in phone:work."""

NOWHERE = "nowhere"
"""What --map may name besides: the column is left out."""

_SAME_FIELD = {"note": "notes", "tag": "tags", "cadence in days": "cadence", "every": "cadence"}
_WORDS = {"mobile": "cell", "business": "work", "website": "link", "zipcode": "code", "postal code": "code"}
_WORDS |= {"state": "region", "country/region": "country", "address": "street", "e-mail": "email"}

_ALIKE: dict[Column, str] = {
    Column("name"): "name, full name, display name, file as",
    Column("name", "given"): "first name, given name, forename",
    Column("name", "additional"): "middle name, additional name",
    Column("name", "family"): "last name, family name, surname",
    Column("name", "prefix"): "name prefix",
    Column("name", "suffix"): "name suffix, suffix",
    Column("company"): "company, company name, organisation, organization, organization name, organization 1 - name",
    Column("email", "values"): "email, email address, mail, primary email, secondary email",
    Column("email", "values", label="home"): "home email, personal email",
    Column("email", "values", label="work"): "work email, business email",
    Column("phone", "values"): "phone, phone number, telephone, tel, primary phone, other phone",
    Column("phone", "values", label="cell"): "mobile, mobile phone, mobile number, cell, cell phone",
    Column("phone", "values", label="home"): "home phone, home phone 2",
    Column("phone", "values", label="work"): "work phone, business phone, business phone 2, company main phone",
    Column("phone", "values", label="fax"): "fax, fax number, other fax",
    Column("phone", "values", label="home fax"): "home fax",
    Column("phone", "values", label="work fax"): "work fax, business fax",
    Column("phone", "values", label="pager"): "pager, pager number",
    Column("phone", "values", label="car"): "car phone",
    Column("phone", "values", label="assistant"): "assistant's phone",
    Column("link", "values"): "url, link, website, web site, web page, web page 1, web page 2, homepage",
    Column("link", "values", label="home"): "personal web page",
    Column("link", "values", label="work"): "business homepage",
    Column("address"): "address, postal address",
    Column("birthday"): "birthday, date of birth",
    Column("birthday", "year"): "birth year",
    Column("birthday", "month"): "birth month",
    Column("birthday", "day"): "birth day",
    Column("tags"): "tags",
    Column("tags", "loose"): "categories, labels, group membership, groups",
    Column("notes"): "notes, note",
    Column("uid"): "uid",
    Column("stage"): "stage",
    Column("owner"): "owner",
    Column("cadence"): "cadence in days, cadence, every",
    Column("do not contact"): "do not contact, do-not-contact",
    Column("safe topics"): "safe topics",
    Column("off limits"): "off limits",
}
_EXACT = {header: column for column, headers in _ALIKE.items() for header in headers.split(", ")}
_MANY = {"email", "phone", "link", "notes"}

_OURS = re.compile(r"(email|phone|address|link) (\d+)( label)?", re.ASCII)
_GOOGLE = re.compile(r"(email|phone|website|address) (\d+) - ([a-z ]+)", re.ASCII)
_GOOGLE_PARTS = {"value": "values", "type": "loose label", "label": "loose label", "formatted": "value"}
_OUTLOOK_EMAIL = re.compile(r"email (\d) address", re.ASCII)
_POSTAL = re.compile(
    r"(home|work|business|other) (street|address|po box|city|state|zipcode|postal code|country|country/region)( [23])?"
)
POSTAL_PARTS = ("po box", "extended address", "street", "street 2", "street 3", "city", "region", "code", "country")


def recognised(header: str, position: int) -> Column | None:
    """Return where the cells under a header go, or None when no address book that we know writes it."""
    name = plain(header)
    if column := _EXACT.get(name):
        return column._replace(slot=f"column {position}") if column.field in _MANY else column
    return _ours(name) or _google(name) or _outlook(name) or _postal(name)


def asked(field: str, position: int) -> Column:
    """Return where a column goes that --map sends to a field. Raises UnknownField."""
    name, _, label = plain(field).replace("-", " ").partition(":")
    name = _SAME_FIELD.get(name, name)
    if name not in FIELDS or (label and name not in POINTS):
        known = ", ".join(name.replace(" ", "-") for name in FIELDS)
        raise UnknownField(f"There is no field “{field}” to map a column to. Use one of: {known}.")
    slot = f"column {position}" if name in _MANY or name in POINTS else ""
    return Column(name, "values" if name in POINTS else "value", slot, label)


def columns_of(header: list[str], mapping: Mapping[str, str]) -> list[Column | None]:
    """Return where each column goes, by --map first, then by what its header says.

    Raises UnknownField.
    """
    wanted = {plain(name): field for name, field in mapping.items()}
    return [_target(name, position, wanted) for position, name in enumerate(header)]


def _target(name: str, position: int, wanted: Mapping[str, str]) -> Column | None:
    field = wanted.get(plain(name))
    if field is None:
        return recognised(name, position)
    return None if plain(field) == NOWHERE else asked(field, position)


def plain(header: str) -> str:
    """Return a header as this table spells it: lower-case, single spaces, "email"."""
    return " ".join(header.casefold().replace("_", " ").split()).replace("e-mail", "email")


def _ours(name: str) -> Column | None:
    found = _OURS.fullmatch(name)
    return Column(found[1], "label" if found[3] else "value", found[2]) if found else None


def _google(name: str) -> Column | None:
    if not (found := _GOOGLE.fullmatch(name)):
        return None
    kind, number, word = found.groups()
    part = _GOOGLE_PARTS.get(word) or _WORDS.get(word, word)
    known = part in {"values", "loose label"} or (kind == "address" and part in {*POSTAL_PARTS, "value"})
    return Column(_WORDS.get(kind, kind) if kind == "website" else kind, part, f"google {number}") if known else None


def _outlook(name: str) -> Column | None:
    found = _OUTLOOK_EMAIL.fullmatch(name)
    return Column("email", "values", f"outlook {found[1]}") if found else None


def _postal(name: str) -> Column | None:
    if not (found := _POSTAL.fullmatch(name)):
        return None
    label, part = _WORDS.get(found[1], found[1]), _WORDS.get(found[2], found[2])
    return Column("address", part + (found[3] or ""), label, label)
