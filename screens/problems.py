"""Problems: what went wrong for whom, the most pressing first, and how each was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from models.reading.problems import ClosedProblems, OpenProblems, ProblemRow, Stand
from models.rules import money
from models.rules import problems as rules
from models.rules.outreach import horizon
from models.rules.words import ReasonKind
from screens import drawing
from screens.actions import problems as actions
from screens.marking import Marking
from screens.problem import ProblemScreen
from screens.subject import Subject
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from screens.keys import Press
    from screens.session import Session

EMPTY = (
    "No problem is open.\n\n"
    "{go_contacts} shows your contacts, where c p opens one; {show_closed} shows those that were closed."
)
NONE_CLOSED = "No problem was closed yet.\n\n{show_closed} shows those that are open."
HEADINGS = {
    Stand.UNHEARD: "NOT HEARD OUT YET  their first word counts most",
    Stand.HEARD: "HEARD, NOT AGREED YET  find what is right for both",
    Stand.AGREED: "AGREED  keep the promise, and check that it held",
}
NAME, STEP, DAYS, AMOUNT, FAULT, OWNER = 18, 11, 10, 11, 9, 10
ROOM, WIDE = 60, 90
"""Cells without which a row says only who and what, and with which also whose fault it is and who owns it."""


class Problems(Marking):
    """One row per open problem: its next step, how long it is open and until the first word, and what it is worth."""

    TAB = "Problems"
    SECTIONS: ClassVar[tuple[str, ...]] = ("problems", *Marking.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "done", "snooze", "follow_up", "show_closed", "undo"),
        *("note", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shows_closed = False

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        pointer = self.session.glyphs.pointer
        rows: RowList[ProblemRow] = RowList(
            self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=pointer
        )
        rows.entitle("Problems")
        return [rows]

    @override
    def subject_of(self, row: ProblemRow) -> Subject:
        """Whom a row is about, and the step that was promised, or the problem that waits for one."""
        waits = ReasonKind.PROBLEM if row.follow_up is None and row.closed_at is None else None
        return Subject(row.contact_id, row.name, follow_up_id=row.follow_up, kind=waits, subject_id=row.id)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out changing a problem that was closed."""
        row: ProblemRow | None = self.rows.current
        if action == "edit" and row is not None and row.closed_at is not None:
            return None
        return super().check_action(action, parameters)

    @override
    def why_not(self, action: str) -> str:
        """Say what is missing for an action that is not permitted now."""
        return "This problem is closed." if action == "edit" and self.subject else super().why_not(action)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        await self._show(keep=True)

    async def _show(self, *, keep: bool) -> None:
        self.rows.entitle("Problems: closed" if self._shows_closed else "Problems")
        self.rows.empty = plain(self.with_keys(NONE_CLOSED if self._shows_closed else EMPTY))
        source = ClosedProblems() if self._shows_closed else OpenProblems()
        await self.rows.show(source, keep=(lambda row: row.id) if keep else None)
        self.show_position()

    def _heading(self, row: ProblemRow) -> str:
        return "CLOSED, THE LATEST FIRST" if row.closed_at else HEADINGS[row.stand]

    def _draw(self, row: ProblemRow, width: int) -> list[tuple[str, str]]:
        days, amount, step = (DAYS, AMOUNT, STEP) if width > ROOM else (0, 0, STEP)
        fault, owner = (FAULT, OWNER) if width > WIDE else (0, 0)
        rest = width - drawing.SIGN - step - 2 * days - amount - fault - owner
        style = "pressing" if self._is_pressing(row) else ""
        name, taken = drawing.named(row, min(NAME, rest // 2), rest, self.session, style=style)
        return [
            (fit(self._sign(row), drawing.SIGN), f"mark {style}".strip()),
            *name,
            (fit(row.outcome or row.step or "plan it", step - 1) + " ", style),
            (fit(one_line(row.text), rest - taken), style),
            (fit(f" {self._first_word(row)}", days), "soft" if row.heard_at else style),
            (fit(f" open {self._open_days(row)}d", days), "soft"),
            (fit(f"{money.said(row.amount)} ", amount, align="right"), ""),
            (fit(row.fault, fault), "soft"),
            (fit(f"{row.owner} ", owner, align="right"), "soft"),
        ]

    def _sign(self, row: ProblemRow) -> str:
        if row.closed_at:
            return ""
        return self.session.glyphs.alarm if self._is_pressing(row) else self.session.glyphs.due

    def _is_pressing(self, row: ProblemRow) -> bool:
        """Tell whether a problem waits: its step is due by the end of today, or none was promised."""
        return row.closed_at is None and (row.due_at is None or row.due_at < horizon(self.session.now()))

    def _first_word(self, row: ProblemRow) -> str:
        if row.heard_at is None:
            return "no word"
        return f"word {rules.days(row.opened_at, row.heard_at, self.session.zone)}d"

    def _open_days(self, row: ProblemRow) -> int:
        return rules.days(row.opened_at, row.closed_at or self.session.now(), self.session.zone)

    @override
    async def action_edit(self, _: Press) -> Worker[None] | None:
        """Change the problem."""
        row: ProblemRow | None = self.rows.current
        return None if row is None else await actions.change(self, row.id)

    @override
    def action_open(self, _: Press) -> None:
        """Show the problem."""
        row: ProblemRow | None = self.rows.current
        if row is not None:
            self.app.push_screen(ProblemScreen(self.session, row.id, along=self))

    async def action_show_closed(self, _: Press) -> None:
        """Show those that were closed, or open again."""
        self._shows_closed = not self._shows_closed
        await self._show(keep=False)

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")
