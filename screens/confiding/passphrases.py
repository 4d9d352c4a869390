"""Asks for a passphrase, in fields that leave nothing of it behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

import models
from models.rules.refusals import REFUSALS, Refused
from models.vault.wiping import wiped
from screens.keys import KeyedScreen, Press, bound
from screens.text import one_line, plain
from screens.widgets.passphrase import Passphrase

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from screens.session import Session

SUGGESTED = """\
Your key opens what is confidential, and a passphrase protects it. Nobody can reset it: \
who forgets it makes a new key, and what was sealed to the old one stays closed until its authors seal it anew.

A good one, drawn for you just now. Write it down, and keep it where you keep money:

    {suggested}"""
UNLOCK = "It is asked once: until you lock your key, or do nothing for ten minutes."
TOLD = "\n\nThe people here are fictional, and the passphrase is no secret: {passphrase}"
ANEW = "Older backups still open with the passphrase that you have now. A good new one:\n\n    {suggested}"


class Passphrases(KeyedScreen[bool | None], ModalScreen[bool | None]):
    """Asks for a passphrase in each of `labels` and has `tries` do what they are for; returns True when that is done.

    `tries` gets them in order, and raises what is said to the user; they are wiped then, whatever happened.
    """

    SECTIONS = ("form",)
    AUTO_FOCUS = "Passphrase"
    DEFAULT_CSS = """
    Passphrases { align: center middle; background: transparent; }
    Passphrases > VerticalScroll { height: auto; max-height: 100%; }
    Passphrases Horizontal { height: 1; }
    Passphrases .label { width: 16; }
    Passphrases .words { padding-bottom: 1; }
    Passphrases #answer { text-style: bold; }
    """

    def __init__(
        self,
        session: Session,
        title: str,
        words: str,
        labels: Sequence[str],
        tries: Callable[..., Awaitable[object]],
        *,
        says: str = "unlock",
    ) -> None:
        super().__init__()
        self._session = session
        self._title, self._words, self._labels, self._tries, self._says = title, words, labels, tries, says
        self._tried = asyncio.Event()
        self._tried.set()

    @override
    def compose(self) -> ComposeResult:
        """Show what it is for, and a field for each."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            panel.border_title = plain(one_line(self._title))
            keys = {each.id: each.keys.partition(", ")[0].replace("escape", "esc") for each in bound(self)}
            panel.border_subtitle = plain(f"enter {self._says}   {keys['cancel']} leave")
            words = Static(plain(self._words), classes="words")
            words.visible = not self._session.veiled  # a passphrase may stand there
            yield words
            for place, label in enumerate(self._labels):
                with Horizontal():
                    yield Static(plain(label), classes="label")
                    yield Passphrase(id=f"passphrase-{place}")
            yield Static(id="answer")

    @override
    def veil_changed(self) -> None:
        """Hide the words, or show them again: a passphrase may stand there."""
        self.query_one(".words").visible = not self._session.veiled

    @property
    def _fields(self) -> list[Passphrase]:
        return [*self.query(Passphrase)]

    @override
    async def takes(self, event: Key) -> bool:
        """Let what is typed while it tries wait, and go to what is in front then."""
        if self._tried.is_set():
            return await super().takes(event)
        await self._tried.wait()
        await self.app.on_event(event)
        return True

    @override
    async def submitted(self) -> None:
        """Go to the next field, or try in the last one."""
        if self.focused is self._fields[-1]:
            self._begin()
        else:
            self.focus_next()

    def action_save(self, _: Press) -> None:
        """Do it."""
        self._begin()

    def action_cancel(self, _: Press) -> None:
        """Leave; nothing typed is kept."""
        self.dismiss(None)

    def action_next_field(self, _: Press) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self, _: Press) -> None:
        """Go to the field before."""
        self.focus_previous()

    def _begin(self) -> None:
        if not all(field.is_typed for field in self._fields):
            self._tell("Type it in every field.")
        else:
            self._tried.clear()
            self._tell("a moment…")
            self._try()

    @work
    async def _try(self) -> None:
        """Try; what was typed is no argument, as Textual writes those of a worker down as text."""
        typed = [field.take() for field in self._fields]
        try:
            with wiped(*typed):
                await self._tries(*typed)
        except REFUSALS as refusal:
            self._tell(str(refusal))
            self.set_focus(self._fields[0])
        else:
            self.dismiss(True)
        finally:
            self._tried.set()

    def _tell(self, text: str) -> None:
        self.query_one("#answer", Static).update(plain(text))


def unlock(session: Session, *, told: str = "") -> Passphrases:
    """Ask for the passphrase of one's key; in the demo it is `told`."""

    async def tries(passphrase: bytearray) -> None:
        await models.keys.unlock(passphrase, vault=session.vault)

    words = UNLOCK + (TOLD.format(passphrase=told) if told else "")
    return Passphrases(session, "Unlock your key", words, ["passphrase"], tries)


def create(session: Session, suggested: str) -> Passphrases:
    """Ask for the passphrase of a key that is made then."""

    async def tries(passphrase: bytearray, again: bytearray) -> None:
        _check_same(passphrase, again)
        by, at = session.member_id, session.now()
        await models.keys.create(passphrase, vault=session.vault, by=by, at=at)

    words = SUGGESTED.format(suggested=suggested)
    return Passphrases(session, "Make your key", words, ["passphrase", "again"], tries, says="make it")


def change(session: Session, suggested: str) -> Passphrases:
    """Ask for the passphrase that one has, and for another."""

    async def tries(now: bytearray, new: bytearray, again: bytearray) -> None:
        _check_same(new, again)
        by, at = session.member_id, session.now()
        await models.keys.unlock(now, vault=session.vault)
        await models.keys.change_passphrase(new, vault=session.vault, by=by, at=at)

    words = ANEW.format(suggested=suggested)
    labels = ["the one you have", "new", "again"]
    return Passphrases(session, "Another passphrase", words, labels, tries, says="change it")


def _check_same(passphrase: bytearray, again: bytearray) -> None:
    if passphrase != again:
        message = "The two are not the same. Type it again, and again."
        raise Refused(message)
