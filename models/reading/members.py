"""Who the members are, and who is none."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.reading import choices
from models.rules.refusals import NotFound, NotYours
from models.rules.text import quoted
from models.rules.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.reading.choices import MemberRow

_ASKED = 3
"""So many owners are named to who is to ask one."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member, and how many contacts and open follow-ups are theirs. `left_at` is null for who is one still."""

    id: int
    account: str
    name: str
    role: str
    created_at: datetime
    left_at: datetime | None
    contacts: int
    follow_ups: int


async def listed() -> list[MemberLine]:
    """List all who are or were members: owners first, then by name, and those who left last."""
    rows = await db.reader().rows(
        "SELECT m.id, m.account, m.name, m.role, m.created_at, m.left_at,"
        " (SELECT count(*) FROM contact c WHERE c.owner_id = m.id AND c.archived_at IS NULL) AS contacts,"
        " (SELECT count(*) FROM follow_up f WHERE f.owner_id = m.id AND f.state = 'open') AS follow_ups"
        " FROM member m ORDER BY m.left_at IS NOT NULL, m.role <> 'owner', lower(m.name), m.id"
    )
    return [MemberLine(**row) for row in rows]


_OWNED = """
SELECT (SELECT count(*) FROM follow_up WHERE owner_id = ?1 AND state = 'open' AND tone = 'unpleasant') AS news,
       (SELECT count(*) FROM problem WHERE owner_id = ?1 AND closed_at IS NULL) AS problems"""


class Owned(NamedTuple):
    """What a member may not leave behind: pieces of unpleasant news untold, and open problems."""

    news: int
    problems: int


async def owned(member_id: int) -> Owned:
    """Count what a member owns that may not be left behind."""
    (row,) = await db.reader().rows(_OWNED, [member_id])
    return Owned(**row)


async def named(words: str) -> MemberLine:
    """Find the member whose account this is, or else whose name, whatever its case. Raises NotFound naming all."""
    members = [member for member in await listed() if member.left_at is None]
    if found := _named(words, members):
        return found
    raise NotFound(f"There is no member {quoted(words)}. Choose one of: {', '.join(each.name for each in members)}.")


async def seated(account: str) -> MemberRow | None:
    """Find the member of an account; None in a book that nobody began. Raises NotYours for who is no member of it."""
    found = await choices.member_of(account)
    if found is None and (members := await listed()):
        raise _no_member(account, members)
    return found


async def account_of(words: str) -> str:
    """Find the account of the member whose account or name this is, to sit down as them. Raises NotYours.

    Nobody gets at the seat of an account, also of one that left, by taking its name.
    """
    members = await listed()
    found = _named(words, members)
    if found is None or found.left_at:
        raise _no_member(words, members)
    return found.account


def _named(words: str, members: Iterable[MemberLine]) -> MemberLine | None:
    words = words.strip()
    by_account = [member for member in members if member.account == words]
    by_name = [member for member in members if member.name.casefold() == words.casefold()]
    return next(iter(by_account + by_name), None)


def _no_member(account: str, members: Iterable[MemberLine]) -> NotYours:
    owners = [each.name for each in members if each.role == Role.OWNER and each.left_at is None]
    left = any(each.left_at and each.account == account for each in members)
    what = "is a member of this book no more" if left else "is no member of this book"
    if not owners:
        return NotYours(f"{quoted(account)} {what}. Nobody is yet: whoever opens it first owns it.")
    add = f"wellkept members add {shlex.quote(account)}"
    return NotYours(f"{quoted(account)} {what}. Ask {' or '.join(owners[:_ASKED])} to run: {add}")
