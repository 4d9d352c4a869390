"""Drafts on disk: they come back, in whatever session; none is written over; what is no draft harms nobody."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens import draft_file
from screens.drafts import KEPT_DAYS, Drafts

if TYPE_CHECKING:
    from pathlib import Path

NOTE = ("Note on Bob Stone", 1)
HALF = {"text": "he said that\nthe roof…"}
NOW = datetime(2026, 11, 21, 9, 14, tzinfo=UTC)


def session(folder: Path | None, *, book: str = "/books/a.db", member: str = "ann") -> Drafts:
    return Drafts(folder, book=book, member=member)


def killed(folder: Path, values: dict[str, str] = HALF) -> None:
    """Write a draft, and let go of it as the end of a process does."""
    drafts = session(folder)
    drafts.hold(NOTE, values)
    drafts.leave(NOTE)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_typed_comes_back_in_the_next_session_until_it_is_saved(tmp_path: Path) -> None:
    killed(tmp_path)
    later = session(tmp_path)
    assert later.take(NOTE) == HALF
    later.drop(NOTE)
    assert session(tmp_path).take(NOTE) == {}
    assert files(tmp_path) == []


def test_it_is_for_its_owner_alone_and_its_name_tells_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "drafts"
    killed(folder)
    [path] = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "Bob" not in path.name


@pytest.mark.parametrize(
    ("book", "member", "key"),
    [
        ("/books/b.db", "ann", NOTE),
        ("/books/a.db", "ben", NOTE),
        ("/books/a.db", "ann", ("Note on Bob Stone", 2)),
        ("/books/a.db", "ann", ("Log with Bob Stone", 1)),
    ],
)
def test_it_comes_back_to_the_same_member_book_and_form_only(
    tmp_path: Path, book: str, member: str, key: tuple[str, int]
) -> None:
    killed(tmp_path)
    assert session(tmp_path, book=book, member=member).take(key) == {}
    assert session(tmp_path).take(NOTE) == HALF


def test_a_form_that_is_as_it_was_leaves_no_draft(tmp_path: Path) -> None:
    killed(tmp_path)
    drafts = session(tmp_path)
    drafts.take(NOTE)
    drafts.hold(NOTE, {})
    drafts.leave(NOTE)
    assert files(tmp_path) == []


def test_nothing_is_written_before_a_flush_and_only_what_is_new(tmp_path: Path) -> None:
    drafts = session(tmp_path)
    drafts.hold(NOTE, HALF)
    assert files(tmp_path) == []
    drafts.flush()
    [path] = tmp_path.iterdir()
    written = path.stat().st_ino
    drafts.flush()
    assert path.stat().st_ino == written
    drafts.hold(NOTE, {"text": "all of it"})
    drafts.flush()
    assert [path] == list(tmp_path.iterdir())
    assert json.loads(path.read_bytes())["values"] == {"text": "all of it"}


def test_two_sessions_on_one_form_keep_a_draft_each(tmp_path: Path) -> None:
    ann_here, ann_there = session(tmp_path), session(tmp_path)
    ann_here.hold(NOTE, {"text": "here"})
    ann_here.flush()
    assert ann_there.take(NOTE) == {}, "somebody is typing in it"
    ann_there.hold(NOTE, {"text": "there"})
    ann_there.flush()
    ann_here.hold(NOTE, {"text": "here, and more"})
    ann_here.leave(NOTE)
    ann_there.leave(NOTE)
    later = session(tmp_path)
    found = later.take(NOTE)["text"]
    later.drop(NOTE)
    assert {found, later.take(NOTE)["text"]} == {"here, and more", "there"}


def test_what_one_session_saves_is_not_taken_from_the_other(tmp_path: Path) -> None:
    here, there = session(tmp_path), session(tmp_path)
    for drafts, text in ((here, "here"), (there, "there")):
        drafts.hold(NOTE, {"text": text})
        drafts.flush()
    here.drop(NOTE)
    there.leave(NOTE)
    assert session(tmp_path).take(NOTE) == {"text": "there"}


def test_the_same_session_finds_its_form_again_whatever_took_it_off_the_screen(tmp_path: Path) -> None:
    killed(tmp_path)
    drafts = session(tmp_path)
    assert drafts.take(NOTE) == HALF
    assert drafts.take(NOTE) == HALF
    drafts.hold(NOTE, {"text": "more"})
    drafts.flush()
    assert drafts.take(NOTE) == {"text": "more"}


@pytest.mark.parametrize("folder", [None, "a file"])
def test_without_a_place_for_them_they_stay_in_memory(tmp_path: Path, folder: str | None) -> None:
    if folder:
        (tmp_path / folder).write_text("")
    drafts = session(tmp_path / folder if folder else None)
    drafts.hold(NOTE, HALF)
    drafts.flush()
    drafts.leave(NOTE)
    assert drafts.take(NOTE) == HALF
    drafts.hold(NOTE, {})
    drafts.leave(NOTE)
    assert drafts.take(NOTE) == {}
    drafts.hold(NOTE, HALF)
    drafts.drop(NOTE)
    assert drafts.take(NOTE) == {}
    drafts.tidy(NOW)


def test_a_disk_that_was_full_for_a_while_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = session(tmp_path)
    drafts.hold(NOTE, HALF)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _full)
        drafts.flush()
        assert files(tmp_path) == []
    drafts.leave(NOTE)
    assert session(tmp_path).take(NOTE) == HALF


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"\xff", b"[]", b'{"values": 1}', b'{"values": {"text": 1}}', b"[" * 100_000, b"x" * 2_000_000],
    ids=["empty", "half", "no text", "a list", "no values", "numbers", "deep", "long"],
)
def test_what_is_no_draft_is_not_shown_and_goes(tmp_path: Path, broken: bytes) -> None:
    killed(tmp_path)
    [path] = tmp_path.iterdir()
    path.write_bytes(broken)
    assert session(tmp_path).take(NOTE) == {}
    assert files(tmp_path) == []


def test_half_a_draft_of_somebody_who_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    killed(tmp_path)
    [path] = tmp_path.iterdir()
    path.with_suffix(".part").write_bytes(b"{")
    drafts = session(tmp_path)
    drafts.take(NOTE)
    drafts.hold(NOTE, {"text": "more"})
    drafts.leave(NOTE)
    assert files(tmp_path) == [path.name]
    assert session(tmp_path).take(NOTE) == {"text": "more"}


def test_links_folders_and_pipes_are_not_followed(tmp_path: Path) -> None:
    killed(tmp_path / "other")
    [path] = (tmp_path / "other").iterdir()
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / path.name).symlink_to(path)
    (drafts / path.with_stem(f"{path.stem}0").name).mkdir()
    os.mkfifo(drafts / path.with_stem(f"{path.stem}1").name)
    assert session(drafts).take(NOTE) == {}
    session(drafts).tidy(NOW)
    assert path.exists()
    assert len(files(drafts)) == 3


def test_at_the_start_what_is_old_half_or_foreign_goes_and_the_rest_stays(tmp_path: Path) -> None:
    killed(tmp_path)
    [path] = tmp_path.iterdir()
    old = session(tmp_path)
    old.hold(("Log with Bob Stone", 1), HALF)
    old.leave(("Log with Bob Stone", 1))
    [aged] = [each for each in tmp_path.iterdir() if each != path]
    open_here = session(tmp_path)
    open_here.hold(("New contact", 0), {"name": "Ada"})
    open_here.flush()
    [held] = [each for each in tmp_path.iterdir() if each not in {path, aged}]
    now = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    for each in (aged, held):
        at = (now - timedelta(days=KEPT_DAYS, seconds=1)).timestamp()
        os.utime(each, (at, at))
    (tmp_path / "x.part").write_bytes(b"{")
    (tmp_path / f"{'0' * 32}-0.draft").write_bytes(path.read_bytes())
    (tmp_path / "notes.txt").write_text("mine")
    session(tmp_path).tidy(now)
    assert files(tmp_path) == sorted([path.name, held.name, "notes.txt"]), "what is open stays, however old"


def test_a_form_that_opens_while_old_drafts_are_tidied_away_finds_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(tmp_path)
    [path] = tmp_path.iterdir()
    read = draft_file.read
    taken: list[dict[str, str]] = []

    def meanwhile(found: int) -> dict[str, object]:
        if not taken:
            taken.append({})
            taken[0] = session(tmp_path).take(NOTE)
        return read(found)

    monkeypatch.setattr(draft_file, "read", meanwhile)
    session(tmp_path).tidy(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    assert taken == [HALF]
