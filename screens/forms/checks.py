"""How typed fields are read, shown beside the field as one types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.reading import alike, contact
from models.rules import birthday, cadence, contact_fields, picking, repeat, talking, text, when
from models.rules import past as happened
from models.rules.refusals import NotFound, Refused
from screens.form import Field, Said, Values

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from datetime import datetime

    from models.rules.when import Moment
    from screens.session import Session

LONGEST_NUMBER = 9
"""So many digits are read as a number; nobody means more."""
MOST_OPTIONS = 8
"""So many names are shown to choose from; of more than that one is typed."""


def a_moment(session: Session) -> Callable[[str], str]:
    """Check a date or time and say it back."""
    return lambda text: when.echo(moment(session, text), now=session.now(), zone=session.zone)


def moment(session: Session, text: str) -> Moment:
    """Read a date or time as this person means it. Raises Refused."""
    if not text.strip():
        message = "It needs a day. Try fri 10am, tomorrow, in 3 weeks or 2026-12-24."
        raise Refused(message)
    return when.read(text, now=session.now(), zone=session.zone)


def a_past_moment(session: Session) -> Callable[[str], str]:
    """Check when something happened and say it back."""
    return lambda text: when.echo(past(session, text), now=session.now(), zone=session.zone)


def stands(session: Session, at: datetime) -> str:
    """Write a moment as it stands in a field, to be read again."""
    return at.astimezone(session.zone).strftime("%Y-%m-%d %H:%M")


def past(session: Session, text: str) -> Moment:
    """Read when something happened. Raises Unreadable, and Refused for what lies ahead."""
    moment = when.read_past(text, now=session.now(), zone=session.zone)
    happened.check(moment.at, "What happened", now=session.now())
    return moment


def still_past(session: Session, typed: str, was: datetime | None) -> datetime:
    """Read when something happened; what stands there untouched is kept, to the second. Raises as `past`."""
    return was if was and typed == stands(session, was) else past(session, typed).at


def a_cadence(text: str) -> str:
    """Check a cadence and say it back."""
    days = cadence.every(text)
    said = cadence.words(days)
    return "" if text.strip() in {"", said} else said


def a_file(missing: str) -> Callable[[str], str]:
    """Check that a file is named; `missing` is said where none is."""

    def check(typed: str) -> str:
        if not typed.strip():
            raise Refused(missing)
        return ""

    return check


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


def a_name(what: str) -> Callable[[str], str]:
    """Check the name of something that is no contact."""

    def check(typed: str) -> str:
        text.name(typed, what=what)
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
    typed = text.strip()
    if typed and not (typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        message = "Minutes are a number, such as 10."
        raise Refused(message)
    return talking.check_minutes(int(typed) if typed else None)


def some_minutes(text: str) -> str:
    """Check a number of minutes."""
    minutes(text)
    return ""


def one_of(names: Mapping[str, int], value: str, *, id: str) -> Field:  # noqa: A002  (Field's name)
    """Ask for one of these names: all of them are shown, or, where they are many, one is typed or begun."""
    if len(names) <= MOST_OPTIONS:
        return Field(id, id, value, options=tuple(names))

    def check(text: str) -> str:
        name = picking.one_of(text, names, what=id)
        return "" if name == text else name

    return Field(id, id, value, check=check)


def id_of(names: Mapping[str, int], typed: str, *, what: str) -> int:
    """Return the id of the name that was chosen, typed or begun. Raises Refused."""
    return names[picking.one_of(typed, names, what=what)]


async def a_contact(session: Session, typed: str) -> tuple[int, str]:
    """Find whom a name, or an id, means: the id and the name. Raises NotFound."""
    found = await contact.matching(typed.strip(), now=session.now())
    return found, (await contact.one(found, now=session.now())).name


def who(session: Session) -> Callable[[str], Awaitable[str]]:
    """Look whom a name, or an id, means, and say it, or that it is nobody."""

    async def look(typed: str) -> str:
        try:
            return (await a_contact(session, typed))[1]
        except NotFound as why:
            return str(why)

    return look


def against(field: str, check: Callable[[], object]) -> dict[str, Said]:
    """Return what a rule says against it, as it is told beside a field; nothing where it says nothing."""
    try:
        check()
    except Refused as refusal:
        return {field: Said(str(refusal), "wrong")}
    return {}


def path(typed: str) -> Path:
    """Return the path that was typed; ~ is one's own folder. Raises Refused for a home that nobody knows."""
    try:
        return Path(typed.strip()).expanduser()
    except RuntimeError as error:
        message = f"Nobody knows the home directory in {typed.strip()}. Write the whole path."
        raise Refused(message) from error


class Owners:
    """Who can own something, as a form asks for it: not at all while there is only one member."""

    def __init__(self, session: Session, members: Mapping[str, int], now: tuple[str, int] | None = None) -> None:
        self._names = dict([now] if now else []) | dict(members)
        self._first = now[0] if now else next((name for name, at in members.items() if at == session.member_id), "")

    def fields(self) -> list[Field]:
        """Ask whose it is; it is theirs who own it now, or else the actor's."""
        return [one_of(self._names, self._first, id="owner")] if len(self._names) > 1 else []

    def chosen(self, values: Values) -> dict[str, int]:
        """Take out of the values what was answered, as the verbs take it. Raises Refused."""
        return {"owner_id": id_of(self._names, values.pop("owner"), what="owner")} if "owner" in values else {}


async def is_here(names: Iterable[str], emails: Iterable[str]) -> str:
    """Say who is here already with one of these names or e-mails; "" for nobody."""
    for look, values in ((alike.mailed, emails), (alike.named, names)):
        for value in values:
            found = await look(value)
            if found:
                return f"{found} is here already"
    return ""
