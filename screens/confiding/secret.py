"""One secret: what it says, what was decided, what those who know of it feel, and whom to talk with next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static
from typing_extensions import override

import models
from models.reading import contact, secrets
from models.reading.secrets import Name
from models.rules import confiding, when
from models.rules.refusals import Refused
from screens import forms
from screens.confiding import hiding, open_secrets, secret_words
from screens.confiding.turn import Asking
from screens.confiding.viewer import Viewer
from screens.text import fit, one_line, plain
from screens.widgets.few_rows import FewRows
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.widget import Widget
    from textual.worker import Worker

    from models.rules.secrets import Knower, Matter
    from models.secrets import Opened
    from screens.form import Form
    from screens.keys import Press
    from screens.session import Session

EMPTY = "Nobody is known to know of it.\n\n{new} notes where somebody stands, {decide} what you decided."
GONE = "somebody who is in the book no more"
NOT_UNDONE = "; this is not undone"
GROUPS = ("TALK WITH THEM", "TALKED WITH", "NOT AWARE")
STANDING, LEARNED, NAME = 15, 8, 18
ROOM = 60
"""Cells without which a row says only who, and where they stand."""
BODY_LINES = 5
"""So many lines of the secret stand above the list; a key shows all."""
LATER = {"d": "tomorrow", "w": "in 7 days", "m": "in 30 days", "f": "friday"}
"""Until when talking is put off, by the key behind that of the action."""
_OF_APP = frozenset({"help", "redraw", "quit", "veil", "lock"})
_OF_LIST = frozenset({"down", "up", "half_down", "half_up", "page_down", "page_up", "top", "bottom"})
_OWN = frozenset({"open", "new", "done", "decide", "edit", "archive", "snooze", "preview", "back", "refresh"})
_NEED_SOMEBODY = frozenset({"open", "done", "snooze"})


@dataclass(frozen=True, slots=True, repr=False)
class KnowerRow:
    """One who stands somewhere in the secret; `contact_id` is 0 for who is in the book no more."""

    group: int
    knower: Knower
    contact_id: int
    name: str

    @property
    def place(self) -> tuple[int, str, str, str]:
        """What the rows are in the order of."""
        learned = self.knower.learned_at if self.group == 0 else None
        return (self.group, learned.isoformat() if learned else "", self.name.casefold(), self.knower.contact)


class SecretScreen(Asking):
    """The secret above, and below it who knows: first those whom nobody has talked with.

    It closes when the keys are locked and at the veil; until then its keys lead nowhere else.
    """

    TAB = "Matters"
    SECTIONS: ClassVar[tuple[str, ...]] = ("secret", "list", "global")
    HINTS: ClassVar[tuple[str, ...]] = ("open", "new", "done", "decide", "edit", "preview", "archive", "back", "help")
    DEFAULT_CSS = "SecretScreen #head { height: auto; max-height: 60%; }"

    def __init__(self, session: Session, secret: Opened) -> None:
        super().__init__(session)
        self._secret = secret
        self._head = Static(id="head")

    @override
    def body(self) -> list[Widget]:
        """Make the head and the list."""
        rows: RowList[KnowerRow] = RowList(
            self._draw,
            heading=lambda row: GROUPS[row.group],
            empty=self.with_keys(EMPTY),
            pointer=self.session.glyphs.pointer,
        )
        rows.border_title = plain("Who knows")
        return [self._head, rows]

    @override
    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        await open_secrets.fresh(self.session)
        secret = self.session.secrets.get(self._secret.uid)
        if secret is None:  # another reader took it back, or took us off
            if self.is_active:
                self.dismiss()
            return
        await self._show(secret)

    async def _show(self, secret: Opened) -> None:
        self._secret = secret
        self._show_head()
        await self.rows.show(FewRows(await _listed(secret.matter), place=lambda row: row.place), keep=_whose)
        self.show_position()

    @override
    def on_resize(self) -> None:
        """Cut the head to the width there is; the frame's own handler is called besides."""
        self._show_head()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what would leave it for somewhere else, and what needs somebody while nobody is there."""
        if action not in _OWN | _OF_APP | _OF_LIST:
            return None
        if action in _NEED_SOMEBODY and self.rows.current is None:
            return None
        return super().check_action(action, parameters)

    def on_unmount(self) -> None:
        """Leave no words behind: Textual may keep a screen that is closed."""
        self._head.border_title = self._head.border_subtitle = ""
        self._head.update("")
        self._head.notify_style_update()  # which forgets it as it was drawn

    def _show_head(self) -> None:
        secret, head = self._secret, self._head
        closed = "closed · " if secret.matter.closed_at else ""
        head.border_title = plain(one_line(f"{self.session.glyphs.confidential}: {secret.matter.title}"))
        head.border_subtitle = plain(one_line(f"{closed}{secret_words.sealed(secret, self.session)}"))
        lines = [line for line in secret.matter.body.splitlines() if line.strip()]
        more = " …" if len(lines) > BODY_LINES else ""
        shown = [*map(one_line, lines[:BODY_LINES])]
        shown = [*shown[:-1], shown[-1] + more] if shown else []
        head.update(plain("\n".join([*map(one_line, secret_words.told(secret.matter, self.session)), *shown])))

    def _draw(self, row: KnowerRow, width: int) -> list[tuple[str, str]]:
        glyphs, knower = self.session.glyphs, row.knower
        sign, style = ((glyphs.soft, "pressing"), (glyphs.mark, ""), ("", "soft"))[row.group]
        learned = LEARNED if width > ROOM else 0
        name = NAME if width > ROOM else max(8, width - 3 - STANDING)
        rest = max(0, width - 3 - name - STANDING - learned)
        day = when.short(knower.learned_at, now=self.session.now(), zone=self.session.zone) if knower.learned_at else ""
        return [
            (fit(sign, 3), f"mark {style}".strip()),
            (fit(row.name, name - 1) + " ", style),
            (fit(secret_words.standing(knower), STANDING), ""),
            (fit(day, learned), "soft"),
            (fit("; ".join(filter(None, [secret_words.feels(knower), knower.how])), rest), "soft"),
        ]

    @property
    def _here(self) -> KnowerRow:
        row: KnowerRow | None = self.rows.current
        if row is None:
            raise Refused("Nobody is under the cursor.")
        return row

    def action_open(self, _: Press) -> Worker[None]:
        """Change where they stand."""
        return self.confidential(self._place(self._here))

    def action_new(self, _: Press) -> Worker[None]:
        """Note where somebody else stands."""
        return self.confidential(self._add())

    def action_done(self, _: Press) -> Worker[None]:
        """Note that you talked with them."""
        return self.confidential(self._talked(self._here))

    def action_decide(self, _: Press) -> Worker[None]:
        """Decide: contain, gather views or share."""
        return self.confidential(self._ask(forms.secret.decide(self.session, self._secret), "decided"))

    def action_edit(self, _: Press) -> Worker[None]:
        """Change its words, or its readers."""
        return self.confidential(self._ask(forms.secret.reword(self.session, self._secret), "sealed anew"))

    def action_snooze(self, press: Press) -> Worker[None]:
        """Put off talking with them."""
        row, words = self._here, LATER.get(press.argument or "", "")
        form = forms.secret.later(self.session, self._secret, row.contact_id, row.name, words)
        return self.confidential(self._ask(form, f"put off {row.name}"))

    def choices_snooze(self) -> dict[str, str]:
        """Say what each key of snooze means."""
        return LATER | {".": "ask when"}

    def action_archive(self, _: Press) -> Worker[None]:
        """Close the secret, or open it again."""
        return self.confidential(self._close())

    def action_preview(self, _: Press) -> Worker[None]:
        """Show all of it, with every decision."""
        return self.confidential(self._whole())

    def action_back(self, _: Press) -> None:
        """Close it."""
        self.dismiss()

    async def _place(self, row: KnowerRow) -> None:
        uid = row.knower.contact
        form = forms.secret.place(self.session, self._secret, row.contact_id, uid, row.name)
        await self._ask(form, f"noted where {row.name} stands")

    async def _add(self) -> None:
        found = await hiding.shown(self, await forms.secret.someone(self.session))
        if found:
            contact_id, name = found
            uid = (await contact.one(contact_id, now=self.session.now())).uid
            form = forms.secret.place(self.session, self._secret, contact_id, uid, name)
            await self._ask(form, f"noted where {name} stands")

    async def _talked(self, row: KnowerRow) -> None:
        form = forms.secret.talk(self.session, self._secret, row.contact_id, row.knower, row.name)
        await self._ask(form, f"noted that you talked with {row.name}")

    async def _close(self) -> None:
        again, by, at = bool(self._secret.matter.closed_at), self.session.member_id, self.session.now()
        secret = await models.secrets.close(self._secret, again=again, vault=self.session.vault, by=by, at=at)
        await self._changed(secret, "open again" if again else "closed: nobody is to be talked with")

    async def _whole(self) -> None:
        secret = self._secret
        decisions = [secret_words.decided(each, self.session) for each in reversed(secret.matter.decisions)]
        about = [secret_words.sealed(secret, self.session), *secret_words.told(secret.matter, self.session)]
        text = "\n\n".join([secret.matter.body, *decisions])
        await hiding.shown(self, Viewer(f"{self.session.glyphs.confidential}: {secret.matter.title}", about, text))

    async def _ask(self, form: Awaitable[Form[Opened]], done: str) -> None:
        """Show a form; once it saved, show the secret as it is now."""
        secret = await hiding.shown(self, await form)
        if secret is not None:
            await self._changed(secret, done)

    async def _changed(self, secret: Opened, done: str) -> None:
        open_secrets.keep(self.session, secret)
        await self._show(secret)
        self.say(f"{done}, for {confiding.listed(secret.readers)}{NOT_UNDONE}")


async def _listed(matter: Matter) -> list[KnowerRow]:
    """List who stands where: whom to talk with first, by when they learned, then the others by name."""
    names = await secrets.named(each.contact for each in matter.knowers)
    found = [KnowerRow(_group(each), each, *names.get(each.contact, Name(0, GONE))) for each in matter.knowers]
    return sorted(found, key=lambda row: row.place)


def _group(knower: Knower) -> int:
    return 0 if knower.waits else 1 if knower.knows else 2


def _whose(row: KnowerRow) -> str:
    return row.knower.contact
