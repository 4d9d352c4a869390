"""What the keys do about problems: to open one, to go on with it, and to close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import problems
from models.rules.refusals import Refused
from models.rules.words import State, Step
from screens import forms
from screens.offer import Offer

if TYPE_CHECKING:
    from textual.worker import Worker

    from models.reading.follow_up import FollowUp
    from models.reading.problems import Problem
    from screens.frame import Frame
    from screens.offer import Offering
    from screens.subject import Subject


async def open_one(front: Frame, about: Subject) -> Worker[None]:
    """Ask what went wrong for them."""
    form = await forms.problem.new(front.session, about.contact_id, about.name)
    return front.ask(form, lambda problem: f"opened a problem with {problem.name}: hear them out today")


async def go_on(front: Frame, about: Subject) -> Worker[None]:
    """Ask about the problem of the row, or the oldest of theirs with nothing promised: its next step, or its end."""
    if about.subject_id:
        return unpromised(front, await problems.one(about.subject_id))
    for row in reversed(await problems.of_contact(about.contact_id)):
        if row.follow_up is None:
            return unpromised(front, await problems.one(row.id))
    message = f"{about.name} has no problem that waits. Read the screen again."
    raise Refused(message)


def unpromised(front: Frame, problem: Problem) -> Worker[None]:
    """Ask what came of the step whose turn it is, or, after the last, how the problem ended."""
    step = problem.next_step
    if step is None:
        return close(front, problem)
    return front.ask(forms.problem.step(front.session, problem, step), _stepped)


async def change(front: Frame, problem_id: int) -> Worker[None]:
    """Ask what to change about a problem."""
    form = await forms.problem.edit(front.session, await problems.one(problem_id))
    return front.ask(form, lambda changed: f"changed the problem with {changed.name}")


def close(front: Frame, problem: Problem) -> Worker[None]:
    """Ask how a problem ended."""
    return front.ask(forms.problem.close(front.session, problem), lambda closed: f"closed: problem with {closed.name}")


def offer_to_close(front: Offering, done: FollowUp) -> bool:
    """Offer to close a problem whose last step was done just now; say whether it was."""
    problem_id = done.problem_id
    if problem_id is None or done.step != Step.CHECK or done.state == State.OPEN:
        return False

    async def close_it() -> None:
        close(front, await problems.one(problem_id))

    question = "Every step is behind you. Close the problem{name}?"
    front.offer(Offer(question, done.name, {"y": ("close it", close_it)}))
    return True


def _stepped(problem: Problem) -> str:
    step = problem.next_step
    return f"{problem.name}: {f'next comes {step.step}' if step else 'every step is behind you'}"
