"""Asks what is announced to whom, and how they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import announcements
from models.rules import announcing
from models.rules.words import Channel, StageKind
from screens import deeds
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.reading.announcements import AnnouncementRow
    from screens.deeds import Deed, Do
    from screens.session import Session
    from screens.subject import Subject


def new(session: Session) -> Form[AnnouncementRow]:
    """Ask what is announced, and to whom."""

    async def save(values: Values) -> AnnouncementRow:
        by, at = session.member_id, session.now()
        return await models.announcements.add(
            values["title"], values["text"], query=values["to"], kinds=_kinds(values), by=by, at=at
        )

    fields = [
        Field("title", "what changes", check=_a_title, hint="prices rise in March"),
        Field("text", "in full", rows=4),
        *_audience(),
    ]
    return Form(session, "New announcement", fields, save)


def edit(session: Session, row: AnnouncementRow) -> Form[AnnouncementRow]:
    """Ask for other words."""

    async def save(values: Values) -> AnnouncementRow:
        by, at = session.member_id, session.now()
        return await models.announcements.edit(
            row.id, version=row.version, title=values["title"], text=values["text"], by=by, at=at
        )

    fields = [Field("title", "what changes", row.title, check=_a_title), Field("text", "in full", row.text, rows=4)]
    return Form(session, f"Change {row.title}", fields, save, subject_id=row.id)


def widen(session: Session, row: AnnouncementRow) -> Form[int]:
    """Ask who else is to be told."""

    async def save(values: Values) -> int:
        by, at = session.member_id, session.now()
        return await models.announcements.widen(row.id, query=values["to"], kinds=_kinds(values), by=by, at=at)

    return Form(session, f"Who else is told: {row.title}", _audience(), save, subject_id=row.id)


def told(session: Session, announcement_id: int, who: str, do: Do, *, subject_id: int) -> Form[Deed]:
    """Ask how somebody was told, or several were, and what they said."""

    async def save(values: Values) -> Deed:
        return await do(_told(session, announcement_id, values))

    return Form(session, f"{who} told", _how(session), save, subject_id=subject_id)


def one_told(session: Session, announcement_id: int, title: str, about: Subject) -> Form[str]:
    """Ask how the next to be told was told of this announcement; gives its title."""

    async def save(values: Values) -> str:
        await _told(session, announcement_id, values).verb(about)
        return title

    return Form(session, f"{about.name} told: {title}", _how(session), save, subject_id=about.contact_id)


def which_told(session: Session, titles: dict[str, int], about: Subject) -> Form[str]:
    """Ask what of all that is announced somebody was told, and how; gives the title."""

    async def save(values: Values) -> str:
        chosen = checks.id_of(titles, values["announcement"], what="announcement")
        await _told(session, chosen, values).verb(about)
        return next(title for title, announcement_id in titles.items() if announcement_id == chosen)

    first = checks.one_of(titles, next(iter(titles)), id="announcement")
    return Form(session, f"What {about.name} was told", [first, *_how(session)], save, subject_id=about.contact_id)


def _told(session: Session, announcement_id: int, values: Values) -> Deed:
    told_at = checks.past(session, values["when"]).at
    return deeds.told(session, announcement_id, values["text"], channel=Channel(values["channel"]), told_at=told_at)


def _how(session: Session) -> list[Field]:
    return [
        Field("channel", "how", Channel.CALL.value, options=tuple(Channel)),
        Field("when", "when", "now", check=checks.a_past_moment(session)),
        Field("text", "what they said", rows=3),
    ]


def _audience() -> list[Field]:
    return [
        Field("to", "found by", check=_a_filter, look=_found_by, hint="a name, company, tag or word; all if empty"),
        Field("kinds", "in stages of", options=tuple(StageKind), several=True),
    ]


def _kinds(values: Values) -> list[StageKind]:
    return announcing.kinds(values["kinds"].split("\n"))


def _checked(check: Callable[[str], object]) -> Callable[[str], str]:
    def checked(typed: str) -> str:
        check(typed)
        return ""

    return checked


_a_title = _checked(announcing.title)
_a_filter = _checked(lambda typed: announcing.audience(typed, []))


async def _found_by(typed: str) -> str:
    """Say how many a filter finds, whatever their stage."""
    many = await announcements.found_by(typed)
    return f"{many:,} of them" if many else "nobody is found"
