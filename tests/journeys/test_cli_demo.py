"""demo: fictional people, good to look at on any day, in a book that is thrown away or was empty."""

import json
import re
import sqlite3
import unicodedata
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models.rules.words import ReasonKind
from tests.data.vaults import cheaply
from tests.journeys.book import BERLIN
from tests.journeys.command import Command
from tests.journeys.keyholders import Holders
from tui.__main__ import main
from tui.cli.demo import KEPT

DAYS = (
    datetime(2026, 11, 21, 9, 14, tzinfo=BERLIN),
    datetime(2028, 2, 29, 23, 59, tzinfo=BERLIN),  # a leap day
    datetime(2027, 3, 28, 0, 1, tzinfo=BERLIN),  # clocks go forward
    datetime(2026, 12, 31, 12, 0, tzinfo=BERLIN),
)

TOLD = "open sesame\n"


@pytest.fixture(scope="module", params=DAYS, ids=str)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    book = tmp_path_factory.mktemp("demo") / "demo.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("HOME", str(book.parent / "home"))
        patch.setattr("tui.settings.account", lambda: "ann")
        cheaply(patch)
        assert main(["demo", "--fill", "--db", str(book)], now=request.param) == 0
    return book, request.param


@pytest.fixture
def demo(
    filled: tuple[Path, datetime], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    book, now = filled
    cli = Command(book, tmp_path / "home", capfd, monkeypatch)
    cli.now = now
    return cli


@pytest.fixture
def cli(empty: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(empty, tmp_path / "home", capfd, monkeypatch)


def test_every_kind_of_reason_is_on_today(demo: Command) -> None:
    today = demo("today", "--json").json
    kinds = [line["kind"] for line in today["outreach"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "bad_news": 1,
        "problem": 1,
        "rumour": 1,
        "promise": 1,
        "follow_up": 7,
        "why_left": 1,
        "why_never": 1,
        "need": 1,
        "announcement": 1,
        "drift": 4,
        "birthday": 3,
    }
    assert {kind.name.lower() for kind in ReasonKind} - set(kinds) == {"secret"}, "which is kept nowhere in the clear"


def test_the_craft_has_something_to_show(demo: Command) -> None:
    insight = demo("insight", "--json").json["sections"]
    assert all(insight.values()), insight
    endings = {bar["name"].partition(": ")[2] for bar in insight["problems"]}
    assert endings == {"open", "agreed", "not agreed"}
    assert "only we speak" in "\n".join(demo("brief", "nell ashby").lines)
    assert demo.rows("SELECT count(*) FROM contact WHERE discretion_at IS NOT NULL") == [(2,)]
    told = demo.rows("SELECT sum(told_at IS NOT NULL), sum(told_at IS NULL) FROM disclosure")
    assert all(told[0])


def test_there_are_people_of_many_scripts_in_every_stage(demo: Command) -> None:
    assert demo("find", "--json").json["total"] == 40
    assert {stage["name"] for stage in demo("stages", "--json").json["stages"] if stage["contacts"]} == {
        *("Prospect", "Customer", "Raving fan", "Never bought", "Former")
    }
    names = "".join(name for (name,) in demo.rows("SELECT name FROM contact"))
    scripts = {unicodedata.name(letter).partition(" ")[0] for letter in names if letter.isalpha()}
    assert scripts == {*("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "DEVANAGARI", "HANGUL", "HIRAGANA", "CJK")}


def test_nobody_exists(demo: Command) -> None:
    for kind, value in demo.rows("SELECT kind, value FROM contact_point"):
        if kind == "phone":
            assert re.fullmatch(r"\+44 20 7946 0\d{3}|\+1 555 01\d\d", value), value
        if kind in {"e-mail", "link"}:
            assert value.endswith(".example"), value


def test_nothing_happened_before_they_were_known_or_after_today(demo: Command) -> None:
    dated = dict.fromkeys(("interaction", "note", "confidence", "stage_change", "favour"), "at")
    dated |= dict.fromkeys(("follow_up", "need"), "created_at")
    dated |= {"rumour": "heard_at", "problem": "opened_at", "disclosure": "told_at"}
    for table, column in dated.items():
        early = f"SELECT count(*) FROM {table} t JOIN contact c ON c.id = t.contact_id"  # noqa: S608
        assert demo.rows(f"{early} WHERE date(t.{column}) < date(c.created_at)") == [(0,)], table
    (latest,) = demo.rows("SELECT max(at) FROM history")
    assert datetime.fromisoformat(latest[0]) <= demo.now


def test_there_is_something_to_read_of_everyone(demo: Command) -> None:
    bob = demo("show", "bob stone").lines
    assert len(bob) <= 30
    assert all(len(line) <= 80 for line in bob)
    quiet = "SELECT count(*) FROM contact c WHERE NOT EXISTS (SELECT 1 FROM interaction i WHERE i.contact_id = c.id)"
    assert demo.rows(quiet) == [(0,)]


def test_filling_says_where(cli: Command) -> None:
    filled = cli("demo", "--fill", "--json")
    assert filled.json == {"demo": {"db": str(cli.book), "contacts": 40, "passphrase": ""}}, "two use this book"
    assert cli("undo").code == 3  # nobody did any of that


def test_the_passphrase_is_told(
    tmp_path: Path, cli: Command, holders: Holders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELLKEPT_DB", str(tmp_path / "new.db"))
    assert cli("demo", "--fill").lines[1:] == [f"The passphrase for what is confidential: {TOLD[:-1]}"]
    assert "His partner takes half" in holders("ann", "show", "bob", hands=TOLD).out
    assert "I talk to him first" in holders("cara", "show", "hill", hands=TOLD).out
    assert "I talk to him first" not in holders("ann", "show", "hill", hands=TOLD).out
    cli("add", "Ada Real")
    assert holders("ann", "note", "ada real", "mine", "--confidential", hands=TOLD).code == 0
    assert cli("demo", "--remove").lines[1:] == [KEPT]
    assert "mine" in holders("ann", "show", "ada real", hands=TOLD).out


def test_the_people_are_taken_out_again_and_everybody_else_stays(cli: Command) -> None:
    cli("demo", "--fill")
    cli("add", "Ada Stone", "--company", "Stone Roofing", "--tag", "trade")
    cli("note", "bob stone", "remembered")
    removed = cli("demo", "--remove")
    assert removed.lines == [f"removed 40 fictional contacts from {cli.book}. Have them back with: wellkept undo"]
    assert cli.rows("SELECT c.name, co.name FROM contact c JOIN company co ON co.id = c.company_id") == [
        ("Ada Stone", "Stone Roofing")
    ]
    assert cli("undo").lines == ["undone: removed the fictional people"]
    assert cli("find", "--json").json["total"] == 41
    assert cli("demo", "--remove", "--json").json == {"demo": {"db": str(cli.book), "removed": 40}}
    again = cli("demo", "--remove")
    assert (again.code, again.err) == (3, "wellkept: There are no fictional people in this book.\n")
    assert cli("demo", "--remove", "--fill").code == 2


def test_a_book_that_is_not_empty_is_refused(cli: Command) -> None:
    cli("add", "Ada Stone")
    cli("archive", "Ada Stone")
    ran = cli("demo", "--fill")
    assert ran.code == 1
    assert "This book is not empty" in ran.err
    assert cli.rows("SELECT count(*) FROM contact") == [(1,)]


def test_filling_needs_a_name(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WELLKEPT_DB")
    assert cli("demo", "--fill").code == 2
    assert cli("demo", "--fill", "--db", cli.book.parent / "no" / "book.db").code == 5


def test_without_a_terminal_nothing_is_made(cli: Command) -> None:
    ran = cli("demo", "--db", cli.book)
    assert ran.code == 2
    assert "is not a terminal" in ran.err
    assert cli.rows("SELECT count(*) FROM contact") == [(0,)]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Which books the screens were opened on, whether they keep drafts, and how many contacts there were."""
    found: list[tuple[Any, ...]] = []

    def screens(kept: Any, *, account: str, now: datetime | None, keeps: bool) -> int:
        assert account == "ann"
        assert now is not None
        with closing(sqlite3.connect(kept.db)) as book:
            found.append((kept.db, keeps, *book.execute("SELECT count(*) FROM contact").fetchone()))
        return 0

    monkeypatch.setattr("tui.cli.opening.terminal", lambda: None)
    monkeypatch.setattr("tui.cli.opening.screens", screens)
    return found


def test_a_book_that_nobody_named_is_thrown_away(cli: Command, opened: list[tuple[Path, bool, int]]) -> None:
    assert cli("demo").code == 0
    ((path, keeps, contacts),) = opened
    assert (keeps, contacts) == (False, 40)
    assert path != cli.book
    assert not path.parent.exists()
    assert cli.rows("SELECT count(*) FROM contact") == [(0,)]


def test_a_book_that_was_named_stays(cli: Command, opened: list[tuple[Path, bool, int]]) -> None:
    assert cli("demo", "--db", cli.book).code == 0
    assert opened == [(cli.book, True, 40)]
    assert json.loads(cli("find", "--json").out)["total"] == 40
    assert cli("demo", "--db", cli.book).code == 1
