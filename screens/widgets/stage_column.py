"""One column of the stages board: a stage's name and count in the border, its contacts below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from typing_extensions import override

from models.reading.board import Card, ColumnList
from screens.drawing import named
from screens.glyphs import WORDS, weight
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.strip import Strip

    from models.reading.choices import StageRow
    from screens.session import Session

ROOM, WORD = 34, 16  # cells without which a card says only who, and those for the word that says why
CORNERS = 6  # cells of the border beside a head


class StageColumn(RowList[Card]):
    """The contacts of one stage. The cursor is drawn only in the column where one is; the others keep their place."""

    def __init__(self, stage: StageRow, session: Session) -> None:
        super().__init__(self._card, pointer=session.glyphs.pointer)
        self.stage, self._session = stage, session
        self._is_here = False
        self._said = ""

    async def read(self, card: Card | None = None) -> int | None:
        """Read the contacts again and stay where one is, or go to that card.

        Return the id of the contact that the cursor was on, if they are not in this stage any more.
        """
        source, kept = self._source, self.current
        await self.show(source, keep=lambda row: row.id, near=card)
        if card or kept is None or (self.current is not None and self.current.id == kept.id):
            return None
        return None if await source.card(kept.id) else kept.id

    async def card(self, contact_id: int) -> Card | None:
        """Find the card of a contact, unless it is not in this column."""
        return await self._source.card(contact_id)

    @property
    def _source(self) -> ColumnList:
        return ColumnList(self.stage.id, now=self._session.now())

    def enter(self, *, is_here: bool) -> None:
        """Show by sign and weight whether this is the column where one is."""
        if is_here != self._is_here:
            self._is_here = is_here
            self.set_class(is_here, "here")
            self.redraw()

    def say_nobody(self, text: str) -> None:
        """Say this while there is nobody."""
        if text != self._said:
            self._said, self.empty = text, plain(text)

    def show_head(self, width: int, *, before: int, behind: int) -> None:
        """Say which stage this is and how many are in it, in a column so wide; the name makes room for the count.

        `before` and `behind` are how many columns lie out of sight beside this one.
        """
        glyphs = self._session.glyphs
        sign = f"{glyphs.pointer} " if self._is_here else ""
        count = "" if self.total is None else f" {self.total}"
        name = one_line(self.stage.name)
        self.entitle(f"{sign}{fit(name, min(cell_len(name), width - CORNERS - cell_len(sign + count)))}{count}")
        beyond = (f"{glyphs.left} {before} more" if before else "", f"{behind} more {glyphs.right}" if behind else "")
        self.border_subtitle = plain("  ".join(filter(None, beyond)))

    @override
    def _row_line(self, row: Card, width: int, *, is_current: bool) -> Strip:
        return super()._row_line(row, width, is_current=is_current and self._is_here)

    def _card(self, card: Card, width: int) -> list[tuple[str, str]]:
        kind = card.pressing
        rest = width - 3
        usual = rest - max(WORD, rest * 2 // 5) if width >= ROOM else rest
        name, taken = named(card, usual, rest, self._session, style=weight(kind))
        return [
            (fit(self._session.glyphs.of(kind) if kind else "", 3), f"mark {weight(kind)}".strip()),
            *name,
            (fit(WORDS[kind] if kind else card.company, rest - taken), weight(kind) if kind else "soft"),
        ]
