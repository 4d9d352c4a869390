"""One problem: what they want, what was agreed, and its six steps, each with a date and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static
from typing_extensions import override

from models.reading import follow_up, problems
from models.rules import agenda, money, when
from models.rules import problems as rules
from models.rules.refusals import NotFound
from models.rules.words import State
from screens import forms
from screens.actions import problems as actions
from screens.contact import ContactScreen
from screens.contact_actions import ContactActions
from screens.subject import Subject
from screens.text import fit, one_line, plain
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import date, datetime

    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.problems import Problem, StepRow
    from screens.keys import Press
    from screens.marking import Marking
    from screens.session import Session

EMPTY = "No step is here.\n\n{back} goes back."
SIGN, STEP, STATE, DATE, BY, ROOM = 3, 20, 9, 9, 10, 56
OF_OPEN = frozenset({"done", "snooze", "edit", "agree", "close_problem"})
"""What is done to a problem that is open."""


class ProblemScreen(ContactActions):
    """What is known above, the steps in their order below."""

    TAB = "Problems"
    HAS_PANE = False
    SECTIONS: ClassVar[tuple[str, ...]] = ("problems", *ContactActions.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = (
        *("done", "snooze", "agree", "close_problem", "edit"),
        *("open", "back", "undo", "help"),
    )

    def __init__(self, session: Session, problem_id: int, *, along: Marking) -> None:
        super().__init__(session)
        self._list, self._problem_id = along, problem_id
        self._problem: Problem | None = None

    @override
    def body(self) -> list[Widget]:
        """Make the head and the steps."""
        rows: RowList[StepRow] = RowList(self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer)
        rows.border_title = plain("Steps")
        return [Static(id="head"), rows]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the keys are about, and the step that was promised."""
        if self._problem is None:
            return None
        step = self._problem.next_step
        promised = step.follow_up if step and self._problem.closed_at is None else None
        return Subject(self._problem.contact_id, self._problem.name, follow_up_id=promised)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what goes on with a problem once it is closed."""
        if action in OF_OPEN and (self._problem is None or self._problem.closed_at is not None):
            return None
        return super().check_action(action, parameters)

    @override
    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        return "This problem is closed." if action in OF_OPEN else super().why_not(action)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            self._problem = await problems.one(self._problem_id)
        except NotFound:  # undone meanwhile
            if self.is_active:
                self.dismiss()
            return
        self._show_head(self._problem)
        await self.rows.show(FewRows(self._problem.steps, place=_place), keep=_place)
        self.show_position()
        self.show_hints()

    def _show_head(self, problem: Problem) -> None:
        head = self.query_one("#head", Static)
        head.border_title = plain(one_line(f"{problem.name}: {rules.promised(problem.text)}"))
        head.border_subtitle = plain(one_line(self._stands(problem)))
        said = (
            ("what went wrong", problem.text),
            ("they want", problem.wanted),
            ("agreed", problem.solution),
            ("why so", problem.closing),
            ("amount", money.said(problem.amount)),
            ("whose fault", problem.fault or "not said"),
            ("owner", problem.owner),
            ("days", self._days(problem)),
        )
        lines = [f"{label:<17}{one_line(text)}" for label, text in said if text]
        head.update(plain("\n".join(lines)))

    def _stands(self, problem: Problem) -> str:
        if problem.closed_at is None:
            return f"open since {self._day(problem.opened_at)}"
        return f"closed {self._day(problem.closed_at)}, {problem.outcome.replace('-', ' ')}"

    def _days(self, problem: Problem) -> str:
        """Say how many days it took to the first word, and to an agreement."""
        until = {"first word": problem.heard_at, "agreement": problem.agreed_at}
        return "   ".join(
            f"to {what}: {rules.how_long(rules.days(problem.opened_at, at, self.session.zone)) if at else 'none yet'}"
            for what, at in until.items()
        )

    def _day(self, at: datetime) -> str:
        return when.short(at, now=self.session.now(), zone=self.session.zone).strip()

    def _draw(self, row: StepRow, width: int) -> list[tuple[str, str]]:
        by = BY if width > ROOM else 0
        rest = width - SIGN - STEP - STATE - DATE - by
        is_next = self._problem is not None and row == self._problem.next_step and self._problem.closed_at is None
        style = "pressing" if is_next else ""
        return [
            (fit(self._sign(row, is_next=is_next), SIGN), f"mark {style}".strip()),
            (fit(rules.WORDS[row.step], STEP - 1) + " ", style or ("soft" if not row.state else "")),
            (fit(_WORDS[row.state], STATE), style),
            (fit(self._date(row), DATE), "soft"),
            (fit(one_line(row.why or row.text), rest), ""),
            (fit(f"{row.by} ", by, align="right"), "soft"),
        ]

    def _sign(self, row: StepRow, *, is_next: bool) -> str:
        glyphs = self.session.glyphs
        return glyphs.mark if row.state == State.DONE else glyphs.due if is_next else ""

    def _date(self, row: StepRow) -> str:
        if row.at:
            return self._day(row.at)
        return self._due(row.due_at, row.due_on) if row.due_at else ""

    def _due(self, due_at: datetime, due_on: date | None) -> str:
        now = self.session.now()
        late = (now.date() - (due_on or due_at.astimezone(self.session.zone).date())).days
        if late > 0:
            return f"{late}d late"
        return "today" if late == 0 and due_on else agenda.brief(due_at, due_on, now=now)

    @override
    async def action_done(self, _: Press) -> Worker[None] | None:
        """Do the step whose turn it is, or skip it."""
        problem = await problems.one(self._problem_id)
        if self._about.follow_up_id:
            form = forms.follow_up.done(self.session, await follow_up.one(self._about.follow_up_id))
            return self._talk(form, self._about)
        return actions.unpromised(self, problem)

    @override
    async def action_edit(self, _: Press) -> Worker[None]:
        """Change the problem."""
        return await actions.change(self, self._problem_id)

    async def action_agree(self, _: Press) -> Worker[None]:
        """Keep what they agreed to."""
        form = forms.problem.agree(self.session, await problems.one(self._problem_id))
        return self.ask(form, lambda agreed: f"agreed with {agreed.name}: {agreed.solution}")

    async def action_close_problem(self, _: Press) -> Worker[None]:
        """Close the problem."""
        return actions.close(self, await problems.one(self._problem_id))

    def action_open(self, _: Press) -> None:
        """Show the contact."""
        if self._problem is not None:
            self.app.push_screen(ContactScreen(self.session, self._problem.contact_id, along=self._list))

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


_WORDS = {"": "", State.OPEN: "promised", State.DONE: "done", State.CANCELLED: "skipped"}


def _place(row: StepRow) -> int:
    return list(rules.WORDS).index(row.step)
