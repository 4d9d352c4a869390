"""Settings: what you, your business, its stages and reasons, and the keys are like; all of it is changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work
from typing_extensions import override

from models.reading import choices
from models.rules.refusals import REFUSALS
from screens.confiding.turn import Asking
from screens.finding import Finding
from screens.form import Form
from screens.frame import Frame
from screens.settings import business, copies, keys, members, reasons, sample, stages, you
from screens.settings.group import Asks, Later
from screens.text import fit
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.widget import Widget
    from textual.worker import Worker

    from screens.keys import Press
    from screens.session import Session
    from screens.settings.group import Group, SettingRow

GROUPS = (
    you.GROUP,
    members.GROUP,
    business.GROUP,
    stages.GROUP,
    *reasons.GROUPS,
    copies.GROUP,
    sample.GROUP,
    *keys.GROUPS,
)
NAME, VALUE = 22, 24


class Placed(NamedTuple):
    """A row of the list: which group and which of its rows, counted from 0, and the row."""

    group: int
    place: int
    row: SettingRow

    @property
    def id(self) -> tuple[int, str]:
        """What it is known by."""
        return self.group, self.row.id

    def has(self, text: str) -> bool:
        """Say whether each word of a text stands in what the list shows of it."""
        shown = f"{GROUPS[self.group].title} {self.row.name} {self.row.value} {self.row.word}".casefold()
        return all(word in shown for word in text.casefold().split())


NOTHING = "No setting is found.\n\n{back} shows all of them again."
_ASKS = {"edit": "edit", "open": "edit", "new": "new", "archive": "remove", "move_up": "move", "move_down": "move"}
"""What of a group each of the actions on a row needs."""


class Settings(Asking, Finding):
    """One row per setting, in groups; the group of a row says what the keys do to it."""

    TAB = "Settings"
    FOUND_BY = "a word of a setting, of its group or of what it is now, or a key"
    ALL = "all settings"
    SECTIONS: ClassVar[tuple[str, ...]] = ("settings", "list", "global")
    HINTS: ClassVar[tuple[str, ...]] = (
        *("edit", "new", "archive", "move_down", "move_up", "filter", "undo", "back", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[Placed] = []

    @override
    def body(self) -> list[Widget]:
        """Make the filter and the list."""
        rows: RowList[Placed] = RowList(
            _draw, heading=_heading, empty=self.with_keys(NOTHING), pointer=self.session.glyphs.pointer
        )
        rows.entitle("Settings")
        return [self.filter_line(), rows]

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        self._all = await self._settings()
        await self._read_names()
        await super().reload()

    async def _read_names(self) -> None:
        """Go by the names as they are now: they may have been changed here, undone, or changed by others."""
        mine = [name for name, member_id in (await choices.members()).items() if member_id == self.session.member_id]
        self.session.member, self.session.business = mine[0], (await choices.business()).name
        self.show_tabs()

    @override
    def _source(self) -> FewRows[Placed]:
        return FewRows([placed for placed in self._all if placed.has(self._found)], place=lambda placed: placed[:2])

    async def _settings(self) -> list[Placed]:
        groups = [await group.rows(self.session) for group in GROUPS]
        return [Placed(number, place, row) for number, rows in enumerate(groups) for place, row in enumerate(rows)]

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and which keys help there."""
        super().on_row_list_moved(event)
        self.show_hints()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what the group under the cursor has no answer to."""
        group = self._group
        if action in _ASKS and (group is None or getattr(group, _ASKS[action]) is None):
            return None
        return super().check_action(action, parameters)

    async def action_edit(self, _: Press) -> Worker[None] | None:
        """Change the setting."""
        group, row = self._here
        return self._show(await group.edit(self.session, row)) if group.edit else None

    action_open = action_edit

    async def action_new(self, _: Press) -> Worker[None] | None:
        """Add a member, a stage or a reason."""
        group, _row = self._here
        return self._show(await group.new(self.session)) if group.new else None

    async def action_archive(self, _: Press) -> Worker[None] | None:
        """Remove it, or your own choice."""
        group, row = self._here
        if group.remove is None:
            return None
        answer = await group.remove(self.session, row)
        return self._show(answer) if isinstance(answer, Form | Asks) else self._answer(answer)

    async def action_move_down(self, press: Press) -> Worker[None] | None:
        """Put it further down in the order."""
        return self._move(press.count or 1)

    async def action_move_up(self, press: Press) -> Worker[None] | None:
        """Put it further up in the order."""
        return self._move(-(press.count or 1))

    @override
    async def action_back(self, _: Press) -> None:
        """Leave the filter, or go back to where you were."""
        if self._filter.display:
            self._leave_filter()
        else:
            await self.run_key_action("go_last")

    def _move(self, by: int) -> Worker[None] | None:
        group, row = self._here
        return self._answer(group.move(self.session, row, by)) if group.move else None

    @property
    def _group(self) -> Group | None:
        placed: Placed | None = self.rows.current
        return None if placed is None else GROUPS[placed.group]

    @property
    def _here(self) -> tuple[Group, SettingRow]:
        placed: Placed | None = self.rows.current
        if placed is None:  # check_action lets no such action through
            message = "the screen has no setting to act on"
            raise LookupError(message)
        return GROUPS[placed.group], placed.row

    @work
    async def _show(self, answer: Form[str] | Form[Later] | Asks | str) -> None:
        await self._told(answer)

    @work
    async def _answer(self, verb: Awaitable[str]) -> None:
        """Do it while keys go on being read: a book that is locked makes a verb wait."""
        try:
            answer = await verb
        except REFUSALS as refusal:
            await self._say_why_not(refusal)
            return
        await self._told(answer)

    async def _told(self, answer: Form[Any] | Asks | str) -> None:
        """Show the form, or have it ask, and say what came of it."""
        try:
            said = await self._asked(answer)
        except REFUSALS as refusal:
            await self._say_why_not(refusal)
            return
        if isinstance(said, Later):
            await self._done_later(said)
        elif said:
            await self.reload()
            self.say(said)

    async def _asked(self, answer: Form[Any] | Asks | str) -> str | Later | None:
        if isinstance(answer, Asks):
            with self.between():
                return await answer.ask(self)
        return await self.app.push_screen_wait(answer) if isinstance(answer, Form) else answer

    async def _done_later(self, later: Later) -> None:
        """Do what takes a while, and say what came of it on whichever screen one is by then."""
        self.say(later.says)
        try:
            said, is_bad = await later.verb(), False
        except REFUSALS as refusal:
            said, is_bad = str(refusal), True
        await self.reload()
        front = self.app.screen
        if isinstance(front, Frame):
            front.say(said, alarm=is_bad)


def _heading(placed: Placed) -> str:
    return GROUPS[placed.group].title


def _draw(placed: Placed, width: int) -> list[tuple[str, str]]:
    row = placed.row
    name = min(NAME, width // 2)
    value = min(VALUE, width - name) if row.word else width - name
    rest = max(0, width - name - value)
    return [(fit(row.name, name - 1) + " ", ""), (fit(row.value, value), "pressing"), (fit(row.word, rest), "soft")]
