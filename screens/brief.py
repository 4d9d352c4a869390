"""The brief: one page to read before a call, with a guide for the conversation."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.css.query import NoMatches
from typing_extensions import override

from models.reading import brief, guides, secrets
from models.rules.refusals import REFUSALS, NotFound
from screens import briefing, discretion
from screens.confiding import hiding, open_secrets, unlocking
from screens.confirm import Confirm
from screens.contact_actions import ContactActions
from screens.subject import Subject
from screens.telling import title_of
from screens.text import fit, one_line, plain
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList
from screens.widgets.row_view import GUTTER

if TYPE_CHECKING:
    from textual.widget import Widget

    from models.reading.brief import Brief
    from screens.briefing import Part
    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nothing is known yet.\n\n{back} goes back."
ELSEWHERE = "Go where nobody listens first. The same key opens the brief then."
LOCKED = "locked: {open} unlocks what they know"
VEILED = "hidden while it is veiled"
LABEL, HANGING, NARROW, WIDEST = 12, 2, 50, 110
"""Cells: of a label, and before what goes on; of a screen in which a label takes a fifth; and of the longest line that
is good to read."""
EDGE = 4


class Line(NamedTuple):
    """One line of the page, counted from 0; only the first of a part has the label."""

    number: int
    heading: str
    label: str
    text: str
    presses: bool


async def begin(front: ContactActions, about: Subject) -> None:
    """Show the brief of somebody, asking first whether one is where nobody listens if that is needed. In a worker."""
    session = front.session
    read = await brief.of_contact(about.contact_id, now=session.now())
    needs_private_place = read.needs_private_place(waits=brief.waits(open_secrets.known_to(session, read.whole.uid)))
    if needs_private_place and not await front.app.push_screen_wait(Confirm(briefing.PRIVATE)):
        front.say(ELSEWHERE)
        return
    await front.app.push_screen(BriefScreen(session, read.whole.id))


class BriefScreen(ContactActions):
    """Everything worth knowing in the minute before a call, what helps most first, and the guide below."""

    TAB = "Contacts"
    HAS_PANE = False
    HINTS: ClassVar[tuple[str, ...]] = (
        "open",
        "done",
        "follow_up",
        "note",
        "discretion",
        "down",
        "bottom",
        "back",
        "help",
    )

    def __init__(self, session: Session, contact_id: int) -> None:
        super().__init__(session)
        self._contact_id, self._width = contact_id, 0
        self._brief: Brief | None = None
        self._secrets: list[str] = []
        self._has_locked = False

    @override
    def body(self) -> list[Widget]:
        """Make the page, which scrolls as a list does."""
        rows: RowList[Line] = RowList(
            self._draw,
            heading=lambda line: line.heading,
            empty=self.with_keys(EMPTY),
            pointer=self.session.glyphs.pointer,
        )
        rows.widest = WIDEST
        return [rows]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom it is about."""
        return Subject(self._contact_id, self._brief.whole.name) if self._brief else None

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            self._brief = await brief.of_contact(self._contact_id, now=self.session.now())
        except NotFound:  # undone meanwhile
            if self.is_active:
                self.dismiss()
            return
        whole = self._brief.whole
        self.rows.entitle(f"Brief: {title_of(whole, self.session)}")
        self.rows.border_subtitle = plain(one_line(whole.stage))
        known = open_secrets.known_to(self.session, whole.uid)
        guide = self._brief.guide(waits=brief.waits(known))
        self._found = await guides.named(guide, self.session.preferences.guides)
        self._secrets = [briefing.secret(each.matter, knower, self._teller) for each, knower in known]
        hidden = await self._hidden()
        self._secrets += hidden
        self._has_locked = bool(hidden) and not self.session.veiled
        self.show_hints()
        await self._show(self._brief)

    async def _show(self, read: Brief) -> None:
        self._width = self._inner
        parts = briefing.told(read, self._teller, self._secrets)
        pages = (("", parts), (self._found.guide.title.upper(), briefing.guided(self._found)))
        lines: list[Line] = []
        for heading, some in pages:
            for part in some:
                lines += self._broken(part, heading, len(lines))
        await self.rows.show(FewRows(lines, place=lambda line: line.number), keep=lambda line: line.number)
        self.show_position()

    def _broken(self, part: Part, heading: str, start: int) -> list[Line]:
        """Break a part into lines of the width there is; of several, what goes on is indented."""
        room, indent = self._width - self._label, " " * HANGING * (len(part.lines) > 1)
        texts: list[str] = []
        for line in part.lines:
            first, *rest = [each.plain for each in plain(one_line(line)).wrap(room - len(indent))]
            texts += [first, *(f"{indent}{each}" for each in rest)]
        labels = [part.label, *[""] * (len(texts) - 1)]
        return [
            Line(start + place, heading, label, text, part.presses)
            for place, (label, text) in enumerate(zip(labels, texts, strict=True))
        ]

    async def _hidden(self) -> list[str]:
        """Say why nothing is said of secrets, to who could read some."""
        session = self.session
        is_shown = session.vault.agent.is_open and not session.veiled
        if is_shown or not await secrets.revisions(session.member_id):
            return []
        return [VEILED if session.veiled else self.with_keys(LOCKED)]

    @property
    def _teller(self) -> briefing.Teller:
        session = self.session
        return briefing.Teller(session.glyphs, session.now(), session.zone, partial(discretion.hidden, session=session))

    @property
    def _inner(self) -> int:
        return max(1, min(self.app.size.width - EDGE, WIDEST - GUTTER))

    @property
    def _label(self) -> int:
        return LABEL if self._width > NARROW else self._width // 5

    def _draw(self, line: Line, width: int) -> list[tuple[str, str]]:
        style = "pressing" if line.presses else ""
        return [(fit(line.label, self._label - 1) + " ", "soft"), (fit(line.text, width - self._label), style)]

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private, in the same breath."""
        super().veil_changed()
        self._say_anew()

    @override
    def lock_changed(self) -> None:
        """Hide or show what is sealed."""
        super().lock_changed()
        self._say_anew()

    @override
    def secrets_changed(self) -> None:
        """Show what they know of what is secret, or nothing any more."""
        self._say_anew()

    @work(exclusive=True, group="again")
    async def _say_anew(self) -> None:
        with suppress(NoMatches):  # the screen went away meanwhile
            await self.reload()
        hiding.forget_widths()

    @override
    def on_resize(self) -> None:
        """Break the lines anew; the frame's own handler is called besides."""
        if self._brief and self._width != self._inner:
            self._break_anew(self._brief)

    @work(exclusive=True, group="width")
    async def _break_anew(self, read: Brief) -> None:
        await self._show(read)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the way to where one is, to the next contact, as no list leads there, and to what is open."""
        if action in {"brief", "previous_contact", "next_contact"} or (action == "open" and not self._has_locked):
            return None
        return super().check_action(action, parameters)

    @work
    async def action_open(self, _: Press) -> None:
        """Unlock the secrets that you can read."""
        try:
            with self.between():
                if await unlocking.unlocked(self):
                    await self.reload()
        except REFUSALS as refusal:
            await self._say_why_not(refusal)

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()
