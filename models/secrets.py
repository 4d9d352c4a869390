"""Secrets: matters that only their readers know of, kept sealed whole, with who knows of them.

A secret is a row of `confidence` about no contact. Any of its readers may change it: it is sealed anew then, by them.
History tells that a secret was changed and by whom, and never what.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from typing_extensions import override

from models import bindings, confidence_rows, confidences, contacts, key_entries
from models.confidence_rows import Confidence
from models.history import UndoValue, changing
from models.reading import secrets as reading
from models.rules import secret_text
from models.rules import secrets as rules
from models.rules.refusals import NotFound, NotYours, Refused, Stale
from models.vault.sealing import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from models.rules.secrets import Course, Matter
    from models.vault.key_log import Standing
    from models.vault.vault import Vault


class Opened(NamedTuple):
    """A secret, opened: `by` sealed it last, at `at`; `readers` are named in order, `reader_ids` are members."""

    id: int
    uid: str
    matter: Matter
    by: str
    at: datetime
    readers: list[str]
    reader_ids: list[int]
    revision: int

    @override
    def __repr__(self) -> str:
        return f"Opened({self.id})"


async def add(title: str, body: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime) -> Opened:
    """Seal a secret to its readers, members' ids, and to who adds it.

    Raises Refused for one without a title, a reader who has no key that counts, or a key log that is not to be
    trusted; Locked, NotYours.
    """
    matter, now = rules.titled(title, body), await key_entries.standing(vault)
    with _told_of_a_secret():
        keys = await bindings.chosen(readers, now, vault)
        bound = Bound(str(uuid4()), "", 1, vault.member_id, bindings.said(at), keys)
        sealed = await bindings.sealed(bound, secret_text.written(matter), now, vault)
    async with changing("secret.add", by=by, at=at) as change:
        await key_entries.check_last(now)
        row = await change.create(Confidence, **confidence_rows.values(bound, sealed), at=at)
        await confidence_rows.name_readers(row.id, bound)
    return await read(row.id, vault=vault)


async def read(secret_id: int, *, vault: Vault) -> Opened:
    """Open a secret as one of its readers. Raises Locked, NotYours for who is none, NotFound.

    Raises Refused, each with its sentence, when what is kept is not what a reader sealed.
    """
    with _told_of_a_secret():
        return await _read(secret_id, await key_entries.standing(vault), vault)


async def opened(*, vault: Vault, known: Mapping[str, Opened]) -> dict[str, Opened]:
    """Open every secret that the member of `vault` can read, by uid; what is `known` only where it changed since.

    One that cannot be opened is left out; whoever opens it alone hears why. Raises Locked, and Refused for a key log
    that is not to be trusted.
    """
    now, found = await key_entries.standing(vault), {}
    for secret_id, uid, revision in await reading.revisions(vault.member_id):
        if (before := known.get(uid)) and before.revision == revision:
            found[uid] = before
            continue
        with suppress(Refused, NotFound, NotYours):
            found[uid] = await _read(secret_id, now, vault)
    return found


async def reword(
    was: Opened, title: str, body: str, readers: Sequence[int], *, vault: Vault, by: int, at: datetime
) -> Opened:
    """Give a secret that was read other words, or other readers; it is not undone.

    A reader who is taken off cannot open it any more; what they read before they may have kept, and older backups open
    to them as before. Raises Stale when somebody sealed it anew since, and what `add` and `read` raise.
    """
    return await _change(was, lambda matter: rules.reworded(matter, title, body), readers, vault=vault, by=by, at=at)


async def place(
    was: Opened, contact_id: int, said: Mapping[str, Any], *, vault: Vault, by: int, at: datetime
) -> Opened:
    """Note where a contact stands in a secret, or more of it: `said` are fields of a Knower that change.

    Raises Refused for who is archived, for a closed secret or a day ahead, NotFound, and what `reword` raises.
    """
    contact = await contacts.present(contact_id)
    return await _change(was, partial(rules.placed, contact=contact.uid, said=said, at=at), vault=vault, by=by, at=at)


async def take_off(was: Opened, contact_uid: str, *, vault: Vault, by: int, at: datetime) -> Opened:
    """Forget where a contact stands, also one who is archived or in the book no more. Raises what `reword` raises."""
    return await _change(was, partial(rules.taken_off, contact=contact_uid), vault=vault, by=by, at=at)


async def decide(was: Opened, course: Course, words: str, *, name: str, vault: Vault, by: int, at: datetime) -> Opened:
    """Decide what to do about a secret; `name` is how who decides is called. Raises what `reword` raises."""
    return await _change(
        was, lambda matter: rules.decided(matter, course, words, by=name, at=at), vault=vault, by=by, at=at
    )


async def close(was: Opened, *, again: bool = False, vault: Vault, by: int, at: datetime) -> Opened:
    """Close a secret, so that nobody is to be talked with; or open it `again`. Raises what `reword` raises."""
    return await _change(was, lambda matter: rules.closed(matter, at=None if again else at), vault=vault, by=by, at=at)


async def _change(
    was: Opened,
    change: Callable[[Matter], Matter],
    readers: Sequence[int] | None = None,
    *,
    vault: Vault,
    by: int,
    at: datetime,
) -> Opened:
    """Seal a secret anew, with what is changed in it, in the name of who does."""
    with _told_of_a_secret():
        now = await key_entries.standing(vault)
        row = await confidence_rows.found(was.id, is_secret=True)
        if row.revision != was.revision:
            raise confidence_rows.changed()
        whole = await confidences.opened(row, now, vault)
        still = [reader for reader in was.reader_ids if reader in now.current]
        keys = await bindings.chosen(still if readers is None else readers, now, vault)
        bound = whole.bound._replace(
            revision=row.revision + 1, author=vault.member_id, at=bindings.said(at), readers=keys
        )
        sealed = await bindings.sealed(bound, secret_text.written(change(secret_text.read(whole.text))), now, vault)
        await _put(row, bound, sealed, now, by=by, at=at)
        vault.pins.saw_revision(key_entries.public(vault).fingerprint, row.uid, bound.revision)
        return await _read(row.id, now, vault)


async def _put(row: Confidence, bound: Bound, sealed: str, now: Standing, *, by: int, at: datetime) -> None:
    async with changing("secret.change", by=by, at=at) as change:
        await key_entries.check_last(now)
        await confidence_rows.put(row, bound, sealed)
        await UndoValue.filter(table_name=Confidence._meta.db_table, row_id=row.id).delete()
        change.name(["text"])


async def _read(secret_id: int, now: Standing, vault: Vault) -> Opened:
    row = await confidence_rows.found(secret_id, is_secret=True)
    whole = await confidences.opened(row, now, vault)
    matter, names = secret_text.read(whole.text), await confidences.called(now)
    vault.pins.saw_revision(key_entries.public(vault).fingerprint, row.uid, row.revision)
    return Opened(
        row.id,
        row.uid,
        matter,
        names[row.by_id],
        row.at,
        confidences.named_readers(whole.bound, names),
        confidence_rows.members(whole.bound),
        row.revision,
    )


@contextmanager
def _told_of_a_secret() -> Iterator[None]:
    """Have what is refused of a confidential note be said of a secret."""
    try:
        yield
    except (Stale, Refused, NotYours) as refusal:
        said = str(refusal).replace("confidential note", "secret").replace("note", "secret")
        raise type(refusal)(said) from None
