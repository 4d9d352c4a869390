"""Follow-ups: what is planned with whom, day by day or week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from typing_extensions import override

from models.reading import choices
from models.reading.agenda import Agenda, AgendaRow
from models.rules import agenda
from screens import drawing
from screens.marking import Marking
from screens.subject import Subject
from screens.text import one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nothing is planned.\n\n{go_contacts} shows your contacts; {follow_up} plans a follow-up with whom you choose."
EVERYBODY = (None, "everybody")


class FollowUps(Marking):
    """One row per open follow-up, of everybody or one owner, the first due first."""

    TAB = "Follow-ups"
    SECTIONS: ClassVar[tuple[str, ...]] = ("follow_ups", *Marking.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = (
        *("done", "snooze", "open", "edit", "by_week", "by_owner", "follow_up", "undo"),
        *("note", "stage", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._owner: tuple[int | None, str] = EVERYBODY
        self._next_owner = ""
        self._is_by_week = False
        self._source, self._overdue = Agenda(), 0

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        pointer = self.session.glyphs.pointer
        rows: RowList[AgendaRow] = RowList(
            self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=pointer
        )
        return [rows]

    @override
    def subject_of(self, row: AgendaRow) -> Subject:
        """Whom a row is about."""
        return Subject(row.contact_id, row.name, follow_up_id=row.id)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        self._source = Agenda(self._owner[0])
        self._entitle()
        await self.rows.show(self._source, keep=_place)
        self.show_position()
        self._count(self._source)

    def _entitle(self) -> None:
        owner_id, name = self._owner
        self.rows.entitle(f"Follow-ups: {one_line(name)}'s, by {'week' if self._is_by_week else 'day'}")
        mine = f"{name} has none.\n\n{self.with_keys('{by_owner}')} shows {self._next_owner}'s."
        self.rows.empty = plain(self.with_keys(EMPTY) if owner_id is None else mine)

    @work(group="heads")  # not exclusive: one that is broken off while it shows the list leaves the old rows there
    async def _count(self, source: Agenda) -> None:
        """Say in the heading how many are overdue, once the first page is on the screen."""
        overdue = await source.overdue(now=self.session.now())
        if source is self._source and overdue != self._overdue:
            self._overdue = overdue
            await self.rows.show(source, keep=lambda row: row)

    def _heading(self, row: AgendaRow) -> str:
        parted = agenda.by_week if self._is_by_week else agenda.by_day
        name = parted(row.due_at, now=self.session.now())
        return f"{name} {self._overdue}" if name == agenda.OVERDUE and self._overdue else name

    def _draw(self, row: AgendaRow, width: int) -> list[tuple[str, str]]:
        due = agenda.due(row.due_at, row.due_on, now=self.session.now(), named=self._is_by_week)
        return drawing.follow_up(row, width, self.session, due=due)

    async def action_by_week(self, _: Press) -> None:
        """Part the list by weeks, or by days again."""
        self._is_by_week = not self._is_by_week
        await self.reload()

    async def action_by_owner(self, _: Press) -> None:
        """Show mine, then each member's, then everybody's."""
        owners = await self._owners()
        place = owners.index(self._owner) if self._owner in owners else 0
        self._owner = owners[(place + 1) % len(owners)]
        self._next_owner = owners[(place + 2) % len(owners)][1]
        self._source, self._overdue = Agenda(self._owner[0]), 0
        self._entitle()
        await self.rows.show(self._source)
        self.show_position()
        self._count(self._source)

    async def _owners(self) -> list[tuple[int | None, str]]:
        """List whose follow-ups can be shown: everybody's, mine, and each other member's by name."""
        members = [(member_id, name) for name, member_id in (await choices.members(also_left=True)).items()]
        return [EVERYBODY, *sorted(members, key=lambda member: member[0] != self.session.member_id)]

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")


def _place(row: AgendaRow) -> tuple[object, ...]:
    """Say where a row stands: the cursor does not follow one that is put off, but goes on to the next."""
    return (row.due_at, row.id)
