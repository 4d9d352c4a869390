"""As they would read it: everything kept about one person, as they may ask to see it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.css.query import NoMatches
from typing_extensions import override

import models
from models.reading import contact, everything, secrets
from models.rules.refusals import REFUSALS, NotFound
from screens import discretion
from screens.as_read import words
from screens.as_read.pages import Chapter, Line, Lines, Said
from screens.confiding import hiding, open_secrets, unlocking
from screens.confiding.turn import Asking
from screens.text import fit
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList
from screens.widgets.row_view import GUTTER

if TYPE_CHECKING:
    from typing import Any

    from textual.widget import Widget

    from models.reading.contact import WholeContact
    from models.reading.everything import Event, SealedRow
    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nothing is kept.\n\n{back} goes back."
LABEL, NARROW = 22, 60
WIDEST = 100
"""Cells: of a label, in which width it takes a third, and the longest line that is good to read."""
EDGE = 4
"""Cells of the list's border and pointer."""


class AsRead(Asking):
    """Every field, every line of an address book, all that happened, is planned and was changed, in plain words."""

    TAB = "Contacts"
    SECTIONS: ClassVar[tuple[str, ...]] = ("contact", "global")
    HINTS: ClassVar[tuple[str, ...]] = ("open", "down", "half_down", "bottom", "top", "back", "help")

    def __init__(self, session: Session, contact_id: int) -> None:
        super().__init__(session)
        self._contact_id, self._width, self._has_locked = contact_id, 0, False
        self._read_as = self._standing

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        rows: RowList[Line] = RowList(
            self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.widest = WIDEST
        return [rows]

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            whole = await contact.one(self._contact_id, now=self.session.now())
        except NotFound:  # undone meanwhile
            if self.is_active:
                self.dismiss()
            return
        self.rows.entitle(f"{whole.name}: as they would read it")
        self._read_as = self._standing
        self._chapters = await self._written(whole)
        self.show_hints()
        await self._show()

    async def _show(self) -> None:
        self._width = self._inner
        here: Line | None = self.rows.current
        near = here and here._replace(number=0)  # its first line, as it may have fewer by now
        source = Lines(self._chapters, self._width - self._label)
        await self.rows.show(source, keep=(lambda line: line[:3]) if near else None, near=near)
        self.show_position()

    async def _written(self, whole: WholeContact) -> list[Chapter[Any]]:
        of = self._contact_id
        return [
            _few("WHO THEY ARE", words.fields(whole, self.session)),
            _few("HOW THEY ARE REACHED", words.points(whole)),
            Chapter("FROM ADDRESS BOOKS, AS IT CAME", everything.Lines(of), self._line),
            Chapter("WHAT THEY NEED, AND WHAT WENT WRONG", everything.known(of), self._event),
            *await self._confidential(whole.uid),
            Chapter("WHAT HAPPENED", everything.happened(of), self._event),
            Chapter("WHAT IS PLANNED, AND WAS", everything.planned(of), self._event),
            Chapter("WHO CHANGED WHAT", everything.changed(of), self._event),
        ]

    async def _confidential(self, uid: str) -> list[Chapter[Any]]:
        """Open what the reader may read, while their key is; of the rest it is told whom to ask."""
        has_secrets = bool(await secrets.revisions(self.session.member_id))
        whose = await everything.confidential(self._contact_id, self.session.member_id)
        is_open = self._is_open
        self._has_locked = not is_open and (has_secrets or any(each.is_readable for each in whose))
        closed = [words.confidential(each, self.session) for each in whose if not (is_open and each.is_readable)]
        closed += [words.LOCKED] if has_secrets and not is_open else []
        none: FewRows[SealedRow] = FewRows([], place=id)
        sealed = everything.Sealed(self._contact_id, self.session.member_id) if is_open else none
        known = [(uid, secret.uid) for secret, _ in open_secrets.known_to(self.session, uid)] if is_open else []
        stands = Chapter("CONFIDENTIAL", FewRows(known, place=lambda row: row[1]), self._stands)
        return [Chapter("CONFIDENTIAL", sealed, self._sealed), stands, _few("CONFIDENTIAL", closed)]

    async def _sealed(self, row: SealedRow) -> Said:
        if not self._is_open:  # it was, when one came to this row
            return Said("", "")
        try:
            note = await models.confidences.read(row.id, vault=self.session.vault)
        except REFUSALS as refusal:
            return Said(words.moment(row.at, self.session), f"by {row.by}\n{refusal}")
        return Said(words.moment(row.at, self.session), words.opened(note))

    async def _stands(self, row: tuple[str, str]) -> Said:
        """Say what they know of one secret, while it is open."""
        found = open_secrets.known_to(self.session, row[0])
        known = next((each for each in found if each[0].uid == row[1]), None)
        return words.known(*known, self.session) if known else Said("", "")

    async def _line(self, row: everything.Line) -> Said:
        return words.line(row)

    async def _event(self, row: Event) -> Said:
        return words.event(row, self.session)

    @property
    def _inner(self) -> int:
        return min(self.app.size.width - EDGE, WIDEST - GUTTER)

    @property
    def _label(self) -> int:
        return min(LABEL, self._width // 3)

    @property
    def _is_open(self) -> bool:
        """Whether what one is a reader of may be shown."""
        return self.session.vault.agent.is_open and not self.session.veiled

    @property
    def _standing(self) -> tuple[bool, bool]:
        """What decides how much may be read."""
        return self.session.veiled, self.session.vault.agent.is_open

    @override
    def veil_changed(self) -> None:
        """Hide it all in the same breath, and read what may be seen now."""
        super().veil_changed()
        self._read_again()

    @override
    def lock_changed(self) -> None:
        """Hide it all in the same breath, and read what may be seen now."""
        super().lock_changed()
        self.rows.redraw()
        self._read_again()

    @override
    def secrets_changed(self) -> None:
        """Read what may be told of secrets now."""
        self._read_again()

    @work(exclusive=True, group="again")
    async def _read_again(self) -> None:
        with suppress(NoMatches):  # the screen went away meanwhile
            await self.reload()
        hiding.forget_widths()

    def on_unmount(self) -> None:
        """Leave no words behind."""
        hiding.forget_widths()

    def _heading(self, line: Line) -> str:
        return self._chapters[line.chapter].title

    def _draw(self, line: Line, width: int) -> list[tuple[str, str]]:
        label = self._label
        text = line.text if self._standing == self._read_as else ""  # until it is read again
        return [(fit(line.label, label - 1) + " ", "soft"), (fit(text, max(0, width - label)), "")]

    @override
    def show_position(self) -> None:
        """Say nothing of how many lines there are: to know that, all would have to be read."""

    @override
    def on_resize(self) -> None:
        """Break the lines anew; the frame's own handler is called besides."""
        if self._width and self._width != self._inner:
            self._break_anew()

    @work(exclusive=True, group="width")
    async def _break_anew(self) -> None:
        await self._show()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the way to what is sealed where nothing is."""
        if action == "open" and not self._has_locked:
            return None
        return super().check_action(action, parameters)

    @work
    async def action_open(self, _: Press) -> None:
        """Unlock what you may read of it."""
        try:
            if self.session.veiled:
                self.say(discretion.LIFT, alarm=True)
            else:
                with self.between():
                    await self._unlocked()
        except REFUSALS as refusal:
            await self._say_why_not(refusal)

    async def _unlocked(self) -> None:
        if await unlocking.unlocked(self):
            await self.reload()

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


def _few(title: str, said: list[Said]) -> Chapter[Any]:
    """Make a chapter of what is all there."""
    numbered = list(enumerate(said))
    return Chapter(title, FewRows(numbered, place=lambda row: row[0]), _as_it_is)


async def _as_it_is(row: tuple[int, Said]) -> Said:
    return row[1]
