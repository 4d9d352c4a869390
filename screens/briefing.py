"""The brief in words, part by part, for the screens and the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from models.rules import days, money, when, why
from models.rules.when import Moment
from models.rules.words import Tone
from screens.discretion import PRIVATE_REASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from models.reading.brief import Brief, OpenProblem, Promise, Words
    from models.reading.guides import Found
    from models.reading.needs import Need
    from models.rules.secrets import Knower, Matter
    from screens.glyphs import Glyphs

PRIVATE = "This needs a private place. Are you where nobody listens?"
NOT_PROMISED = 'not promised yet. Say it: "What you tell me stays with me."'
_MOST_REASONS = 3
_NOTHING = "nothing yet"


class Part(NamedTuple):
    """One part: its label, its lines, and whether it presses."""

    label: str
    lines: list[str]
    presses: bool = False


class Teller(NamedTuple):
    """What it takes to say it: signs, the moment in the reader's zone, and what hides a text while it is veiled."""

    glyphs: Glyphs
    now: datetime
    zone: ZoneInfo
    hide: Callable[[str], str]

    def day(self, at: datetime) -> str:
        """Say a day; the year, too, where it is another."""
        return days.dated(at.astimezone(self.zone).date(), self.now.astimezone(self.zone).date())

    def due(self, promise: Promise) -> str:
        """Say when something is due."""
        return when.echo(Moment(promise.due_at, promise.due_on), now=self.now, zone=self.zone)


def told(brief: Brief, tell: Teller, secrets: Sequence[str]) -> list[Part]:
    """Say what is known, what helps most first; `secrets` are lines about those that are open, or that are not."""
    whole = brief.whole
    parts = [
        Part("why now", _reasons(brief, tell), presses=True),
        Part("last words", [_said(each, tell) for each in brief.said] or [_NOTHING]),
        Part("problem", [_problem(each, tell) for each in brief.problems], presses=True),
        Part("promised", [_promise(each, tell) for each in brief.promised]),
        Part("needs", [_need(each, tell) for each in brief.relationship.needs]),
        Part("safe", [whole.safe_topics] if whole.safe_topics else []),
        Part("off limits", [tell.hide(whole.off_limits)] if whole.off_limits else [], presses=True),
        Part("not by", [", ".join(whole.do_not_contact.split())] if whole.do_not_contact else [], presses=True),
        Part("discretion", [_discretion(brief, tell)]),
        Part("to tell", [each.title for each in brief.news if each.told_at is None], presses=True),
        Part("they know", [f"{each.title} ({tell.day(each.told_at)})" for each in brief.news if each.told_at]),
        Part("secrets", [*secrets], presses=True),
        Part("give, take", [*_balance(brief)]),
    ]
    return [part for part in parts if part.lines]


def guided(found: Found) -> list[Part]:
    """Say how to go about it: the guide, and first what is wrong with the team's own, if anything is."""
    guide = found.guide
    parts = [
        Part("note", [found.problem] if found.problem else [], presses=True),
        Part("open with", [guide.opening]),
        Part("ask", [f"{number}. {each}" for number, each in enumerate(guide.ask, 1)]),
        Part("do not say", [*guide.do_not_say]),
        Part("record", [*guide.record]),
    ]
    return [part for part in parts if part.lines]


def secret(matter: Matter, knower: Knower, tell: Teller) -> str:
    """Say where somebody stands in a secret that is open."""
    since = f" since {tell.day(knower.learned_at)}" if knower.learned_at else ""
    spoken = f"talked over {tell.day(knower.talked_at)}" if knower.talked_at else "not talked over yet"
    standing = {"in-the-circle": "in the circle"}.get(knower.standing, str(knower.standing))
    return f"{matter.title}: {standing}{since}{f', {spoken}' if knower.knows else ''}"


def _reasons(brief: Brief, tell: Teller) -> list[str]:
    reasons = [
        replace(row, text=tell.hide(row.text)) if row.kind in PRIVATE_REASONS else row for row in brief.whole.outreach
    ]
    said = [f"{tell.glyphs.of(row.kind)} {why.sentence(row, now=tell.now)}" for row in reasons[:_MOST_REASONS]]
    more = len(reasons) - len(said)
    return said + ([f"and {more} more"] if more else [])


def _said(words: Words, tell: Teller) -> str:
    signs = {"in": tell.glyphs.inward, "out": tell.glyphs.outward, "both": tell.glyphs.both_ways}
    outcome = {"no-answer": "no answer", "left-word": "left word"}.get(words.outcome, "")
    text = tell.hide(words.text) if words.tone == Tone.UNPLEASANT else words.text
    return "  ".join(filter(None, (f"{tell.day(words.at)} {signs[words.direction]} {words.channel}", outcome, text)))


def _problem(problem: OpenProblem, tell: Teller) -> str:
    wants = f"they want {problem.wanted}" if problem.wanted and not problem.solution else ""
    agreed = "agreed" if problem.agreed_at else "offered, not agreed yet"
    solution = f"{agreed}: {problem.solution}" if problem.solution else ""
    about = (
        problem.text,
        money.said(problem.amount),
        wants,
        solution,
        f"open since {tell.day(problem.opened_at)}, {problem.owner} owns it",
    )
    return f"{tell.glyphs.alarm} {'; '.join(filter(None, about))}"


def _promise(promise: Promise, tell: Teller) -> str:
    is_unpleasant = promise.tone == Tone.UNPLEASANT
    text = tell.hide(promise.text) if is_unpleasant else promise.text
    step = f"{promise.step} ({text})" if promise.step and text else promise.step or text
    sign = f"{tell.glyphs.alarm} " if is_unpleasant else ""
    return f"{sign}{tell.due(promise)}  {promise.channel}{f': {step}' if step else ''} ({promise.owner})"


def _need(need: Need, tell: Teller) -> str:
    confirmed = f"confirmed {tell.day(need.confirmed_at)}"
    stale = f" {tell.glyphs.soft} stale, ask again" if need.is_stale else ""
    return f"{need.text} ({need.word}, {confirmed}{stale})"


def _discretion(brief: Brief, tell: Teller) -> str:
    at, by = brief.whole.discretion_at, brief.whole.discretion_by
    return f"promised {tell.day(at)} by {by}" if at else NOT_PROMISED


def _balance(brief: Brief) -> Iterator[str]:
    relationship = brief.relationship
    if relationship.favours:
        yield f"they did {_times(len(relationship.took))} for us, we {_times(len(relationship.gave))} for them"
    for words, names in (("introduced", relationship.introduced), ("introduced by", relationship.introduced_by)):
        if names:
            yield f"{words} {', '.join(names)}"
    if relationship.balance.words:
        yield relationship.balance.words


def _times(count: int) -> str:
    return {0: "nothing", 1: "one thing"}.get(count, f"{count} things")
