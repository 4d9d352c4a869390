"""Every key leads somewhere and is found everywhere: in `?`, in the palette, in empty screens and in docs/keys.md."""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import screens
from screens.confiding.secret import SecretScreen
from screens.confirm import Confirm
from screens.contacts import Contacts
from screens.first_run import FirstRun
from screens.frame import Frame
from screens.help import Chooser
from screens.key_overrides import overridden
from screens.key_table import load
from screens.keys import Bound, KeyedScreen, bound
from screens.widgets.row_list import RowList
from tests.journeys import desk
from tests.journeys.each_screen import CHOOSERS, OVER_OTHERS, PLACES

if TYPE_CHECKING:
    from tests.journeys.desk import Desk

PENDING: set[str] = set()
"""Ids of the table that no screen has yet."""

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
MADE = "<!-- From here on made by `make pictures`. -->\n"
NEVER_EMPTY = "Settings"
COMMON = "On every working screen"
TALL = (120, 120)
"""A window in which nothing of the help has to be scrolled to."""


async def came_to(me: Desk, place: str) -> KeyedScreen[Any]:
    await me.press(*(PLACES | CHOOSERS)[place])
    assert isinstance(me.app.screen, KeyedScreen)
    return me.app.screen


class Met(NamedTuple):
    """The screen of a place, and what exists there."""

    screen: type[KeyedScreen[Any]]
    actions: list[Bound]


async def _met(book: Path, place: str) -> Met:
    async with desk.opened(book) as me:
        front = await came_to(me, place)
        return Met(type(front), bound(front))


@pytest.fixture(scope="module")
def met(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Met]:
    """Every place, first the PLACES, as it was found by somebody who sat down to go there and did nothing else."""
    book = shutil.copyfile(full_template, tmp_path_factory.mktemp("met") / "book.db")
    return {place: asyncio.run(_met(book, place)) for place in (*PLACES, *CHOOSERS)}


@pytest.fixture
def bound_in(met: dict[str, Met]) -> dict[str, list[Bound]]:
    """What exists in each place, in the order of PLACES."""
    return {place: met[place].actions for place in PLACES}


def test_every_screen_is_a_place(met: dict[str, Met]) -> None:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    visited: set[type[Any]] = {each.screen for each in met.values()}
    visited.add(FirstRun)  # only a book without members has it: see test_first_run.py
    visited.add(Confirm)  # its keys, y and n, are in no table
    visited.add(SecretScreen)  # it takes open keys: see test_secrets.py
    bases = {Contacts}  # shown as they are, too: of those behind a bar it is the same list
    assert visited == bases | {each for each in _below(KeyedScreen) if not _below(each)}


def _below(kind: type[Any]) -> set[type[Any]]:
    ours: set[type[Any]] = {each for each in kind.__subclasses__() if each.__module__.startswith(("screens.", "tui."))}
    return {*ours, *(lower for each in ours for lower in _below(each))}


def test_every_action_of_the_table_exists_on_some_screen(bound_in: dict[str, list[Bound]]) -> None:
    found = {each.id for actions in bound_in.values() for each in actions}
    table = {action for actions in load().sections.values() for action in actions}
    assert table - found - {"decide"} == PENDING  # that of a secret: see test_secrets.py
    assert found <= table


@pytest.mark.parametrize("place", PLACES)
async def test_every_action_of_a_screen_is_in_its_help_and_its_palette(full: Path, place: str) -> None:
    async with desk.opened(full, size=TALL) as me:
        front = await came_to(me, place)
        await me.press("f1")
        assert_listed(me, bound(front))
        await me.press("escape")
        await me.press("ctrl+p")
        if isinstance(front, Frame):
            assert_listed(me, bound(front))
        else:
            assert me.app.screen is front, "a form has its help alone"


def assert_listed(me: Desk, actions: list[Bound]) -> None:
    assert isinstance(me.app.screen, Chooser)
    for action in actions:
        assert action.help, f"{action.id} says what it does"
        assert len(action.help) <= 50, f"{action.id} says it shortly"
        [line] = [line for line in me.lines if action.help in line and f" {action.keys} " in line]
        assert action.label[:13] in line


@pytest.mark.parametrize("place", PLACES)
async def test_a_screen_with_nothing_on_it_names_its_keys(full: Path, place: str) -> None:
    async with desk.opened(full) as me:
        front = await came_to(me, place)
        for rows in front.query(RowList) if isinstance(front, Frame) and place != NEVER_EMPTY else ():
            assert_names_keys(rows.empty.plain, bound(front))


@pytest.mark.parametrize("place", ["Today", "Contacts"])
async def test_a_screen_of_an_empty_book_names_its_keys(empty: Path, place: str) -> None:
    async with desk.opened(empty) as me:
        front = await came_to(me, place)
        for rows in front.query(RowList):
            assert_names_keys(me.words, bound(front))
            assert rows.current is None


def assert_names_keys(text: str, actions: list[Bound]) -> None:
    """Check that a sentence begins with a key, as "o adds one", and that each such key exists."""
    keys = {way for action in actions for way in action.keys.split(", ")}
    parts = [part.strip().removeprefix("then ") for part in re.split(r"[.,;:]\s|\n", text)]
    named = [
        found[0].strip()
        for part in parts
        if (found := re.match(r"(g .|ctrl\+.|f\d|esc|enter|[^ ])(?= [a-z]+s )", part))
    ]
    assert named, f"no key is named in: {text}"
    assert set(named) <= keys


def test_the_example_on_the_page_can_be_used() -> None:
    example = PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert overridden(load(), tomllib.loads(example)["keys"])[1] == []


def test_the_page_of_keys_is_as_kept(bound_in: dict[str, list[Bound]]) -> None:
    kept = PAGE.read_text(encoding="utf-8")
    by_hand, _, _ = kept.partition(MADE)
    drawn = f"{by_hand}{MADE}{page(bound_in)}"
    if os.environ.get("WELLKEPT_REDRAW"):
        PAGE.write_text(drawn, encoding="utf-8")
    assert drawn == PAGE.read_text(encoding="utf-8"), (
        "docs/keys.md is not what the keys are; `make pictures` if it should be"
    )


def page(places: dict[str, list[Bound]]) -> str:
    """Draw what is the same on every working screen, and then what each place has beside it."""
    working = [set(actions) for place, actions in places.items() if place not in OVER_OTHERS]
    common = set.intersection(*working)
    first = next(iter(places.values()))
    parts = {COMMON: [each for each in first if each in common]}
    parts |= {place: [each for each in actions if each not in common] for place, actions in places.items()}
    return "".join(f"\n## {title}\n\n{_rows(actions)}" for title, actions in parts.items() if actions)


def _rows(actions: list[Bound]) -> str:
    head = "| keys | what they do | id |\n| --- | --- | --- |\n"
    return head + "".join(f"| `{each.keys}` | {each.help} | `{each.id}` |\n" for each in actions)
