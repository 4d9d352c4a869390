"""The columns of the stages board: which are in view, in which one is, and what was read of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal

from models.reading import board, choices
from screens.widgets.stage_column import StageColumn

if TYPE_CHECKING:
    from screens.session import Session

NARROWEST = 24  # cells of a column: as many columns as fit are in view


class StageBoard(Horizontal):
    """The columns beside one another; those that do not fit come into view when one goes there."""

    def __init__(self, session: Session, *, empty: str, nobody: str) -> None:
        """Say `empty` where one is while nobody is in any stage, and `nobody` in a column without anybody."""
        super().__init__()
        self._session, self._empty, self._nobody = session, empty, nobody
        self.columns: list[StageColumn] = []
        self.at = 0
        """The place of the column where one is."""
        self._first = 0
        self._stale: set[StageColumn] = set()
        self._is_empty = False
        self._gone: list[tuple[int, int]] = []  # whom the cursor was on when they left, and which stage
        self._laying_out = asyncio.Lock()

    @property
    def here(self) -> StageColumn:
        """The column where one is."""
        return self.columns[self.at]

    async def lay_out(self) -> None:
        """Make a column for each stage; while the stages are the same, the columns are, too."""
        async with self._laying_out:
            stages = await choices.stages(counted=False)
            if [column.stage.id for column in self.columns] != [stage.id for stage in stages]:
                await self._make_columns(stages)
            for column, stage in zip(self.columns, stages, strict=True):
                column.stage = stage

    async def _make_columns(self, stages: list[choices.StageRow]) -> None:
        here = self.here.stage.id if self.columns else None
        self.columns = [StageColumn(stage, self._session) for stage in stages]
        self.at = next((place for place, stage in enumerate(stages) if stage.id == here), 0)
        await self.remove_children()
        await self.mount_all(self.columns)
        self._fit_in()
        self.screen.set_focus(self.here)

    async def reload(self) -> None:
        """Read what is in view again and stay where one is, or go to the card that left last, if it is back."""
        await self.lay_out()
        self._stale = set(self.columns)
        self._is_empty = await board.is_empty()
        self._fit_in()
        await self._bring_back()
        await self._fill()

    async def go_to(self, place: int) -> None:
        """Go to the column at this place, or as far as there are any."""
        self.at = max(0, min(place, len(self.columns) - 1))
        self._fit_in()
        self.screen.set_focus(self.here)
        await self._fill()

    def _fit_in(self) -> None:
        """Have as many columns in view as fit, among them the one where one is, and say what lies beyond."""
        number, width = len(self.columns), self.size.width or self.app.size.width
        fitting = min(number, max(1, width // NARROWEST))
        self._first = max(min(self._first, self.at, number - fitting), self.at - fitting + 1)
        end = self._first + fitting
        for place, column in enumerate(self.columns):
            column.display = self._first <= place < end
            column.enter(is_here=place == self.at)
            column.say_nobody(self._empty if self._is_empty and place == self.at else self._nobody)
            before, behind = self._first if place == self._first else 0, number - end if place == end - 1 else 0
            column.show_head(width // fitting, before=before, behind=behind)

    def on_resize(self) -> None:
        """Have more columns in view, or fewer."""
        if self.columns:
            self._fit_in()
            self._fill_later()

    def on_row_list_counted(self) -> None:
        """Say in the heads how many there are."""
        self._fit_in()

    def let_go(self, contact_id: int) -> None:
        """Do not go after a contact who is about to be moved by hand, even to where they were before."""
        self._gone = [gone for gone in self._gone if gone[0] != contact_id]

    async def _bring_back(self) -> None:
        contact_id, stage_id = self._gone[-1] if self._gone else (0, 0)
        for place, column in enumerate(self.columns):
            if column.stage.id == stage_id and (card := await column.card(contact_id)):
                self._gone.pop()
                self._stale.discard(column)
                await column.read(card)
                await self.go_to(place)

    @work(group="fill")
    async def _fill_later(self) -> None:
        await self._fill()

    async def _fill(self) -> None:
        """Read the columns in view that were not read since the last reload, the one where one is first."""
        for column in sorted(self.columns, key=lambda column: column is not self.here):
            if column.display and column in self._stale:
                self._stale.discard(column)
                gone = await column.read()
                if gone and column is self.here:
                    self._gone.append((gone, column.stage.id))
