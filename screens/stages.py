"""The stages board: a column per stage, its pressing contacts first; < and > move a card from stage to stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from typing_extensions import override

from models.reading import choices, today
from models.rules import why
from models.rules.refusals import NotFound
from screens import discretion, drawing, forms
from screens.marking import Marking
from screens.subject import Subject
from screens.widgets.line import Line
from screens.widgets.stage_board import StageBoard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.board import Card
    from models.reading.choices import StageRow
    from screens.keys import Press
    from screens.widgets.row_list import RowList
    from screens.widgets.stage_column import StageColumn

EMPTY = "Nobody yet.\n\n{new} adds a contact. wellkept import FILE brings in an address book."
NOBODY = "Nobody here.\n\n{new} adds one."


class Stages(Marking):
    """The board, and under it a line about the card under the cursor."""

    TAB = "Stages"
    HAS_PANE = False
    SECTIONS: ClassVar[tuple[str, ...]] = ("stages", *Marking.SECTIONS)
    HINTS: ClassVar[tuple[str, ...]] = (
        *("move_right", "move_left", "left", "right", "open", "done", "new"),
        *("undo", "stage", "follow_up", "snooze", "back", "help"),
    )

    @override
    def body(self) -> list[Widget]:
        """Make the board and the line."""
        self._board = StageBoard(self.session, empty=self.with_keys(EMPTY), nobody=self.with_keys(NOBODY))
        return [self._board, Line(id="about")]

    @override
    async def on_mount(self) -> None:
        """Put up the columns; Textual goes on with what Frame does then."""
        await self._board.lay_out()

    @property
    @override
    def rows(self) -> StageColumn:
        """The column where one is."""
        return self._board.here

    @override
    def subject_of(self, row: Card) -> Subject:
        """Whom a card is about."""
        return Subject(row.id, row.name)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a card while there is none."""
        if action in {"move_left", "move_right"} and self.subject is None:
            return None
        return super().check_action(action, parameters)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is, or go to a card that came back."""
        await self._board.reload()
        self.have_marks_shown()
        self.show_position()
        self._tell_of()

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and who that is."""
        super().on_row_list_moved(event)
        self._tell_of()

    @work(group="tell", exclusive=True)
    async def _tell_of(self) -> None:
        """Say under the columns who is under the cursor and why they need outreach: a column has no room for it."""
        card, now = self.rows.current, self.session.now()
        reasons = await today.of_contact(card.id, now=now) if card else []
        about = f" · {card.company}" if card and card.company else ""
        about = f": {why.sentence(discretion.reason(reasons[0], self.session), now=now)}" if reasons else about
        called = drawing.called(card, self.session) if card else ""
        self.query_one("#about", Line).show([(f" {called}", "strong"), (about, "")] if card else [])

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private, under the columns, too."""
        super().veil_changed()
        self.query_one("#about", Line).show([])
        self._tell_of()

    async def _go_to(self, place: int) -> None:
        await self._board.go_to(place)
        self._tell_of()

    async def action_left(self, press: Press) -> None:
        """Column to the left."""
        await self._go_to(self._board.at - (press.count or 1))

    async def action_right(self, press: Press) -> None:
        """Column to the right."""
        await self._go_to(self._board.at + (press.count or 1))

    async def action_next_pane(self, press: Press) -> None:
        """Next column, after the last the first."""
        await self._go_to((self._board.at + (press.count or 1)) % len(self._board.columns))

    async def action_previous_pane(self, press: Press) -> None:
        """Column before, before the first the last."""
        await self._go_to((self._board.at - (press.count or 1)) % len(self._board.columns))

    async def action_move_left(self, press: Press) -> Worker[None] | None:
        """Move the card one stage to the left."""
        return await self._shift(-(press.count or 1))

    async def action_move_right(self, press: Press) -> Worker[None] | None:
        """Move the card one stage to the right."""
        return await self._shift(press.count or 1)

    async def _shift(self, by: int) -> Worker[None] | None:
        subjects, here, stages = self.subjects, self.rows.stage, await choices.stages(counted=False)
        places = {stage.id: place for place, stage in enumerate(stages)}
        if here.id not in places:
            message = f"The stage {here.name} is not there any more."
            raise NotFound(message)
        place = max(0, min(places[here.id] + by, len(stages) - 1))
        if place != places[here.id]:
            return await self._move(subjects, stages[place])
        self.say(f"{here.name} is the {'first' if by < 0 else 'last'} stage, and nothing moves")
        return None

    @override
    async def _move(self, subjects: Sequence[Subject], stage: StageRow) -> Worker[None]:
        for about in subjects:
            self._board.let_go(about.contact_id)
        return await super()._move(subjects, stage)

    @override
    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact to this stage."""
        form = await forms.contact.new(self.session, stage_id=self.rows.stage.id)
        return self.ask(form, lambda added: f"added {added.name}")

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")
