"""Companies: whom your contacts work for, found as you type, with a preview of who is there and what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

from models.reading import companies
from models.reading.companies import AtCompany, CompanyList, CompanyRow
from screens import drawing, forms
from screens.company import CompanyScreen
from screens.finding import Finding
from screens.frame import UNDOABLE
from screens.glyphs import WORDS, weight
from screens.person_pane import LIST
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from screens.keys import Press
    from screens.session import Session

EMPTY = "No company yet.\n\n{new} adds a contact; the company you name there stands here then."
NOBODY = "No company is found.\n\n{back} shows all of them again."
PEOPLE, FOLLOW_UPS = 13, 15
NARROW, ROOM = 60, 16  # cells without which a row says only how many people; lines without which there is no preview
SHOWN = 3  # people and follow-ups in the preview


class Companies(Finding):
    """One row per company, by name; who needs outreach there is marked by sign, word and weight."""

    TAB = "Companies"
    FOUND_BY = "a part of the company's name"
    ALL = "all companies"
    HINTS: ClassVar[tuple[str, ...]] = ("open", "edit", "filter", "new", "preview", "undo", "go_contacts", "help")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_previewing = True

    @override
    def body(self) -> list[Widget]:
        """Make the filter, the list and the preview."""
        rows: RowList[CompanyRow] = RowList(
            self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.entitle("Companies")
        rows.widest = LIST - 2  # a number far away from its name is read in the wrong row
        return [self.filter_line(), rows, Static(id="preview")]

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a company while there is none."""
        if action in {"open", "edit"} and self.rows.current is None:
            return None
        return super().check_action(action, parameters)

    @override
    def _source(self) -> CompanyList:
        return CompanyList(self._found, now=self.session.now())

    @override
    def _after_show(self) -> None:
        self.rows.empty = plain(self.with_keys(NOBODY if self._query else EMPTY))
        self.rows.entitle(f"Companies: “{self._query}”" if self._query else "Companies")
        self.show_position()
        self._preview()

    @override
    def on_resize(self) -> None:
        """Fit the hints to the new width, and the preview to the new height."""
        super().on_resize()
        self._preview()

    @override
    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show where one is, and who is there."""
        super().on_row_list_moved(event)
        self._preview()

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private, in the preview, too."""
        super().veil_changed()
        self.query_one("#preview", Static).update("")
        self._preview()

    def _preview(self) -> None:
        row: CompanyRow | None = self.rows.current
        is_shown = self._is_previewing and row is not None and self.size.height >= ROOM
        self.query_one("#preview").display = is_shown
        if is_shown and row is not None:
            self._show_preview(row)

    @work(group="preview", exclusive=True)
    async def _show_preview(self, row: CompanyRow) -> None:
        lines = await self._lines(row)
        preview = self.query_one("#preview", Static)
        preview.border_title = plain(one_line(row.name))
        preview.update(plain("\n".join(lines)))

    async def _lines(self, row: CompanyRow) -> list[str]:
        """Say who is there, and what is planned with them first."""
        there = AtCompany(row.id, now=self.session.now())
        first = await there.people.page(limit=SHOWN)
        people = [f"{drawing.called(each, self.session)} ({each.stage})" for each in first]
        more = [f"and {row.people - SHOWN:,} more"] if row.people > SHOWN else []
        planned = [drawing.in_words(each, self.session) for each in await there.planned.page(limit=SHOWN)]
        return [one_line(line) for line in (",  ".join(people + more), *planned)]

    def _draw(self, row: CompanyRow, width: int) -> list[tuple[str, str]]:
        kind = row.pressing
        follow_ups, word = (FOLLOW_UPS, drawing.WORD) if width > NARROW else (0, 0)
        name = width - drawing.SIGN - PEOPLE - follow_ups - word
        return [
            (fit(self.session.glyphs.of(kind) if kind else "", drawing.SIGN), f"mark {weight(kind)}".strip()),
            (fit(row.name, name - 1) + " ", weight(kind)),
            (fit(_counted(row.people, "person", "people"), PEOPLE), ""),
            (fit(_counted(row.follow_ups, "follow-up", "follow-ups") if row.follow_ups else "", follow_ups), ""),
            (fit(WORDS[kind] if kind else "", word), weight(kind)),
        ]

    def action_open(self, _: Press) -> None:
        """Show the company."""
        row: CompanyRow | None = self.rows.current
        if row:
            self.app.push_screen(CompanyScreen(self.session, row))

    @work
    async def action_edit(self, _: Press) -> None:
        """Rename the company."""
        row: CompanyRow | None = self.rows.current
        if row is None:
            return
        name = await self.app.push_screen_wait(forms.company.rename(self.session, row.id, row.name))
        if name:
            await self._read_again(await companies.one(row.id, now=self.session.now()))
            self.say(f"renamed {row.name} to {name}{UNDOABLE}")

    async def action_new(self, _: Press) -> Worker[None]:
        """Add a contact."""
        form = await forms.contact.new(self.session)
        return self.ask(form, lambda added: f"added {added.name}", show=lambda added: added.id)

    def action_preview(self, _: Press) -> None:
        """Show or hide the preview."""
        self._is_previewing = not self._is_previewing
        self._preview()


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
