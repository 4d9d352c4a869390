"""Marks: rows of a list chosen one by one, by range or all, for what is then done to all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work
from typing_extensions import override

from models.reading.chosen import Chosen
from models.reading.marked import Mark, left
from models.rules.refusals import Refused
from screens.contact import ContactScreen
from screens.contact_actions import ContactActions
from screens.keys import PRESS, Press
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.session import Session
    from screens.subject import Subject

MOST = 5_000
"""So many rows can be marked at once."""

TOO_MANY = f"That would be more than {MOST:,}, so nothing was marked. Find fewer with / first."


class Marking(ContactActions):
    """A list of contacts or follow-ups. Subclasses say whom a row is about: `subject_of`.

    Marks stay while one moves, finds and reads anew, until esc, or until what was marked is gone.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._marks: dict[Subject, None] = {}
        self._anchor: tuple[RowList[Any], Any] | None = None

    def subject_of(self, row: Any) -> Subject | None:
        """Whom a row of the list is about."""
        raise NotImplementedError

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the row under the cursor is about."""
        row = self.rows.current
        return None if row is None else self.subject_of(row)

    @property
    @override
    def subjects(self) -> list[Subject]:
        """Whom an action is about that can be done to many: all that are marked, or else the one under the cursor."""
        return list(self._marks) or super().subjects

    @property
    @override
    def chosen(self) -> str:
        """How many are marked, for the state line."""
        return f"{len(self._marks):,} marked" if self._marks else ""

    @property
    def found(self) -> dict[str, Chosen]:
        """Whom the list shows where it does not show everybody, in words."""
        return {}

    @property
    @override
    def exportable(self) -> dict[str, Chosen]:
        """Who is marked, who is found, or everybody."""
        ids = list(dict.fromkeys(about.contact_id for about in self._marks))
        marked = {f"{len(ids):,} marked": Chosen(ids=ids)} if ids else {}
        return marked | self.found | super().exportable

    @override
    async def on_mount(self) -> None:
        """Have the lists show the marks; the frame's own handler is called besides."""
        self.have_marks_shown()

    def have_marks_shown(self) -> None:
        """Have every list there is by now show the marks."""
        for rows in self.query(RowList):
            rows.show_marks(self._is_marked, self.session.glyphs.mark)

    def _is_marked(self, row: Any) -> bool:
        return self.subject_of(row) in self._marks

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out marking while there is nothing to mark."""
        if action.startswith("mark") and self.rows.current is None:
            return None
        return super().check_action(action, parameters)

    @override
    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id; what goes back takes the marks away first."""
        if action == "back" and self._marks:
            self._marks.clear()
            self._anchor = None
            self._show_marks()
        else:
            await super().run_key_action(action, press)

    async def step(self, by: int) -> Subject | None:
        """Go so many rows down, or up when negative, and on to somebody else; None at the end of the list."""
        before, way = self.subject, 1 if by > 0 else -1
        row = None
        await self.rows.move(by)
        while before and self.subject and self.subject.contact_id == before.contact_id:
            if self.rows.current == row:
                return None
            row = self.rows.current
            await self.rows.move(way)
        return self.subject

    def action_open(self, _: Press) -> None:
        """Show the contact."""
        if self.subject:
            self.app.push_screen(ContactScreen(self.session, self.subject.contact_id, along=self))

    async def action_mark(self, press: Press) -> None:
        """Mark or unmark the row, and go down."""
        here, count = self.rows.current, press.count or 1
        await self.rows.move(count)
        found = await self.rows.between(here, count + 1) if count > 1 else [here]
        self._toggle((found or [])[:count])
        self._show_marks()

    async def action_mark_range(self, _: Press) -> None:
        """Mark from the last mark to here."""
        self._add(await self._from_anchor())

    async def action_mark_all(self, _: Press) -> None:
        """Mark every row of the list."""
        self._add(await self._all())

    async def action_mark_invert(self, _: Press) -> None:
        """Mark every row that is not, unmark what is."""
        self._toggle(await self._all())
        self._show_marks()

    def _add(self, rows: Sequence[Any]) -> None:
        self._toggle([row for row in rows if not self._is_marked(row)])
        self._anchor = (self.rows, self.rows.current)
        self._show_marks()

    def _toggle(self, rows: Sequence[Any]) -> None:
        """Mark those rows that are not marked, and unmark those that are."""
        chosen = dict.fromkeys(about for about in map(self.subject_of, rows) if about is not None)
        kept = {about: None for about in self._marks if about not in chosen}
        fresh = {about: None for about in chosen if about not in self._marks}
        if len(kept) + len(fresh) > MOST:
            raise Refused(TOO_MANY)
        self._marks = kept | fresh
        if fresh:
            self._anchor = (self.rows, rows[-1])

    def _show_marks(self) -> None:
        for rows in self.query(RowList):
            rows.redraw()
        self.show_position()

    async def _all(self) -> Sequence[Any]:
        found = await self.rows.first(MOST + 1)
        if len(found) > MOST:
            raise Refused(TOO_MANY)
        return found

    async def _from_anchor(self) -> Sequence[Any]:
        """Read the rows from the last mark in this list to the cursor; without one, the cursor's row alone."""
        rows, row = self._anchor or (None, None)
        if rows is not self.rows:
            return [self.rows.current]
        found = await self.rows.between(row, MOST)
        if found is None:
            raise Refused(TOO_MANY)
        return found

    @override
    def on_row_list_counted(self, _: RowList.Counted) -> None:
        """Now that the list was read again, look which marks still stand."""
        if self._marks:
            self._drop_what_is_gone()

    @work(group="marks", exclusive=True)
    async def _drop_what_is_gone(self) -> None:
        """Take away the marks of rows that are in no list any more: archived, closed, or put off."""
        asked = {Mark(mark.contact_id, mark.outreach_id, mark.follow_up_id): mark for mark in self._marks}
        for gone in asked.keys() - await left(asked.keys(), now=self.session.now()):
            self._marks.pop(asked[gone], None)
        self.show_position()
