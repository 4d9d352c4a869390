"""Confidences: notes that only their readers can read, kept sealed.

What stands in a seal is bound by its author's signature to the row it is kept in, so that whoever can write the file
can neither forge a note nor move one, change its readers, or put an older version in its place.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from typing_extensions import override

from models import bindings, confidence_rows, contacts, db, key_entries
from models.confidence_rows import Confidence
from models.engine import scrub as engine
from models.history import UndoValue, changing
from models.members import Member
from models.notes import Note
from models.rules import confiding, text
from models.rules.refusals import NotFound, NotYours, Refused, Stale
from models.rules.words import Role
from models.vault import sealing
from models.vault.sealing import RECOVERY, Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.vault.key_log import Standing
    from models.vault.sealing import Unpacked
    from models.vault.vault import Vault


class Opened(NamedTuple):
    """A confidential note, opened: `readers` are named in order, the recovery key last; `reader_ids` are members."""

    id: int
    contact_id: int
    text: str
    author: str
    author_id: int
    at: datetime
    readers: list[str]
    reader_ids: list[int]
    revision: int

    @override
    def __repr__(self) -> str:
        return f"Opened({self.id})"


async def write(contact_id: int, words: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime) -> int:
    """Seal a note to its readers, members' ids, and to its author; return its id.

    Raises Refused for an empty one, a reader who has no key that counts, or a key log that is not to be trusted;
    NotFound, Locked, NotYours.
    """
    words = _cleaned(words)
    now = await key_entries.standing(vault)
    bound = await _begun(contact_id, at, readers, now, vault)
    sealed = await bindings.sealed(bound, words, now, vault)
    async with changing("confidence.write", by=by, at=at) as change:
        await key_entries.check_last(now)
        await contacts.found(contact_id)
        note = await change.create(Confidence, **confidence_rows.values(bound, sealed), contact_id=contact_id, at=at)
        await confidence_rows.name_readers(note.id, bound)
    return note.id


async def read(confidence_id: int, *, vault: Vault) -> Opened:
    """Open a note as one of its readers. Raises Locked, NotYours for who is none, NotFound.

    Raises Refused, each with its sentence, when what is kept is not what its author sealed.
    """
    now = await key_entries.standing(vault)
    note = await confidence_rows.found(confidence_id)
    whole = await opened(note, now, vault)
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, note.uid, note.revision)
    names = await called(now)
    return Opened(
        id=note.id,
        contact_id=note.contact_id or 0,
        text=whole.text,
        author=names[note.by_id],
        author_id=note.by_id,
        at=note.at,
        readers=named_readers(whole.bound, names),
        reader_ids=confidence_rows.members(whole.bound),
        revision=note.revision,
    )


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
    note = await confidence_rows.found(confidence_id)
    if note.by_id != vault.member_id:
        author = await Member.get(id=note.by_id)
        raise NotYours(f"Only {author.name}, who wrote it, can change this note.")
    if note.revision != revision:
        raise confidence_rows.changed()
    was = await opened(note, now, vault)
    bound = was.bound._replace(revision=revision + 1, readers=await bindings.chosen(readers, now, vault))
    sealed = await bindings.sealed(bound, words, now, vault)
    async with changing("confidence.rewrite", by=by, at=at) as change:
        await key_entries.check_last(now)
        await confidence_rows.put(note, bound, sealed)
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
    bound = await _begun(note.contact_id, note.at, readers, now, vault)
    sealed = await bindings.sealed(bound, note.text, now, vault)
    async with changing("confidence.confide", by=by, at=at) as change:
        await key_entries.check_last(now)
        if not await Note.filter(id=note_id).delete():
            raise Stale("Somebody removed this note, or made it confidential, since you read it.")
        await _forget(note_id)
        made = await Confidence.create(
            **confidence_rows.values(bound, sealed),
            contact_id=note.contact_id,
            at=note.at,
            was_open=True,
            has_residue=True,
        )
        await confidence_rows.name_readers(made.id, bound)
        change.touch(made)
        change.name(["text"])
    await scrub()
    return made.id


async def catch_up(*, vault: Vault) -> int:
    """Seal one's own notes anew whose readers got other keys, or left, or to whom a recovery key was added; count them.

    So with secrets that one sealed last, and with those one can read whose last sealer has the keys no more.

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
            await _seal_anew(await confidence_rows.found(row["id"], is_secret=bool(row["is_secret"])), now, vault)
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


async def _seal_anew(note: Confidence, now: Standing, vault: Vault) -> None:
    was = await opened(note, now, vault)
    still = [reader for reader in confidence_rows.members(was.bound) if reader in now.current]
    named = await bindings.chosen(still, now, vault)
    bound = was.bound._replace(revision=note.revision + 1, author=vault.member_id, readers=named)
    sealed = await bindings.sealed(bound, was.text, now, vault)
    async with db.transaction():
        await key_entries.check_last(now)
        await confidence_rows.put(note, bound, sealed)
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, note.uid, bound.revision)


async def _open_note(note_id: int, now: Standing, vault: Vault) -> Note:
    """Find an open note that the member may make confidential."""
    note = await Note.get_or_none(id=note_id).select_related("by")
    if note is None:
        raise NotFound(f"There is no open note {note_id}.")
    if note.by.id != vault.member_id and key_entries.own(vault, now).role != Role.OWNER:
        raise NotYours(f"Only {note.by.name}, who wrote it, or an owner can make this note confidential.")
    return note


async def _forget(note_id: int) -> None:
    """Forget what undo needs of an open note, and of one that was held until it was kept as this."""
    of_note = UndoValue.filter(table_name="note", row_id=note_id)
    steps = await of_note.values_list("history_id", flat=True)
    held = await UndoValue.filter(table_name="held_note", history_id__in=steps).values_list("row_id", flat=True)
    await UndoValue.filter(table_name="held_note", row_id__in=held).delete()
    await of_note.delete()


async def _begun(contact_id: int, at: datetime, readers: Sequence[int], now: Standing, vault: Vault) -> Bound:
    """Bind a new note to whom it is about, when, and to the keys of its readers."""
    contact, keys = await contacts.found(contact_id), await bindings.chosen(readers, now, vault)
    return Bound(str(uuid4()), contact.uid, 1, vault.member_id, bindings.said(at), keys)


def _cleaned(words: str) -> str:
    cleaned = text.block(words, what="confidential note")
    if not cleaned:
        raise Refused("A confidential note needs some text.")
    return cleaned


async def called(now: Standing) -> dict[int, str]:
    """Call everybody who is or was a member, by id, as the book and the key log do."""
    members = await Member.all()
    return {each.id: confiding.called(each.name, now.accounts.get(each.id, each.account)) for each in members}


def named_readers(bound: Bound, names: dict[int, str]) -> list[str]:
    """Name the readers of what was sealed, in order, the recovery key last."""
    ids = confidence_rows.members(bound)
    return confiding.named(
        [names.get(reader, f"member {reader}") for reader in ids] + [None] * (RECOVERY in bound.readers)
    )


async def opened(note: Confidence, now: Standing, vault: Vault) -> Unpacked:
    """Open what is kept of a note, or a secret, and see that it is what its author sealed, for this row.

    Raises Refused.
    """
    whole = sealing.unpacked(await vault.agent.unseal(note.sealed))
    sealing.verify(whole, now.known.get(whole.bound.author, ()))
    bindings.check(whole.bound, await confidence_rows.bound(note), vault)
    return whole


_KEY = "SELECT 1 FROM confidence_reader r WHERE r.confidence_id = k.id AND r.key"
_COUNTS = "(SELECT value FROM json_each(?2))"
_BEHIND = f"""
SELECT k.id, k.contact_id IS NULL AS is_secret FROM confidence k
WHERE (k.by_id = ?1 OR k.contact_id IS NULL AND EXISTS ({_KEY} IN {_COUNTS} AND r.member_id = ?1)
                       AND NOT EXISTS ({_KEY} IN {_COUNTS} AND r.member_id = k.by_id))
      AND (EXISTS ({_KEY} NOT IN {_COUNTS}) OR (?3 <> '' AND NOT EXISTS ({_KEY} = ?3)))
ORDER BY k.id"""  # noqa: S608  (our own words)
"""One's own, and secrets whose last sealer has the keys no more, where a key counts no more or one is missing."""
