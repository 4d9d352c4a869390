"""Books for the journeys: each made once, and copied for every test."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet

from tests.data.vaults import cheaply
from tests.journeys import book, confidences
from tests.journeys.command import Command
from tests.journeys.keyholders import Holders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.css.model import RuleSet


@pytest.fixture(scope="session", autouse=True)
def _styled_once() -> Iterator[None]:
    """Have a style sheet parsed once for all apps in the same colours: Textual forgets it with each app."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def remembered(sheet: Stylesheet, css: str, **origin: Any) -> list[RuleSet]:
        key = (css, *origin.items(), *sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, **origin)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", remembered)
        yield


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch, new_books_are_copied: None) -> None:  # noqa: ARG001  (it is a fixture)
    """Have keys that are made in this process open soon; those that are made on a screen cost what they cost."""
    cheaply(monkeypatch)


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bare") / "book.db"
    asyncio.run(book.bare(path))
    return path


@pytest.fixture(scope="session")
def full_template(bare_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "book.db"
    shutil.copyfile(bare_template, path)
    asyncio.run(book.filled(path))
    return path


@pytest.fixture(scope="session")
def keyed_template(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keyed") / "book.db"
    shutil.copyfile(full_template, path)
    asyncio.run(confidences.keyed(path))
    return path


@pytest.fixture
def keyed(keyed_template: Path, tmp_path: Path) -> Path:
    """A book with everybody in it, whose two members have keys that count."""
    return _copied(keyed_template, tmp_path / "keyed.db")


@pytest.fixture
def empty(bare_template: Path, tmp_path: Path) -> Path:
    """A book with its two members and nobody else in it."""
    return _copied(bare_template, tmp_path / "empty.db")


@pytest.fixture
def full(full_template: Path, tmp_path: Path) -> Path:
    """A book with everybody in it."""
    return _copied(full_template, tmp_path / "full.db")


@pytest.fixture
def cli(full: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line on the book with everybody in it."""
    return Command(full, tmp_path / "home", capfd, monkeypatch)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the screens were opened with."""
    found: dict[str, Any] = {}

    def run(path: Path, **how: Any) -> int:
        found.update(how, path=path)
        return 7

    monkeypatch.setattr("tui.guard.terminal_ready", lambda _: None)
    monkeypatch.setattr("tui.guard.scrub", lambda _: None)
    monkeypatch.setattr("tui.guard.keep_memory_private", lambda: None)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("tui.crash.install", lambda path: found.update(told=path))
    monkeypatch.setattr("tui.sitting.run", run)
    return found


@pytest.fixture
def holders(cli: Command, monkeypatch: pytest.MonkeyPatch) -> Holders:
    """Members at the command line who can have keys; none has one yet."""
    return Holders(cli, monkeypatch)


@pytest.fixture
def team(holders: Holders) -> Holders:
    """Ann and ben with keys that count."""
    holders.all_have_keys()
    return holders


def _copied(template: Path, path: Path) -> Path:
    shutil.copyfile(template, path)
    return path
