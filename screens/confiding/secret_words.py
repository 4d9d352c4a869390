"""A secret in words, for who has it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import confiding, secrets, when
from models.rules.when import Moment

if TYPE_CHECKING:
    from datetime import datetime

    from models.rules.secrets import Decision, Knower, Matter
    from models.secrets import Opened
    from screens.session import Session


def standing(knower: Knower) -> str:
    """Say where somebody stands."""
    return knower.standing.replace("-", " ")


def of_knower(secret: Opened, knower: Knower, session: Session) -> str:
    """Say of somebody what they know of a secret: "knows, since 7 Jun: We move (not talked with)"."""
    since = f" since {_when(knower.learned_at, session)}" if knower.learned_at else ""
    waits = "nobody has talked with them" if knower.waits and not secret.matter.closed_at else feels(knower)
    return f"{standing(knower)}{since}: {secret.matter.title}{f' ({waits})' if waits else ''}"


def feels(knower: Knower) -> str:
    """Say what somebody feels, as far as it is known."""
    views = (("good idea", knower.good_idea), ("better off", knower.better_off), ("would", knower.wish))
    return ", ".join(f"{what} {said}" if what == "would" else f"{what}: {said}" for what, said in views if said)


def sealed(secret: Opened, session: Session) -> str:
    """Say who sealed it last, when and for whom."""
    return f"sealed by {secret.by} {_when(secret.at, session)}, for {confiding.listed(secret.readers)}"


def told(matter: Matter, session: Session) -> list[str]:
    """Say what was decided last, and what those who know feel."""
    decision = decided(matter.decision, session) if matter.decision else "not decided yet"
    tally = secrets.tally(matter)
    where = ", ".join(f"{number} {each.replace('-', ' ')}" for each, number in tally.standing.items())
    views = [
        f"{what}: {', '.join(f'{number} {said}' for said, number in counted.items())}"
        for what, counted in (("good idea", tally.good_idea), ("better off", tally.better_off), ("would", tally.wish))
        if counted
    ]
    untalked = f"{tally.untalked} not talked with" if tally.untalked else ""
    lines = [decision, "   ".join(filter(None, [where, untalked])) or "nobody knows of it", "   ".join(views)]
    return [line for line in lines if line]


def decided(decision: Decision, session: Session) -> str:
    """Say what was decided."""
    words = f": {decision.text}" if decision.text else ""
    return f"decided to {decision.course.replace('-', ' ')}, {_when(decision.at, session)}, by {decision.by}{words}"


def _when(at: datetime, session: Session) -> str:
    return when.said(Moment(at), now=session.now(), zone=session.zone)
