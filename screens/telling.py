"""What is said of a contact, line by line: why they need outreach, what to mind, how to reach them, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import also_kept, birthday, cadence, confiding, days, held_notes, problems, when, why
from models.rules.words import PointKind, Truth, Weight
from screens import discretion
from screens.confiding import open_secrets, secret_words
from screens.text import fit, one_line

if TYPE_CHECKING:
    from models.reading.contact import WholeContact
    from models.reading.needs import Need
    from models.reading.problems import ProblemRow
    from models.reading.relationship import Relationship
    from models.reading.timeline import TimelineRow
    from screens.session import Session

_OVER = frozenset({"cancelled", "ended", *Truth})
"""The states in which a line of the timeline says that something is over, or what came of it."""


def reasons_of(whole: WholeContact, session: Session) -> list[str]:
    """Say why somebody needs outreach, a line each."""
    return [
        f"{session.glyphs.of(row.kind)} {one_line(why.sentence(row, now=session.now()))}"
        for row in (discretion.reason(each, session) for each in whole.outreach)
    ] or ["no outreach needed now"]


def reached_by(whole: WholeContact, session: Session) -> list[str]:
    """Say how somebody is reached, whose they are and how often, as short lines."""
    reach = [f"tel {phone}" for phone in whole.values(PointKind.PHONE)]
    reach += [f"mail {email}" for email in whole.values(PointKind.E_MAIL)]
    rest = [*whole.values(PointKind.ADDRESS), *whole.values(PointKind.LINK)]
    last = whole.last_interaction_at
    word = when.short(last, now=session.now(), zone=session.zone).strip() if last else "none yet"
    every = whole.every_days or whole.stage_every_days
    kept = [f"owner {whole.owner}", cadence.words(every), f"last word: {word}"]
    kept += [f"born {birthday.words(whole.birthday)}"] if whole.birthday else []
    tags = [f"tags: {', '.join(whole.tags)}"] if whole.tags else []
    return [one_line("   ".join(line)) for line in (reach, kept, rest, tags) if line]


def discretion_of(whole: WholeContact, session: Session) -> list[str]:
    """Say what to mind, as short lines: what is off limits, what is safe, which ways are closed."""
    lines = [
        f"off limits: {discretion.hidden(whole.off_limits, session)}" if whole.off_limits else "",
        f"safe: {whole.safe_topics}" if whole.safe_topics else "",
        f"not by {', '.join(whole.do_not_contact.split())}" if whole.do_not_contact else "",
        promised(whole, session),
    ]
    return [one_line(line) for line in lines if line]


def relationship_of(known: Relationship, session: Session, width: int) -> list[str]:
    """Say what they need, who speaks, and who introduced whom, each in one line of at most `width` cells."""
    needs = " · ".join(_needed(need, session) for need in known.needs)
    speaks = known.balance.words
    gave, took = len(known.gave), len(known.took)
    ties = [
        f"{session.glyphs.soft} {speaks}" if speaks else "",
        f"introduced by {', '.join(known.introduced_by)}" if known.introduced_by else "",
        f"introduced {', '.join(known.introduced)}" if known.introduced else "",
        f"favours: {took} theirs, {gave} ours" if gave or took else "",
    ]
    lines = [
        *(_unsolved(problem, session) for problem in known.problems),
        f"needs now: {needs}" if needs else "",
        " · ".join(tie for tie in ties if tie),
    ]
    return [fit(line, width).rstrip() for line in lines if line]


def _unsolved(problem: ProblemRow, session: Session) -> str:
    """Say one problem, how long it is open, and what comes next."""
    days = problems.days(problem.opened_at, session.now(), session.zone)
    return one_line(f"{session.glyphs.due} problem open {days}d, {problem.step}: {problem.text}")


def _needed(need: Need, session: Session) -> str:
    """Say one need, how much it weighs where that is more or less than usual, and whether it is time to ask again."""
    weight = "" if need.weight == Weight.MATTERS else need.word
    day = days.dated(need.confirmed_at.astimezone(session.zone).date(), session.now().date())
    stale = f"confirmed {day} {session.glyphs.soft} stale" if need.is_stale else ""
    said = ", ".join(part for part in (weight, stale) if part)
    return f"{need.text} ({said})" if said else need.text


def promised(whole: WholeContact, session: Session) -> str:
    """Say when discretion was promised, and by whom; nothing where it was not."""
    if whole.discretion_at is None:
        return ""
    on = whole.discretion_at.astimezone(session.zone).date()
    return f"discretion promised {days.dated(on, session.now().date())} by {whole.discretion_by}"


def secrets_of(whole: WholeContact, session: Session) -> list[str]:
    """Say what somebody knows of which secret, a line each; nothing while that is locked or veiled."""
    return [
        one_line(f"{session.glyphs.secret} {secret_words.of_knower(secret, knower, session)}")
        for secret, knower in open_secrets.known_to(session, whole.uid)
    ]


def also_kept_of(whole: WholeContact, width: int) -> list[str]:
    """Say what else is kept, in one line of at most `width` cells, or in none."""
    words = also_kept.words(whole.extras)
    return [fit(f"also kept: {words}", width).rstrip()] if words else []


def title_of(whole: WholeContact, session: Session) -> str:
    """Name somebody, with the mark of confidential notes, and whom they work for."""
    mark = f" {session.glyphs.confidential}" if whole.confidential_notes else ""
    return one_line(f"{whole.name}{mark} · {whole.company}" if whole.company else f"{whole.name}{mark}")


def sealed(row: TimelineRow, session: Session) -> tuple[str, str]:
    """Say of a confidential note what may be said: the mark, then who wrote it for whom; veiled, the mark alone."""
    mark = session.glyphs.confidential
    if session.veiled:
        return mark, ""
    left = confiding.left(was_open=row.was_open, has_residue=row.has_residue)
    return mark, one_line(f"  by {row.by}, for {row.readers}{left and '   '}{left}")


def happened(row: TimelineRow, session: Session) -> str:
    """Say in one line what happened, or is to happen."""
    if row.kind == "held":
        return held(row, session)
    row = discretion.planned(row, session)
    words = {"attempt": row.state.replace("-", " "), "change": row.text, "follow_up": "follow-up"}.get(row.kind, "")
    length = f"{row.minutes} min" if row.minutes else ""
    over = row.state.replace("-", " ") if row.state in _OVER else ""
    text = "" if row.kind == "change" else row.text
    return one_line("  ".join(part for part in (words, over, text, length) if part))


def held(row: TimelineRow, session: Session) -> str:
    """Say of a note of one's own that cools off until when, and what it says, if it is not sealed."""
    over = row.at <= session.now()
    until = "has cooled off" if over else f"until {held_notes.said(row.at, now=session.now())}"
    text = session.glyphs.confidential if row.state == "sealed" else discretion.hidden(row.text, session)
    return one_line(f"{until}  {text}")


def sign_of(row: TimelineRow, session: Session) -> str:
    """Return the sign of a line of the timeline: which way it went, or that it is due."""
    glyphs = session.glyphs
    if row.kind in {"rumour", "problem"}:
        return glyphs.alarm if row.state == "open" else ""
    ways = {"in": glyphs.inward, "out": glyphs.outward, "both": glyphs.both_ways}
    return {"open": glyphs.due, "unpleasant": glyphs.alarm}.get(row.state, ways.get(row.direction, ""))


def day_of(row: TimelineRow, session: Session) -> str:
    """Say on which day it was, short."""
    return when.short(row.at, now=session.now(), zone=session.zone)
