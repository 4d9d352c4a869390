"""Confidential notes beside what they stand on, bare; and how long the screen of a large book stalls meanwhile."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import pyrage

import models
from benchmarks import book
from benchmarks.measure import Figures, Table, by_turns_awaited, since
from models.reading.contacts import ContactList
from models.vault import strength
from models.vault.agent import Agent
from models.vault.passphrase_file import WORK
from models.vault.pins import Pins
from models.vault.vault import Vault
from tests.journeys import desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from benchmarks.measure import Books

    Doing = Callable[[], Awaitable[object]]

TURNS, READERS = 11, 5
TEXT = "Her daughter is ill again, so no calls before noon; Bob knows. " * 8
TICK = 0.002
"""So often it is looked whether the event loop comes round."""


class Thing(NamedTuple):
    """One thing to measure, what it stands beside, if anything does, and how often it is done."""

    name: str
    do: Doing
    beside: str = ""


class Stall:
    """The longest that the event loop did not come round, in milliseconds, since it was asked last."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            start = perf_counter()
            await asyncio.sleep(TICK)
            self._longest = max(self._longest, since(start) - TICK * 1000)

    def taken(self) -> float:
        """Return it, and begin anew."""
        longest, self._longest = self._longest, 0.0
        return longest


def run(books: Books) -> Table:
    """Do everything in a running app, on a copy of the large book."""
    path = shutil.copyfile(books.large, books.home / "confidences.db")
    rows = asyncio.run(_rows(path, books.home))
    title = f"Confidential notes, with {book.LARGE:,} contacts on the screen: median of {TURNS}, of the last two once"
    return Table(title, ("", "x bare", "ms (min-max)", "longest stall, ms (min-max)"), rows)


async def _rows(path: Path, home: Path) -> list[tuple[str, ...]]:
    async with _sitting(path, home) as (me, stall):
        passphrase = strength.suggested()
        readers = await _members(me.session.vault, passphrase)
        quick = await _quick(me, readers, passphrase)
        rows = await _measured(quick, stall, TURNS)
        return rows + await _measured(_slow(path), stall, 1)


@asynccontextmanager
async def _sitting(path: Path, home: Path) -> AsyncIterator[tuple[desk.Desk, Stall]]:
    async with desk.opened(path, now=book.NOW) as me:
        me.session.vault.pins = Pins(home / "keys")
        stall = Stall()
        watching = asyncio.create_task(stall.watch())
        yield me, stall
        watching.cancel()
        me.session.vault.agent.lock()


async def _members(ours: Vault, passphrase: str) -> list[int]:
    """Have five members with keys that count: who sits here, and four others."""
    await _make_key(ours, passphrase)
    others = [await models.members.add(f"reader {number}", by=1, at=book.NOW) for number in range(1, READERS)]
    for other in others:
        vault = Vault(Agent(), Pins(None), other)
        await _make_key(vault, passphrase)
        vault.agent.lock()
        await models.keys.accept(other, vault=ours, by=1, at=book.NOW)
    return others


async def _make_key(vault: Vault, passphrase: str) -> None:
    await models.keys.create(bytearray(passphrase.encode()), vault=vault, by=vault.member_id, at=book.NOW, replace=True)


async def _quick(me: desk.Desk, readers: list[int], passphrase: str) -> list[Thing]:
    vault = me.session.vault
    (first,) = await ContactList(now=book.NOW).page(limit=1)
    note = await models.confidences.write(first.id, TEXT, readers, vault=vault, by=1, at=book.NOW)
    await me.press("g c", "g g", "enter", "g g", "j", "enter")
    if TEXT[:20] not in me.screen:
        raise RuntimeError("the note is not on the screen")
    await me.press("escape")
    bare, salt = [pyrage.x25519.Identity.generate() for _ in range(READERS)], os.urandom(16)
    content = TEXT.ljust(1024).encode()
    sealed = pyrage.encrypt(content, [each.to_public() for each in bare], armored=True)

    async def seal() -> None:
        pyrage.encrypt(content, [each.to_public() for each in bare], armored=True)

    async def unseal() -> None:
        pyrage.decrypt(sealed, bare[:1])

    async def derive() -> None:
        memory = (1 << WORK) * 1024 + (1 << 22)
        await asyncio.to_thread(hashlib.scrypt, b"x", salt=salt, n=1 << WORK, r=8, p=1, dklen=32, maxmem=memory)

    return [
        Thing("nothing, for 100 ms", lambda: asyncio.sleep(0.1)),
        Thing("pyrage: opening", unseal),
        Thing("opening one note", lambda: models.confidences.read(note, vault=vault), "pyrage: opening"),
        Thing(f"pyrage: sealing to {READERS}", seal),
        Thing(
            f"sealing one to {READERS} readers",
            lambda: models.confidences.write(first.id + 1, TEXT, readers, vault=vault, by=1, at=book.NOW),
            f"pyrage: sealing to {READERS}",
        ),
        Thing(f"hashlib: scrypt of 2^{WORK}", derive),
        Thing(
            "unlocking",
            lambda: _unlocked(vault, passphrase),
            f"hashlib: scrypt of 2^{WORK}",
        ),
        Thing("on the screen: enter, the note; esc", lambda: me.press("enter", "escape")),
        Thing("on the screen: f2, the veil; f2", lambda: me.press("f2", "f2")),
    ]


async def _unlocked(vault: Vault, passphrase: str) -> None:
    vault.agent.lock()
    await models.keys.unlock(bytearray(passphrase.encode()), vault=vault)


def _slow(path: Path) -> list[Thing]:
    """Write the large book anew: by sqlite3 alone, and as an open note that becomes confidential makes us."""
    copy = shutil.copyfile(path, path.with_name("bare.db"))

    def vacuum() -> None:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("VACUUM")

    async def scrub() -> None:
        async with models.db.transaction() as connection:
            await connection.execute_query("UPDATE confidence SET has_residue = 1 WHERE id = 1")
        if not await models.confidences.scrub():
            raise RuntimeError("somebody reads the book")

    return [
        Thing("sqlite3: VACUUM", lambda: asyncio.to_thread(vacuum)),
        Thing("cleaning the book of old text", scrub, "sqlite3: VACUUM"),
    ]


async def _measured(things: list[Thing], stall: Stall, turns: int) -> list[tuple[str, ...]]:
    stalls: dict[str, list[float]] = {thing.name: [] for thing in things}

    def timed(thing: Thing) -> Callable[[], Awaitable[float]]:
        async def once() -> float:
            await asyncio.sleep(TICK)
            stall.taken()
            start = perf_counter()
            await thing.do()
            took = since(start)
            await asyncio.sleep(TICK)
            stalls[thing.name].append(stall.taken())
            return took

        return once

    figures = await by_turns_awaited({thing.name: timed(thing) for thing in things}, turns)
    return [
        (thing.name, _beside(thing, figures), str(figures[thing.name]), str(Figures(stalls[thing.name][1:])))
        for thing in things
    ]


def _beside(thing: Thing, figures: dict[str, Figures]) -> str:
    return figures[thing.name].over(figures[thing.beside]) if thing.beside else ""
