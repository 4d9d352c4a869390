"""Held notes that are confidential: sealed to their author alone while they cool off, with whom they are for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from typing_extensions import override

from models import bindings, confidence_rows, contacts, held_notes, key_entries
from models.confidence_rows import Confidence
from models.held_notes import HeldNote
from models.history import changing
from models.rules import held_notes as rules
from models.rules import text
from models.rules.refusals import Refused
from models.vault import sealing
from models.vault.sealing import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.vault.key_log import Standing
    from models.vault.vault import Vault


class Held(NamedTuple):
    """What a member holds sealed, opened: the words, and the ids of the members who shall read them."""

    id: int
    text: str
    reader_ids: list[int]

    @override
    def __repr__(self) -> str:
        return f"Held({self.id})"


async def hold(
    contact_id: int, words: str, readers: Sequence[int], *, until: datetime, vault: Vault, by: int, at: datetime
) -> int:
    """Hold a confidential note until it has cooled off, sealed to its author, and return its id.

    Raises what `confidences.write` raises, and Refused for an hour that is over or a contact who is archived.
    """
    rules.check_ahead(until, now=at)
    now = await key_entries.standing(vault)
    contact = await contacts.present(contact_id)
    uid, sealed = await _sealed(contact.uid, _cleaned(words), readers, at, now, vault)
    async with changing("held_note.hold", by=by, at=at) as change:
        await key_entries.check_last(now)
        await contacts.present(contact_id)
        held = await change.create(
            HeldNote, uid=uid, contact_id=contact_id, by_id=by, at=at, until_at=until, sealed=sealed
        )
    return held.id


async def read(held_id: int, *, vault: Vault) -> Held:
    """Open what one holds sealed. Raises Locked, NotYours, NotFound; Refused when it is not what one sealed."""
    now = await key_entries.standing(vault)
    held = await held_notes.mine(held_id, by=vault.member_id)
    whole = sealing.unpacked(await vault.agent.unseal(held.sealed))
    sealing.verify(whole, now.known.get(whole.bound.author, ()))
    contact = await contacts.found(held.contact_id)
    kept = Bound(held.uid, _bound_to(contact.uid), 1, held.by_id, bindings.said(held.at), whole.bound.readers)
    bindings.check(whole.bound, kept, vault)
    said = json.loads(whole.text)  # one's own: it says so above
    return Held(held.id, said["text"], said["readers"])


async def keep(held_id: int, words: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime) -> int:
    """Make a confidential note of one that has cooled off, and return the note's id.

    Raises what `confidences.write` and `read` raise, and Refused before its hour.
    """
    now = await key_entries.standing(vault)
    held = await held_notes.mine(held_id, by=by)
    rules.check_over(held.until_at, now=at)
    await read(held_id, vault=vault)  # whoever can write the file may have moved it since it was shown
    contact = await contacts.found(held.contact_id)
    keys = await bindings.chosen(readers, now, vault)
    bound = Bound(str(uuid4()), contact.uid, 1, vault.member_id, bindings.said(at), keys)
    sealed = await bindings.sealed(bound, _cleaned(words), now, vault)
    async with changing("confidence.write", by=by, at=at) as change:
        await key_entries.check_last(now)
        held = await held_notes.mine(held_id, by=by)
        note = await change.create(Confidence, **confidence_rows.values(bound, sealed), contact_id=contact.id, at=at)
        await confidence_rows.name_readers(note.id, bound)
        await change.delete(held)
    return note.id


async def longer(
    held_id: int, until: datetime, words: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime
) -> None:
    """Hold a confidential note until another hour, sealed anew. Raises what `hold` and `read` raise."""
    rules.check_ahead(until, now=at)
    now = await key_entries.standing(vault)
    held = await held_notes.mine(held_id, by=by)
    await read(held_id, vault=vault)
    contact = await contacts.found(held.contact_id)
    uid, sealed = await _sealed(contact.uid, _cleaned(words), readers, held.at, now, vault)
    async with changing("held_note.longer", by=by, at=at) as change:
        await key_entries.check_last(now)
        await change.update(await held_notes.mine(held_id, by=by), uid=uid, until_at=until, sealed=sealed)


async def _sealed(
    contact_uid: str, words: str, readers: Sequence[int], at: datetime, now: Standing, vault: Vault
) -> tuple[str, str]:
    """Seal words to their author, with whom they are for; return what they are bound to, and the seal.

    Raises Refused for a reader whose key does not count: better now than when it has cooled off.
    """
    await bindings.chosen(readers, now, vault)
    bound = Bound(
        *(str(uuid4()), _bound_to(contact_uid), 1, vault.member_id, bindings.said(at)),
        await bindings.chosen([], now, vault),
    )
    content = json.dumps({"text": words, "readers": sorted({*readers})}, ensure_ascii=False)
    return bound.item, await bindings.sealed(bound, content, now, vault)


def _bound_to(contact_uid: str) -> str:
    """Say what a note that is held is bound to: not to the contact as a note is that counts."""
    return f"held, on {contact_uid}"


def _cleaned(words: str) -> str:
    cleaned = text.block(words, what="confidential note")
    if not cleaned:
        raise Refused("A confidential note needs some text.")
    return cleaned
