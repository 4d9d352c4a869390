"""A day with Wellkept in a real terminal; in the evening the command line tells the same story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.tmux import Tmux
from tests.servers.wellkept import COMMAND, ROOT, needs_tmux, read, said

if TYPE_CHECKING:
    from pathlib import Path


@needs_tmux
def test_a_day_from_the_first_contact_to_the_command_line(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    with Tmux([*COMMAND, book], home=tmp_path, env={"PYTHONPATH": str(ROOT)}) as window:
        set_the_book_up(window)
        add_chloe(window)
        find_her(window)
        move_her_on(window)
        promise(window)
        see_it_on_today(window)
        log_the_call_and_undo_it(window)
        window.press("Q")
        assert window.wait() == 0
    in_the_evening(book)


def set_the_book_up(window: Tmux) -> None:
    window.wait_for("Welcome to Wellkept.", "enter begins")
    window.press("Enter")
    window.wait_for("1 of 3: Who are you?", "esc one step back")
    window.press("C-u")
    window.type("Ann")
    window.press("Tab", "C-u")
    window.type("Stone & Co")
    window.press("C-s")
    window.wait_for("2 of 3: ", "▸nobody yet")
    window.press("C-s")
    window.wait_for("3 of 3: ", "Prospect       monthly")
    window.press("C-s")
    window.wait_for("Ann · Stone & Co", "welcome, Ann: o adds a contact", "Nobody needs outreach today.", "o adds one")


@needs_tmux
def test_two_who_begin_one_book_at_once_end_up_in_it_together(tmp_path: Path) -> None:
    book, env = tmp_path / "book.db", {"PYTHONPATH": str(ROOT)}
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        home.mkdir()
    with Tmux([*COMMAND, book], home=homes[0], env=env) as one, Tmux([*COMMAND, book], home=homes[1], env=env) as two:
        for window in (one, two):
            window.wait_for("enter begins")
            window.press("Enter")
            window.wait_for("1 of 3: ")
            window.press("C-u")
            window.type("Ann")
            window.press("C-s")
            window.wait_for("2 of 3: ")
            window.press("C-s")
            window.wait_for("3 of 3: ")
        one.press("C-s")
        one.wait_for("welcome, Ann: ")
        two.press("C-s")
        two.wait_for("this book was set up a moment ago: you are in it as Ann")
        for window in (one, two):
            window.press("Q")
            assert window.wait() == 0


def add_chloe(window: Tmux) -> None:
    window.press("o")
    window.wait_for("╭─ New contact")
    window.type("Chloé Dubois")
    window.press("Tab", "Tab")
    window.type("Café Été")
    window.press("Tab")
    window.type("chloe@cafe.example")
    window.wait_for("e-mails        chloe@cafe.example")
    window.press("C-s")
    window.wait_for("added Chloé Dubois  (u undoes it)")


def find_her(window: Tmux) -> None:
    for typed in ("chloe", "chloé", "ETE"):
        window.press("/")
        window.wait_for("esc everybody")
        window.type(typed)
        window.wait_for(f"Contacts: “{typed}”", "Chloé Dubois            Café Été", "1 of 1")
        window.press("Escape")
        window.wait_for("╭─ Contacts ─", "enter open")
    window.press("/")
    window.type("quentin")
    window.wait_for("Nobody is found.")
    window.press("Escape")
    window.wait_for("Chloé Dubois            Café Été")


def move_her_on(window: Tmux) -> None:
    window.press("m", "f")
    window.wait_for("╭─ Chloé Dubois: Former. Why?", "▸unknown")
    window.type("mon")
    window.wait_for("▸money")
    window.press("Tab")
    window.type("too dear")
    window.press("C-s")
    window.wait_for("moved Chloé Dubois to Former", "Former")


def promise(window: Tmux) -> None:
    window.press("f")
    window.wait_for("╭─ Follow up with Chloé Dubois")
    window.type("new loaves")
    window.press("Tab")
    window.type("31 feb")
    window.wait_for("There is no 31 February.")
    window.press("C-u")
    window.type("yesterday")
    window.wait_for(", yesterday")
    window.press("C-s")
    window.wait_for("planned with Chloé Dubois: ")


def see_it_on_today(window: Tmux) -> None:
    window.press("g", "t")
    window.wait_for("Today: 1 needs outreach, 1 follow-up due", "FOLLOW-UPS DUE 1", "new loaves")
    window.press("Enter")
    window.wait_for("● Follow-up by call, due ", ": new loaves.", "Former (money) since")
    window.press("q")
    window.wait_for("[Today]")


def log_the_call_and_undo_it(window: Tmux) -> None:
    window.press("d")
    window.wait_for("╭─ Done: new loaves (Chloé Dubois)")
    window.type("she wants six")
    window.press("C-s")
    window.wait_for("done: follow-up with Chloé Dubois  (u undoes it)", "Nobody needs outreach today.")
    window.press("u")
    window.wait_for("undone: closed a follow-up with Chloé Dubois", "new loaves")


def in_the_evening(book: Path) -> None:
    shown = said(book, "show", "chloe")
    for line in ("Chloé Dubois, Café Été [1]", "Former since", "reason: money", "chloe@cafe.example", "new loaves"):
        assert line in shown
    assert "she wants six" not in shown
    assert "Chloé Dubois" in said(book, "find", "ete")
    today = read(book, "today")
    assert today["total"] == 1
    [reason] = today["outreach"]
    assert (reason["contact"]["name"], reason["kind"], reason["follow_up"]) == ("Chloé Dubois", "follow_up", 1)
    assert "new loaves" in reason["why"]
