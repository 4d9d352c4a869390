"""One contact: why they need outreach, how to reach them, and everything that happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static
from typing_extensions import override

from models.reading import contact
from models.reading.timeline import Timeline, TimelineRow
from models.rules import birthday, cadence, when, why
from models.rules.refusals import NotFound
from models.rules.words import PointKind
from screens.contact_actions import ContactActions, Subject
from screens.text import fit, one_line, plain
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from models.reading.contact import WholeContact
    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nothing happened yet.\n\n{done} logs what was said, {note} writes a note, {follow_up} plans a follow-up."
DATE, SIGN, WHAT, BY = 7, 3, 11, 10


class ContactScreen(ContactActions):
    """The contact above, the timeline below, newest first."""

    TAB = "Contacts"
    HINTS: ClassVar[tuple[str, ...]] = ("note", "follow_up", "done", "stage", "edit", "tag", "back", "undo", "help")

    def __init__(self, session: Session, contact_id: int) -> None:
        super().__init__(session)
        self._contact_id = contact_id
        self._contact: WholeContact | None = None

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
        """Whom the keys are about: this contact, and the open follow-up under the cursor if there is one."""
        if self._contact is None:
            return None
        row: TimelineRow | None = self.rows.current
        is_open = row is not None and row.kind == "follow_up" and row.state != "cancelled"
        follow_up = row.id if row is not None and is_open else None
        return Subject(self._contact_id, self._contact.name, follow_up_id=follow_up)

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        try:
            self._contact = await contact.one(self._contact_id, now=self.session.now())
        except NotFound:  # undone meanwhile
            self.dismiss()
            return
        self._show_head(self._contact)
        kept: TimelineRow | None = self.rows.current
        await self.rows.show(
            Timeline(self._contact_id), keep=lambda row: kept is not None and (row.part, row.id) == (kept.part, kept.id)
        )
        self.show_position()

    def _show_head(self, whole: WholeContact) -> None:
        head = self.query_one("#head", Static)
        names = f"{whole.name} · {whole.company}" if whole.company else whole.name
        head.border_title = plain(one_line(names))
        archived = "archived · " if whole.archived_at else ""
        reason = f" ({whole.reason})" if whole.reason else ""
        head.border_subtitle = plain(one_line(f"{archived}{whole.stage}{reason} {self._since(whole)}"))
        lines = [*reasons_of(whole, self.session), *_discretion(whole), *reached_by(whole, self.session)]
        head.update(plain("\n".join(lines)))

    def _since(self, whole: WholeContact) -> str:
        return f"since {when.short(whole.stage_since_at, now=self.session.now(), zone=self.session.zone).strip()}"

    def _draw(self, row: TimelineRow, width: int) -> list[tuple[str, str]]:
        glyphs = self.session.glyphs
        signs = {"in": glyphs.inward, "out": glyphs.outward, "both": glyphs.both_ways}
        sign = {"open": glyphs.due, "unpleasant": glyphs.alarm}.get(row.state, signs.get(row.direction, ""))
        by = BY if width > 50 else 0  # noqa: PLR2004  (a narrow window drops the last column first)
        rest = width - DATE - SIGN - WHAT - by - 1
        style = "pressing" if row.state == "unpleasant" else ""
        return [
            (fit(when.short(row.at, now=self.session.now(), zone=self.session.zone), DATE), "soft"),
            (fit(sign, SIGN), f"mark {style}".strip()),
            (fit(row.what, WHAT), style),
            (fit(_said(row), rest), style),
            (fit(row.by, by, align="right") + " ", "soft"),
        ]

    def action_back(self, _: Press) -> None:
        """Go back."""
        self.dismiss()


def reasons_of(whole: WholeContact, session: Session) -> list[str]:
    """Say why somebody needs outreach, a line each."""
    return [
        f"{session.glyphs.of(row.kind)} {one_line(why.sentence(row, now=session.now()))}" for row in whole.outreach
    ] or ["no outreach needed now"]


def reached_by(whole: WholeContact, session: Session) -> list[str]:
    """Say how somebody is reached, whose they are and how often, as short lines."""
    reach = [f"tel {phone}" for phone in whole.values(PointKind.PHONE)]
    reach += [f"mail {email}" for email in whole.values(PointKind.E_MAIL)]
    rest = [*whole.values(PointKind.ADDRESS), *whole.values(PointKind.LINK)]
    last = whole.last_interaction_at
    word = when.short(last, now=session.now(), zone=session.zone).strip() if last else "none yet"
    days = whole.every_days or whole.stage_every_days
    kept = [f"owner {whole.owner}", cadence.words(days), f"last word: {word}"]
    kept += [f"born {birthday.words(whole.birthday)}"] if whole.birthday else []
    tags = [f"tags: {', '.join(whole.tags)}"] if whole.tags else []
    return [one_line("   ".join(line)) for line in (reach, kept, rest, tags) if line]


def _discretion(whole: WholeContact) -> list[str]:
    lines = [
        f"off limits: {whole.off_limits}" if whole.off_limits else "",
        f"safe: {whole.safe_topics}" if whole.safe_topics else "",
        f"not by {', '.join(whole.do_not_contact.split())}" if whole.do_not_contact else "",
    ]
    return [one_line(line) for line in lines if line]


def _said(row: TimelineRow) -> str:
    words = {"attempt": row.state.replace("-", " "), "change": row.text, "follow_up": "follow-up"}.get(row.kind, "")
    length = f"{row.minutes} min" if row.minutes else ""
    cancelled = "cancelled" if row.state == "cancelled" else ""
    text = "" if row.kind == "change" else row.text
    return one_line("  ".join(part for part in (words, cancelled, text, length) if part))
