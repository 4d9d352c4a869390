"""find and show: everything after find is the query, and one contact is shown whole."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import CONTACT, LINE, REASON, Command, is_shaped

BOB = 1


def names(ran: Any) -> Any:
    return [contact["name"] for contact in ran.json["contacts"]]


def test_no_query_lists_everybody(cli: Command) -> None:
    found = cli("find", "--json").json
    assert found.keys() == {"contacts", "total"}
    assert found["total"] == len(found["contacts"]) == 17
    assert all(is_shaped(contact, CONTACT) for contact in found["contacts"])
    assert all(is_shaped(reason, REASON) for contact in found["contacts"] for reason in contact["outreach"])


def test_accents_do_not_matter(cli: Command) -> None:
    assert names(cli("find", "chloe", "--json")) == names(cli("find", "Chloé", "--json")) == ["Chloé Dubois"]
    assert names(cli("find", "lukasz", "--json")) == ["Łukasz Wójcik"]


def test_several_words_must_all_be_found(cli: Command) -> None:
    assert names(cli("find", "jan", "boats", "--json")) == ["Jan Peters"]


def test_the_list_says_how_many_more_there_are(cli: Command) -> None:
    lines = cli("find", "--limit", 2).lines
    assert len(lines) == 3
    assert lines[-1] == "15 more: see them with --limit 17"
    assert cli("find", "--limit=2", "--json").json["total"] == 17
    assert len(cli("find", "--limit", 17).lines) == 17


def test_a_line_names_the_pressing_reason_and_fits(cli: Command) -> None:
    lines = cli("find").lines
    (bob,) = [line for line in lines if "Bob Stone" in line]
    assert bob.startswith("[1]")
    assert bob.endswith("‼ bad news untold")
    assert all(len(line) <= 80 for line in lines)
    assert any("Gesellschaft" in line and "…" in line for line in lines)


@pytest.mark.parametrize("query", ["-x", "--stone", "-", "-- --json", "--db2 x", "-h", "--help me"])
def test_a_leading_dash_is_part_of_the_query(cli: Command, query: str) -> None:
    assert cli("find", *query.split()).code == 0


def test_after_two_dashes_all_is_query(cli: Command) -> None:
    cli("add", "Json Limit", "--email", "a@json.example")
    assert "Json Limit" in cli("find", "--", "--json", "--limit").out
    assert names(cli("find", "-json", "--json")) == ["Json Limit"]


def test_nobody_found_is_no_error(cli: Command) -> None:
    assert cli("find", "zzz").lines == ["No contact matches “zzz”."]
    assert cli("find", "zzz", "--json").json == {"contacts": [], "total": 0}
    assert cli("find", "€\x1b[2J").lines == ["No contact matches “€\ufffd[2J”."]


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "9" * 30, ""])
def test_a_limit_is_a_whole_number(cli: Command, limit: str) -> None:
    ran = cli("find", "bob", "--limit", limit)
    assert ran.code == 2
    assert "--limit" in ran.err


def test_a_limit_needs_a_number(cli: Command) -> None:
    assert cli("find", "--limit").code == 2


def test_the_database_may_be_named_anywhere(cli: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WELLKEPT_DB")
    book = str(cli.book)
    for argv in (("--db", book, "find", "eva"), ("find", "eva", "--db", book), ("find", f"--db={book}", "eva")):
        assert "Eva Brandt" in cli(*argv).out
    assert cli("--db", str(tmp_path / "none.db"), "show", BOB, "--db", book).code == 0
    assert cli("--json", "--db", book, "find", "eva").json["total"] == 1


def test_an_empty_book_says_what_to_do(empty: Path, cli: Command) -> None:
    assert cli("find", "--db", empty).lines == ["There are no contacts yet. Add one with: wellkept add NAME"]


def test_show_is_the_contact_with_the_whole_timeline(cli: Command) -> None:
    shown = cli("show", "bob stone", "--json").json
    assert shown.keys() == {"contact", "timeline", "extras"}
    assert is_shaped(shown["contact"], CONTACT)
    assert all(is_shaped(line, LINE) for line in shown["timeline"])
    assert shown["contact"]["last_interaction_at"] == "2026-11-19T15:20:00Z"
    (reason,) = shown["contact"]["outreach"]
    assert is_shaped(reason, REASON)
    assert reason["kind"] == "bad_news"
    assert reason["due_at"] == "2026-11-18T23:00:00Z"
    assert reason["follow_up"] == cli.rows("SELECT id FROM follow_up WHERE tone = 'unpleasant'")[0][0]
    assert [line["at"] for line in shown["timeline"]] == sorted(
        (line["at"] for line in shown["timeline"]), reverse=True
    )
    assert {line["kind"] for line in shown["timeline"]} == {"interaction", "note", "stage", "follow_up", "change"}


def test_the_page_of_a_contact(cli: Command) -> None:
    cli("edit", BOB, "do-not-contact=letter;text")
    cli("log", BOB, "rang", "--outcome", "no-answer")
    assert cli("show", BOB).lines == [
        "Bob Stone, Stone Roofing [1]",
        "Customer since 12 Nov; owner ann",
        "‼  Bad news untold, due 2 days ago: warranty claim: explain the refusal. By",
        "   voice or face to face.",
        "e-mail          bob@stone.example",
        "phone           +44 20 7946 0321",
        "address         1 High Street, Leeds",
        "cadence         monthly",
        "birthday        22 Mar 1971",
        "tags            loyal, roof",
        "safe topics     the weather, his boat",
        "off limits      the divorce",
        "do not contact  text, letter",
        "",
        "21 Nov  changed (ann): do_not_contact",
        "21 Nov  call to them (no answer, ann): rang",
        "19 Nov  call from them (6 min, ann): where is my money?",
        "19 Nov  follow-up by call (open, unpleasant, ann): warranty claim: explain the",
        "        refusal",
        "16 Nov  note (ben): Wants everything in writing. Two invoices a year.",
        "12 Nov  stage (ann): Raving fan → Customer “claim refused”",
        "03 Oct  e-mail to them (ann): autumn offer",
        "  2023  added (ann)",
    ]


def test_the_page_tells_what_is_not_usual(cli: Command) -> None:
    cli("stages", "every", "Former", "90d")
    cli("stage", "dora", "former", "--reason", "retired")
    cli("edit", "dora", "phone=")
    cli("follow-up", "dora", "tomorrow", "--tone", "unpleasant")
    cli("archive", "dora", "--reason", "moved away")
    lines = cli("show", "4").lines
    assert lines[1] == "Former since 11 Oct, reason: retired; owner ann; archived 21 Nov"
    assert "cadence         quarterly, as the stage has it" in lines
    assert "21 Nov  rule set aside (archive) (ann): moved away" in lines


def test_a_label_of_a_point_is_shown(cli: Command) -> None:
    cli.write("UPDATE contact_point SET label = 'work' WHERE kind = 'phone'")
    assert "phone           +44 20 7946 0321 (work)" in cli("show", BOB).lines


def test_of_a_long_timeline_people_see_a_hundred_lines_and_programs_all(cli: Command) -> None:
    for number in range(120):
        at = f"2026-01-01 00:{number // 60:02}:{number % 60:02}+00:00"
        cli.write("INSERT INTO note (contact_id, text, at, by_id, search_text) VALUES (17, 'n', ?, 1, '')", at)
    lines = cli("show", 17).lines
    assert lines[-1] == "21 more: see them with --json"
    assert len([line for line in lines if "note (ann)" in line or "added" in line]) == 100
    assert len(cli("show", 17, "--json").json["timeline"]) == 121
