"""Extras: which line stands beside a field, and whether it still belongs to what the field says now.

A line that stands beside a field (the parts of an address, the departments of a company, the language of a name) is
tied to the value that the field had, N to the folded name. All other lines stand alone.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from models.rules import folding, text
from models.rules.escapes import escape, pieces, split
from models.rules.vcard_line import NO_PREFERENCE, kept
from models.rules.vcard_value import POINTS, SINGLES, said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from models.rules.contact_fields import Point
    from models.rules.vcard_line import Property

    Says = Mapping[str, str | Sequence[Point]]
    """What fields say, cleaned, by their names in FIELDS."""

OF_NAME = "X-WELLKEPT-FN"
"""The parameter of N that holds the folded name it belongs to; it is never written."""
LABEL = "X-ABLABEL"
OF_A_POINT = {LABEL, "X-ABADR"}
"""What says something of a point in its group: what it is called, and whose country's form it has."""

FIELDS = {**POINTS, **SINGLES}
"""The field that a property becomes."""

_OF_ONE_NAME = {"SORT-STRING", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME"}
"""How one name is read and sorted, which is true of no other."""


def outlived(lines: Sequence[str], now: Says, *, another: Collection[str]) -> list[int]:
    """Return the places of the lines that belong to what a change takes away.

    `now` is what the changed fields say; lines beside other fields stay. `another` are those of name and company that
    are not the same written differently.
    """
    props = {place: prop for place, line in enumerate(lines) if (prop := kept(line))}
    tied = {place: prop for place, prop in props.items() if is_tied(prop)}
    gone = {place for place, prop in tied.items() if _is_past(prop, now)}
    gone |= {place for place, prop in props.items() if _is_of_another(prop, now, another)}
    left = {tied[place].group for place in tied.keys() - gone}
    alone = {props[place].group for place in gone} - left - {""}
    gone |= {place for place, prop in props.items() if prop.name in OF_A_POINT and prop.group in alone}
    return sorted(gone)


def is_second(prop: Property) -> bool:
    """Tell whether a line is a further name, company, birthday or UID: less preferred than the one of the field."""
    return prop.name in SINGLES and prop.preference() < NO_PREFERENCE


def is_tied(prop: Property) -> bool:
    """Tell whether a line stands beside a field: one that says nothing there stands for itself."""
    return prop.name in FIELDS and not is_second(prop) and bool(said(prop).strip())


def tie(prop: Property) -> str:
    """Return what ties a line to its field: equal to `key` of the value that the field has, as long as it belongs."""
    return key(prop.name, said(prop))


def key(name: str, value: str) -> str:
    """Return the value of the field of a property in a form that compares: cleaned as the book keeps it.

    Of a company it is folded, as two spellings are one.
    """
    cleaned = text.line(value, what="value", limit=sys.maxsize)
    return (name == "ORG" and folding.fold(cleaned)) or cleaned


def of_company(line: str, was: str, company: str) -> str:
    """Return a line that stands beside the company `was` as one beside `company`; any other line as it is."""
    prop = kept(line)
    if prop is None or prop.name != "ORG" or not is_tied(prop) or tie(prop) != key("ORG", was):
        return line
    return beside_company(prop, company).text()


def beside_company(prop: Property, company: str) -> Property:
    """Return a line of departments with the company's name as it is now."""
    _, *departments = pieces(prop.value, ";")
    return replace(prop, value=";".join([escape(company), *departments]))


def folded(name: str) -> str:
    """Return a name as N is tied to it, so that capitals and accents put right do not part the two."""
    return folding.fold(name) or "-"


def is_of_name(prop: Property, name: str) -> bool:
    """Tell whether N goes with a folded name: the one it is tied to, else one that has the family and given name."""
    if tie := prop.first(OF_NAME):
        return tie == name
    family, given, *_ = [*split(prop.value, ";"), ""]
    return {*folding.fold(f"{family} {given}").split()} <= {*name.split()}


def _is_past(prop: Property, now: Says) -> bool:
    """Tell whether a line stands beside a value that its field has no more."""
    says = now.get(FIELDS[prop.name])
    if says is None:
        return False
    values = [says] if isinstance(says, str) else [point.value for point in says]
    return tie(prop) not in {key(prop.name, value) for value in values}


def _is_of_another(prop: Property, now: Says, another: Collection[str]) -> bool:
    """Tell whether a line says more of a name or a company that is not theirs any more."""
    name = now.get("name")
    if prop.name == "N" and isinstance(name, str):
        return not is_of_name(prop, folded(name))
    if prop.name == "ORG":  # a department alone
        return "company" in another and not is_tied(prop) and not is_second(prop)
    return "name" in another and prop.name in _OF_ONE_NAME
