"""Keys: each member's identity, and whose keys count: made, unlocked, taken in by an owner, revoked."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from models import bindings, confidences, db, identities, key_entries
from models.history import changing
from models.identities import Identity
from models.key_entries import KeyEntry
from models.members import Member
from models.rules import confiding
from models.rules.refusals import BookUnusable, NotFound, NotYours, Refused, Stale
from models.rules.words import Role
from models.vault.wiping import wiped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from models.vault.identity import PublicKeys
    from models.vault.key_log import Standing
    from models.vault.vault import Vault


class MemberKey(NamedTuple):
    """A member's key as an owner looks at it; `role` is the one it has in the log, or would get."""

    member_id: int
    name: str
    account: str
    role: str
    fingerprint: str

    @property
    def called(self) -> str:
        """Whose it is, by their account, too, where their name is another."""
        return confiding.called(self.name, self.account)

    @property
    def taken_in(self) -> str:
        """Whose it is, and as what, for the owner who is to take it in."""
        return f"{self.called}{', an owner,' if self.role == Role.OWNER else ''}"


class KeyStatus(NamedTuple):
    """How it stands with a member's key: `state` is none, waiting (for an owner to take it in) or counts.

    `length` and `head` are those of the key log. `problems` are sentences: with one nothing is sealed.
    """

    state: str
    fingerprint: str
    has_recovery: bool
    length: int
    head: str
    problems: list[str]


async def create(passphrase: bytearray, *, vault: Vault, by: int, at: datetime, replace: bool = False) -> PublicKeys:
    """Make the member's keys, sealed with a passphrase, and open them; the first owner's begin the key log.

    With `replace`, for who forgot their passphrase, new ones take the place of the old: notes stay closed to them until
    an owner takes the new ones in and the notes' authors unlock theirs. If no other owner has keys, the log begins
    anew: everybody is taken in again, and has to trust it. Wipes the passphrase.
    Raises Refused for a weak one, and for who has keys already.
    """
    with wiped(passphrase):
        await _check_may_make(vault.member_id, replace=replace)
        made, sealed = await vault.agent.create(passphrase)
    try:
        async with changing("key.new", by=by, at=at) as change:
            member = await _check_may_make(vault.member_id, replace=replace)
            await Identity.filter(member_id=member.id).delete()
            await Identity.create(member_id=member.id, age=made.age, sign=made.sign, sealed=sealed, made_at=at)
            change.name(["key"])
            if member.role == Role.OWNER:
                await _begin(member, vault)
    except BaseException:
        vault.agent.lock()  # these keys are kept nowhere
        raise
    await _settle(vault)
    return made


async def unlock(passphrase: bytearray, *, vault: Vault) -> None:
    """Open the member's keys; then seal anew what readers' keys changed of, and try to clean the file of old text.

    Wipes the passphrase. Raises NotYours for who has no key, or a wrong passphrase; Refused for a damaged key.
    """
    with wiped(passphrase):
        kept = await identities.found(vault.member_id)
        opened = await vault.agent.unlock(kept.sealed, passphrase)
    if opened != identities.public(kept):
        vault.agent.lock()
        raise Refused(
            "The book names other keys as yours than your passphrase opens, so they stay locked. Ask an owner."
        )
    await _settle(vault)


async def change_passphrase(new: bytearray, *, vault: Vault, by: int, at: datetime) -> None:
    """Seal the keys that are open with another passphrase; older backups still open with the old one. Wipes it.

    Raises Locked, Refused for a weak one, Stale.
    """
    with wiped(new):
        public = key_entries.public(vault)
        sealed = await vault.agent.change_passphrase(new)
    async with changing("key.passphrase", by=by, at=at) as change:
        mine = Identity.filter(member_id=vault.member_id, age=public.age, sign=public.sign)
        if not await mine.update(sealed=sealed):
            raise Stale("Your key was replaced since you unlocked it. Lock it, and unlock the new one.")
        change.name(["passphrase"])


async def counting() -> list[MemberKey]:
    """List the keys that count, by name. Raises Refused for a log that was altered."""
    found = (await key_entries.replayed()).current.values()
    members = {member.id: member for member in await Member.all()}
    rows = [
        MemberKey(key.member, members[key.member].name, key.account, key.role, key.keys.fingerprint)
        for key in found
        if key.member in members
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


async def waiting() -> list[MemberKey]:
    """List the keys that wait for an owner to take them in, by name. Raises Refused for a log that was altered."""
    now = await key_entries.replayed()
    shown = {kept.member_id: identities.public(kept) for kept in await Identity.all()}
    return [
        MemberKey(member.id, member.name, member.account, member.role, shown[member.id].fingerprint)
        for member in await Member.filter(left_at=None, id__in=list(shown)).order_by("name")
        if member.id not in now.current or now.current[member.id].keys != shown[member.id]
    ]


async def accept(member_id: int, *, vault: Vault, by: int, at: datetime, fingerprint: str = "") -> PublicKeys:
    """Take a member's keys into the log, or new ones in the place of old, as an owner. Compare fingerprints first.

    With `fingerprint` only the keys that have it are taken. Raises NotFound, NotYours, Refused.
    """
    async with _logging("key.accept", vault=vault, by=by, at=at) as now:
        member = await _member(member_id)
        if member.left_at:
            raise Refused(f"{member.name} has left, so their key is not taken in.")
        keys = await _shown(member, fingerprint)
        said: dict[str, Any] = {"member": member.id, **keys._asdict()}
        before = now.current.get(member.id)
        if before and before.keys == keys:
            raise Refused(f"The key of {member.name} counts already.")
        if before:
            bindings.check_account(member, now)
            await key_entries.append("replace", now=now, vault=vault, **said)
        else:
            said |= {"account": member.account, "role": member.role}
            await key_entries.append("add", now=now, vault=vault, **said)
    return keys


async def revoke(member_id: int, *, vault: Vault, by: int, at: datetime) -> None:
    """Have a member's keys count no more, as an owner: nothing new is sealed to them, and authors seal theirs anew.

    What they read before they may have kept. Raises NotFound, NotYours, Refused for the last owner.
    """
    async with _logging("key.revoke", vault=vault, by=by, at=at) as now:
        await _check_goes(member_id, now)
        await key_entries.append("revoke", now=now, vault=vault, member=member_id)


async def set_role(member_id: int, role: str, *, vault: Vault, by: int, at: datetime) -> None:
    """Have a member whose keys count be an owner in the log, or no longer one, as an owner.

    Raises NotFound, NotYours, Refused for the last owner.
    """
    async with _logging("key.role", vault=vault, by=by, at=at) as now:
        if role != Role.OWNER:
            await _check_goes(member_id, now)
        await key_entries.append("role", now=now, vault=vault, member=member_id, role=role)


async def add_recovery(*, vault: Vault, by: int, at: datetime) -> str:
    """Make a recovery key, which reads every note that is sealed from now on, and return its secret, kept nowhere else.

    It takes the place of one made before. Only an owner may. Raises NotYours, Refused.
    """
    async with _logging("key.recovery", vault=vault, by=by, at=at) as now:
        recipient, secret = await vault.agent.recovery()
        await key_entries.append("recovery", now=now, vault=vault, age=recipient)
    return secret


async def sealed_identity(member_id: int) -> str:
    """Return a member's keys as an age file with their passphrase. Raises NotYours when there are none."""
    return (await identities.found(member_id)).sealed


async def status(member_id: int, *, vault: Vault | None = None) -> KeyStatus:
    """Say how it stands with a member's key; with the `vault` open, also by what they saw of the log last."""
    await db.writable()
    kept = await Identity.get_or_none(member_id=member_id)
    public = kept and identities.public(kept)
    fingerprint = public.fingerprint if public else ""
    try:
        now = await (key_entries.standing(vault) if vault and vault.agent.is_open else key_entries.replayed())
    except Refused as error:
        return KeyStatus(
            "waiting" if public else "none", fingerprint, has_recovery=False, length=0, head="", problems=[str(error)]
        )
    counts = member_id in now.current and now.current[member_id].keys == public
    state = ("counts" if counts else "waiting") if public else "none"
    return KeyStatus(state, fingerprint, bool(now.recovery), now.length, now.head, [])


async def trust(*, vault: Vault) -> None:
    """Trust the log, and the notes, as the book has them now, whatever was seen before: after an older book came back.

    A person compares fingerprints first. Raises Locked, and Refused for a log that is not whole.
    """
    vault.pins.trust(key_entries.public(vault).fingerprint, await key_entries.replayed())


@asynccontextmanager
async def _logging(verb: str, *, vault: Vault, by: int, at: datetime) -> AsyncIterator[Standing]:
    """Add to the log as an owner; what is theirs is sealed anew then."""
    async with changing(verb, by=by, at=at) as change:
        now = await key_entries.standing(vault)
        key_entries.owned(vault, now)
        change.name(["key"])
        yield now
        await key_entries.replayed()  # no entry is kept that would spoil the log
    await _settle(vault)


async def _settle(vault: Vault) -> None:
    """Seal anew what is behind the log, and clean the file of old text; what was done is done where that cannot be."""
    with suppress(Refused, NotYours, BookUnusable):  # sealing tells of it, and it is tried at the next unlocking
        await confidences.catch_up(vault=vault)
        await confidences.scrub()


async def _begin(member: Member, vault: Vault) -> None:
    """Begin the log with an owner's keys, if no owner is left in it who could go on with it."""
    now = await key_entries.replayed()
    if all(key.member == member.id for key in now.owners()):
        await KeyEntry.all().delete()
        said = {
            "member": member.id,
            "account": member.account,
            "role": Role.OWNER,
            **key_entries.public(vault)._asdict(),
        }
        await key_entries.append("add", now=None, vault=vault, **said)


async def _check_may_make(member_id: int, *, replace: bool) -> Member:
    await db.writable()
    if not replace and await Identity.filter(member_id=member_id).exists():
        raise Refused(
            "You have a key already. Unlock it; or, if you forgot its passphrase: wellkept key new --forgotten"
        )
    return await _member(member_id)


async def _check_goes(member_id: int, now: Standing) -> None:
    """See that a key counts, and that an owner is left when it is an owner's no more."""
    member = await _member(member_id)
    if member_id not in now.current:
        raise Refused(f"{member.name} has no key that counts.")
    if [key.member for key in now.owners()] == [member_id]:
        raise Refused(f"{member.name} is the only owner whose key counts. Take in another owner's first.")


async def _shown(member: Member, fingerprint: str) -> PublicKeys:
    kept = await Identity.get_or_none(member_id=member.id)
    if kept is None:
        raise Refused(f"{member.name} has no key yet. They make one with: wellkept key new")
    keys = identities.public(kept)
    if fingerprint and keys.fingerprint != fingerprint:
        raise Refused(f"The key of {member.name} is {keys.fingerprint}, not the one you compared. Ask them for theirs.")
    return keys


async def _member(member_id: int) -> Member:
    member = await Member.get_or_none(id=member_id)
    if member is None:
        raise NotFound(f"There is no member {member_id}.")
    return member
