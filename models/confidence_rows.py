"""How a confidential note lies in the book: its row, and the rows of its readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from models import bindings, contacts
from models.engine.fields import UTCField, link
from models.history import UndoValue
from models.rules.refusals import NotFound, Stale
from models.vault.sealing import RECOVERY, Bound

_NOBODY = "nobody"
"""What a note is bound to whose contact has lost their uid: never to "", as a secret is."""


class Confidence(Model):
    """One confidential note, or, about no contact, a secret (models.secrets).

    `sealed` is an armored age file; the author and what it is bound to stand in it, too.

    `revision` counts how often it was sealed, from 1. With `was_open` its text once was an open note, which older
    backups hold; with `has_residue` what lay in the file may lie there still.
    """

    id = fields.IntField(primary_key=True)
    uid = fields.CharField(max_length=36, unique=True)
    contact_id: int | None
    contact = link("Contact", null=True)
    by_id: int
    by = link("Member")
    at = UTCField()
    revision = fields.IntField()
    sealed = fields.TextField()
    was_open = fields.BooleanField(default=False)
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


async def found(confidence_id: int, *, is_secret: bool = False) -> Confidence:
    """Find a note, or a secret. Raises NotFound."""
    note = await Confidence.get_or_none(id=confidence_id, contact_id__isnull=is_secret)
    if note is None:
        raise NotFound(f"There is no {'secret' if is_secret else 'confidential note'} {confidence_id}.")
    return note


async def bound(note: Confidence) -> Bound:
    """Say what the book has a note, or a secret, bound to. Raises NotFound for a contact who is gone."""
    contact_uid = "" if note.contact_id is None else (await contacts.found(note.contact_id)).uid or _NOBODY
    rows = await ConfidenceReader.filter(confidence_id=note.id)
    readers = {RECOVERY if row.member_id is None else str(row.member_id): row.key for row in rows}
    return Bound(note.uid, contact_uid, note.revision, note.by_id, bindings.said(note.at), readers)


async def put(note: Confidence, bound: Bound, sealed: str) -> None:
    """Have a row hold what was sealed anew, inside a transaction. Raises Stale when it was changed since."""
    row = Confidence.filter(id=note.id, revision=note.revision)
    at = datetime.fromisoformat(bound.at)
    if not await row.update(revision=bound.revision, sealed=sealed, by_id=bound.author, at=at):
        raise changed()
    readers = ConfidenceReader.filter(confidence_id=note.id)
    ids = await readers.values_list("id", flat=True)
    await UndoValue.filter(table_name=ConfidenceReader._meta.db_table, row_id__in=ids).delete()  # who did it again
    await readers.delete()
    await name_readers(note.id, bound)


async def name_readers(confidence_id: int, bound: Bound) -> None:
    """Keep who can open a note."""
    keys = bound.readers.items()
    whose = [(None if reader == RECOVERY else int(reader), key) for reader, key in keys]
    await ConfidenceReader.bulk_create(
        [ConfidenceReader(confidence_id=confidence_id, member_id=member_id, key=key) for member_id, key in whose]
    )


def values(bound: Bound, sealed: str) -> dict[str, Any]:
    """Return what the row of a new note says of what it is bound to."""
    return {"uid": bound.item, "by_id": bound.author, "revision": bound.revision, "sealed": sealed}


def members(bound: Bound) -> list[int]:
    """List the readers who are members, by id."""
    return [int(reader) for reader in bound.readers if reader != RECOVERY]


def changed() -> Stale:
    """Say that a note is not any more what was read."""
    return Stale("This note was sealed anew since you read it. Open it again.")
