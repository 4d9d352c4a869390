"""Insight: what the book tells of a time, as bars with their numbers; behind each bar are its contacts."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.css.query import NoMatches
from typing_extensions import override

from models.reading import insight
from models.reading.chosen import Chosen
from models.reading.insight import Bar, Section
from models.rules import periods
from models.rules.periods import Period
from screens import forms
from screens.contacts import Contacts
from screens.frame import Frame
from screens.text import fit
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nothing to tell yet: nobody is in the book.\n\n{quick_add} adds a contact, {import_file} an address book."
COUNTING = "Counting…"
NAME, COUNT, SHARE, WIDEST = 30, 8, 6, 60
NARROW = 60  # cells without which the name has half of them, and there is no share


class _Line(NamedTuple):
    """A bar of the list: its place, and the largest and the sum of its section, which it is drawn against."""

    place: tuple[int, int]
    bar: Bar
    largest: int
    total: int


class Insight(Frame):
    """One row per number, in sections that appear as they are counted."""

    TAB = "Insight"
    SECTIONS: ClassVar[tuple[str, ...]] = ("insight", "global")
    HINTS: ClassVar[tuple[str, ...]] = (
        *("open", "shorter_period", "longer_period", "ask_again", "undo"),
        *("go_today", "back", "quit", "help"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._period = Period.YEAR
        self._bars: dict[Section, list[_Line]] = {}
        self._asked = 0

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        rows: RowList[_Line] = RowList(
            self._draw, heading=self._heading, empty=COUNTING, pointer=self.session.glyphs.pointer
        )
        return [rows]

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs a bar while there is none, and a period beyond the last."""
        beyond = {"shorter_period": Period.QUARTER, "longer_period": Period.ALL}
        if (action in {"open", "ask_again"} and self.rows.current is None) or beyond.get(action) == self._period:
            return None
        return super().check_action(action, parameters)

    @override
    async def reload(self) -> None:
        """Count everything on the screen again and stay where one is."""
        self._asked += 1
        self.rows.entitle(f"Insight: {periods.words(self._period, now=self.session.now())}")
        self._count(self._asked)

    @work(group="heads")  # not exclusive: one that is broken off while it shows the list leaves the old rows there
    async def _count(self, asked: int) -> None:
        """Count section by section, and show each at once."""
        with suppress(NoMatches):  # the screen goes away meanwhile, as everything does at the end
            for section in Section:
                bars = await insight.bars(section, self._period, now=self.session.now())
                if asked != self._asked:
                    return
                self._bars[section] = list(_lines(section, bars))
                await self._show()
            self.rows.empty = self.with_keys(EMPTY)

    async def _show(self) -> None:
        lines = list(chain.from_iterable(self._bars.get(section, ()) for section in Section))
        source = FewRows(lines, place=lambda line: line.place)
        await self.rows.show(source, keep=lambda line: (line.bar.section, line.bar.name))
        self.show_position()

    def _heading(self, line: _Line) -> str:
        return f"{insight.title(line.bar.section)} {line.total:,}"

    def _draw(self, line: _Line, width: int) -> list[tuple[str, str]]:
        name, share = (NAME, SHARE) if width > NARROW else (width // 2, 0)
        room = min(WIDEST, width - name - COUNT - share - 2)
        length = max(1, room * line.bar.count // line.largest)
        return [
            (fit(line.bar.name, name), ""),
            (fit(f"{line.bar.count:,}", COUNT, align="right"), ""),
            (fit(f"{line.bar.count / line.total:.0%}", share, align="right"), "soft"),
            (f"  {self.session.glyphs.bar * length}", "mark"),
        ]

    def action_open(self, _: Press) -> None:
        """Show the contacts behind the bar."""
        line: _Line | None = self.rows.current
        if line:
            self.app.push_screen(Behind(self.session, f"{_spoken(line.bar.section)}: {line.bar.name}", line.bar.among))

    async def action_ask_again(self, _: Press) -> Worker[None] | None:
        """Book a follow-up with all worth asking again."""
        line: _Line | None = self.rows.current
        if line is None or not await insight.worth_asking(line.bar.among):
            self.say(insight.NOBODY)
            return None
        return self.ask(forms.ask_again.ask(self.session, line.bar), lambda said: said)

    async def action_shorter_period(self, _: Press) -> None:
        """Look back less far: a year, three months."""
        await self._look_back(-1)

    async def action_longer_period(self, _: Press) -> None:
        """Look back farther: a year, to the first day."""
        await self._look_back(1)

    async def _look_back(self, by: int) -> None:
        self._period = periods.longer(self._period, by)
        await self.reload()
        self.show_hints()

    async def action_back(self, _: Press) -> None:
        """Go to Today."""
        await self.run_key_action("go_today")


class Behind(Contacts):
    """The contacts behind a bar: the list of contacts, narrowed to them."""

    TAB = "Insight"
    ALL = "everybody behind the bar"

    @property
    @override
    def found(self) -> dict[str, Chosen]:
        """Whom the filter finds, and all who are behind the bar."""
        return super().found | {"behind the bar": Chosen(among=self._among)}

    @override
    async def action_back(self, _: Press) -> None:
        """Leave the filter, or else go back."""
        if self._filter.display:
            self._leave_filter()
        else:
            self.dismiss()


def _lines(section: Section, bars: list[Bar]) -> list[_Line]:
    counts = [bar.count for bar in bars]
    place = list(Section).index(section)
    return [_Line((place, turn), bar, max(counts), sum(counts)) for turn, bar in enumerate(bars)]


def _spoken(section: Section) -> str:
    """Write the title of a section as a part of a line."""
    return insight.title(section).capitalize()
