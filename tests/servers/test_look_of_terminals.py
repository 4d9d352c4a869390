"""What really goes out to terminals of many, few and no colours, with and without UTF-8; and straight borders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.servers.terminal import Terminal

ROOT = Path(__file__).parents[2]
COMMAND: tuple[str | Path, ...] = (sys.executable, "-m", "tui", "--db")
SGR = re.compile(rb"\x1b\[([\d;:]*)m")
WEIGHTS = {0, 1, 2, 3, 4, 7, 22, 23, 24, 27}
SIXTEEN = {*range(30, 38), *range(90, 98), *range(40, 48), *range(100, 108), 39, 49}
THEMES = ("dark", "light", "high-contrast", "16-colour")
TRUE: dict[str, str] = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture(scope="module")
def plain_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which nobody has typed anything beyond ASCII."""
    path = tmp_path_factory.mktemp("plain") / "book.db"
    run(path, "add", "Bob Stone", "--company", "Stone Roofing", "--every", "30d")
    run(path, "follow-up", "Bob Stone", "yesterday", "the price goes up", "--tone", "unpleasant")
    return path


def run(path: Path, *words: str) -> None:
    env = {"PYTHONPATH": str(ROOT), "HOME": str(path.parent), "PATH": os.environ["PATH"], "TZ": "Europe/Berlin"}
    subprocess.run([*COMMAND, path, *words], env=env, cwd=path.parent, capture_output=True, check=True, timeout=60)


def opened(book: Path, home: Path, *, env: dict[str, str], settings: str = "", rows: int = 24) -> Terminal:
    """Open the screens on a book, with this settings file and in this environment."""
    folder = home / ".config" / "wellkept"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(settings)
    argv = [*COMMAND, book]
    return Terminal(argv, home=home, rows=rows, env={"PYTHONPATH": str(ROOT), "TZ": "Europe/Berlin", **env})


def toured(terminal: Terminal) -> bytes:
    """Go to every kind of place, leave, and return every byte."""
    with terminal:
        terminal.wait_for("Today: ")
        for keys, sign in TOUR:
            terminal.send(keys)
            terminal.wait_until(partial(is_seen, terminal, sign), what=sign)
        terminal.send("Q")
        assert terminal.wait() == 0
        return terminal.bytes_since()


TOUR = (
    ("?", "Keys here"),
    ("\x1b", "not Keys here"),
    ("gc", "[Contacts]"),
    ("/", "esc everybody"),
    ("bob", "Bob Stone"),
    ("\r", "enter open"),
    ("\r", "Timeline"),
    ("f", "Follow up with Bob Stone"),
    ("hello\t31 feb", "There is no 31 February."),
    ("\x1b", "not Follow up with"),
    ("A", "Note"),
    ("one\rzwei", "zwei"),
    ("\x1b", "not zwei"),
    ("e", "Edit"),
    ("\x1b", "not Edit"),
)
"""Keys, and what is seen then, or not seen any more."""


def is_seen(terminal: Terminal, sign: str) -> bool:
    return sign.removeprefix("not ") not in terminal.screen() if sign.startswith("not ") else sign in terminal.screen()


def numbers(sent: bytes) -> set[int]:
    """Every number in every sequence that chooses colour and weight."""
    return {int(number) for sequence in SGR.findall(sent) for number in re.split(rb"[;:]", sequence) if number}


@pytest.mark.parametrize(
    ("theme", "env"),
    [
        ("16-colour", TRUE),
        ("dark", {"TERM": "xterm", "COLORTERM": ""}),
        ("light", {"TERM": "linux", "COLORTERM": ""}),
    ],
)
def test_with_sixteen_colours_only_the_terminals_own_go_out(
    book: Path, tmp_path: Path, theme: str, env: dict[str, str]
) -> None:
    sent = numbers(toured(opened(book, tmp_path, settings=f'theme = "{theme}"', env=env)))
    assert sent <= WEIGHTS | SIXTEEN  # so no 38 and no 48, after which other numbers would come
    assert sent & {31, 35}, "the accent and the alarm have their colours"
    assert {1, 7} <= sent


@pytest.mark.parametrize("theme", THEMES)
def test_with_no_color_not_one_colour_goes_out_in_any_theme(book: Path, tmp_path: Path, theme: str) -> None:
    sent = numbers(toured(opened(book, tmp_path, settings=f'theme = "{theme}"', env={**TRUE, "NO_COLOR": "1"})))
    assert sent <= WEIGHTS
    assert {1, 7} <= sent


def test_a_terminal_that_has_no_colours_gets_none(book: Path, tmp_path: Path) -> None:
    sent = numbers(toured(opened(book, tmp_path, env={"TERM": "vt100", "COLORTERM": ""})))
    assert sent <= WEIGHTS
    assert {1, 7} <= sent


def test_with_many_colours_they_go_out(book: Path, tmp_path: Path) -> None:
    assert {38, 48} <= numbers(toured(opened(book, tmp_path, env=TRUE)))


@pytest.mark.parametrize(
    ("settings", "env"),
    [('glyphs = "ascii"', {}), ("", {"TERM": "linux", "COLORTERM": ""}), ('theme = "dark"', {"LANG": "C"})],
    ids=["by the settings", "console of Linux", "no UTF-8"],
)
def test_in_ascii_no_byte_of_ours_is_beyond_it(
    plain_book: Path, tmp_path: Path, settings: str, env: dict[str, str]
) -> None:
    assert toured(opened(plain_book, tmp_path, settings=settings, env=env)).isascii()


def test_where_the_locale_is_not_utf_8_no_name_is_either(book: Path, tmp_path: Path) -> None:
    assert toured(opened(book, tmp_path, env={"LANG": "de_DE.ISO-8859-1"})).isascii()


def test_with_glyphs_of_unicode_in_any_locale_they_go_out(book: Path, tmp_path: Path) -> None:
    sent = toured(opened(book, tmp_path, settings='glyphs = "unicode"', env={"LANG": "C"}))
    assert "╭" in sent.decode()


def test_a_broken_settings_file_does_not_stop_the_screens(plain_book: Path, tmp_path: Path) -> None:
    toured(opened(plain_book, tmp_path, settings='theme = "li', env={}))
    assert [path.name for path in (tmp_path / ".config/wellkept").iterdir()] == ["config.toml.kept-aside"]


def test_names_of_any_script_leave_the_right_border_straight(book: Path, tmp_path: Path) -> None:
    with opened(book, tmp_path, rows=50, env={}) as terminal:
        terminal.wait_for("Today: ")
        terminal.wait_until(lambda: is_straight(terminal), what="a straight border on Today")
        terminal.send("gc")
        terminal.wait_for("Contacts ─")
        terminal.wait_until(lambda: is_straight(terminal), what="a straight border on Contacts")
        terminal.send("G")
        terminal.wait_for("40 of 40")
        assert is_straight(terminal)
        terminal.send("\r")
        terminal.wait_for("Timeline")
        terminal.wait_until(lambda: is_straight(terminal), what="a straight border on a contact")


def is_straight(terminal: Terminal) -> bool:
    """Tell whether the last column is nothing but border between the tab line and the state line."""
    column = terminal.column(79)[1:-2]
    return set(column) <= set("╮│╯") and column[0] == "╮" and column[-1] == "╯"
