"""Attacks on what is confidential, told as data: what is tried, and what the program says to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import models
from models import db
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, one
from tests.data.vaults import ada_and_grace, cheaply, mallory, me

BOB, CARL = 1, 2
FIRST, SECOND = 1, 2
TEXTS = ("the quokka is ill", "the okapi is sold", "the numbat is found")
"""What the first note says, what the second does, and what the first says after it was changed."""


class Scene(NamedTuple):
    """Ada, the owner; Grace, to whom Ada sealed two notes on Bob; Mallory, a member, who writes to the file."""

    book: Path
    ada: Vault
    grace: Vault
    mallory: Vault
    patch: pytest.MonkeyPatch

    @classmethod
    async def set(cls, book: Path, patch: pytest.MonkeyPatch) -> "Scene":
        """Have each see the log and the notes as they are now."""
        cheaply(patch)
        ada, grace, _ = await ada_and_grace(book.parent)
        third = await mallory(book.parent, counts_by=ada)
        await models.contacts.add("Carl Reed", by=ADA, at=NOW)
        for text in TEXTS[:2]:
            await models.confidences.write(BOB, text, [GRACE], vault=ada, **me(ada))
        await models.keys.status(GRACE, vault=grace)
        return cls(book, ada, grace, third, patch)

    @staticmethod
    async def sql(sql: str, *values: object) -> None:
        """Write the file, past the program."""
        async with db.transaction() as connection:
            await connection.execute_query(sql, list(values))

    def reads(self, note: int = FIRST) -> list[Awaitable[object]]:
        """Have both readers open a note."""
        return [models.confidences.read(note, vault=vault) for vault in (self.ada, self.grace)]

    def opens(self) -> Awaitable[object]:
        """Have Grace open the first note."""
        return models.confidences.read(FIRST, vault=self.grace)

    def writes(self, *readers: int) -> Awaitable[int]:
        """Have Ada seal a note to these readers."""
        return models.confidences.write(BOB, TEXTS[0], readers, vault=self.ada, **me(self.ada))

    def rewrites(self, *, by: Vault | None = None, readers: tuple[int, ...] = (GRACE,)) -> Awaitable[object]:
        """Have Ada seal the first note anew."""
        vault = by or self.ada
        return models.confidences.rewrite(FIRST, TEXTS[2], readers, revision=1, vault=vault, **me(vault))

    def uses(self) -> list[Awaitable[object]]:
        """Have Ada seal, and both open: all that a log which cannot be trusted stops."""
        return [*self.reads(), self.writes(GRACE), self.rewrites()]


Tries = AsyncIterator[Awaitable[Any]]


class Attack(NamedTuple):
    """What is tried; the sentences it gets, … being anything; and how: all that it yields is refused."""

    tried: str
    says: tuple[str, ...]
    how: Callable[[Scene], Tries]


class Harmless(NamedTuple):
    """What is tried and refused by nobody; what comes of it; and a test of just that."""

    tried: str
    comes: str
    how: Callable[[Scene], Awaitable[None]]

    @property
    def says(self) -> tuple[str, ...]:
        """What stands in the table."""
        return (f"*{self.comes}*",)


def by_sql(sql: str, then: Callable[[Scene], list[Awaitable[object]]] = Scene.reads) -> Callable[[Scene], Tries]:
    """Write the file once; the two readers of the first note then open it, or what else is given is done."""

    async def how(scene: Scene) -> Tries:
        await scene.sql(sql)
        for each in then(scene):
            yield each

    return how


async def flipped(table: str, column: str, step: int, *, row: int = 2) -> AsyncIterator[None]:
    """Flip one character after another of what is sealed in a row of a table; `step` apart."""
    sql = f"UPDATE {table} SET {column} = ?1 WHERE id = ?2"  # noqa: S608  (our own words)
    was = await one(f"SELECT {column} FROM {table} WHERE id = ?1", row)  # noqa: S608
    for place in range(0, len(was), step):
        other = chr(ord(was[place]) ^ 1)
        await Scene.sql(sql, was[:place] + other + was[place + 1 :], row)
        yield
    for length in range(0, len(was) - 1, step):
        await Scene.sql(sql, was[:length], row)
        yield
