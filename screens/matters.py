"""Matters: what is secret, and what is announced, with how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from typing_extensions import override

from models.reading import announcements
from models.reading.announcements import AnnouncementRow, Announcements
from models.reading.chained import Chained
from models.reading.secrets import SecretList, SecretRow
from models.rules import announcing, when
from screens import drawing, forms
from screens.actions import secrets
from screens.announcement import AnnouncementScreen
from screens.confiding.turn import Asking
from screens.form import Field, Form, Values
from screens.frame import UNDOABLE
from screens.text import fit
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.widget import Widget
    from textual.worker import Worker

    from screens.keys import Press
    from screens.session import Session

    Row = SecretRow | AnnouncementRow

EMPTY = "No matter yet: nothing is secret, and nothing is announced.\n\n{new} adds one, {help} shows every key."
COUNT, DATE = 20, 7
NARROW = 60
"""Cells without which a row says only what it is and how far it has come."""


class Kind(NamedTuple):
    """A kind of matter: what asks for a new one, and what opens one by its id; both inside a worker."""

    add: Callable[[Matters], Awaitable[None]]
    show: Callable[[Matters, int], Awaitable[None]]


class Matters(Asking):
    """One row per matter: the secrets first, of which only readers see more than the mark; then the announcements."""

    TAB = "Matters"
    HINTS: ClassVar[tuple[str, ...]] = ("open", "new", "undo", "go_today", "go_contacts", "quit", "help")

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        rows: RowList[Row] = RowList(
            self._draw, heading=_heading, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.entitle("Matters")
        return [rows]

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        lists = (SecretList(self.session.member_id), Announcements())
        source: Chained[Row] = Chained(lists, place=lambda row: int(isinstance(row, AnnouncementRow)))
        await self.rows.show(source, keep=lambda row: (type(row), row.id))
        self.show_position()

    @override
    def secrets_changed(self) -> None:
        """Hide or show what the secrets are called."""
        self.rows.redraw()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a matter while there is none."""
        if action == "open" and self.rows.current is None:
            return None
        return super().check_action(action, parameters)

    def _draw(self, row: Row, width: int) -> list[tuple[str, str]]:
        return self._secret(row, width) if isinstance(row, SecretRow) else self._announcement(row, width)

    def _secret(self, row: SecretRow, width: int) -> list[tuple[str, str]]:
        """Draw a secret: while it is locked, who sealed it for whom; veiled, the mark alone."""
        glyphs, opened = self.session.glyphs, self.session.secrets.get(row.uid)
        mark = f"{glyphs.confidential}  "
        room = width - cell_len(mark)
        if self.session.veiled:
            return [(mark, "mark"), (fit("", room), "")]
        if opened is None:
            return [(mark, "mark"), (fit(f"by {row.by}, for {row.readers}", room), "")]
        matter = opened.matter
        know = sum(each.knows for each in matter.knowers)
        said = "closed" if matter.closed_at else str(matter.decision.course) if matter.decision else f"{know:,} know"
        count = COUNT if width > NARROW else 10
        return [(mark, "mark"), (fit(matter.title, room - count - 1) + " ", ""), (fit(said, count), "soft")]

    def _announcement(self, row: AnnouncementRow, width: int) -> list[tuple[str, str]]:
        date = DATE if width > NARROW else 0
        sign = "" if row.closed_at or row.told == row.audience_size else self.session.glyphs.soft
        day = when.short(row.at, now=self.session.now(), zone=self.session.zone)
        progress = announcing.progress(row.told, row.audience_size)
        said = f"closed, {progress}" if row.closed_at else progress
        count = max(COUNT, cell_len(said) + 1)
        return [
            (fit(sign, drawing.SIGN), "mark"),
            (fit(day, date), "soft"),
            (fit(row.title, width - drawing.SIGN - date - count - 1) + " ", ""),
            (fit(said, count), "soft" if row.closed_at else ""),
        ]

    def action_new(self, _: Press) -> Worker[None]:
        """Add a secret or an announcement."""
        return self.confidential(self._add())

    async def _add(self) -> None:
        kind = await self.app.push_screen_wait(_which(self.session))
        if kind is not None:
            await kind.add(self)

    def action_open(self, _: Press) -> Worker[None] | None:
        """Open the matter."""
        row: Row | None = self.rows.current
        if row is None:
            return None
        kind = KINDS["secret" if isinstance(row, SecretRow) else "announcement"]
        return self.confidential(kind.show(self, row.id))

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")


async def _announce(front: Matters) -> None:
    made = await front.app.push_screen_wait(forms.announcement.new(front.session))
    if made is not None:
        await front.reload()
        people = "1 person" if made.audience_size == 1 else f"{made.audience_size:,} people"
        front.say(f"{people} to be told: {made.title}{UNDOABLE}")


async def _show_announcement(front: Matters, announcement_id: int) -> None:
    await front.app.push_screen(AnnouncementScreen(front.session, await announcements.one(announcement_id)))


async def _keep_secret(front: Matters) -> None:
    await secrets.add(front)


async def _show_secret(front: Matters, secret_id: int) -> None:
    await secrets.show(front, secret_id)
    await front.reload()


KINDS = {"announcement": Kind(_announce, _show_announcement), "secret": Kind(_keep_secret, _show_secret)}
"""By their names, as one chooses from them."""


def _which(session: Session) -> Form[Kind]:
    """Ask what is added."""

    async def save(values: Values) -> Kind:
        return KINDS[values["kind"]]

    return Form(
        session, "New matter", [Field("kind", "what is it", options=tuple(KINDS))], save, says=("next", "leave")
    )


def _heading(row: Row) -> str:
    if isinstance(row, SecretRow):
        return "SECRETS"
    return "CLOSED ANNOUNCEMENTS" if row.closed_at else "ANNOUNCEMENTS"
