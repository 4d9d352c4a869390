"""Confidences: notes that only their readers can read, kept sealed.

What stands in a seal is bound by its author's signature to the row it is kept in, so that whoever can write the file
can neither forge a note nor move one, change its readers, or put an older version in its place.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from tortoise import fields
from tortoise.models import Model

from models import bindings, contacts, db, key_entries
from models.engine import scrub as engine
from models.engine.fields import UTCField, link
from models.history import UndoValue, changing
from models.members import Member
from models.notes import Note
from models.rules import confiding, text
from models.rules.refusals import NotFound, NotYours, Refused, Stale
from models.vault import sealing
from models.vault.key_log import OWNER
from models.vault.sealing import RECOVERY, Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.vault.key_log import Standing
    from models.vault.sealing import Unpacked
    from models.vault.vault import Vault


class Confidence(Model):
    """One confidential note. `sealed` is an armored age file; the author and what it is bound to stand in it, too.

    `revision` counts how often it was sealed, from 1. With `has_residue` its text once was an open note, and what lay
    in the file may lie there still.
    """

    id = fields.IntField(primary_key=True)
    uid = fields.CharField(max_length=36, unique=True)
    contact_id: int
    contact = link("Contact")
    by_id: int
    by = link("Member")
    at = UTCField()
    revision = fields.IntField()
    sealed = fields.TextField()
    has_residue = fields.BooleanField(default=False, db_index=True)

    class Meta:
        """Where confidential notes are kept."""

        table = "confidence"
        table_description = "A confidential note about a contact, sealed"


class ConfidenceReader(Model):
    """Who can open a confidential note, and with which key; the recovery key belongs to no member."""

    id = fields.IntField(primary_key=True)
    confidence_id: int
    confidence = link("Confidence")
    member_id: int | None
    member = link("Member", null=True)
    key = fields.CharField(max_length=64)

    class Meta:
        """Where the readers are kept."""

        table = "confidence_reader"
        table_description = "Who can open a confidential note"


class Opened(NamedTuple):
    """A confidential note, opened: `readers` are named in order, the recovery key last."""

    id: int
    contact_id: int
    text: str
    author: str
    at: datetime
    readers: list[str]
    revision: int


async def write(contact_id: int, words: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime) -> int:
    """Seal a note to its readers, members' ids, and to its author; return its id.

    Raises Refused for an empty one, a reader who has no key that counts, or a key log that is not to be trusted;
    NotFound, Locked, NotYours.
    """
    words = _cleaned(words)
    now = await key_entries.standing(vault)
    contact = await contacts.found(contact_id)
    bound = Bound(
        str(uuid4()), contact.uid, 1, vault.member_id, bindings.said(at), await bindings.chosen(readers, now, vault)
    )
    sealed = await bindings.sealed(bound, words, now, vault)
    async with changing("confidence.write", by=by, at=at) as change:
        await contacts.found(contact_id)
        note = await change.create(Confidence, **_row(bound, sealed), contact_id=contact_id, at=at)
        await _name_readers(note.id, bound)
    return note.id


async def read(confidence_id: int, *, vault: Vault) -> Opened:
    """Open a note as one of its readers. Raises Locked, NotYours for who is none, NotFound.

    Raises Refused, each with its sentence, when what is kept is not what its author sealed.
    """
    now = await key_entries.standing(vault)
    note = await _found(confidence_id)
    whole = await _opened(note, now, vault)
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, note.uid, note.revision)
    names = {str(member.id): member.name for member in await Member.all()}
    readers = confiding.named([names.get(reader) for reader in whole.bound.readers])
    author = names[str(note.by_id)]
    return Opened(note.id, note.contact_id, whole.text, author, note.at, readers, note.revision)


async def rewrite(
    confidence_id: int,
    words: str,
    readers: Sequence[int],
    *,
    revision: int,
    vault: Vault,
    by: int,
    at: datetime,
) -> None:
    """Seal other words, or to other readers, in the place of a note that is at `revision`. Only its author may.

    It is not undone. A reader who is taken off cannot open it any more; what they read before they may have kept, and
    older backups open to them as before. Raises Stale, and what `write` and `read` raise.
    """
    words = _cleaned(words)
    now = await key_entries.standing(vault)
    note = await _found(confidence_id)
    if note.by_id != vault.member_id:
        author = await Member.get(id=note.by_id)
        raise NotYours(f"Only {author.name}, who wrote it, can change this note.")
    if note.revision != revision:
        raise Stale(_CHANGED)
    was = await _opened(note, now, vault)
    bound = was.bound._replace(revision=revision + 1, readers=await bindings.chosen(readers, now, vault))
    sealed = await bindings.sealed(bound, words, now, vault)
    async with changing("confidence.rewrite", by=by, at=at) as change:
        await _put(note, bound, sealed)
        await UndoValue.filter(table_name="confidence", row_id=note.id).delete()
        change.touch(note)
        change.name([*(["text"] if was.text != words else []), "readers"])
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, note.uid, bound.revision)


async def confide(note_id: int, readers: Sequence[int], *, vault: Vault, by: int, at: datetime) -> int:
    """Make an open note confidential and return its new id; its author is who does it: its writer, or an owner.

    Its text leaves the search index and what undo needs at once, and the file as soon as nobody reads the book as it
    was; until then the note says so. It is not undone, and older backups hold the text as before.
    Raises what `write` raises, NotYours for anybody else.
    """
    now = await key_entries.standing(vault)
    note = await _open_note(note_id, now, vault)
    contact = await contacts.found(note.contact_id)
    bound = Bound(
        str(uuid4()),
        contact.uid,
        1,
        vault.member_id,
        bindings.said(note.at),
        await bindings.chosen(readers, now, vault),
    )
    sealed = await bindings.sealed(bound, note.text, now, vault)
    async with changing("confidence.confide", by=by, at=at) as change:
        if not await Note.filter(id=note_id).delete():
            raise Stale("Somebody removed this note, or made it confidential, since you read it.")
        await UndoValue.filter(table_name="note", row_id=note_id).delete()
        made = await Confidence.create(**_row(bound, sealed), contact_id=note.contact_id, at=note.at, has_residue=True)
        await _name_readers(made.id, bound)
        change.touch(made)
        change.name(["text"])
    await scrub()
    return made.id


async def catch_up(*, vault: Vault) -> int:
    """Seal one's own notes anew whose readers got other keys, or left, or to whom a recovery key was added; count them.

    Like outreach it is worked out anew, and not a thing that somebody did: history does not tell of it. What cannot be
    opened is left as it is. Raises Locked, NotYours for whose key does not count, Refused.
    """
    now = await key_entries.standing(vault)
    key_entries.own(vault, now)
    keys = [key.keys.fingerprint for key in now.current.values()]
    behind = await db.reader().rows(_BEHIND, [vault.member_id, json.dumps([*keys, now.recovery]), now.recovery])
    count = 0
    for row in behind:
        with suppress(Refused, NotYours):
            await _seal_anew(row["id"], now, vault)
            count += 1
    return count


async def scrub() -> bool:
    """Clean the file of what notes said before they were confidential; say whether nothing of it is left there.

    Somebody who still reads the book as it was then keeps it there: it is tried again at the next unlocking.
    """
    found = await db.reader().rows("SELECT id FROM confidence WHERE has_residue")
    if not found:
        return True
    if not await asyncio.to_thread(engine.scrubbed, db.path()):
        return False
    async with db.transaction():
        await Confidence.filter(id__in=[row["id"] for row in found]).update(has_residue=False)
    return True


async def _seal_anew(confidence_id: int, now: Standing, vault: Vault) -> None:
    note = await _found(confidence_id)
    was = await _opened(note, now, vault)
    readers = [int(reader) for reader in was.bound.readers if reader != RECOVERY]
    named = await bindings.chosen([reader for reader in readers if reader in now.current], now, vault)
    bound = was.bound._replace(revision=note.revision + 1, readers=named)
    sealed = await bindings.sealed(bound, was.text, now, vault)
    async with db.transaction():
        await _put(note, bound, sealed)
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, note.uid, bound.revision)


async def _found(confidence_id: int) -> Confidence:
    note = await Confidence.get_or_none(id=confidence_id)
    if note is None:
        raise NotFound(f"There is no confidential note {confidence_id}.")
    return note


async def _open_note(note_id: int, now: Standing, vault: Vault) -> Note:
    """Find an open note that the member may make confidential."""
    note = await Note.get_or_none(id=note_id).select_related("by")
    if note is None:
        raise NotFound(f"There is no open note {note_id}.")
    if note.by.id != vault.member_id and key_entries.own(vault, now).role != OWNER:
        raise NotYours(f"Only {note.by.name}, who wrote it, or an owner can make this note confidential.")
    return note


def _cleaned(words: str) -> str:
    cleaned = text.block(words, what="confidential note")
    if not cleaned:
        raise Refused("A confidential note needs some text.")
    return cleaned


async def _opened(note: Confidence, now: Standing, vault: Vault) -> Unpacked:
    """Open what is kept of a note, and see that it is what its author sealed, for this row. Raises Refused."""
    whole = sealing.unpacked(await vault.agent.unseal(note.sealed))
    sealing.verify(whole, now.known.get(whole.bound.author, ()))
    contact = await contacts.found(note.contact_id)
    rows = await ConfidenceReader.filter(confidence_id=note.id)
    readers = {RECOVERY if row.member_id is None else str(row.member_id): row.key for row in rows}
    row = Bound(note.uid, contact.uid, note.revision, note.by_id, bindings.said(note.at), readers)
    bindings.check(whole.bound, row, vault)
    return whole


async def _put(note: Confidence, bound: Bound, sealed: str) -> None:
    """Have a row hold what was sealed anew, inside a transaction. Raises Stale when it was changed since."""
    row = Confidence.filter(id=note.id, revision=note.revision)
    if not await row.update(revision=bound.revision, sealed=sealed):
        raise Stale(_CHANGED)
    await ConfidenceReader.filter(confidence_id=note.id).delete()
    await _name_readers(note.id, bound)


async def _name_readers(confidence_id: int, bound: Bound) -> None:
    await ConfidenceReader.bulk_create(
        [
            ConfidenceReader(
                confidence_id=confidence_id, member_id=None if reader == RECOVERY else int(reader), key=key
            )
            for reader, key in bound.readers.items()
        ]
    )


def _row(bound: Bound, sealed: str) -> dict[str, Any]:
    return {"uid": bound.item, "by_id": bound.author, "revision": bound.revision, "sealed": sealed}


_CHANGED = "This note was sealed anew since you read it. Open it again."
_BEHIND = """
SELECT k.id FROM confidence k WHERE k.by_id = ?1 AND (
    EXISTS (SELECT 1 FROM confidence_reader r WHERE r.confidence_id = k.id
            AND r.key NOT IN (SELECT value FROM json_each(?2)))
    OR (?3 <> '' AND NOT EXISTS (SELECT 1 FROM confidence_reader r WHERE r.confidence_id = k.id AND r.key = ?3)))
ORDER BY k.id"""
"""One's own notes that are sealed to a key that counts no more, or not to the recovery key."""
