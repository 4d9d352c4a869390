"""One journey through every screen in a real terminal; afterwards the command line tells what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers import wellkept

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = wellkept.needs_tmux

GOOGLE = """\
Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Birthday,Shoe size
Ada Fenn,Ada,Fenn,ada@fenn.example,+44 20 7946 0611,1971-02-30,37
Bo Lind,Bo,Lind,bo@lind.example,+44 20 7946 0612,1980-03-22,44
"""


def test_today_is_worked_through(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.wait_for("Today: 18 need outreach, 7 follow-ups due", "BAD NEWS UNTOLD 1")
        window.press("j", "j", "j", "j")
        window.wait_for("▸ ●  9d         call      Colm Byrne")
        window.press("s", "w")
        window.wait_for("put off Colm Byrne: ", "in 7 days  (u undoes it)", "Today: 17 need outreach")
        window.press("d")
        window.wait_for("╭─ Done: ask how the toys sell (Oak & Sons)")
        window.type("two dozen more")
        window.press("C-s")
        window.wait_for("Today: 16 need outreach, 5 follow-ups due", "Dee Park")
    assert ". 16 need outreach." in wellkept.said(book, "today")
    assert wellkept.read(book, "today")["total"] == 20
    last = wellkept.read(book, "show", "oak")["timeline"][0]
    assert (last["kind"], "two dozen more" in last["text"]) == ("interaction", True)


def test_contacts_are_marked_and_moved_together(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("g", "c")
        window.wait_for("╭─ Contacts ─", "▸    Alice Marsh ◆ confidential  Marsh Farm   Prospect")
        window.press("Space", "j", "j", "Space")
        window.wait_for("✓   Alice Marsh", "✓‼  Bob Stone", "2 marked")
        window.press("t")
        window.wait_for("╭─ Tags for 2 contacts")
        window.type("winter offer")
        window.press("C-s")
        window.wait_for("tagged 2 contacts: winter offer  (u undoes it)")
        window.press("m", "r")
        window.wait_for("moved 2 contacts to Raving fan  (u undoes it)")
        window.press("u")
        window.wait_for("undone: ", "Alice Marsh ◆ confidential  Marsh Farm   Prospect")
    tagged = wellkept.read(book, "find", "winter offer")["contacts"]
    assert [(each["name"], each["stage"]) for each in tagged] == [
        ("Alice Marsh", "Prospect"),
        ("Bob Stone", "Customer"),
    ]


def test_a_contact_and_the_neighbours(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("/")
        window.type("marsh")
        window.wait_for("Contacts: “marsh”", "1 of 2")
        window.press("Enter", "Enter")
        window.wait_for("╭─ Alice Marsh ◆ confidential · Marsh Farm", "off limits: selling the farm", "╭─ Timeline")
        window.press("]")
        window.wait_for("╭─ Hugh Marsh · Marsh Farm", "Former (died) since")
        window.press("[")
        window.wait_for("╭─ Alice Marsh ◆ confidential · Marsh Farm")
        window.press("A")
        window.wait_for("╭─ Note on Alice Marsh")
        window.type("likes sailing")
        window.press("C-s")
        window.wait_for("note       likes sailing")
        window.press("G", "e")
        window.wait_for("name           Alice Marsh")
        window.press("C-e", "C-u")
        window.type("Alice Marsh-Fenn")
        window.press("C-s")
        window.wait_for("╭─ Alice Marsh-Fenn ◆ confidential · Marsh Farm")
        window.press("q")
        window.wait_for("Contacts: “marsh”", "▸    Alice Marsh-Fenn")
    kept = wellkept.read(book, "show", "alice")
    assert kept["contact"]["name"] == "Alice Marsh-Fenn"
    assert "likes sailing" in [each["text"] for each in kept["timeline"]]


def test_a_company_and_its_people(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("g", "o")
        window.wait_for("╭─ Companies ─", "1 of 20")
        window.press("/")
        window.type("marsh")
        window.wait_for("Companies: “marsh”", "▸    Marsh Farm                2 people     1 follow-up", "1 of 1")
        window.press("Enter", "Enter")
        window.wait_for("PEOPLE 2", "Hugh Marsh", "OPEN FOLLOW-UPS 1", "barn doors")
        window.press("f")
        window.wait_for("╭─ Follow up with Alice Marsh")
        window.type("hay loft")
        window.press("Tab")
        window.type("tomorrow")
        window.wait_for(", tomorrow")
        window.press("C-s")
        window.wait_for("OPEN FOLLOW-UPS 2", "hay loft")
        window.press("q")
        window.wait_for("Companies: “marsh”", "2 follow-ups")
        window.press("e")
        window.wait_for("Marsh Farm")
        window.press("C-e", "C-u")
        window.type("Marsh & Daughter")
        window.press("C-s")
        window.wait_for("renamed Marsh Farm to Marsh & Daughter  (u undoes it)")
    found = wellkept.read(book, "find", "marsh")["contacts"]
    assert {each["company"] for each in found} == {"Marsh & Daughter"}


def test_the_board_moves_people_on_and_out(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("g", "b")
        window.wait_for("▸ Prospect 8", "▸ ●  Kurt Lang", "2 more ›")
        window.press(">")
        window.wait_for("moved Kurt Lang to Customer  (u undoes it)", "▸ Prospect 7", "Customer 21")
        window.press("m", "n")
        window.wait_for("Never bought. Why?")
        window.type("mon")
        window.wait_for("▸money")
        window.press("C-s")
        window.wait_for("to Never bought", "▸ Prospect 6")
        window.press("l")
        window.wait_for("▸ Customer 21", "1 of 21")
    counts = {each["name"]: each["contacts"] for each in wellkept.read(book, "stages")["stages"]}
    assert (counts["Prospect"], counts["Customer"], counts["Never bought"]) == (6, 21, 4)
    assert wellkept.read(book, "show", "kurt")["contact"]["stage"] == "Customer"


def test_the_follow_ups_by_day_by_week_and_whose(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("g", "f")
        window.wait_for("╭─ Follow-ups: everybody's, by day", "OVERDUE 7", "▸ ●  9d", "1 of 18")
        window.press("W")
        window.wait_for("╭─ Follow-ups: everybody's, by week", "THIS WEEK")
        window.press("O")
        window.wait_for("╭─ Follow-ups: " + whose(book) + "'s, by week", "1 of 18")
        window.press("d")
        window.wait_for("╭─ Done: the third bar (Colm Byrne)")
        window.type("in spring")
        window.press("C-s")
        window.wait_for("OVERDUE 6", "done: follow-up with Colm Byrne")
        window.press("n", "u")
        window.wait_for("OVERDUE 7", "undone: ", "Colm Byrne")
    assert wellkept.read(book, "show", "colm")["contact"]["outreach"][0]["kind"] == "follow_up"


def whose(book: Path) -> str:
    """Return who owns everybody of the demo: the account that filled it."""
    return str(wellkept.read(book, "show", "colm")["contact"]["owner"])


def test_settings_are_changed_and_kept(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("g", ",")
        window.wait_for("╭─ Settings", "birthdays show        7")
        window.press("/")
        window.type("birthdays show")
        window.press("Enter", "e")
        window.wait_for("╭─ ", "7", "ctrl+s save")
        window.press("C-e", "C-u")
        window.type("0")
        window.press("C-s")
        window.wait_for("birthdays show        0")
        window.press("g", "t")
        window.wait_for("[Today]", "Today: 16 need outreach")
    assert ". 16 need outreach." in wellkept.said(book, "today")
    assert wellkept.read(book, "today")["total"] == 20


def test_help_and_palette_find_a_key_and_do_what_it_does(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("?")
        window.wait_for("╭─ Keys here", "LISTS", "enter does it   esc closes")
        window.press("/")
        window.type("companies")
        window.wait_for("▸ g o            go companies")
        window.press("Enter")
        window.wait_for("╭─ Companies ─")
        window.press("C-p")
        window.wait_for("╭─ Do ─", "type what you want to do")
        window.type("go stages")
        window.wait_for("▸ go stages")
        window.press("Enter")
        window.wait_for("[Stages]")
        window.press("g")
        window.wait_for("╭─ g … ─", "t  Today: who needs outreach.")
        window.press("t")
        window.wait_for(
            "[Today]", "╭─ Today: 18 need outreach"
        )  # where one is may lie behind what is said at the start


def test_somebody_is_added_in_one_line(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("a")
        window.wait_for("╭─ Add a contact")
        window.type("Ada Stone, Stone Slates, ada@stone.example, #roof, every 30d, customer")
        window.wait_for("→ name Ada Stone · company Stone Slates", "stage Customer")
        window.press("Enter")
        window.wait_for("added Ada Stone  (u undoes it)")
        window.press("a")
        window.wait_for("╭─ Add a contact")
        window.type("Bob Stone")
        window.wait_for("is here already")
        window.press("Escape")
        window.wait_for("? help")
    (ada,) = wellkept.read(book, "find", "ada@stone.example")["contacts"]
    assert (ada["name"], ada["company"], ada["stage"], ada["tags"], ada["every_days"]) == (
        "Ada Stone",
        "Stone Slates",
        "Customer",
        ["roof"],
        30,
    )


def test_an_address_book_is_looked_at_imported_and_taken_back(book: Path) -> None:
    (book.parent / "google.csv").write_text(GOOGLE, encoding="utf-8")
    with wellkept.opened(book) as window:
        window.press("I")
        window.wait_for("╭─ Import an address book", "already here   ▸leave them")
        window.type("~/google.csv")
        window.wait_for("→ CSV, 209 bytes")
        window.press("C-s")
        window.wait_for("╭─ Import google.csv", "would come in: 2 added, 0 updated, 0 skipped, 0 failed of 2")
        window.wait_for("would be dropped: 3 lines or cells", "nothing is written yet: Y imports", "7, 1 not kept]")
        window.press("Tab")
        window.wait_for("1971-02-30            there is no 30 February 1971", "no field for column “Shoe size”")
        assert wellkept.read(book, "find", "ada@fenn.example")["total"] == 0
        window.press("Y")
        window.wait_for("came in: 2 added", "u takes all of it back")
        assert wellkept.read(book, "find", "ada@fenn.example")["contacts"][0]["emails"] == ["ada@fenn.example"]
        window.press("u")
        window.wait_for("undone: imported contacts", "would come in: 2 added", "Y import now")
        window.press("q")
        window.wait_for("[Today]")
    assert wellkept.read(book, "find", "ada@fenn.example")["total"] == 0


def test_everything_is_taken_out_again_and_a_copy_kept(book: Path) -> None:
    with wellkept.opened(book) as window:
        window.press("E")
        window.wait_for("╭─ Export", "▸everybody")
        window.type("~/people.vcf")
        window.wait_for("→ vCard, for a phone or an address book")
        window.press("C-s")
        window.wait_for("wrote 40 contacts to ~/people.vcf")
        window.press("g", ",", "/")
        window.type("last copy")
        window.wait_for("COPIES", "▸ last copy             none yet")
        window.press("Enter", "Enter")
        window.wait_for("╭─ Keep a copy of the book in")
        window.type("~/copy.db")
        window.press("C-s")
        window.wait_for("kept a copy of 40 contacts in ", "verified")
    cards = (book.parent / "people.vcf").read_text(encoding="utf-8")
    assert cards.count("BEGIN:VCARD") == 40
    assert "FN:Bob Stone" in cards
    assert wellkept.read(book.with_name("copy.db"), "find", "bob stone")["total"] == 1
