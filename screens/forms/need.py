"""Asks what a contact needs, and what changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.needs import WEIGHTS
from models.rules.words import Weight
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.needs import Need
    from screens.session import Session


def new(session: Session, contact_id: int, name: str) -> Form[Need]:
    """Ask for a need of a contact."""

    async def save(values: Values) -> Need:
        return await models.needs.add(
            contact_id,
            values["text"],
            weight=WEIGHTS[values["weight"]],
            note=values["note"],
            confirmed_at=checks.past(session, values["confirmed"]).at,
            by=session.member_id,
            at=session.now(),
        )

    fields = _fields(session, "", Weight.MATTERS, "", "now")
    return Form(session, f"What {name} needs", fields, save, subject_id=contact_id)


def edit(session: Session, need: Need) -> Form[Need]:
    """Ask what to change about a need; the day it was confirmed stays as it is unless another is typed."""

    async def save(values: Values) -> Need:
        return await models.needs.edit(
            need.id,
            version=need.version,
            text=values["text"],
            weight=WEIGHTS[values["weight"]],
            note=values["note"],
            confirmed_at=checks.still_past(session, values["confirmed"], need.confirmed_at),
            by=session.member_id,
            at=session.now(),
        )

    fields = _fields(session, need.text, need.weight, need.note, checks.stands(session, need.confirmed_at))
    return Form(session, f"Need of {need.name}", fields, save, subject_id=need.id)


def _fields(session: Session, text: str, weight: Weight, note: str, confirmed: str) -> list[Field]:
    return [
        Field("text", "what", text, hint="delivery before 8"),
        Field("weight", "weight", weight.name.lower(), options=tuple(WEIGHTS)),
        Field("note", "note", note, rows=3),
        Field("confirmed", "they said so", confirmed, check=checks.a_past_moment(session), hint="now, 3 mar"),
    ]
