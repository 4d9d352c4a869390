"""The key agent holds the keys between unlocking and locking, and does what needs them."""

from __future__ import annotations

import asyncio
import base64

import pytest

from models.rules.refusals import Locked, NotYours, Refused
from models.vault import strength
from models.vault.agent import Agent
from models.vault.agent_link import Link
from models.vault.pins import Pins
from models.vault.signatures import is_signed
from models.vault.vault import Vault
from tests.house.key_agent.talking import ANN, BOB, LOCKED, Told, note, opened
from tests.rules.age_files import age, armored, scrypt
from tests.rules.identities import typed


async def test_from_new_keys_to_another_passphrase(agent: Agent) -> None:
    told = Told(agent)
    first, second = strength.suggested(), strength.suggested()
    public, sealed = await agent.create(typed(first))
    assert (agent.is_open, agent.public) == (True, public)
    assert await agent.unseal(note(b"of Bob", to=public.age)) == b"of Bob"
    changed = await agent.change_passphrase(typed(second))
    agent.lock()
    assert (agent.is_open, agent.public, told.told) == (False, None, [True, False])
    with pytest.raises(NotYours, match=r"^That passphrase does not open your key.$"):
        await agent.unlock(changed, typed(first))
    assert await agent.unlock(sealed, typed(first)) == public
    assert await agent.unlock(changed, typed(second)) == public


async def test_what_it_signs_is_signed_by_the_keys_it_holds(agent: Agent) -> None:
    await opened(agent)
    signature = await agent.sign(b"a message")
    assert is_signed(b"a message", signature, ANN.public.sign)
    assert len(base64.b64decode(signature)) == 64


async def test_a_recovery_key_is_a_pair_of_its_own_each_time(agent: Agent) -> None:
    await opened(agent)
    (recipient, secret), (other, _) = await agent.recovery(), await agent.recovery()
    assert recipient.startswith("age1")
    assert secret.startswith("AGE-SECRET-KEY-1")
    assert len({recipient, other, ANN.public.age}) == 3


async def test_many_ask_at_once_and_each_gets_their_answer(agent: Agent) -> None:
    await opened(agent)
    texts = [f"note {number}".encode() * 500 for number in range(40)]
    assert await asyncio.gather(*(agent.unseal(note(text)) for text in texts)) == texts


async def test_the_longest_note_is_opened(agent: Agent) -> None:
    await opened(agent)
    assert await agent.unseal(note(b"x" * 131_072)) == b"x" * 131_072
    assert await agent.sign(b"x" * 70_000)


async def test_an_answer_may_come_in_pieces(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(agent)
    real = Link.data_received

    def in_pieces(link: Link, data: bytes) -> None:
        for start in range(0, len(data), 3):
            real(link, data[start : start + 3])

    monkeypatch.setattr(Link, "data_received", in_pieces)
    first, second = (asyncio.ensure_future(agent.unseal(note(text))) for text in (b"one" * 50, b"two" * 50))
    assert [await first, await second] == [b"one" * 50, b"two" * 50]


async def test_a_vault_begins_locked() -> None:
    vault = Vault(Agent(), Pins(None), member_id=1)
    assert not vault.agent.is_open


async def test_nothing_is_asked_of_a_process_that_is_gone() -> None:
    link = await Link.started(idle_seconds=10)
    link.end()
    with pytest.raises(Locked, match=LOCKED):
        await link.ask(b"S", b"x")


async def test_while_locked_nothing_is_done(agent: Agent) -> None:
    passphrase = typed()
    for asked in (agent.sign(b"x"), agent.unseal(note(b"x")), agent.recovery(), agent.change_passphrase(passphrase)):
        with pytest.raises(Locked, match=LOCKED):
            await asked
    assert not any(passphrase)
    agent.lock()
    agent.keep_awake()


async def test_a_note_for_others_and_a_damaged_one_are_refused_and_it_stays_open(agent: Agent) -> None:
    await opened(agent)
    with pytest.raises(NotYours, match=r"^You are not a reader of this note.$"):
        await agent.unseal(note(b"x", to=BOB.public.age))
    for damaged in ("", "junk", note(b"x")[:-40], "A" * 1_000_000, "\ud800", "é" * 300_000):
        with pytest.raises(Refused, match=r"^This note is damaged"):
            await agent.unseal(damaged)
    assert await agent.unseal(note(b"still open")) == b"still open"


@pytest.mark.parametrize(
    ("sealed", "error", "sentence"),
    [
        (BOB.sealed, NotYours, "^That passphrase does not open your key.$"),
        ("junk", Refused, "^What is kept as your key is damaged"),
        ("A" * 1_000_000, Refused, "^What is kept as your key is damaged"),
        ("é" * 40_000, Refused, "^What is kept as your key is damaged"),
        (ANN.sealed[:-1] + "\0", Refused, "^What is kept as your key is damaged"),
        (armored(age(scrypt("x"), content=b"no keys")), Refused, "^What is kept as your key is damaged"),
        (armored(age(scrypt("x", shown=b"30"))), Refused, r"asks for more work than this program ever sets \(2\^30\)"),
    ],
    ids=["wrong", "junk", "a megabyte", "wide", "a zero", "no keys", "too much work"],
)
async def test_what_does_not_open_leaves_it_as_it_was_and_the_passphrase_wiped(
    agent: Agent, sealed: str, error: type[Exception], sentence: str
) -> None:
    for before in (None, ANN.public):
        passphrase = typed("x")
        with pytest.raises(error, match=sentence):
            await agent.unlock(sealed, passphrase)
        assert (agent.public, bytes(passphrase)) == (before, b"\0")
        await opened(agent)


async def test_a_passphrase_that_is_no_text_or_easy_to_guess_is_refused(agent: Agent) -> None:
    for passphrase, sentence in ((b"\xff\xfe", "is text in UTF-8"), (b"melchior9", "too easy to guess")):
        given = bytearray(passphrase)
        with pytest.raises(Refused, match=sentence) as refused:
            await agent.create(given)
        assert not any(given)
        assert "melchior" not in str(refused.value)
    with pytest.raises(Refused, match="is text in UTF-8"):
        await agent.unlock(ANN.sealed, bytearray(b"\xff"))
    assert not agent.is_open
