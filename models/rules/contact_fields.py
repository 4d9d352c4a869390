"""How each field of a contact is cleaned, whoever typed it: a form, the command line or an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from models.rules import birthday, text
from models.rules.refusals import Refused
from models.rules.repeat import LONGEST
from models.rules.words import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ANY = "any"
"""Every channel: somebody who is not to be contacted at all."""


class Point(NamedTuple):
    """One way to reach somebody; the label says which ("home", "work", "")."""

    label: str
    value: str


def cleaned(details: Mapping[str, Any]) -> dict[str, Any]:
    """Clean each field that is given; the names are those of models.contacts.Details. Raises Refused."""
    return {name: _CLEAN[name](value) for name, value in details.items()}


def split(values: str) -> list[str]:
    """Take apart several values typed in one line: semicolons or line breaks between them, or commas if neither."""
    mark = ";" if ";" in values else "\n" if "\n" in values else ","
    return [value.strip() for value in values.split(mark) if value.strip()]


def every_days(value: int | None) -> int | None:
    """Check a cadence in days; None is none. Raises Refused past 1 to 3,650."""
    if value is not None and not 1 <= value <= LONGEST:
        message = f"A cadence is 1 to {LONGEST:,} days. Give another, or none."
        raise Refused(message)
    return value


def _points(clean: Callable[[str], str]) -> Callable[[Sequence[str | Point]], list[Point]]:
    def several(values: Sequence[str | Point]) -> list[Point]:
        points = [Point("", value) if isinstance(value, str) else value for value in values]
        found = {clean(value): text.line(label, what="label", limit=100) for label, value in points if value.strip()}
        return [Point(label, value) for value, label in found.items()]

    return several


def _address(value: str) -> str:
    if not (cleaned := text.line(value, what="address", limit=500)):
        raise Refused(f"{text.quoted(value)} is not an address: nothing in it can be read.")
    return cleaned


def _tags(values: Sequence[str]) -> list[str]:
    tags = [text.line(value, what="tag", limit=100) for value in values]
    return list(dict.fromkeys(tag for tag in tags if tag))


def _none(values: Sequence[str]) -> list[str]:
    if values:
        message = "Extras can only be removed, all at once: give none."
        raise Refused(message)
    return []


def _channels(values: Sequence[str]) -> str:
    words = {value.strip().casefold() for value in values if value.strip()}
    unknown = sorted(words - {ANY, *Channel})
    if unknown:
        message = f"{text.quoted(unknown[0])} is not a channel. Use any of {', '.join(Channel)}, or {ANY} for all."
        raise Refused(message)
    return ANY if ANY in words else " ".join(channel for channel in Channel if channel in words)


_CLEAN: dict[str, Callable[[Any], Any]] = {
    "name": text.name,
    "company": lambda value: text.line(value, what="company"),
    "emails": _points(text.email),
    "phones": _points(text.phone),
    "addresses": _points(_address),
    "links": _points(text.link),
    "birthday": lambda value: birthday.read(value) if value.strip() else "",
    "tags": _tags,
    "owner_id": int,
    "every_days": every_days,
    "safe_topics": lambda value: text.block(value, what="list of safe topics", limit=2_000),
    "off_limits": lambda value: text.block(value, what="list of what is off limits", limit=2_000),
    "do_not_contact": _channels,
    "extras": _none,
    "discretion": lambda moment: moment and moment.replace(microsecond=0),
}
