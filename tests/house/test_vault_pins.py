"""Pins: what one member saw last, kept for them alone; a file that says nothing is not taken for a first time."""

from __future__ import annotations

import fcntl
import json
import os
from typing import TYPE_CHECKING

import pytest

from models.rules.refusals import Refused
from models.vault import key_log
from models.vault.pins import Pins
from tests.rules.key_logs import ANN, BOB, adds, log, went_on

if TYPE_CHECKING:
    from pathlib import Path

ME, OTHER = ANN.public.fingerprint, BOB.public.fingerprint
SHORT = key_log.replayed(log(), None)
LONG = key_log.replayed(went_on(log(), "add", **adds(2, "bob", BOB)), None)


def the_file(folder: Path) -> Path:
    return folder / "pins" / f"{ME}.json"


@pytest.fixture
def pins(tmp_path: Path) -> Pins:
    return Pins(tmp_path / "pins")


def test_the_first_time_nothing_was_seen(pins: Pins, tmp_path: Path) -> None:
    assert (pins.seen(ME), pins.revision(ME, "0b6e")) == (None, 1)
    assert list(tmp_path.iterdir()) == []


def test_what_was_seen_is_remembered_by_each_member_alone(pins: Pins, tmp_path: Path) -> None:
    pins.saw(ME, SHORT)
    pins.saw(ME, LONG)
    pins.saw(ME, SHORT)  # as a session that read the log before the other did
    later = Pins(tmp_path / "pins")
    assert (later.seen(ME), later.seen(OTHER)) == (LONG.seen, None)


def test_the_newest_revision_of_each_note_is_remembered(pins: Pins) -> None:
    pins.saw(ME, SHORT)
    for revision in (2, 5, 3):
        pins.saw_revision(ME, "0b6e", revision)
    pins.saw(ME, LONG)
    assert (pins.revision(ME, "0b6e"), pins.revision(ME, "77aa"), pins.revision(OTHER, "0b6e")) == (5, 1, 1)


def test_nothing_is_written_where_nothing_is_new(pins: Pins, tmp_path: Path) -> None:
    pins.saw_revision(ME, "0b6e", 4)  # the log was not seen yet: what it is worth is not known
    assert not the_file(tmp_path).exists()
    pins.saw(ME, SHORT)
    before = the_file(tmp_path).stat().st_ino
    pins.saw(ME, SHORT)
    pins.saw_revision(ME, "0b6e", 1)
    assert the_file(tmp_path).stat().st_ino == before


def test_the_file_is_its_owners_alone_and_whole(pins: Pins, tmp_path: Path) -> None:
    pins.saw(ME, SHORT)
    folder = tmp_path / "pins"
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, the_file(tmp_path))] == ["0o700", "0o600"]
    assert list(folder.iterdir()) == [the_file(tmp_path)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"root": "a", "head": "b", "length": 1}',
        b'{"root": "a", "head": "b", "length": "1", "revisions": {}}',
        b'{"root": "a", "head": "b", "length": 1, "revisions": []}',
        b'{"root": "a", "head": "b", "length": 1, "revisions": {"x": "1"}}',
        b'{"root": "a", "head": "b", "length": 1, "revisions": {}, "more": 1}',
        b" " * 17_000_000,
    ],
    ids=lambda content: repr(content[:60]),
)
def test_a_damaged_file_is_told_until_the_log_is_trusted_anew(pins: Pins, tmp_path: Path, content: bytes) -> None:
    pins.saw(ME, SHORT)
    the_file(tmp_path).write_bytes(content)
    for asked in (
        lambda: pins.seen(ME),
        lambda: pins.revision(ME, "0b6e"),
        lambda: pins.saw_revision(ME, "0b6e", 2),
        lambda: pins.saw(ME, LONG),
    ):
        says = rf"^What you last saw of the key log cannot be read: .*{ME}\.json\. .*: wellkept key trust$"
        with pytest.raises(Refused, match=says):
            asked()
    pins.trust(ME, LONG)
    assert pins.seen(ME) == LONG.seen


def test_a_folder_that_cannot_be_read_is_told(pins: Pins, tmp_path: Path) -> None:
    the_file(tmp_path).mkdir(parents=True)
    with pytest.raises(Refused, match="cannot be read"):
        pins.seen(ME)
    with pytest.raises(Refused, match=r"^What you saw of .* not be kept in .*pins: Is a directory\. See"):
        pins.trust(ME, SHORT)


def test_nobody_waits_for_what_never_says_anything(pins: Pins, tmp_path: Path) -> None:
    pins.saw(ME, SHORT)
    the_file(tmp_path).unlink()
    os.mkfifo(the_file(tmp_path))
    with pytest.raises(Refused, match="cannot be read"):
        pins.seen(ME)


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "pins").write_text("a file")
    with pytest.raises(Refused, match=r"could not be kept in .*pins: File exists\. See"):
        Pins(tmp_path / "pins").saw(ME, SHORT)


def test_without_locks_it_is_kept_all_the_same(pins: Pins, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise OSError(95, "not here")

    monkeypatch.setattr(fcntl, "flock", refuses)
    pins.saw(ME, SHORT)
    assert pins.seen(ME) == SHORT.seen


def test_without_a_folder_nothing_is_remembered() -> None:
    nowhere = Pins(None)
    nowhere.saw(ME, SHORT)
    nowhere.saw_revision(ME, "0b6e", 3)
    assert (nowhere.seen(ME), nowhere.revision(ME, "0b6e")) == (None, 1)


def test_the_file_says_no_more_than_it_must(pins: Pins, tmp_path: Path) -> None:
    pins.saw(ME, SHORT)
    pins.saw_revision(ME, "0b6e", 2)
    assert json.loads(the_file(tmp_path).read_bytes()) == {**SHORT.seen._asdict(), "revisions": {"0b6e": 2}}
