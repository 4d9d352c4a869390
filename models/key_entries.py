"""The key log as it stands in the book: read, replayed as one member trusts it, and added to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models import db
from models.rules.refusals import Locked, NotYours, Stale
from models.rules.words import Role
from models.vault import key_log
from models.vault.agent_link import LOCKED
from models.vault.key_log import Entry

if TYPE_CHECKING:
    from models.vault.identity import PublicKeys
    from models.vault.key_log import Key, Seen, Standing
    from models.vault.vault import Vault


class KeyEntry(Model):
    """One entry of the key log, never changed: `id` counts from 1, `body` is JSON, `signature` an owner's over it."""

    id = fields.IntField(primary_key=True)
    body = fields.TextField()
    signature = fields.CharField(max_length=100)

    class Meta:
        """Where the key log is kept."""

        table = "key_entry"
        table_description = "Whose keys count, entry by entry"


async def replayed(seen: Seen | None = None) -> Standing:
    """Say whose keys count by the log alone, which may have been altered whole unless `seen` tells what it was.

    Raises Refused, a sentence for each thing that can be wrong with a log.
    """
    await db.writable()
    return _checked(tuple(Entry(row.body, row.signature) for row in await KeyEntry.all().order_by("id")), seen)


@lru_cache(maxsize=4)
def _checked(entries: tuple[Entry, ...], seen: Seen | None) -> Standing:
    """Check a log once, however many notes are opened by it: signatures take their time."""
    return key_log.replayed(entries, seen)


async def standing(vault: Vault) -> Standing:
    """Say whose keys count, as the member of `vault` trusts it, and remember that they saw it.

    Raises Locked, and Refused for a log that was changed, shortened, or is not the one they saw last.
    """
    me = public(vault).fingerprint
    found = await replayed(vault.pins.seen(me))
    if found.length:
        vault.pins.saw(me, found)
    return found


async def check_last(now: Standing) -> None:
    """See, inside a transaction, that nobody added to the log since it was read. Raises Stale."""
    if (await replayed()).head != now.head:
        raise Stale("Somebody changed whose keys count at this very moment, so nothing was sealed. Try again.")


def public(vault: Vault) -> PublicKeys:
    """Return the keys that are open. Raises Locked."""
    if vault.agent.public is None:
        raise Locked(LOCKED)
    return vault.agent.public


def own(vault: Vault, now: Standing) -> Key:
    """Return one's own place in the log. Raises NotYours for who has none, or has it with other keys."""
    found = now.current.get(vault.member_id)
    if found is None or found.keys != public(vault):
        raise NotYours(_NOT_COUNTED)
    return found


def owned(vault: Vault, now: Standing) -> Key:
    """Return an owner's own place in the log. Raises NotYours for who is none there."""
    found = own(vault, now)
    if found.role != Role.OWNER:
        raise NotYours("Only an owner can change whose keys count. Ask one.")
    return found


async def append(kind: str, *, now: Standing | None, vault: Vault, **said: int | str) -> None:
    """Write one more entry, signed with the keys that are open. Raises Locked."""
    body = key_log.unsigned(now, kind, by=public(vault), **said)
    signature = await vault.agent.sign(key_log.message(body))
    await KeyEntry.create(id=(now.length if now else 0) + 1, body=body, signature=signature)


_NOT_COUNTED = "Your key does not count yet. Ask an owner to take it in: wellkept key accept YOUR-NAME"
