"""Asks for a confidential note and who may read it; what is typed is kept sealed to its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import models
from models.rules import confiding
from screens.form import Field, Form, Values
from screens.forms import held_note
from screens.sealed_drafts import SealedDrafts

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.confidences import Opened
    from models.held_confidences import Held
    from models.reading.held_notes import HeldRow
    from screens.session import Session

WAITS = "{names} cannot yet: they read their fingerprint to an owner first"
NOT_UNDONE = "this is not undone, and older backups hold what was"
TICKS = "space ticks others"
WORDS_ALONE = "the note was changed since you typed this, so your words are back and its readers are as they are now"
TAKEN_OFF = "who is taken off may have kept what they read; " + NOT_UNDONE


class Readers(NamedTuple):
    """Whom a note can be sealed to beside its author, by name; who still waits for that; and the recovery key."""

    ids: dict[str, int]
    waiting: list[str]
    has_recovery: bool

    def chosen(self, value: str) -> list[int]:
        """Return the members that are ticked."""
        return [self.ids[name] for name in value.splitlines()]


async def write(session: Session, contact_id: int, name: str) -> Form[str]:
    """Ask for a confidential note on a contact, which may have to cool off first; the form returns what was done.

    Raises Locked, Refused.
    """
    readers = await readers_for(session)

    async def save(values: Values) -> str:
        how: dict[str, Any] = {"vault": session.vault, "by": session.member_id, "at": session.now()}
        chosen = readers.chosen(values["readers"])
        if until := held_note.until(session, values[held_note.HOLD]):
            await models.held_confidences.hold(contact_id, values["text"], chosen, until=until, **how)
            return held_note.said(session, name, until)
        await models.confidences.write(contact_id, values["text"], chosen, **how)
        return f"sealed on {name}, for {_who(session, values, readers)}"

    title = f"Confidential note on {name}"
    fields = [_text(""), readers_field(session, readers), held_note.field(session)]
    return Form(session, title, fields, save, subject_id=contact_id, drafts=await _drafts(session, title, contact_id))


async def rewrite(session: Session, note: Opened, name: str) -> Form[str]:
    """Ask for other words, or other readers, of one's own note; the form returns who can read it."""
    readers = await readers_for(session)

    async def save(values: Values) -> str:
        chosen, by, at = readers.chosen(values["readers"]), session.member_id, session.now()
        await models.confidences.rewrite(
            note.id, values["text"], chosen, revision=note.revision, vault=session.vault, by=by, at=at
        )
        return _who(session, values, readers)

    title = f"Change the confidential note on {name}"
    drafts = await _drafts(session, title, note.id, note.revision)
    if drafts.is_outdated:  # a reader whom the note has lost since must not come back with the draft
        drafts.forget("readers")
    more = f"{WORDS_ALONE}; {TAKEN_OFF}" if drafts.is_outdated else TAKEN_OFF
    fields = [_text(note.text), readers_field(session, readers, note.reader_ids, more)]
    return Form(session, title, fields, save, subject_id=note.id, drafts=drafts)


async def decide(session: Session, row: HeldRow, held: Held) -> Form[str]:
    """Ask what becomes of a confidential note that is held; the form returns what was done. Raises Locked, Refused."""
    readers = await readers_for(session)

    async def save(values: Values) -> str:
        how: dict[str, Any] = {"vault": session.vault, "by": session.member_id, "at": session.now()}
        chosen, words = readers.chosen(values["readers"]), values["text"]
        if values[held_note.DECISION] == held_note.DROP:
            return await held_note.dropped(session, row)
        if until := held_note.held_until(session, values):
            await models.held_confidences.longer(row.id, until, words, chosen, **how)
            return held_note.said(session, row.name, until)
        await models.held_confidences.keep(row.id, words, chosen, **how)
        return f"sealed on {row.name}, for {_who(session, values, readers)}"

    title = held_note.title(session, row)
    return Form(
        session,
        title,
        [_text(held.text), readers_field(session, readers, held.reader_ids), *held_note.decision(session, row)],
        save,
        subject_id=row.id,
        across=held_note.judged,
        drafts=await _drafts(session, title, row.id),
    )


async def confide(session: Session, note_id: int, name: str) -> Form[str]:
    """Ask who may read an open note from now on; the form returns who can."""
    readers = await readers_for(session)

    async def save(values: Values) -> str:
        chosen, by, at = readers.chosen(values["readers"]), session.member_id, session.now()
        await models.confidences.confide(note_id, chosen, vault=session.vault, by=by, at=at)
        return _who(session, values, readers)

    title, fields = f"Make this note on {name} confidential", [readers_field(session, readers, (), NOT_UNDONE)]
    return Form(session, title, fields, save, subject_id=note_id, says=("make it confidential", "leave it open"))


async def readers_for(session: Session) -> Readers:
    """Say whom something can be sealed to."""
    status = await models.keys.status(session.member_id, vault=session.vault)
    counting = {key.called: key.member_id for key in await models.keys.counting() if key.member_id != session.member_id}
    return Readers(counting, [key.called for key in await models.keys.waiting()], status.has_recovery)


def _text(text: str) -> Field:
    return Field("text", "note", text, rows=5, private=True)


def readers_field(session: Session, readers: Readers, ticked: Collection[int] = (), more: str = "") -> Field:
    """Make the field of the readers; it says in words who they are, whom it cannot offer, and what is not undone."""
    waits = WAITS.format(names=confiding.joined(readers.waiting)) if readers.waiting else ""

    def check(value: str) -> str:
        ticks = TICKS if readers.ids and not value else ""
        return "; ".join(
            part for part in (f"{_named(session, value, readers)} can read it", ticks, waits, more) if part
        )

    value = "\n".join(name for name, member_id in readers.ids.items() if member_id in ticked)
    return Field("readers", "readers", value, options=tuple(readers.ids), several=True, check=check)


def _named(session: Session, value: str, readers: Readers) -> str:
    return confiding.joined([session.member, *value.splitlines(), *([None] if readers.has_recovery else [])])


def _who(session: Session, values: Values, readers: Readers) -> str:
    return _named(session, values["readers"], readers)


async def _drafts(session: Session, title: str, subject_id: int, revision: int = 0) -> SealedDrafts:
    return await SealedDrafts.of(session.drafts, (title, subject_id), session.vault.agent, revision=revision)
