"""Asks until when a note is held, and what becomes of it once it has cooled off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.rules import held_notes as rules
from models.rules import when
from screens.fields import Said, always
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.reading.held_notes import HeldRow
    from screens.session import Session

HOLD, DECISION = "hold", "decision"
KEEP, LONGER, DROP = "keep it", "hold it", "drop it"
AT_ONCE = "it counts at once"
_UNTIL = "Until when? Try tomorrow 9am."


def field(session: Session) -> Field:
    """Ask until when a new note is held; nothing is at once."""
    return Field(HOLD, "hold until", check=lambda text: _read(session, text) or AT_ONCE, hint="tomorrow 9am")


def until(session: Session, text: str) -> datetime | None:
    """Read until when a note is held; None is at once. Raises Refused."""
    if not text.strip():
        return None
    moment = checks.moment(session, text).at
    rules.check_ahead(moment, now=session.now())
    return moment


def said(session: Session, name: str, held_until: datetime) -> str:
    """Say that a note is held."""
    return f"held until {rules.said(held_until, now=session.now())}: your note on {name}"


def decide(session: Session, row: HeldRow) -> Form[str]:
    """Ask what becomes of a note that is held; the form returns what was done."""

    async def save(values: Values) -> str:
        who: dict[str, Any] = {"by": session.member_id, "at": session.now()}
        words = values["text"]
        if values[DECISION] == DROP:
            return await dropped(session, row)
        if moment := held_until(session, values):
            await models.held_notes.longer(row.id, moment, words, **who)
            return said(session, row.name, moment)
        await models.held_notes.keep(row.id, words, **who)
        return f"noted on {row.name}"

    fields = [Field("text", "note", row.text, rows=5, veils=always), *decision(session, row)]
    return Form(session, title(session, row), fields, save, subject_id=row.id, across=judged)


def title(session: Session, row: HeldRow) -> str:
    """Say which note it is, and whether its hour has come."""
    if row.is_over(session.now()):
        return f"It has cooled off: your note on {row.name}"
    return f"Your note on {row.name} cools off until {rules.said(row.until_at, now=session.now())}"


def decision(session: Session, row: HeldRow) -> list[Field]:
    """Ask what becomes of it: before its hour it is not kept."""
    is_over = row.is_over(session.now())
    options = (KEEP, LONGER, DROP) if is_over else (LONGER, DROP)
    first = "" if is_over else checks.stands(session, row.until_at)
    return [
        Field(DECISION, "what now", options=options),
        Field(HOLD, "hold until", first, check=lambda text: _read(session, text), hint="fri 10am, to hold longer"),
    ]


def judged(values: Values) -> Mapping[str, Said]:
    """See that it is said until when a note is held longer."""
    is_missing = values[DECISION] == LONGER and not values[HOLD].strip()
    return {HOLD: Said(_UNTIL, "wrong")} if is_missing else {}


def held_until(session: Session, values: Values) -> datetime | None:
    """Read until when a note is held longer, if it is. Raises Refused."""
    return until(session, values[HOLD]) if values[DECISION] == LONGER else None


async def dropped(session: Session, row: HeldRow) -> str:
    """Drop a note that is held, and say so."""
    await models.held_notes.drop(row.id, by=session.member_id, at=session.now())
    return f"dropped what you held on {row.name}"


def _read(session: Session, text: str) -> str:
    """Say back until when. Raises Refused."""
    moment = until(session, text)
    return when.echo(when.Moment(moment), now=session.now(), zone=session.zone) if moment else ""
