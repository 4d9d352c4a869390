"""Confidential notes by the command line: for their readers alone, masked for everybody else."""

from typing import Any

import pytest

from screens.glyphs import ASCII
from tests.journeys.command import Command, Ran
from tests.journeys.keyholders import Holders

BOB, ANNA = 1, 2
WORDS = "zanzibar quilt: he moved out in May"
MASK = "◆ confidential  by ann, for ann and ben"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say what stands on standard input of the next note."""
    return lambda text: monkeypatch.setattr("tui.cli.standard_input.text", lambda: text)


@pytest.fixture
def noted(team: Holders, says: Any) -> Holders:
    """Ann and ben, who can read a note of ann's on Bob."""
    says(WORDS)
    ran = team("ann", "note", BOB, "-", "--confidential", "--reader", "ben")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "wrote a confidential note on Bob Stone [1], for ann and ben\n"
    return team


def note(ran: Ran) -> dict[str, Any]:
    """Return the first confidential line of a timeline."""
    return next(line for line in ran.json["timeline"] if line["kind"] == "confidential")


def test_a_note_is_masked_until_a_reader_opens_it(noted: Holders, cli: Command) -> None:
    shown = cli("show", BOB)
    assert shown.lines[0] == "Bob Stone, Stone Roofing [1]  ◆ confidential"
    assert [line[8:] for line in shown.lines].count(MASK) == 1
    for who in ("ann", "ben"):
        lines = noted(who, "show", BOB).out.splitlines()
        at = [line[8:] for line in lines].index(MASK)
        assert lines[at + 1] == f"        {WORDS}"
    assert noted("ann", "show", BOB, hands="wrong wrong wrong\n").code == 4


def test_programs_are_told_who_reads_it_and_the_text_only_if_they_may(noted: Holders, cli: Command) -> None:
    masked = note(cli("show", BOB, "--json"))
    assert masked == {
        "at": "2026-11-21T08:14:00Z",
        "what": "confidential",
        "kind": "confidential",
        "by": "ann",
        "text": "",
        "id": 1,
        "readers": ["ann", "ben"],
        "problem": "",
    }
    assert note(noted("ben", "show", BOB, "--json")) == {**masked, "text": WORDS}
    assert cli("show", BOB, "--json").json["contact"]["confidential_notes"] == 1
    assert cli("find", "bob", "--json").json["contacts"][0]["confidential_notes"] == 1


def test_whom_it_is_about_is_marked_in_every_list(noted: Holders, cli: Command) -> None:
    assert isinstance(noted, Holders)
    (line,) = cli("find", "bob").lines
    assert line.endswith("  ◆ confidential")
    assert "Bob Stone ◆ confidential, Customer" in cli("today").out


def test_a_line_for_programs_names_its_readers(team: Holders, says: Any) -> None:
    says(WORDS)
    ran = team("ben", "note", BOB, "-", "--confidential", "--json")
    assert ran.json["item"] == {
        "id": 1,
        "contact": {"id": BOB, "name": "Bob Stone"},
        "at": "2026-11-21T08:14:00Z",
        "what": "confidential",
        "readers": ["ben"],
    }


def test_no_byte_of_it_is_in_the_book_and_search_finds_none(noted: Holders, cli: Command) -> None:
    for file in cli.book.parent.glob(f"{cli.book.name}*"):
        assert b"zanzibar" not in file.read_bytes()
    assert cli("find", "zanzibar").lines == ["No contact matches “zanzibar”."]
    assert cli("undo").lines == ["undone: wrote a confidential note on Bob Stone"]
    assert "confidential" not in cli("show", BOB).out
    assert isinstance(noted, Holders)


def test_its_author_seals_other_words_or_to_other_readers(noted: Holders, says: Any, cli: Command) -> None:
    says("moved back in")
    ran = noted("ann", "note", BOB, "-", "--rewrite", 1)
    assert ran.out.splitlines() == [
        "sealed a confidential note anew on Bob Stone [1], for ann and ben",
        "This is not undone, and older copies of the book hold what was.",
    ]
    assert note(noted("ben", "show", BOB, "--json"))["text"] == "moved back in"
    assert "for ann\n" in noted("ann", "note", BOB, "--rewrite", 1, "--reader", "ann").out
    assert note(noted("ben", "show", BOB, "--json"))["text"] == ""
    assert note(noted("ann", "show", BOB, "--json"))["text"] == "moved back in"
    ran = noted("ben", "note", BOB, "-", "--rewrite", 1)
    assert (ran.code, ran.out) == (4, "")
    assert cli("undo").code in {0, 3}


def test_the_recovery_key_stays_a_reader(team: Holders, says: Any) -> None:
    assert team("ann", "key", "recovery").code == 0
    says(WORDS)
    said = "for ann, ben and the recovery key"
    assert said in team("ann", "note", BOB, "-", "--confidential", "--reader", "ben").out
    assert said in team("ann", "note", BOB, "-", "--rewrite", 1).out


def test_an_open_note_becomes_confidential(team: Holders, cli: Command) -> None:
    cli("note", BOB, WORDS)
    notes = [line["id"] for line in cli("show", BOB, "--json").json["timeline"] if line["text"] == WORDS]
    ran = team("ann", "note", BOB, "--conceal", notes[0], "--reader", "ben")
    assert ran.out.startswith("made a note confidential on Bob Stone [1], for ann and ben\n")
    assert WORDS not in cli("show", BOB).out
    assert note(team("ben", "show", BOB, "--json"))["text"] == WORDS
    assert cli("find", "zanzibar").lines == ["No contact matches “zanzibar”."]


def test_a_note_of_somebody_else_is_not_meant(noted: Holders, says: Any, cli: Command) -> None:
    says("x")
    cli("note", BOB, "open")
    opened = max(cli.rows("SELECT id FROM note"))[0]
    for argv, says_so in (
        (("-", "--rewrite", 1), "There is no confidential note 1 on this contact."),
        (("--conceal", opened), f"There is no open note {opened} on this contact."),
    ):
        ran = noted("ann", "note", ANNA, *argv)
        assert (ran.code, says_so in ran.err) == (3, True)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE confidence SET contact_id = 1 WHERE id = 2", "This note was written about another contact"),
        ("UPDATE confidence SET sealed = replace(sealed, 'a', 'b') WHERE id = 2", "his note"),
        ("DELETE FROM confidence_reader WHERE confidence_id = 2 AND member_id = 2", "names other readers"),
    ],
)
def test_what_its_author_did_not_seal_is_a_problem_and_no_text(
    noted: Holders, says: Any, cli: Command, change: str, problem: str
) -> None:
    says("another one")
    assert noted("ann", "note", ANNA, "-", "--confidential", "--reader", "ben").code == 0
    cli.write(change)
    whose = BOB if "contact_id" in change else ANNA
    shown = noted("ann", "show", whose, "--json").json["timeline"]
    (wrong,) = [line for line in shown if (line["kind"], line["id"]) == ("confidential", 2)]
    assert wrong["text"] == ""
    assert problem in wrong["problem"]
    assert problem in " ".join(noted("ann", "show", whose).out.split())


@pytest.mark.parametrize(
    ("argv", "code", "says_so"),
    [
        (("-", "--confidential", "--reader", "zed"), 3, "There is no member “zed”. Choose one of: ann, ben"),
        (("-", "--confidential", "--reader", "cara"), 1, "cara"),
        (("-",), 2, "--passphrase-fd is for confidential notes. Add --confidential, or leave it out."),
        (("--confidential",), 2, "the following arguments are required: TEXT."),
        (("--rewrite", "1"), 2, "the following arguments are required: TEXT."),
        (("x", "--conceal", "1"), 2, "--conceal takes no TEXT, as the note has it."),
        (("-", "--conceal", "1", "--rewrite", "1"), 2, "not allowed with argument"),
        (("-", "--rewrite", "9"), 3, "There is no confidential note 9 on this contact."),
    ],
)
def test_what_is_refused(
    team: Holders, cli: Command, says: Any, argv: tuple[str, ...], code: int, says_so: str
) -> None:
    cli("members", "add", "cara")
    says(WORDS)
    ran = team("ann", "note", BOB, *argv)
    assert (ran.code, ran.out) == (code, "")
    assert says_so in ran.err
    assert WORDS not in ran.err
    assert cli.rows("SELECT count(*) FROM confidence") == [(0,)]


def test_without_a_passphrase_nothing_is_written(team: Holders, cli: Command, says: Any) -> None:
    assert isinstance(team, Holders)
    says(WORDS)
    ran = cli("note", BOB, "-", "--confidential")
    assert (ran.code, "Hand it over with --passphrase-fd N." in ran.err) == (4, True)
    ran = cli("note", BOB, "-", "--reader", "ben")
    assert (ran.code, "--reader is for confidential notes." in ran.err) == (2, True)


def test_a_text_among_the_arguments_is_taken_with_a_warning(team: Holders) -> None:
    ran = team("ann", "note", BOB, "seen by others", "--confidential")
    assert ran.code == 0
    assert ran.err.startswith("wellkept: others can see the arguments of a command. Give a confidential text on")


def test_text_and_options_come_in_any_order(cli: Command, says: Any) -> None:
    says("from standard input")
    assert cli("note", "--json", BOB, "-").code == 0
    assert cli("note", BOB, "--json", "-").code == 0
    assert cli("log", BOB, "--channel", "call", "about the roof").code == 0
    assert cli("note", BOB, "--", "-kept").code == 0


def test_in_ascii_it_is_marked_by_a_word_all_the_same(
    noted: Holders, cli: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(noted, Holders)
    monkeypatch.setattr("tui.cli.output.glyphs", lambda: ASCII)
    assert any("confidential  by ann, for ann and ben" in line for line in cli("show", BOB).lines)
