"""What somebody does to the log of keys, to the process that holds them, and to what one saw last."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import models
from models import key_entries
from models.vault import agent_link
from models.vault.agent import Agent
from models.vault.agent_link import Link
from models.vault.vault import Vault
from tests.data.attacks import Attack, Scene, Tries, by_sql
from tests.data.attacks_on_notes import OLDER
from tests.data.copies import restored
from tests.data.desk import ADA, GRACE
from tests.data.vaults import MALLORY, me, unlocked, vault_of

STOPS = ", so nothing is sealed or opened. Ask the owner; a backup may have it whole."
ROOT = f"The key log begins with another owner's key than the one you trust{STOPS}"
SHORTER = (
    "The key log is shorter than when you last saw it ({} of 3 entries), so nothing is sealed or opened."
    " Ask the owner; after a restore, compare fingerprints, then: wellkept key trust"
)


async def begun_by_another(scene: Scene) -> Tries:
    await scene.sql("DELETE FROM key_entry")
    keys = scene.mallory.agent.public
    assert keys
    said = {"member": ADA, "account": "ada", "role": "owner", **keys._asdict()}
    await key_entries.append("add", now=None, vault=scene.mallory, **said)
    for each in scene.uses():
        yield each


async def forked(scene: Scene) -> Tries:
    """Have the owner, elsewhere, go on from an older log."""
    await scene.sql("DELETE FROM key_entry WHERE id = 3")
    elsewhere = Vault(scene.ada.agent, vault_of(ADA, scene.book.parent / "elsewhere").pins, ADA)
    await models.keys.add_recovery(vault=elsewhere, **me(elsewhere))
    for each in scene.uses():
        yield each


async def entered(by: Vault, **said: object) -> None:
    """Write a fourth entry, signed by whom one likes."""
    now, public = await key_entries.replayed(), by.agent.public
    assert public
    body = json.dumps({"seq": 4, "by": public.sign, "prev": now.head, **said}, sort_keys=True)
    signature = await by.agent.sign(f"wellkept-key-log-1\0{body}".encode())
    await Scene.sql("INSERT INTO key_entry (id, body, signature) VALUES (4, ?1, ?2)", body, signature)


async def signed_by_no_owner(scene: Scene) -> Tries:
    await entered(scene.mallory, kind="role", member=MALLORY, role="owner")
    for each in scene.uses():
        yield each


async def no_owner_left(scene: Scene) -> Tries:
    await entered(scene.ada, kind="revoke", member=ADA)
    for each in scene.uses():
        yield each


async def last_owner_revoked(scene: Scene) -> Tries:
    yield models.keys.revoke(ADA, vault=scene.ada, **me(scene.ada))
    yield models.keys.set_role(ADA, "member", vault=scene.ada, **me(scene.ada))


async def killed_while_unlocking(scene: Scene) -> Tries:
    ask = Link.ask

    async def killed(link: Link, kind: bytes, *parts: bytes | bytearray) -> bytes:
        link._process.kill()
        return await ask(link, kind, *parts)

    scene.patch.setattr(Link, "ask", killed)
    yield unlocked(Vault(Agent(), scene.grace.pins, GRACE))


async def killed_while_open(scene: Scene) -> Tries:
    processes, begun = [], agent_link._process

    def noted(idle_seconds: float) -> object:
        processes.append(begun(idle_seconds))
        return processes[-1]

    scene.patch.setattr(agent_link, "_process", noted)
    grace = Vault(Agent(), scene.grace.pins, GRACE)
    await unlocked(grace)
    ended = asyncio.Event()
    grace.agent.on_change = ended.set
    ((_, process),) = processes
    process.kill()
    await asyncio.wait_for(ended.wait(), 30)
    yield models.confidences.read(1, vault=grace)
    yield models.confidences.write(1, "hush", [], vault=grace, **me(grace))


async def older_book(scene: Scene) -> Tries:
    """Put the book back as it was before Ada sealed the note anew."""
    copy = (await models.backups.make(scene.book.with_name("copy.db"), **me(scene.ada))).file
    await scene.rewrites()
    await scene.opens()
    await restored(copy, scene.book)
    for each in scene.reads():
        yield each


async def much_older_book(scene: Scene) -> Tries:
    """Put the book back as it was before Mallory's key counted."""
    copy = (await models.backups.make(scene.book.with_name("copy.db"), **me(scene.ada))).file
    with closing(sqlite3.connect(copy)) as book, book:
        book.execute("DELETE FROM key_entry WHERE id = 3")
    await restored(copy, scene.book)
    for each in scene.uses():
        yield each


def pins_of(vault: Vault, scene: Scene) -> Path:
    assert vault.agent.public
    return scene.book.parent / f"pins-{vault.member_id}" / f"{vault.agent.public.fingerprint}.json"


async def pins_of_a_colleague(scene: Scene) -> Tries:
    """Put in the place of Ada's and Grace's what a colleague saw, who was here when the log was another."""
    seen = json.loads(pins_of(scene.mallory, scene).read_bytes())
    for vault in (scene.ada, scene.grace):
        pins_of(vault, scene).write_text(json.dumps(seen | {"root": "another"}))
    for each in scene.uses():
        yield each


async def junk_for_pins(scene: Scene) -> Tries:
    for vault in (scene.ada, scene.grace):
        pins_of(vault, scene).write_bytes(b"\0junk")
    for each in scene.uses():
        yield each


def of_the_log(which: str) -> Callable[[Scene], Tries]:
    """Take these entries out."""
    return by_sql(f"DELETE FROM key_entry WHERE {which}", Scene.uses)  # noqa: S608  (our own words)


RENAMED = by_sql("UPDATE key_entry SET body = replace(body, 'grace', 'eve')", Scene.uses)

ON_THE_LOG = (
    Attack("an entry of the key log changed", (f"Entry 2 of the key log has a false signature{STOPS}",), RENAMED),
    Attack("an entry taken out", (f"The key log was altered at entry 2{STOPS}",), of_the_log("id = 2")),
    Attack("the log cut at its end", (SHORTER.format(2),), of_the_log("id = 3")),
    Attack("the log emptied", (SHORTER.format(0),), of_the_log("TRUE")),
    Attack("the log replaced by one that somebody else began", (ROOT,), begun_by_another),
    Attack(
        "the log forked: gone on with from an older one",
        (f"The key log is another one than you last saw: entry 3 differs{STOPS}",),
        forked,
    ),
    Attack(
        "an entry signed by a member who is no owner",
        (f"Entry 4 of the key log was not signed by an owner{STOPS}",),
        signed_by_no_owner,
    ),
    Attack("an entry that revokes the last owner", (f"Entry 4 of the key log leaves no owner{STOPS}",), no_owner_left),
    Attack(
        "the only owner's key revoked, or made a member's",
        ("ada is the only owner whose key counts. Take in another owner's first.",),
        last_owner_revoked,
    ),
)

AROUND_THEM = (
    Attack(
        "the process killed that is about to hold the keys",
        ("Your key was not unlocked: the process that was to hold it ended. Try again.",),
        killed_while_unlocking,
    ),
    Attack(
        "the process killed that holds the keys",
        ("Your key is locked. Unlock it and try again.",),
        killed_while_open,
    ),
    Attack("an older book put back, from before a note was sealed anew", (OLDER,), older_book),
    Attack("an older book put back, from before a key was accepted", (SHORTER.format(2),), much_older_book),
    Attack("what one saw of the log replaced by what was seen of another", (ROOT,), pins_of_a_colleague),
    Attack(
        "junk in the place of what one saw of the log",
        ("What you last saw of the key log cannot be read: …. Compare fingerprints, then: wellkept key trust",),
        junk_for_pins,
    ),
)
