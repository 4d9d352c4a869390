"""One contact: why they need outreach, how to reach them, and everything that happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.widgets import Static
from typing_extensions import override

from models.reading import contact, relationship
from models.reading.chosen import Chosen
from models.reading.timeline import Timeline, TimelineRow
from models.rules import when
from models.rules.refusals import NotFound
from models.rules.words import ReasonKind
from screens.contact_actions import ContactActions
from screens.subject import Subject
from screens.telling import (
    also_kept_of,
    day_of,
    discretion_of,
    happened,
    reached_by,
    reasons_of,
    relationship_of,
    sealed,
    secrets_of,
    sign_of,
    title_of,
)
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.worker import Worker

    from models.reading.contact import WholeContact
    from models.reading.relationship import Relationship
    from screens.keys import Press
    from screens.marking import Marking
    from screens.session import Session

EMPTY = "Nothing happened yet.\n\n{done} logs what was said, {note} writes a note, {follow_up} plans a follow-up."
DATE, SIGN, WHAT, BY = 7, 3, 11, 10
OPENS = " enter to open "
"""Said of a confidential note where there is room."""
BEHIND = {("rumour", "open"): ReasonKind.RUMOUR}
"""What the keys are about on a line of the timeline of that kind and state. Needs have a list of their own."""
EDGE = 4
"""Cells of the head's border and padding."""


class ContactScreen(ContactActions):
    """The contact above, the timeline below, newest first."""

    TAB = "Contacts"
    HAS_PANE = False
    HINTS: ClassVar[tuple[str, ...]] = (
        "open",
        "confidential_note",
        "record",
        "brief",
        "done",
        "follow_up",
        "note",
        "stage",
        "edit",
        "tag",
        "back",
        "undo",
        "help",
    )

    def __init__(self, session: Session, contact_id: int, *, along: Marking) -> None:
        """Show a contact of the list `along`, which leads to the next one."""
        super().__init__(session)
        self._list = along
        self._contact_id = self._listed_id = contact_id
        self._contact: WholeContact | None = None
        self._relationship: Relationship | None = None

    @override
    def body(self) -> list[Widget]:
        """Make the head and the timeline."""
        rows: RowList[TimelineRow] = RowList(
            self._draw, empty=self.with_keys(EMPTY), pointer=self.session.glyphs.pointer
        )
        rows.border_title = plain("Timeline")
        return [Static(id="head"), rows]

    @property
    @override
    def subject(self) -> Subject | None:
        """Whom the keys are about: this contact, and what is open under the cursor."""
        if self._contact is None:
            return None
        row: TimelineRow | None = self.rows.current
        about = Subject(self._contact_id, self._contact.name)
        if row is None:
            return about
        if row.kind == "follow_up" and row.state != "cancelled":
            return replace(about, follow_up_id=row.id)
        kind = BEHIND.get((row.kind, row.state))
        return replace(about, kind=kind, subject_id=row.id) if kind else about

    @property
    @override
    def exportable(self) -> dict[str, Chosen]:
        """The contact, or everybody."""
        one = {"this contact": Chosen(ids=[self._contact_id])}
        return one | super().exportable

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            now = self.session.now()
            self._contact = await contact.one(self._contact_id, now=now)
            self._relationship = await relationship.of_contact(self._contact_id, now=now)
        except NotFound:  # undone meanwhile
            if self.is_active:  # else once one comes back
                self.dismiss()
            return
        self._show_head(self._contact)
        is_another, self._listed_id = self._contact_id != self._listed_id, self._contact_id
        keep = None if is_another else lambda row: (row.part, row.id)
        await self.rows.show(Timeline(self._contact_id, member_id=self.session.member_id), keep=keep)
        self.show_position()
        await self.offer_what_cooled(contact_id=self._contact_id)

    @override
    def on_resize(self) -> None:
        """Cut the head to the width there is; the frame's own handler is called besides."""
        if self._contact is not None:
            self._show_head(self._contact)

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private, in the head, too."""
        super().veil_changed()
        if self._contact is not None:
            self._show_head(self._contact)

    @override
    def secrets_changed(self) -> None:
        """Show what they know of what is secret, or nothing any more."""
        if self._contact is not None:
            self._show_head(self._contact)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the way to the next contact where no list leads to one."""
        if action in {"previous_contact", "next_contact"} and self._list.subject is None:
            return None
        return super().check_action(action, parameters)

    async def action_next_contact(self, press: Press) -> None:
        """Next contact of the list."""
        await self._go_along(press.count or 1)

    async def action_previous_contact(self, press: Press) -> None:
        """Contact before in the list."""
        await self._go_along(-(press.count or 1))

    async def _go_along(self, by: int) -> None:
        about = await self._list.step(by)
        if about is None:
            self.say("The list ends here." if by > 0 else "The list begins here.")
            return
        self._contact_id = about.contact_id
        await self.reload()

    def _show_head(self, whole: WholeContact) -> None:
        head = self.query_one("#head", Static)
        head.border_title = plain(title_of(whole, self.session))
        archived = "archived · " if whole.archived_at else ""
        reason = f" ({whole.reason})" if whole.reason else ""
        head.border_subtitle = plain(one_line(f"{archived}{whole.stage}{reason} {self._since(whole)}"))
        lines = [
            *reasons_of(whole, self.session),
            *secrets_of(whole, self.session),
            *discretion_of(whole, self.session),
            *(relationship_of(self._relationship, self.session, self.size.width - EDGE) if self._relationship else []),
            *reached_by(whole, self.session),
        ]
        lines += also_kept_of(whole, self.size.width - EDGE)
        head.update(plain("\n".join(lines)))

    def _since(self, whole: WholeContact) -> str:
        return f"since {when.short(whole.stage_since_at, now=self.session.now(), zone=self.session.zone).strip()}"

    def _draw(self, row: TimelineRow, width: int) -> list[tuple[str, str]]:
        if row.kind == "confidential":
            return self._draw_sealed(row, width)
        by = BY if width > 50 else 0  # noqa: PLR2004  (a narrow window drops the last column first)
        rest = width - DATE - SIGN - WHAT - by - 1
        style = "pressing" if row.state == "unpleasant" else ""
        return [
            (fit(day_of(row, self.session), DATE), "soft"),
            (fit(sign_of(row, self.session), SIGN), f"mark {style}".strip()),
            (fit(row.what, WHAT), style),
            (fit(happened(row, self.session), rest), style),
            (fit(row.by, by, align="right") + " ", "soft"),
        ]

    def _draw_sealed(self, row: TimelineRow, width: int) -> list[tuple[str, str]]:
        mark, told = sealed(row, self.session)
        rest = width - DATE - cell_len(mark)
        hint = OPENS if cell_len(told + OPENS) <= rest and not self.session.veiled else ""
        rest -= cell_len(hint)
        return [(fit(day_of(row, self.session), DATE), "soft"), (mark, "mark"), (fit(told, rest), ""), (hint, "soft")]

    def action_open(self, _: Press) -> Worker[None] | None:
        """Open the line whole; unlock it first if need be."""
        row: TimelineRow | None = self.rows.current
        if row is None:
            return None
        if row.kind == "held":
            return self.decide(row.id)
        return self.confidential((self.open if row.kind == "confidential" else self.view)(row, self._about))

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()
