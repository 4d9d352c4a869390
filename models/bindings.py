"""What a confidential note is bound to: to whom it is sealed, and whether what is kept is what its author signed."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from models import key_entries
from models.members import Member
from models.rules import text
from models.rules.refusals import Refused
from models.vault import sealing
from models.vault.sealing import RECOVERY, Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models.vault.key_log import Standing
    from models.vault.vault import Vault


async def chosen(readers: Sequence[int], now: Standing, vault: Vault) -> dict[str, str]:
    """Give the keys to seal to: those of the readers, the author's own, and the recovery key if there is one.

    Raises NotYours when one's own key does not count, Refused for a reader whose key does not.
    """
    key_entries.own(vault, now)
    ids = sorted({*readers, vault.member_id})
    members = {member.id: member for member in await Member.filter(id__in=ids)}
    for reader in ids:
        _check(reader, members.get(reader), now)
    keys = {str(reader): now.current[reader].keys.fingerprint for reader in ids}
    return keys | ({RECOVERY: now.recovery} if now.recovery else {})


async def sealed(bound: Bound, words: str, now: Standing, vault: Vault) -> str:
    """Sign and seal a text to the readers that `bound` names. Raises Locked, Refused for too many or too much."""
    keys = [now.recovery if reader == RECOVERY else now.current[int(reader)].keys.age for reader in bound.readers]
    signature = await vault.agent.sign(sealing.message(bound, words))
    return sealing.seal(bound, words, signature, keys)


def check(signed: Bound, kept: Bound, vault: Vault) -> None:
    """See that what an author signed is what the row says that it is kept in, and nothing older. Raises Refused."""
    me = key_entries.public(vault).fingerprint
    revisions = [each for each in (kept.revision, vault.pins.revision(me, signed.item)) if type(each) is int]
    if signed.revision < max(revisions):
        raise Refused(f"An older version was put in place of this note{_HIDDEN}")
    for name, otherwise in _OTHERWISE.items():
        if getattr(signed, name) != getattr(kept, name):
            raise Refused(f"{otherwise}{_HIDDEN}")
    if signed.readers.get(str(vault.member_id)) != me:
        raise Refused(f"Its author did not name you as a reader of this note{_HIDDEN}")
    if str(signed.author) not in signed.readers:
        raise Refused(f"Who sealed this note is none of its readers{_HIDDEN}")


def check_account(member: Member, now: Standing) -> None:
    """See that the log and the book, and the name there, mean the same person by a member. Raises Refused."""
    known = now.current[member.id].account
    if known != member.account:
        names = f"the book says that {member.name} is {text.quoted(member.account)}, the key log {text.quoted(known)}"
        raise Refused(f"Nothing was done, as {names}. Ask an owner.")
    others = {key.account.casefold() for key in now.current.values() if key.member != member.id}
    if member.name.casefold() in others:
        name = text.quoted(member.name)
        raise Refused(
            f"Nothing was done, as the book calls {member.account} by another's account, {name}. Ask an owner."
        )


def said(at: datetime) -> str:
    """Write a moment as it is signed."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def _check(reader: int, member: Member | None, now: Standing) -> None:
    if member is None:
        raise Refused(f"There is no member {reader}. Choose other readers.")
    if member.left_at:
        raise Refused(f"{member.name} has left. Choose other readers.")
    if reader not in now.current:
        raise Refused(
            f"The key of {member.name} does not count yet, so nothing can be sealed to it. They make one"
            " (wellkept key new), and an owner takes it in (wellkept key accept NAME)."
        )
    check_account(member, now)


_HIDDEN = ", so it is not shown. Tell an owner; a backup may have it as it was."
_OTHERWISE = {
    "item": "This text belongs to another note",
    "contact": "This note was written about another contact",
    "author": "This note was put under another name than its author's",
    "readers": "The book names other readers of this note than its author did",
    "at": "The book says another day than the author of this note",
    "revision": "The book says another version than the author of this note",
}
"""What it means when what was signed and what is kept differ."""
