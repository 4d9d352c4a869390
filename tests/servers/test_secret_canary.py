"""A secret is kept in a real terminal, and the whole program used: nothing of it, nor who knows, is found anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.identities import PASSPHRASE

if TYPE_CHECKING:
    from tests.servers.homes import Home
    from tests.servers.terminal import Terminal

BREAKS = """
import sys
from tui.app import WellkeptApp
from tui.__main__ import main
def action_redraw(self, *_):
    raise RuntimeError(self.session.secrets, *self.screen.query("*").results(), *self.session.secrets.values())
WellkeptApp.action_redraw = action_redraw
sys.exit(main())
"""
"""The program, but that ctrl+l fails, with every secret that is open in the hands of what failed."""


def keep(home: Home, terminal: Terminal) -> None:
    """Keep a secret of Ada's whose title, words, how she learned of it and decision are the canary."""
    for keys, sign in (
        ("gccm", "Unlock your key"),
        (f"{PASSPHRASE}\r", "What Ada knows"),
        ("\x13", "New secret"),
        (f"{home.text}\t{home.text}\x13", "learned"),
        (f"\t{home.text}\x13", "noted where Ada stands"),
        ("gm", "SECRETS"),
        ("\r", "TALK WITH THEM"),
        ("Y", "Decide"),
        (f"\t{home.text}\x13", "decided to contain"),
    ):
        terminal.send(keys)
        terminal.wait_for(sign)


def test_nothing_of_a_secret_is_found_anywhere(home: Home) -> None:
    with home.opened() as terminal:
        keep(home, terminal)
        terminal.send("L")
        terminal.wait_for("Closed: the secret is sealed again")
        after = terminal.mark()
        for keys, sign in (
            ("gt", "secrets are not counted"),
            ("gc/ada\r", "Ada"),
            ("\x1b", "Contacts"),
            ("\r", "Timeline"),
            ("=", "as they would read it"),
            ("\x1b", "Timeline"),
            ("\x1bOQ", "◆ veiled"),
            ("\x1bOQ", "◆ locked"),
            ("gm", "◆ confidential"),
            ("g,", "Settings"),
        ):
            terminal.send(keys)
            terminal.wait_for(sign)
        assert home.found(terminal.bytes_since(after)) == {}
        terminal.send("Q")
        assert terminal.wait() == 0
    for name in ("all.csv", "all.vcf", "all.json", "all.ics"):
        home.run("export", home.folder / name)
    for words in (("show", "1"), ("show", "1", "--json"), ("today",), ("today", "--json"), ("doctor",)):
        home.run(*words)
    home.run("matter", "list", "--json")
    home.run("undo")
    home.run("backup", home.folder / "copy.db")
    home.run("restore", home.folder / "copy.db", "--yes")
    assert home.found() == {}
    home.run("matter", "show", "1", passphrase=True)
    assert home.found().keys() == {"said"}, "the search would have found it"


def test_a_terminal_that_closes_leaves_a_sealed_draft(home: Home) -> None:
    with home.opened() as terminal:
        keep(home, terminal)
        terminal.send(f"\r\t{home.text}")
        terminal.wait_for("save")
        terminal.hang_up()
        terminal.wait()
    assert home.found() == {}


def test_a_crash_while_secrets_are_open_tells_nothing(home: Home) -> None:
    with home.opened("-c", BREAKS) as terminal:
        keep(home, terminal)
        after = terminal.mark()
        terminal.send("\x0c")
        assert terminal.wait() == 70
        told = terminal.bytes_since(after).rpartition(b"\x1b[?1049l")[2]
    assert b"something went wrong" in told
    assert home.found(told) == {}
