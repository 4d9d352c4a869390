"""The stages board: a column per stage, its pressing contacts first; < and > move a card from stage to stage."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal
from typing_extensions import override

from models.reading import board, choices, today
from models.rules import why
from models.rules.refusals import NotFound
from screens import forms
from screens.contact import ContactScreen
from screens.contact_actions import ContactActions, Subject
from screens.widgets.line import Line
from screens.widgets.stage_column import StageColumn

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.choices import StageRow
    from screens.keys import Press
    from screens.session import Session
    from screens.widgets.row_list import RowList

EMPTY = "Nobody yet.\n\no adds a contact. wellkept import FILE brings in an address book."
NOBODY = "Nobody here."
NARROWEST = 24  # cells of a column: as many columns as fit are in view


class Stages(ContactActions):
    """The columns beside one another; those that do not fit come into view when one goes there."""

    TAB = "Stages"
    SECTIONS: ClassVar[tuple[str, ...]] = ("stages", *ContactActions.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = (
        *("move_right", "move_left", "left", "right", "open", "done", "new"),
        *("undo", "stage", "follow_up", "snooze", "back", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._columns: list[StageColumn] = []
        self._at = self._first = 0
        self._stale: set[StageColumn] = set()
        self._is_empty = False
        self._gone: list[tuple[int, int]] = []  # whom the cursor was on when they left, and which stage
        self._laying_out = asyncio.Lock()

    @override
    def body(self) -> list[Widget]:
        """Make the place for the columns, and a line about the card under the cursor."""
        return [Horizontal(id="board"), Line(id="about")]

    @override
    async def on_mount(self) -> None:
        """Put up the columns; Textual goes on with what Frame does then."""
        await self._lay_out()

    @property
    @override
    def rows(self) -> StageColumn:
        """The column where one is."""
        return self._columns[self._at]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the keys are about now."""
        card = self.rows.current
        return None if card is None else Subject(card.id, card.name)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a card while there is none."""
        if action in {"move_left", "move_right"} and self.subject is None:
            return None
        return super().check_action(action, parameters)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is, or go to a card that came back."""
        await self._lay_out()
        self._stale = set(self._columns)
        self._is_empty = await board.is_empty()
        self._arrange()
        await self._bring_back()
        await self._fill()
        self.show_position()
        self._tell()

    async def _lay_out(self) -> None:
        """Make a column for each stage; while the stages are the same, the columns are, too."""
        async with self._laying_out:
            stages = await board.columns()
            if [column.stage.id for column in self._columns] != [stage.id for stage in stages]:
                await self._make_columns(stages)
            for column, stage in zip(self._columns, stages, strict=True):
                column.stage = stage

    async def _make_columns(self, stages: list[board.Column]) -> None:
        here = self.rows.stage.id if self._columns else None
        self._columns = [StageColumn(stage, self.session) for stage in stages]
        self._at = next((place for place, stage in enumerate(stages) if stage.id == here), 0)
        place = self.query_one("#board")
        await place.remove_children()
        await place.mount_all(self._columns)
        self._arrange()
        self.set_focus(self.rows)

    def _arrange(self) -> None:
        """Have as many columns in view as fit, among them the one where one is, and say what lies beyond."""
        number, width = len(self._columns), self.app.size.width
        fitting = min(number, max(1, width // NARROWEST))
        self._first = max(min(self._first, self._at, number - fitting), self._at - fitting + 1)
        end = self._first + fitting
        for place, column in enumerate(self._columns):
            column.display = self._first <= place < end
            column.enter(is_here=place == self._at)
            column.say_nobody(EMPTY if self._is_empty and place == self._at else NOBODY)
            before, behind = self._first if place == self._first else 0, number - end if place == end - 1 else 0
            column.show_head(width // fitting, before=before, behind=behind)

    async def _bring_back(self) -> None:
        """Go to the card that left last, if it is back: the move was undone."""
        contact_id, stage_id = self._gone[-1] if self._gone else (0, 0)
        for place, column in enumerate(self._columns):
            if column.stage.id == stage_id and (card := await column.card(contact_id)):
                self._gone.pop()
                self._stale.discard(column)
                await column.read(card)
                await self._go_to(place)

    async def _fill(self) -> None:
        """Read the columns in view that were not read since the last reload, the one where one is first."""
        for column in sorted(self._columns, key=lambda column: column is not self.rows):
            if column.display and column in self._stale:
                self._stale.discard(column)
                gone = await column.read()
                if gone and column is self.rows:
                    self._gone.append((gone, column.stage.id))

    async def _go_to(self, place: int) -> None:
        self._at = max(0, min(place, len(self._columns) - 1))
        self._arrange()
        self.set_focus(self.rows)
        await self._fill()
        self._tell()

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and who that is and why they need outreach."""
        super().on_row_list_moved(event)
        self._tell()

    @work(group="tell", exclusive=True)
    async def _tell(self) -> None:
        """Say under the columns who is under the cursor and why they need outreach: a column has no room for it."""
        card, now = self.rows.current, self.session.now()
        reasons = await today.of_contact(card.id, now=now) if card else []
        about = f" · {card.company}" if card and card.company else ""
        about = f": {why.sentence(reasons[0], now=now)}" if reasons else about
        self.query_one("#about", Line).show([(f" {card.name}", "strong"), (about, "")] if card else [])

    @override
    def on_row_list_counted(self, _: RowList.Counted) -> None:
        """Say in the heads how many there are."""
        self._arrange()

    @override
    def on_resize(self) -> None:
        """Have more columns in view, or fewer."""
        if self._columns:
            self._arrange()
            self._fill_later()

    @work(group="fill")
    async def _fill_later(self) -> None:
        await self._fill()

    async def action_left(self, press: Press) -> None:
        """Column to the left."""
        await self._go_to(self._at - (press.count or 1))

    async def action_right(self, press: Press) -> None:
        """Column to the right."""
        await self._go_to(self._at + (press.count or 1))

    async def action_next_pane(self, press: Press) -> None:
        """Next column, after the last the first."""
        await self._go_to((self._at + (press.count or 1)) % len(self._columns))

    async def action_previous_pane(self, press: Press) -> None:
        """Column before, before the first the last."""
        await self._go_to((self._at - (press.count or 1)) % len(self._columns))

    async def action_move_left(self, press: Press) -> Worker[None] | None:
        """Move the card one stage to the left."""
        return await self._shift(-(press.count or 1))

    async def action_move_right(self, press: Press) -> Worker[None] | None:
        """Move the card one stage to the right."""
        return await self._shift(press.count or 1)

    async def _shift(self, by: int) -> Worker[None] | None:
        about, stages = self._about, await choices.stages()
        here = next((place for place, stage in enumerate(stages) if stage.id == self.rows.stage.id), None)
        if here is None:
            message = f"The stage {self.rows.stage.name} is not there any more."
            raise NotFound(message)
        there = max(0, min(here + by, len(stages) - 1))
        if there != here:
            return await self._move(about, stages[there])
        self.say(f"{stages[here].name} is the {'first' if by < 0 else 'last'} stage: {about.name} stays here.")
        return None

    @override
    async def _move(self, about: Subject, stage: StageRow) -> Worker[None]:
        """Move there; that is no coming back, even if they were there before."""
        self._gone = [gone for gone in self._gone if gone[0] != about.contact_id]
        return await super()._move(about, stage)

    @override
    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact to this stage."""
        form = forms.contact.new(self.session, await choices.stages(), stage_id=self.rows.stage.id)
        return self._ask(form, lambda added: f"added {added.name}")

    async def action_open(self, _: Press) -> None:
        """Show the contact."""
        self.app.push_screen(ContactScreen(self.session, self._about.contact_id))

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")
