"""Today: who needs outreach, most pressing first, and why."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.css.query import NoMatches
from typing_extensions import override

import models
from models.reading.today import OutreachRow, TodayList
from models.rules import birthday, when, why
from models.rules.words import ReasonKind
from screens import discretion, drawing
from screens.confiding import open_secrets
from screens.glyphs import heading, weight
from screens.marking import Marking
from screens.subject import Subject
from screens.text import fit
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.keys import Press

EMPTY = "Nobody needs outreach today.\n\n{go_contacts} shows your contacts, {new} adds one, {help} shows every key."
SINCE, CHANNEL, NAME, STAGE = 11, 10, 18, 14
ROOM = 60  # cells without which a row says only who, since when and what


class Today(Marking):
    """One row per reason, in groups, each with how long it has been due and what it is about."""

    TAB = "Today"
    HINTS: ClassVar[tuple[str, ...]] = (
        *("done", "snooze", "open", "brief", "record", "follow_up", "undo", "note", "filter"),
        *("stage", "new", "go_contacts", "quit", "help"),
    )

    @override
    def body(self) -> list[Widget]:
        """Make the list."""
        glyphs = self.session.glyphs
        rows: RowList[OutreachRow] = RowList(
            self._draw, heading=self._heading, empty=self.with_keys(EMPTY), pointer=glyphs.pointer
        )
        rows.entitle("Today")
        now = self.session.now()
        self._source, self._day = TodayList(now=now), now.date()
        return [rows]

    @override
    def subject_of(self, row: OutreachRow) -> Subject:
        """Whom a row is about."""
        return Subject(row.contact_id, row.name, row.id, row.follow_up, kind=row.kind, subject_id=row.subject)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        now = self.session.now()
        if now.date() != self._day:
            self._day = now.date()
            await models.outreach.roll(at=now)
        await open_secrets.fresh(self.session)
        counts, self._source = self._source.counts, TodayList(now=now, secrets=await open_secrets.due(self.session))
        self._source.counts = counts  # what the headings say until they are counted anew
        await self.rows.show(self._source, keep=lambda row: row.id)
        self.show_position()
        self._count(self._source)
        await self.offer_what_cooled()

    @override
    def secrets_changed(self) -> None:
        """Show whom to talk with about what is secret, or nobody any more."""
        self._read_again()

    @work(group="secrets", exclusive=True)
    async def _read_again(self) -> None:
        with suppress(NoMatches):  # the screen goes away meanwhile: keys are locked at the end, too
            await self.reload()

    @work(group="heads", exclusive=True)
    async def _count(self, source: TodayList) -> None:
        """Say in the headings how many there are, once the first page is on the screen."""
        await source.count()
        due = source.counts.get(ReasonKind.FOLLOW_UP, 0)
        needs, ups = "needs" if source.people == 1 else "need", "follow-up" if due == 1 else "follow-ups"
        more = await open_secrets.uncounted(self.session)
        said = f"Today: {source.people:,} {needs} outreach, {due:,} {ups} due"
        self.rows.entitle(f"{said}; {more}" if more else said)
        await self.rows.show(source, keep=lambda row: row)

    def _heading(self, row: OutreachRow) -> str:
        return heading(row.kind, self._source.counts.get(row.kind))

    def _draw(self, row: OutreachRow, width: int) -> list[tuple[str, str]]:
        since = why.since(row, now=self.session.now())
        since_width, channel, stage = (SINCE, CHANNEL, STAGE) if width > ROOM else (SINCE - 4, 0, 0)
        rest = width - 3 - since_width - channel - stage
        usual = NAME if channel else rest // 2
        name, taken = drawing.named(row, usual, rest, self.session, style=weight(row.kind))
        return [
            (fit(self.session.glyphs.of(row.kind), 3), f"mark {weight(row.kind)}".strip()),
            (fit(since, since_width - 1) + " ", ""),
            (fit(row.channel, channel), ""),
            *name,
            (fit(self._about_row(row), rest - taken), ""),
            (fit(f"{row.stage} ", stage, align="right"), "soft"),
        ]

    def _about_row(self, row: OutreachRow) -> str:
        text = discretion.reason(row, self.session).text
        return f"{'private: ' if row.private_place else ''}{_with_its_state(row, text)}" if text else self._small(row)

    def _small(self, row: OutreachRow) -> str:
        """Say what there is to say where no text was written: the last word, or the day itself."""
        if row.kind == ReasonKind.BIRTHDAY:
            return birthday.words(row.birthday)
        last = row.last_interaction_at
        word = last and when.short(last, now=self.session.now(), zone=self.session.zone).strip()
        return f"last word: {word}" if word else "no word yet"

    def action_back(self, _: Press) -> None:
        """Say how to leave: there is nothing to go back to."""
        self.say(self.with_keys("{quit} leaves Wellkept"))


def _with_its_state(row: OutreachRow, text: str) -> str:
    """Say also which step of a problem is due, and how many were told of an announcement."""
    if row.kind == ReasonKind.PROBLEM and row.step:
        return f"{row.step}: {text}"
    if row.kind == ReasonKind.ANNOUNCEMENT:
        return f"{row.told:,} of {row.told + row.untold:,}: {text}"
    return text
