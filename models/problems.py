"""Problems: what went wrong for a contact, led step by step to an agreed end.

Each step (rules.words.Step) that was promised is a follow-up with `problem_id` and `step`; one that was skipped is a
cancelled follow-up, with an override that says why.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import contacts, follow_ups, members, pending
from models.engine.fields import UTCField, link
from models.follow_ups import FollowUp
from models.history import changing
from models.reading import problems as reading
from models.rules import problems as rules
from models.rules import text
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.when import Moment
from models.rules.words import Channel, Ending, Fault, Outcome, Purpose, State, Step, Tone

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from models.history import Change


class Problem(Model):
    """One problem. `amount` is in hundredths of the money one reckons in; `fault` is a rules.words.Fault or "".

    `heard_at` is the first word with them about it, `agreed_at` when they agreed to the `solution`. Once it is closed,
    `outcome` is a rules.words.Ending, and `closing` says why where they did not agree.
    """

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    text = fields.TextField()
    amount = fields.BigIntField(null=True)
    owner_id: int
    owner = link("Member")
    fault = fields.CharField(max_length=32, default="")
    wanted = fields.TextField(default="")
    solution = fields.TextField(default="")
    opened_at = UTCField()
    heard_at = UTCField(null=True)
    agreed_at = UTCField(null=True)
    closed_at = UTCField(null=True)
    outcome = fields.CharField(max_length=32, default="")
    closing = fields.TextField(default="")
    by_id: int
    by = link("Member")
    version = fields.IntField(default=1)

    class Meta:
        """Where problems are kept."""

        table = "problem"
        table_description = "What went wrong for a contact"
        indexes = (("closed_at", "opened_at", "id"),)


class Details(TypedDict, total=False):
    """What can be said of a problem: `amount` in hundredths or None, `fault` a rules.words.Fault or ""."""

    amount: int | None
    owner_id: int
    fault: str
    wanted: str


class Changes(Details, total=False):
    """What can be changed of a problem."""

    text: str


async def add(contact_id: int, words: str, *, by: int, at: datetime, **details: Unpack[Details]) -> reading.Problem:
    """Open a problem, owned by the actor unless said; to hear them out is due today. Raises Refused, NotFound."""
    async with changing("problem.add", by=by, at=at) as change:
        await contacts.present(contact_id)
        problem = await opened(contact_id, words, change=change, **details)
    return await reading.one(problem.id)


async def opened(contact_id: int, words: str, *, change: Change, **details: Unpack[Details]) -> Problem:
    """Open a problem within a change that does more."""
    values = {"owner_id": change.by, **await _cleaned({**details, "text": words})}
    problem = await change.create(Problem, contact_id=contact_id, opened_at=change.at, by_id=change.by, **values)
    await _plan(problem, Step.HEAR, None, change)
    return problem


async def opened_by_us(contact: contacts.Contact, words: str, *, change: Change) -> None:
    """Open a problem that is our fault, within a change that does more, unless one is open with them already."""
    if await pending.unsolved(contact.id, change.connection):
        return
    owner = await members.present_or(contact.owner_id, change.by)
    await opened(contact.id, words, owner_id=owner, fault=Fault.OURS.value, change=change)


async def edit(
    problem_id: int, *, version: int | None = None, by: int, at: datetime, **changes: Unpack[Changes]
) -> reading.Problem:
    """Change what is given of an open problem; the step that was promised goes with it to another owner.

    `version` is the one that was read; None means whatever it is now. Raises Refused, NotFound, and Stale when
    somebody changed the problem since.
    """
    async with changing("problem.edit", by=by, at=at) as change:
        problem = await _open(problem_id)
        if version not in {None, problem.version}:
            message = "This problem was changed by somebody else meanwhile. Read it again and repeat your change."
            raise Stale(message)
        await change.update(problem, **await _cleaned(changes))
        promised = await _promised(problem)
        if promised and "owner_id" in changes:
            await change.update(promised, owner_id=problem.owner_id)
    return await reading.one(problem_id)


async def step(
    problem_id: int,
    done: Step,
    words: str = "",
    *,
    outcome: Outcome = Outcome.SPOKE,
    channel: Channel | None = None,
    following: Moment | None = None,
    by: int,
    at: datetime,
) -> reading.Problem:
    """Do the step whose turn it is: log it and plan the next one, `following` or on its usual day.

    Cancelled, it is skipped, and `words` are the reason, kept by name. Raises Refused for any other step, NotFound.
    """
    from models import outcomes  # noqa: PLC0415  (it stands on this file)

    async with changing("problem.step", by=by, at=at) as change:
        problem = await _open(problem_id)
        rules.check_turn(Step(done), await _settled(problem))
        row = await _promised(problem) or await _plan(problem, Step(done), None, change)
        await outcomes.finished(row, words, outcome=outcome, channel=channel, following=following, change=change)
    return await reading.one(problem_id)


async def agree(problem_id: int, solution: str, *, by: int, at: datetime) -> reading.Problem:
    """Keep to which solution they agreed, and that they did so now. Raises Refused, NotFound."""
    async with changing("problem.agree", by=by, at=at) as change:
        await _agreed(await _open(problem_id), solution, change)
    return await reading.one(problem_id)


async def close(
    problem_id: int, ending: Ending, *, solution: str = "", reason: str = "", by: int, at: datetime
) -> reading.Problem:
    """Close a problem: they agreed, now with a `solution`, or the `reason` says why not, and why steps are left out.

    What was promised of it is cancelled, but never unpleasant news. Raises Refused, NotFound.
    """
    async with changing("problem.close", by=by, at=at) as change:
        problem = await _open(problem_id)
        if solution.strip():
            await _agreed(problem, solution, change)
        settled = await _settled(problem)
        kept = rules.closing(Ending(ending), reason, agreed=problem.agreed_at is not None, settled=settled)
        if promised := await _promised(problem):
            await _let_go(promised, kept, change)
        await change.update(problem, closed_at=at, outcome=Ending(ending).value, closing=kept)
    return await reading.one(problem_id)


async def check_turn(row: FollowUp) -> None:
    """See that the turn of a step has come. Raises Refused."""
    rules.check_turn(Step(row.step), await _settled(await Problem.get(id=row.problem_id)))


async def passed(row: FollowUp, following: Moment | None, change: Change) -> None:
    """Go on to the next step now that one is done or skipped, within a change that does more."""
    problem = await Problem.get(id=row.problem_id)
    if row.state == State.DONE and problem.heard_at is None:
        await change.update(problem, heard_at=change.at)
    steps = rules.left(await _settled(problem))
    if steps and problem.closed_at is None:
        await _plan(problem, steps[0], following, change)


async def _plan(problem: Problem, step: Step, when: Moment | None, change: Change) -> FollowUp:
    """Promise a step, by call, owned by who owns the problem; on its usual day unless it is said when."""
    if when is None:
        day = rules.usual_day(step, change.at.date())
        when = Moment(datetime.combine(day, time.min, change.at.tzinfo), day)
    return await change.create(
        FollowUp,
        contact_id=problem.contact_id,
        problem_id=problem.id,
        step=step.value,
        text=rules.promised(problem.text),
        due_at=when.at,
        due_on=when.on,
        channel=Channel.CALL.value,
        purpose=Purpose.SERVICE.value,
        tone=Tone.NEUTRAL.value,
        owner_id=problem.owner_id,
        created_at=change.at,
        created_by_id=change.by,
    )


async def _let_go(promised: FollowUp, reason: str, change: Change) -> None:
    if promised.tone == Tone.UNPLEASANT:
        message = "There is unpleasant news of it untold. Tell it, or cancel it with a reason, and then close this."
        raise Refused(message)
    await follow_ups.set_aside(promised, "skip", reason, change)
    await change.update(promised, state=State.CANCELLED.value, closed_at=change.at)


async def _agreed(problem: Problem, solution: str, change: Change) -> None:
    kept = text.block(solution, what="solution", limit=2_000)
    if not kept:
        message = "Say what they agreed to."
        raise Refused(message)
    await change.update(problem, solution=kept, agreed_at=change.at)


async def _promised(problem: Problem) -> FollowUp | None:
    """Find the open follow-up of a problem."""
    return await FollowUp.filter(problem_id=problem.id, state=State.OPEN.value).order_by("id").first()


async def _settled(problem: Problem) -> set[Step]:
    """List the steps that were done or skipped."""
    behind = FollowUp.filter(problem_id=problem.id).exclude(state=State.OPEN.value)
    return {Step(row.step) for row in await behind}


async def _cleaned(given: Changes) -> dict[str, Any]:
    values: dict[str, Any] = dict(given)
    for name, what in (("text", "problem"), ("wanted", "wish")):
        if name in values:
            values[name] = text.block(values[name], what=what, limit=2_000)
    if not values.get("text", "x"):
        message = "Say what went wrong."
        raise Refused(message)
    if values.get("fault"):
        values["fault"] = Fault(values["fault"]).value
    if "owner_id" in values:
        await members.current(values["owner_id"])
    return values


async def _open(problem_id: int) -> Problem:
    problem = await Problem.get_or_none(id=problem_id)
    if problem is None:
        message = f"There is no problem {problem_id}. See wellkept problem list for those that are open."
        raise NotFound(message)
    if problem.closed_at is not None:
        message = f"Problem {problem_id} is closed already. Open a new one."
        raise Refused(message)
    return problem
