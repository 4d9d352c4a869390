"""The fields of a contact as they are typed: `edit`'s FIELD=VALUE, and the options of `add`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.rules import cadence, contact_fields, when
from tui.cli import naming
from tui.cli.arguments import Usage
from tui.cli.output import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

_TEXTS = {
    "name": "name",
    "company": "company",
    "birthday": "birthday",
    "owner": "owner",
    "every": "every",
    "safe-topics": "safe_topics",
    "off-limits": "off_limits",
    "discretion": "discretion",
}
_LISTS = {
    "email": "emails",
    "phone": "phones",
    "address": "addresses",
    "link": "links",
    "tag": "tags",
    "do-not-contact": "do_not_contact",
    "extras": "extras",
}
_SAME = {"emails": "email", "phones": "phone", "addresses": "address", "links": "link", "tags": "tag"}
_SAME |= {"e-mail": "email", "e-mails": "email", "cadence": "every"}

NAMES = (*_TEXTS, *_LISTS)
"""The fields by the names that people type."""


def given(pairs: Iterable[str]) -> dict[str, Any]:
    """Read FIELD=VALUE pairs; a list given twice adds up. Raises Usage."""
    found: dict[str, Any] = {}
    for pair in pairs:
        typed, equals, value = pair.partition("=")
        name = typed.strip().casefold().replace("_", "-")
        name = _SAME.get(name, name)
        if not equals or name not in NAMES:
            raise Usage(_unknown(pair if not equals else typed, equals))
        if name in _LISTS:
            found.setdefault(_LISTS[name], []).extend(_several(name, value))
        elif _TEXTS[name] in found:
            raise Usage(f"{name} is given twice. Give it once.")
        else:
            found[_TEXTS[name]] = value
    return found


async def details(values: Mapping[str, Any], *, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Turn what was typed into what `contacts.add` and `contacts.edit` take. Raises Unreadable, NotFound, Usage."""
    found = {name: value for name, value in values.items() if value is not None}
    if "discretion" in found:
        typed = found["discretion"].strip()
        found["discretion"] = when.read_past(typed, now=now, zone=zone).at if typed else None
    if "every" in found:
        found["every_days"] = cadence.every(found.pop("every"))
    if "owner" in found:
        owner = found.pop("owner")
        if not owner.strip():
            raise Usage("a contact always has an owner. Name one with owner=NAME.")
        found["owner_id"] = await naming.member_id(owner)
    return found


def _unknown(typed: str, equals: str) -> str:
    what = f"there is no field {quoted(typed)}" if equals else f"{quoted(typed)} is not FIELD=VALUE"
    return f"{what}. The fields are {', '.join(NAMES)}; an empty value clears."


def _several(name: str, value: str) -> list[str]:
    """Take several values apart; a comma is a part of an address, not its end."""
    if name == "address":
        value = value.replace("\n", ";") + ";"
    return contact_fields.split(value)
