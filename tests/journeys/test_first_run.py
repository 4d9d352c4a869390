"""Somebody starts Wellkept for the first time: three steps set the book up, and before the last nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import models
from screens.first_run import FirstRun
from screens.form import Form
from tests.journeys import desk
from tests.journeys.book import NOW
from tui import settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

NOTHING = {"member": 0, "contact": 0, "history": 0}
COUNTED = """
SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM contact), (SELECT count(*) FROM history)"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n"


@pytest.fixture(autouse=True)
def _ann_moss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "person", lambda: "Ann Moss")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where no book is yet."""
    return tmp_path / "book.db"


def begun(path: Path) -> Any:
    """Start Wellkept at a book without members."""
    return desk.opened(path, member_id=0)


def written(me: Desk) -> dict[str, int]:
    return dict(zip(NOTHING, me.rows(COUNTED)[0], strict=True))


def cadences(me: Desk) -> list[tuple[object, ...]]:
    return me.rows("SELECT name, every_days FROM stage WHERE every_days IS NOT NULL ORDER BY id")


async def test_everything_has_an_answer_already(new: Path) -> None:
    async with begun(new) as me:
        assert "Welcome to Wellkept." in me.screen
        assert "Today" not in me.screen
        await me.press("enter")
        assert me.typed == {"name": "Ann Moss", "business": "Ann Moss's business"}
        await me.press("ctrl+s")
        assert "▸nobody yet" in me.screen
        await me.press("ctrl+s")
        assert list(me.typed.values()) == ["monthly", "quarterly", "quarterly"]
        assert "esc one step back" in me.screen
        assert written(me) == NOTHING
        await me.press("ctrl+s")
        assert me.state.startswith("welcome, Ann Moss: o adds a contact, ? shows every key")
        assert me.lines[0].endswith("Ann Moss")
        assert me.rows("SELECT account, name, role FROM member") == [("ann", "Ann Moss", "owner")]
        assert me.rows("SELECT name FROM business") == [("Ann Moss's business",)]
        assert cadences(me) == [("Prospect", 30), ("Customer", 90), ("Raving fan", 90)]
        await me.press("o")
        await me.fill(name="Bob")
        await me.press("ctrl+s")
        assert me.rows("SELECT m.name FROM contact c JOIN member m ON m.id = owner_id") == [("Ann Moss",)]


async def test_keys_typed_before_the_welcome_is_seen_are_answers(new: Path) -> None:
    async with begun(new) as me:
        await me.press("ctrl+j ctrl+u A d a tab ctrl+u O a k ctrl+s", "ctrl+s", "ctrl+s")
        assert me.lines[0].endswith("Ada · Oak")
        assert me.rows("SELECT m.name, b.name FROM member m, business b") == [("Ada", "Oak")]


async def test_a_business_without_a_name_of_its_own_is_called_after_whoever_begins(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter")
        await me.fill(name="Ada")
        await me.press("ctrl+s", "escape")
        assert me.typed == {"name": "Ada", "business": "Ada's business"}


async def test_esc_goes_back_step_by_step_and_keeps_what_was_typed(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter")
        await me.fill(business="Oak & Sons")
        await me.press("ctrl+s", "f", "escape")
        assert me.typed["business"] == "Oak & Sons"
        await me.press("ctrl+s")
        assert "▸fictional people" in me.screen
        await me.press("ctrl+s")
        await me.type("x")
        assert "‼" in me.screen
        await me.press("escape", "escape", "escape")
        assert isinstance(me.app.screen, FirstRun)
        assert "enter begins" in me.screen
        await me.press("enter")
        assert me.typed["business"] == "Oak & Sons"
        assert written(me) == NOTHING


async def test_who_leaves_half_way_is_asked_again_the_next_time(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "ctrl+s", "escape", "escape", "escape", "Q")
        assert me.app.return_code == 0
        assert written(me) == NOTHING
    async with begun(new) as me:
        assert "Welcome to Wellkept." in me.screen


async def test_names_and_cadences_that_cannot_be_are_said_at_once(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter")
        await me.fill(name="", business="x" * 201)
        await me.press("ctrl+s")
        assert "A person needs a name." in me.screen
        assert "201. Shorten it." in me.words
        assert isinstance(me.app.screen, Form)
        await me.fill(name="[b]Ada[/]", business="Oak \u202e& Sons")
        await me.press("ctrl+s", "ctrl+s")
        await me.fill(stage_1="sometimes")
        await me.press("ctrl+s")
        assert "“sometimes”" in me.words
        await me.fill(stage_1="never", stage_2="45d", stage_3="")
        await me.press("ctrl+s")
        assert me.state.startswith("welcome, [b]Ada[/]: ")
        assert cadences(me) == [("Customer", 45)]


async def test_an_address_book_comes_in_and_goes_out_again_in_one_step(new: Path, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text("".join(CARD.format(name=name) for name in ("Bob Stone", "Dora Hill")) + CARD.format(name=""))
    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "m")
        assert "Name the .vcf or .csv file that another program exported." in me.words
        await me.press("ctrl+s")
        for typed, said in (
            (str(tmp_path), "is a folder"),
            (str(tmp_path / "none.vcf"), "There is no file"),
            ("~nobody-at-all/x.vcf", "Nobody knows the home directory in ~nobody-at-all/x.vcf. Write the whole path."),
            (str(cards), "→ can be read"),
        ):
            await me.fill(file="")
            await me.paste(typed)
            assert said in me.words
        await me.press("ctrl+s", "ctrl+s")
        assert me.state.startswith("welcome, Ann Moss: 2 of 3 imported, 1 line could not be kept (I and its file")
        assert me.rows("SELECT name, stage_id FROM contact ORDER BY id") == [("Bob Stone", 1), ("Dora Hill", 1)]
        await me.press("u")
        assert written(me)["contact"] == 0
        assert len(cadences(me)) == 3


async def test_how_far_an_import_is_can_be_seen_and_no_key_begins_anew(
    new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text("".join(CARD.format(name=f"Bob {number}") for number in range(5)))
    monkeypatch.setattr(models.importing, "BATCH", 2)
    seen: list[str] = []
    tell = FirstRun._tell

    def told(screen: FirstRun, text: str) -> None:
        seen.append(text.partition("\n\n")[2])
        screen.app.simulate_key("enter")
        tell(screen, text)

    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "m")
        await me.fill(file="")
        await me.paste(str(cards))
        await me.press("ctrl+s")
        monkeypatch.setattr(FirstRun, "_tell", told)
        await me.press("ctrl+s")
        assert seen == ["", "importing… 2", "importing… 4", "importing… 5"]
        assert written(me) | {"history": 0} == {"member": 1, "contact": 5, "history": 0}


async def test_a_file_that_is_gone_by_then_is_said_and_the_book_stands(new: Path, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text(CARD.format(name="Bob"))
    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "m", "tab")
        await me.paste(str(cards))
        await me.press("ctrl+s")
        cards.unlink()
        await me.press("ctrl+s")
        assert me.state.startswith("welcome, Ann Moss: the import failed. There is no file")
        assert written(me)["member"] == 1


async def test_fictional_people_come_in_and_it_is_said_how_they_go_again(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "f", "tab")
        await me.type("x.vcf")
        assert "not read, unless you choose my address book" in me.words
        await me.press("ctrl+s", "ctrl+s")
        assert me.state.startswith("welcome, Ann Moss: these people are fictional; SAMPLE in g , removes them")
        assert "need outreach" in me.lines[1]
        await me.press("g ,", "/")
        await me.type("fictional")
        await me.press("enter", "x")
        assert "removed the fictional people and everything about them" in me.words
        assert written(me)["contact"] == 0
        await me.press("g t")
        assert "Nobody needs outreach today." in me.screen


async def test_what_was_set_up_meanwhile_at_another_terminal_stays(new: Path) -> None:
    async with begun(new) as me:
        await me.press("enter", "ctrl+s", "f", "ctrl+s")
        await models.members.begin("ann", name="Ann Hill", business="Ash & Sons", at=NOW)
        await me.press("ctrl+s")
        assert "this book was set up a moment ago: you are in it as Ann Hill; your answers were left out" in me.words
        assert me.lines[0].endswith("Ann Hill")
        assert written(me)["contact"] == 0
        assert cadences(me) == []


async def test_whoever_is_second_is_told_whom_to_ask(new: Path) -> None:
    async with desk.sent_away(new, member_id=0) as me:
        await me.press("enter", "ctrl+s", "f", "ctrl+s")
        await models.members.begin("ben", name="Ben", business="Ash & Sons", at=NOW)
        await me.press("ctrl+s")
    told = "“ann” is no member of this book. Ask Ben to run: wellkept members add ann"
    assert (me.app.return_code, me.app.failure) == (4, told)
    assert me.rows("SELECT account, role FROM member") == [("ben", "owner")]


async def test_a_book_with_members_is_not_asked(empty: Path) -> None:
    async with desk.opened(empty) as me:
        assert "Welcome" not in me.screen
        assert me.lines[0].endswith(" ann")
