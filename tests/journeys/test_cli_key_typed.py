"""Passphrases and answers typed at a terminal: asked in time, not shown, and forgotten when they are of no use."""

import os
import pty
import re
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.command import Command
from tests.journeys.keyholders import PASSPHRASE, Holders, fingerprint
from tui.cli import passphrases, terminal
from tui.cli.arguments import Usage


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[bytes]]]:
    """Somebody at a terminal: what they type at each prompt, and what they saw in the end."""
    ours, theirs = pty.openpty()
    monkeypatch.setattr(terminal, "TERMINAL", Path(os.ttyname(theirs)))
    shown: list[bytes] = []
    threads: list[threading.Thread] = []

    def type_at(*answers: tuple[str, str]) -> list[bytes]:
        def answer() -> None:
            for prompt, typed in answers:
                seen = b""
                while not seen.endswith(prompt.encode()):
                    seen += os.read(ours, 1)
                shown.append(seen)
                os.write(ours, f"{typed}\n".encode())

        threads.append(threading.Thread(target=answer, daemon=True))
        threads[0].start()
        return shown

    yield type_at
    for thread in threads:
        thread.join(5)
    os.close(ours)
    os.close(theirs)


@pytest.mark.usefixtures("holders")
def test_at_a_terminal_a_passphrase_is_asked_twice_and_not_shown(
    cli: Command, typing: Callable[..., list[bytes]]
) -> None:
    new = PASSPHRASE["ann"]
    shown = typing(("Your new passphrase: ", new), ("The same again: ", new), ("Your passphrase: ", new))
    assert cli("key", "new").code == 0
    assert cli("key", "recovery").code == 0
    assert re.match(rb"Six random words make a good passphrase, such as:\r\n ( [a-z-]+){6}\r\n", shown[0])
    assert new.encode() not in b"".join(shown)


def test_what_is_typed_ahead_of_a_prompt_is_taken_and_not_shown(
    holders: Holders, cli: Command, typing: Callable[..., list[bytes]]
) -> None:
    assert holders("ann", "key", "new").code == 0
    old, new = PASSPHRASE["ann"], PASSPHRASE["cara"]
    shown = typing(("Your passphrase: ", f"{old}\n{new}"), ("The same again: ", new))
    assert cli("key", "passphrase").code == 0
    assert shown[1:] == [b"\r\nYour new passphrase: \r\nThe same again: "]
    assert holders("ann", "key", "status", hands=new).code == 0


@pytest.mark.parametrize("typed", [(b"", b"", b""), (b"x", b"y", b"")])
async def test_nothing_typed_stays_in_memory_when_it_is_no_passphrase(
    typed: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [bytearray(line) for line in typed]

    async def unseen(*prompts: str) -> list[bytearray]:
        return lines[: len(prompts)]

    monkeypatch.setattr(terminal, "say", lambda _: None)
    monkeypatch.setattr(terminal, "unseen", unseen)
    with pytest.raises(Usage, match="What was typed is empty"):
        await passphrases.choose(Namespace(passphrases=None), count=2)
    assert not any(map(any, lines))


@pytest.mark.usefixtures("holders")
def test_two_passphrases_that_differ_change_nothing(cli: Command, typing: Callable[..., list[bytes]]) -> None:
    typing(("Your new passphrase: ", PASSPHRASE["ann"]), ("The same again: ", PASSPHRASE["ben"]))
    ran = cli("key", "new")
    assert (ran.code, ran.err) == (
        1,
        "wellkept: You typed two different passphrases, so nothing was changed. Try again.\n",
    )
    assert cli.rows("SELECT count(*) FROM identity") == [(0,)]


def test_a_person_compares_fingerprints_before_a_key_is_taken_in(
    holders: Holders, cli: Command, typing: Callable[..., list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("ann", "ben"):
        assert holders(who, "key", "new").code == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    question = f"Does ben read you this fingerprint: {fingerprint(cli, 'ben')}? y/N "
    typing((question, "n"), (question, "Y"))
    ran = holders("ann", "key", "accept", "ben")
    assert (ran.code, "nothing was changed. Compare by voice or face to face" in ran.err) == (1, True)
    assert holders("ann", "key", "accept", "ben").code == 0


def test_what_was_not_taken_is_forgotten() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"secret\n")
    os.close(writing)

    args = Namespace(passphrase_fd=reading)
    passphrases.before(args)
    (held,) = args.passphrases
    passphrases.wipe(args)
    os.close(reading)
    assert held == bytes(6)
