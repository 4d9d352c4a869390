"""Writing to a terminal never waits: not for one that is full, not for one that has gone."""

import os
import pty
import select
from collections.abc import Iterator

import pytest

from tui import outlet
from tui.outlet import Outlet

LAST = "good-bye"


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    yield ours, theirs
    for fd in (ours, theirs):
        try:
            os.close(fd)
        except OSError:
            continue  # the test closed it


def read_all(ours: int) -> bytes:
    data = b""
    while select.select([ours], [], [], 0)[0]:
        data += os.read(ours, 65536)
    return data


def test_what_is_written_arrives_in_order_and_safely_encoded(ends: tuple[int, int]) -> None:
    out = Outlet(ends[1])
    out.start()
    for text in ("Ana ", "Żaneta ", "\udcff"):
        out.write(text)
    assert out.finish(5.0)
    assert read_all(ends[0]).decode() == "Ana Żaneta ?"


def test_a_full_terminal_is_noticed_and_left_with_the_last_words(ends: tuple[int, int]) -> None:
    out = Outlet(ends[1])
    out.start()
    out.write("~" * 1_000_000)
    assert not out.finish(0.1)
    assert out.blocked_for() >= 0.1
    out.give_up(LAST, 5.0)
    assert read_all(ends[0]).decode().endswith(LAST)


def test_a_terminal_that_reads_late_gets_everything(ends: tuple[int, int]) -> None:
    out = Outlet(ends[1])
    out.start()
    out.write("~" * 200_000)
    out.write(LAST)
    data = b""
    while not data.endswith(LAST.encode()):
        data += os.read(ends[0], 1000)
    assert len(data) == 200_000 + len(LAST)
    assert out.finish(5.0)
    assert out.blocked_for() == 0


def test_a_terminal_that_has_gone_takes_everything(ends: tuple[int, int]) -> None:
    out = Outlet(ends[1])
    out.start()
    os.close(ends[0])
    for _ in range(3):
        out.write("~" * 100_000)
    assert out.finish(5.0)
    out.give_up(LAST, 0.0)


def test_one_that_was_never_started_ends_too(ends: tuple[int, int]) -> None:
    out = Outlet(ends[1])
    assert out.finish(0.0)
    out.give_up(LAST, 0.0)
    assert read_all(ends[0]).decode() == LAST


def test_a_terminal_that_cannot_be_opened_anew_is_written_to_as_it_is(
    ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet, "_names", lambda _: ["/nowhere/pts"])
    out = Outlet(ends[1])
    out.start()
    out.write("Ana")
    assert out.finish(5.0)
    assert read_all(ends[0]) == b"Ana"
