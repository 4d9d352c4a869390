"""How typed fields are read, shown beside the field as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import birthday, cadence, contact_fields, repeat, when
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rules.when import Moment
    from screens.session import Session


def a_moment(session: Session) -> Callable[[str], str]:
    """Check a date or time and say it back."""
    return lambda text: when.echo(moment(session, text), now=session.now(), zone=session.zone)


def moment(session: Session, text: str) -> Moment:
    """Read a date or time as this person means it. Raises Unreadable."""
    return when.read(text, now=session.now(), zone=session.zone)


def a_past_moment(session: Session) -> Callable[[str], str]:
    """Check when something happened and say it back."""
    return lambda text: when.echo(past(session, text), now=session.now(), zone=session.zone)


def past(session: Session, text: str) -> Moment:
    """Read when something happened. Raises Unreadable."""
    return when.read_past(text, now=session.now(), zone=session.zone)


def a_cadence(text: str) -> str:
    """Check a cadence and say it back."""
    days = cadence.every(text)
    return cadence.words(days) if text.strip() else ""


def a_repeat(text: str) -> str:
    """Check how often a follow-up comes back."""
    repeat.repeat(text)
    return ""


def a_birthday(text: str) -> str:
    """Check a birthday and say it back."""
    return birthday.words(birthday.read(text)) if text.strip() else ""


def a_field(name: str) -> Callable[[str], str]:
    """Check a text as the contact's field of that name."""

    def check(text: str) -> str:
        contact_fields.cleaned({name: text})
        return ""

    return check


def several(name: str) -> Callable[[str], str]:
    """Check several values typed in one line as the contact's field of that name, and count them."""

    def check(text: str) -> str:
        values = contact_fields.split(text)
        contact_fields.cleaned({name: values})
        return f"{len(values)} of them" if len(values) > 1 else ""

    return check


def minutes(text: str) -> int | None:
    """Read a number of minutes; nothing is None. Raises Refused."""
    if text.strip() and not text.strip().isdecimal():
        message = "Minutes are a number, such as 10."
        raise Refused(message)
    return int(text) if text.strip() else None


def some_minutes(text: str) -> str:
    """Check a number of minutes."""
    minutes(text)
    return ""
