"""Asks for a problem, what to change about one, what came of a step, to what they agreed, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import choices
from models.rules import money
from models.rules import problems as rules
from models.rules.words import Channel, Ending, Fault, Outcome, Step
from screens.form import Field, Form, Said, Values
from screens.forms import checks

if TYPE_CHECKING:
    from models.reading.problems import Problem, StepRow
    from models.rules.when import Moment
    from screens.session import Session

_UNSAID = "not said"
_FAULTS = (_UNSAID, *(fault.value for fault in Fault))
_SKIPS = Said("the step is skipped: why stands with your name", "note")
_STAYS_OPEN = Said("the step stays open", "note")
_LEAVES_OUT = Said("kept with your name", "note")


async def new(session: Session, contact_id: int, name: str) -> Form[Problem]:
    """Ask for a problem of a contact."""
    owners = checks.Owners(session, await choices.members())

    async def save(values: Values) -> Problem:
        details = owners.chosen(values) | _details(values)
        return await models.problems.add(
            contact_id, details.pop("text"), by=session.member_id, at=session.now(), **details
        )

    return Form(session, f"A problem with {name}", _fields(None, owners), save, subject_id=contact_id)


async def edit(session: Session, problem: Problem) -> Form[Problem]:
    """Ask what to change about a problem."""
    owners = checks.Owners(session, await choices.members(), (problem.owner, problem.owner_id))

    async def save(values: Values) -> Problem:
        details, by = owners.chosen(values) | _details(values), session.member_id
        return await models.problems.edit(problem.id, version=problem.version, by=by, at=session.now(), **details)

    title = f"The problem with {problem.name}"
    return Form(session, title, _fields(problem, owners), save, subject_id=problem.id)


def step(session: Session, problem: Problem, row: StepRow) -> Form[Problem]:
    """Ask what came of a step that nobody had promised."""

    async def save(values: Values) -> Problem:
        return await models.problems.step(
            problem.id,
            row.step,
            values["text"],
            outcome=Outcome(values["outcome"]),
            channel=Channel(values["channel"]),
            following=following(session, values),
            by=session.member_id,
            at=session.now(),
        )

    fields = [
        Field("text", "what was said", rows=5),
        Field("outcome", "outcome", Outcome.SPOKE.value, options=tuple(Outcome)),
        Field("channel", "how", Channel.CALL.value, options=tuple(Channel)),
        *next_step(session, row.step),
    ]
    title = f"{rules.WORDS[row.step].capitalize()} ({problem.name})"
    return Form(session, title, fields, save, subject_id=problem.id, across=stepping)


def next_step(session: Session, done: Step) -> list[Field]:
    """Ask when the step after this one is due, which has a usual day; nothing after the last."""
    coming = rules.left(set(list(Step)[: list(Step).index(done) + 1]))
    if not coming:
        return []
    day = rules.usual_day(coming[0], session.now().date())
    hint = f"when to {rules.WORDS[coming[0]]}"
    return [Field("following", f"next, {coming[0].value}", day.isoformat(), check=checks.a_moment(session), hint=hint)]


def following(session: Session, values: Values) -> Moment | None:
    """Read when the next step is due, where that was asked."""
    return checks.moment(session, values["following"]) if "following" in values else None


def stepping(values: Values) -> dict[str, Said]:
    """Say what an outcome does to a step, and what skipping one asks for."""
    outcome = Outcome(values["outcome"])
    if outcome == Outcome.CANCELLED:
        return checks.against("text", lambda: rules.skipping(values["text"])) or {"outcome": _SKIPS}
    return {"outcome": _STAYS_OPEN} if outcome in {Outcome.NO_ANSWER, Outcome.LEFT_WORD} else {}


def agree(session: Session, problem: Problem) -> Form[Problem]:
    """Ask to which solution they agreed."""

    async def save(values: Values) -> Problem:
        return await models.problems.agree(problem.id, values["solution"], by=session.member_id, at=session.now())

    fields = [Field("solution", "they agreed to", problem.solution, hint="a new roof by March, free of charge")]
    return Form(session, f"Agreed with {problem.name}", fields, save, subject_id=problem.id)


def close(session: Session, problem: Problem) -> Form[Problem]:
    """Ask how a problem ended: they agreed, or why not, and why what was not done is left out."""

    async def save(values: Values) -> Problem:
        return await models.problems.close(
            problem.id,
            Ending(values["outcome"]),
            solution=values.get("solution", ""),
            reason=values["reason"],
            by=session.member_id,
            at=session.now(),
        )

    def across(values: Values) -> dict[str, Said]:
        ending = Ending(values["outcome"])
        agreed = problem.agreed_at is not None or bool(values.get("solution", "").strip())
        missing = "solution" if ending == Ending.AGREED and not agreed else "reason"
        settled = {row.step for row in problem.steps if row.state not in {"", "open"}}
        wrong = checks.against(missing, lambda: rules.closing(ending, values["reason"], agreed=agreed, settled=settled))
        return wrong or ({"reason": _LEAVES_OUT} if values["reason"].strip() else {})

    ending = Ending.AGREED if problem.agreed_at else Ending.NOT_AGREED
    fields = [Field("outcome", "it ended", ending.value, options=tuple(Ending))]
    if problem.agreed_at is None:
        fields.append(Field("solution", "they agreed to", hint="a new roof by March, where they agreed"))
    fields.append(Field("reason", "why", hint="he moved away and wants nothing more"))
    title = f"Close the problem with {problem.name}"
    return Form(session, title, fields, save, subject_id=problem.id, across=across)


def _fields(problem: Problem | None, owners: checks.Owners) -> list[Field]:
    said = {
        "text": problem.text if problem else "",
        "wanted": problem.wanted if problem else "",
        "amount": money.said(problem.amount) if problem else "",
        "fault": (problem.fault if problem else "") or _UNSAID,
    }
    return [
        Field("text", "what went wrong", said["text"], rows=3),
        Field("wanted", "they want", said["wanted"], hint="their money back"),
        Field("amount", "amount", said["amount"], check=_an_amount, hint="1,200.50"),
        Field("fault", "whose fault", said["fault"], options=_FAULTS),
        *owners.fields(),
    ]


def _an_amount(typed: str) -> str:
    return money.said(money.read(typed))


def _details(values: Values) -> dict[str, Any]:
    return {
        "text": values["text"],
        "wanted": values["wanted"],
        "amount": money.read(values["amount"]),
        "fault": "" if values["fault"] == _UNSAID else values["fault"],
    }
