"""Problems as the command line shows them: lines to people, shapes to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.rules import money
from models.rules import problems as rules
from models.rules.when import Moment, echo
from models.rules.words import State
from tui.cli import output
from tui.cli.shapes import utc

if TYPE_CHECKING:
    from models.reading.problems import Problem, ProblemRow, StepRow
    from tui.cli.verb import Request

HEADINGS = ("", "contact", "step", "problem", "word", "open", "amount", "fault", "owner")


def cells(row: ProblemRow, request: Request) -> tuple[str, ...]:
    """Return what stands below HEADINGS."""
    heard = f"{rules.days(row.opened_at, row.heard_at, request.zone)}d" if row.heard_at else "none"
    open_for = f"{rules.days(row.opened_at, row.closed_at or request.now, request.zone)}d"
    step, amount = row.outcome or row.step or "plan it", money.said(row.amount)
    return (f"[{row.id}]", row.name, step, row.text, heard, open_for, amount, row.fault, row.owner)


def coming(row: Problem, request: Request) -> str:
    """Say which step comes next, and when."""
    step = row.next_step
    if row.closed_at is not None:
        return ""
    if step is None:
        return f"; every step is behind you: wellkept problem done {row.id} --outcome agreed"
    return f"; next: {rules.WORDS[step.step]}{f', {_due(step, request)}' if step.due_at else ''}"


def _due(step: StepRow, request: Request) -> str:
    if step.due_at is None:
        return ""
    return echo(Moment(step.due_at, step.due_on), now=request.now, zone=request.zone)


def whole(row: Problem, request: Request) -> list[str]:
    """Tell one problem whole, with its steps."""
    heard, agreed = (
        rules.how_long(rules.days(row.opened_at, at, request.zone)) if at else "none yet"
        for at in (row.heard_at, row.agreed_at)
    )
    about = {
        "they want": row.wanted,
        "agreed": row.solution,
        "amount": money.said(row.amount),
        "fault": row.fault,
        "owner": row.owner,
        "first word": heard,
        "agreement": agreed,
        "closed": row.outcome,
        "why so": row.closing,
    }
    lines = output.wrapped(f"[{row.id}] {row.name}: {row.text}", indent="")
    lines += [line for label, text in about.items() if text for line in _labelled(label, text)]
    steps = [_step_cells(step, request) for step in row.steps]
    return [*lines, "", *output.table(steps, yielding=(3,))]


def _labelled(label: str, text: str) -> list[str]:
    first, *more = output.wrapped(text, indent=" " * 12)
    return [f"{label:<12}{first.strip()}", *more]


def _step_cells(step: StepRow, request: Request) -> tuple[str, ...]:
    words = {"": "", State.OPEN: "promised", State.DONE: "done", State.CANCELLED: "skipped"}[step.state]
    day = echo(Moment(step.at), now=request.now, zone=request.zone) if step.at else _due(step, request)
    return (step.step.value, words, day, step.why or step.text, step.by)


def listed(row: ProblemRow) -> dict[str, Any]:
    """Shape a line of the list; `amount` is in hundredths."""
    return {
        **_about(row),
        "step": row.step,
        "follow_up": row.follow_up,
        **_times(row),
        "outcome": row.outcome,
    }


def shape(row: Problem) -> dict[str, Any]:
    """Shape one problem whole; `amount` is in hundredths, `state` of a step "" before it is promised."""
    steps = [
        {
            "step": step.step.value,
            "state": step.state,
            "follow_up": step.follow_up,
            "due_at": step.due_at and utc(step.due_at),
            "at": step.at and utc(step.at),
            "by": step.by,
            "text": step.text,
            "why": step.why,
        }
        for step in row.steps
    ]
    return {
        **_about(row),
        "wants": row.wanted,
        "solution": row.solution,
        **_times(row),
        "outcome": row.outcome,
        "closing": row.closing,
        "steps": steps,
    }


def _about(row: Problem | ProblemRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "contact": {"id": row.contact_id, "name": row.name},
        "text": row.text,
        "amount": row.amount,
        "fault": row.fault,
        "owner": row.owner,
    }


def _times(row: Problem | ProblemRow) -> dict[str, Any]:
    return {
        "opened_at": utc(row.opened_at),
        "heard_at": row.heard_at and utc(row.heard_at),
        "agreed_at": row.agreed_at and utc(row.agreed_at),
        "closed_at": row.closed_at and utc(row.closed_at),
    }
