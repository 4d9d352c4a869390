"""Asks when to ask those again who are worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules import when
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.insight import Bar
    from screens.session import Session

USUAL = "in 90 days"


def ask(session: Session, bar: Bar) -> Form[str]:
    """Ask for the follow-up to book with those behind a bar who are worth asking again; it returns what was booked."""

    async def save(values: Values) -> str:
        moment = checks.moment(session, values["when"])
        book, by = models.asking_again.book, session.member_id
        booked = await book(bar.among, moment, values["text"], by=by, at=session.now())
        who = f"{booked.booked:,} contact{'' if booked.booked == 1 else 's'}"
        out = f"; left out: {models.asking_again.told(booked.left_out)}" if booked.left_out else ""
        return f"planned with {who}: {when.echo(moment, now=session.now(), zone=session.zone)}{out}"

    fields = [
        Field("text", "what", "ask again"),
        Field("when", "when", USUAL, check=checks.a_moment(session)),
    ]
    return Form(session, f"Ask again who is worth it: {bar.name}", fields, save)
