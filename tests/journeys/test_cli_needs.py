"""The command line of needs, rumours, and give and take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.command import is_shaped

if TYPE_CHECKING:
    from tests.journeys.command import Command

NONE = type(None)
NEED = {
    "id": int,
    "contact": dict,
    "text": str,
    "weight": str,
    "note": str,
    "confirmed_at": str,
    "stale": bool,
    "ended_at": (str, NONE),
    "by": str,
}
RUMOUR = {
    "id": int,
    "contact": dict,
    "text": str,
    "from": str,
    "heard_at": str,
    "by": str,
    "truth": str,
    "found": str,
    "closed_at": (str, NONE),
    "closed_by": str,
}
FAVOUR = {
    "id": int,
    "contact": dict,
    "direction": str,
    "introduced": (dict, NONE),
    "text": str,
    "at": str,
    "by": str,
}
TALK = "SELECT channel, outcome, minutes, text FROM interaction ORDER BY id DESC LIMIT 1"
WRITTEN = "SELECT count(*) FROM interaction"


def test_needs_from_first_to_last(cli: Command) -> None:
    added = cli("need", "add", "Bob", "delivery before 8", "--weight", "vital", "--confirmed", "2026-03-03 12:00")
    assert added.lines == ["need [1] of Bob Stone: delivery before 8 (vital), confirmed Tue 3 Mar 12:00, 263 days ago"]
    need = cli("need", "add", "Eva", "one invoice", "--note", "the accountant asks", "--json").json["need"]
    assert is_shaped(need, NEED)
    assert (need["weight"], need["note"], need["stale"]) == ("matters", "the accountant asks", False)
    assert cli("need", "list").lines == [
        "[1]  Bob Stone   delivery before 8  vital    stale Tue 3 Mar 12:00, 263 days ago",
        "[2]  Eva Brandt  one invoice        matters  confirmed Sat 21 Nov 09:14, today",
    ]
    assert [row["id"] for row in cli("need", "list", "--stale", "--json").json["needs"]] == [1]
    assert [row["id"] for row in cli("need", "list", "Eva", "--json").json["needs"]] == [2]
    assert "need" in [row["kind"] for row in cli("today", "--json").json["outreach"]]
    assert cli("need", "confirm", 1).lines == ["confirmed: need [1] of Bob Stone: delivery before 8 (vital)"]
    assert "need" not in [row["kind"] for row in cli("today", "--json").json["outreach"]]
    assert cli("need", "edit", 1, "text=before 9", "weight=nice", "confirmed=yesterday 12:00").lines == [
        "changed: need [1] of Bob Stone: before 9 (nice), confirmed Fri 20 Nov 12:00, yesterday"
    ]
    assert cli("need", "done", 1).lines == ["ended: need [1] of Bob Stone: before 9 (nice)"]
    assert cli("need", "list", "Bob").lines == ["no need is noted here"]
    assert cli("undo").lines == ["undone: ended a need of Bob Stone"]


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["done", "7"], 3, "There is no need 7. See them with: wellkept need list."),
        (["edit", "1", "when=now"], 2, "“when=now” is not FIELD=VALUE. The fields are text, weight, note, confirmed."),
        (["edit", "1", "weight=heavy"], 2, "“heavy” is no weight. Choose one of: nice, matters, vital."),
        (["edit", "1", "confirmed=tomorrow"], 1, "The day a need was confirmed cannot lie in the future."),
        (["add", "Bob", " "], 1, "Say what they need, in a few words."),
        (["add", "Nobody", "x"], 3, "No contact matches “Nobody”."),
        ([], 2, "add|list|confirm|edit|done"),
    ],
)
def test_what_is_no_need(cli: Command, argv: list[str], code: int, said: str) -> None:
    cli("need", "add", "Bob", "delivery")
    ran = cli("need", *argv)
    assert ran.code == code
    assert said in ran.err


def test_nothing_is_recorded_of_the_archived(cli: Command) -> None:
    cli("archive", "Eva")
    for argv in (("need", "add", 5, "x"), ("rumour", "add", 5, "x"), ("refer", "add", 5, "x")):
        ran = cli(*argv)
        assert ran.code == 1
        assert ran.err == ("wellkept: Eva Brandt is archived. Restore them first, with: wellkept archive 5 --restore\n")


def test_rumours_from_first_to_last(cli: Command) -> None:
    added = cli("rumour", "add", "Bob", "moves to Leeds", "--from", "the postman", "--at", "yesterday 10:00")
    assert added.lines == ["noted rumour [1] about Bob Stone, heard Fri 20 Nov 10:00, yesterday; call them today"]
    (row,) = cli("rumour", "list", "--json").json["rumours"]
    assert is_shaped(row, RUMOUR)
    assert (row["from"], row["closed_at"]) == ("the postman", None)
    assert "rumour" in [row["kind"] for row in cli("today", "--json").json["outreach"]]
    tried = cli("rumour", "done", 1, "--truth", "not-clear", "--outcome", "no-answer")
    assert tried.lines == ["logged the attempt; rumour [1] about Bob Stone stays open"]
    assert cli.rows(TALK) == [("call", "no-answer", None, "")]
    done = cli("rumour", "done", 1, "the workshop alone", "--truth", "partly", "--channel", "video", "--minutes", 4)
    assert done.lines == ["closed rumour [1] about Bob Stone: partly"]
    assert cli.rows(TALK) == [("video", "spoke", 4, "the workshop alone")]
    assert cli("rumour", "list").lines == ["no rumour is noted here"]
    assert cli("rumour", "list", "Bob", "--all").lines == ["[1]  Bob Stone  moves to Leeds  the postman  partly"]
    again = cli("rumour", "done", 1, "--truth", "true")
    assert again.code == 1
    assert "The rumour “moves to Leeds” is closed already: partly." in again.err


def test_a_rumour_closed_without_a_talk(cli: Command) -> None:
    before = cli.rows(WRITTEN)
    cli("rumour", "add", "Bob", "moves")
    assert cli("rumour", "done", 1, "--truth", "false").lines == ["closed rumour [1] about Bob Stone: false"]
    assert cli.rows(WRITTEN) == before


def test_give_and_take(cli: Command) -> None:
    cli("refer", "add", "Bob", "over a beer", "--introduced", "Anna Moss", "--at", "2026-03-03 12:00")
    cli("refer", "add", "Bob", "--introduced", "Eva", "--by-us", "--at", "2026-04-03 12:00")
    cli("refer", "add", "Bob", "repaired the boat", "--by-us", "--at", "2026-05-03 12:00")
    added = cli("refer", "add", "Eva", "lent us a van")
    assert added.lines == ["noted [4]: Eva Brandt for us: lent us a van, Sat 21 Nov 09:14, today"]
    assert cli("refer", "list").lines == [
        "[4]  Eva Brandt for us: lent us a van                   2026-11-21",
        "[3]  we for Bob Stone: repaired the boat                2026-05-03",
        "[2]  we introduced Eva Brandt to Bob Stone              2026-04-03",
        "[1]  Bob Stone introduced Anna Moss to us: over a beer  2026-03-03",
    ]
    (favour,) = cli("refer", "list", "Anna Moss", "--json").json["favours"]
    assert is_shaped(favour, FAVOUR)
    assert (favour["contact"]["name"], favour["introduced"]["name"]) == ("Bob Stone", "Anna Moss")
    assert cli("refer", "list", "Kurt").lines == ["nothing is noted here"]
    assert cli("refer", "add", "Bob", "--introduced", "Jan Peters").code == 3
    assert cli("refer", "add", "Bob", "--introduced", "Bob Stone").code == 1
    assert cli("undo").lines == ["undone: noted a favour with Eva Brandt"]


def test_a_long_list_says_that_there_is_more(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.reading.needs.MOST", 1)
    cli("need", "add", "Bob", "a van")
    cli("need", "add", "Bob", "a ladder")
    assert cli("need", "list").lines[1:] == ["only the first 1 are shown"]
