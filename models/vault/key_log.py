"""The key log: whose keys count, entry by entry, each signed by an owner and chained to the one before.

The first entry adds the first owner, signed by themself; who trusts that one (the root) trusts what follows from it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from models.rules.refusals import Refused
from models.rules.words import Role
from models.vault.identity import PublicKeys

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOMAIN = "wellkept-key-log-1"
_NONE_BEFORE = "0" * 64
_ALWAYS = {"seq": int, "kind": str, "by": str, "prev": str}
_FIELDS: dict[str, dict[str, type]] = {
    "add": {"member": int, "account": str, "age": str, "sign": str, "role": str},
    "replace": {"member": int, "age": str, "sign": str},
    "role": {"member": int, "role": str},
    "revoke": {"member": int},
    "recovery": {"age": str},
}
"""What each kind of entry says besides."""


_STOPS = ", so nothing is sealed or opened. Ask the owner; a backup may have it whole."


class Entry(NamedTuple):
    """One entry as it is kept: `body` is JSON, `signature` the base64 of an owner's over it."""

    body: str
    signature: str


class Key(NamedTuple):
    """Whose keys count now. `role` is "owner" or "member"."""

    member: int
    account: str
    keys: PublicKeys
    role: str


class Seen(NamedTuple):
    """What a member saw of the log last: the hashes of its first and its last entry, and how many there were."""

    root: str
    head: str
    length: int


@dataclass
class Standing:
    """What the log says after its last entry. `known` are all keys that a member ever had, the newest last.

    `accounts` are those of the same members, `recovery` is the recipient of the recovery key, or empty.
    """

    current: dict[int, Key] = field(default_factory=dict)
    known: dict[int, list[PublicKeys]] = field(default_factory=dict)
    accounts: dict[int, str] = field(default_factory=dict)
    recovery: str = ""
    root: str = ""
    head: str = _NONE_BEFORE
    length: int = 0

    @property
    def seen(self) -> Seen:
        """What to remember of it, to notice when it is changed, shortened or replaced."""
        return Seen(self.root, self.head, self.length)

    def owners(self) -> list[Key]:
        """Return the keys of those who may sign entries."""
        return [key for key in self.current.values() if key.role == Role.OWNER]


def replayed(entries: Sequence[Entry], seen: Seen | None) -> Standing:
    """Check every entry and return what they come to; an empty log has no keys and a length of 0.

    Raises Refused with a sentence of its own for each thing that can be wrong with it, and when it does not go on from
    what was `seen`.
    """
    standing = Standing()
    for entry in entries:
        _take(standing, entry)
        _compare(standing, seen)
    if seen and standing.length < seen.length:
        raise Refused(
            f"The key log is shorter than when you last saw it ({standing.length} of {seen.length} entries), "
            "so nothing is sealed or opened. Ask the owner; after a restore, compare fingerprints, then: "
            "wellkept key trust"
        )
    return standing


def unsigned(standing: Standing | None, kind: str, *, by: PublicKeys, **fields: int | str) -> str:
    """Return the body of the next entry, for `by` to sign `message` of it; without a standing, of the first.

    The fields are those of its kind: add (member, account, age, sign, role), replace (member, age, sign), role
    (member, role), revoke (member), recovery (age, empty to end it).
    """
    before = standing or Standing()
    return json.dumps(
        {"seq": before.length + 1, "kind": kind, "by": by.sign, "prev": before.head, **fields}, sort_keys=True
    )


def message(body: str) -> bytes:
    """Return what is signed of an entry."""
    return f"{_DOMAIN}\0{body}".encode()


def _hash(body: str) -> str:
    return hashlib.sha256(message(body)).hexdigest()


def _take(standing: Standing, entry: Entry) -> None:
    number = standing.length + 1
    body = _read(entry.body, number)
    if (body["seq"], body["prev"]) != (number, standing.head):
        raise _altered(number)
    _check_signer(standing, entry, body)
    _STEPS[body["kind"]](standing, body)
    if not standing.owners():
        raise Refused(f"Entry {number} of the key log leaves no owner{_STOPS}")
    standing.head = _hash(entry.body)
    standing.root = standing.root or standing.head
    standing.length = number


def _read(text: str, number: int) -> dict[str, Any]:
    try:
        body: dict[str, Any] = json.loads(text)
        wanted = _ALWAYS | _FIELDS[body["kind"]]
        is_ours = {name: type(value) for name, value in body.items()} == wanted
    except (ValueError, TypeError, KeyError, RecursionError):
        is_ours = False
    if not is_ours or text != json.dumps(body, sort_keys=True) or body.get("role", Role.OWNER) not in set(Role):
        raise _altered(number)
    return body


def _check_signer(standing: Standing, entry: Entry, body: dict[str, Any]) -> None:
    from models.vault.signatures import is_signed  # noqa: PLC0415  (most sessions check no log)

    if not is_signed(message(entry.body), entry.signature, body["by"]):
        raise Refused(f"Entry {body['seq']} of the key log has a false signature{_STOPS}")
    if body["by"] not in ({owner.keys.sign for owner in standing.owners()} or _first_owner(body)):
        raise Refused(f"Entry {body['seq']} of the key log was not signed by an owner{_STOPS}")


def _first_owner(body: dict[str, Any]) -> set[str]:
    return {body["sign"]} if (body["kind"], body.get("role")) == ("add", Role.OWNER) else set()


def _add(standing: Standing, body: dict[str, Any]) -> None:
    keys = PublicKeys(body["age"], body["sign"])
    if body["member"] in standing.current:
        raise _altered(body["seq"])
    standing.current[body["member"]] = Key(body["member"], body["account"], keys, body["role"])
    standing.known.setdefault(body["member"], []).append(keys)
    standing.accounts[body["member"]] = body["account"]


def _replace(standing: Standing, body: dict[str, Any]) -> None:
    keys = PublicKeys(body["age"], body["sign"])
    standing.current[body["member"]] = _who(standing, body)._replace(keys=keys)
    standing.known[body["member"]].append(keys)


def _role(standing: Standing, body: dict[str, Any]) -> None:
    standing.current[body["member"]] = _who(standing, body)._replace(role=body["role"])


def _revoke(standing: Standing, body: dict[str, Any]) -> None:
    del standing.current[_who(standing, body).member]


def _recovery(standing: Standing, body: dict[str, Any]) -> None:
    standing.recovery = body["age"]


def _who(standing: Standing, body: dict[str, Any]) -> Key:
    if body["member"] not in standing.current:
        raise _altered(body["seq"])
    return standing.current[body["member"]]


def _altered(number: int) -> Refused:
    return Refused(f"The key log was altered at entry {number}{_STOPS}")


def _compare(standing: Standing, seen: Seen | None) -> None:
    if seen and standing.length == 1 and standing.root != seen.root:
        raise Refused(f"The key log begins with another owner's key than the one you trust{_STOPS}")
    if seen and standing.length == seen.length and standing.head != seen.head:
        raise Refused(f"The key log is another one than you last saw: entry {seen.length} differs{_STOPS}")


_STEPS = {"add": _add, "replace": _replace, "role": _role, "revoke": _revoke, "recovery": _recovery}
