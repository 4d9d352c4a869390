"""A confidential note is written in a real terminal, and then the whole program used: its text is found nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.identities import PASSPHRASE

if TYPE_CHECKING:
    from tests.servers.homes import Home
    from tests.servers.terminal import Terminal

SCREENS = {
    "today": "gt",
    "contacts": "gc",
    "contact": "gc\r",
    "companies": "go",
    "stages": "gb",
    "follow-ups": "gf",
    "matters": "gm",
    "problems": "gp",
    "insight": "gi",
    "brief": "gcb",
    "settings": "g,",
    "as they would read it": "gc\r=",
    "the note": "gc\r\r",
    "a form": "gcA",
    "help": "?",
}
"""Every screen, by the keys that lead there from anywhere."""

BREAKS = """
import sys
from screens.glyphs import Glyphs
from tui.app import WellkeptApp
from tui.__main__ import main
def action_redraw(self, *_):
    raise RuntimeError(self.screen.query("*"), *self.screen.query("*").results())
WellkeptApp.action_redraw = action_redraw
sys.exit(main())
"""
"""The program, but that ctrl+l fails, with all that is on the screen in the hands of what failed."""


def around(terminal: Terminal) -> None:
    """Go wherever the note could show, with its text closed: search, undo, redo, veil, lock, settings, help."""
    for keys, sign in (
        ("gc/ada\r", "Ada"),
        ("\x1b", "Contacts"),
        ("\r", "Timeline"),
        ("u", "undone"),
        ("U", "done again"),
        ("\x1bOQ", "◆ veiled"),
        ("\x1bOQ", "◆ open"),
        ("L", "◆ locked"),
        ("=", "as they would read it"),
        ("\x1b", "Timeline"),
        ("gt", "[Today]"),
        ("g,", "Settings"),
    ):
        terminal.send(keys)
        terminal.wait_for(sign)


def test_the_text_of_a_confidential_note_is_found_nowhere(home: Home) -> None:
    with home.opened() as terminal:
        home.write(terminal)
        terminal.send("\x13")
        terminal.wait_for("sealed on Ada")
        after = terminal.mark()
        around(terminal)
        seen = terminal.bytes_since(after)
        assert home.found(seen) == {}
        terminal.send("Q")
        assert terminal.wait() == 0
    for name in ("all.csv", "all.vcf", "all.json", "all.ics"):
        home.run("export", home.folder / name)
    for words in (("show", "1"), ("show", "1", "--json"), ("today",), ("doctor",), ("key", "status"), ("undo",)):
        home.run(*words)
    home.run("find", home.text[:20])
    home.said = home.said.replace(home.text[:20].encode(), b"")  # what was looked for is told back
    home.run("backup", home.folder / "copy.db")
    home.run("restore", home.folder / "copy.db", "--yes")
    assert home.found() == {}


def test_the_text_of_a_note_that_cools_off_is_found_nowhere(home: Home) -> None:
    hold = ("note", "1", "-", "--confidential", "--hold", "tomorrow 9am")
    home.run(*hold, passphrase=True, given=home.text)
    for name in ("all.csv", "all.vcf", "all.json", "all.ics"):
        home.run("export", home.folder / name)
    for words in (("show", "1"), ("show", "1", "--json"), ("brief", "1", "--json"), ("held", "list"), ("doctor",)):
        home.run(*words)
    home.run("backup", home.folder / "copy.db")
    home.run("held", "until", "1", "in 3 days")
    home.run("held", "drop", "1")
    home.run("undo")
    assert home.found() == {}
    home.run("held", "list", passphrase=True)
    assert home.found().keys() == {"said"}, "its author reads it, and the search would find it"


def test_a_reader_sees_it_and_the_search_would_find_that(home: Home) -> None:
    home.run("note", "1", "-", "--confidential", passphrase=True, given=home.text)
    assert home.found() == {}
    home.run("show", "1", passphrase=True)
    assert home.found().keys() == {"said"}
    (home.folder / "leak").write_text(home.text[::-1])
    assert home.found().keys() == {"said", str(home.folder / "leak")}


def test_a_terminal_that_closes_while_one_types_leaves_a_sealed_draft(home: Home) -> None:
    with home.opened() as terminal:
        home.write(terminal)
        terminal.hang_up()
        terminal.wait()
    drafts = [path for path in (home.folder / ".local/state/wellkept/drafts").iterdir() if path.stat().st_size]
    assert drafts
    assert home.found() == {}
    with home.opened() as terminal:
        terminal.send("gcC")
        terminal.wait_for("Unlock your key")
        terminal.send(f"{PASSPHRASE}\r")
        terminal.wait_for(home.text[-12:])


@pytest.mark.parametrize("screen", SCREENS)
def test_a_crash_on_any_screen_tells_nothing(noted: Home, screen: str) -> None:
    with noted.opened("-c", BREAKS) as terminal:
        terminal.send(SCREENS["the note"])
        terminal.wait_for("Unlock your key")
        terminal.send(f"{PASSPHRASE}\r")
        terminal.wait_for(noted.text[-12:])
        if screen != "the note":
            terminal.send("\x1b")
            terminal.wait_for("enter open")
            terminal.send(SCREENS[screen])
        after = terminal.mark()
        terminal.send("\x0c")
        assert terminal.wait() == 70
        told = terminal.bytes_since(after).rpartition(b"\x1b[?1049l")[2]
    assert b"something went wrong" in told
    assert noted.found(told) == {}
