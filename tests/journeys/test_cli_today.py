"""today: who needs outreach, most pressing first, and why."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.rules import why
from models.rules.words import ReasonKind
from tests.journeys.command import OUTREACH, Command, is_shaped


def test_today_in_json(cli: Command) -> None:
    today = cli("today", "--json").json
    assert today.keys() == {"outreach", "total"}
    assert today["total"] == len(today["outreach"])
    assert all(is_shaped(line, OUTREACH) and line["contact"].keys() == {"id", "name"} for line in today["outreach"])
    kinds = [line["kind"] for line in today["outreach"]]
    assert kinds == ["bad_news", "follow_up", "follow_up", "follow_up", "why_left", "why_never", "drift", "birthday"]
    assert [line["follow_up"] is not None for line in today["outreach"]] == [True] * 4 + [False] * 4
    assert today["outreach"][0]["contact"] == {"id": 1, "name": "Bob Stone"}
    assert today["outreach"][0]["why"].startswith("Bad news untold, due 2 days ago")


def test_today_for_people(cli: Command) -> None:
    lines = cli("today").lines
    (bob,) = cli.rows("SELECT id FROM follow_up WHERE tone = 'unpleasant'")
    assert lines[:6] == [
        "Sat 21 Nov 09:14. 7 need outreach.",
        "",
        "BAD NEWS UNTOLD 1  by voice or face to face",
        f"‼  [{bob[0]}] 2d        Bob Stone, Customer",
        "       Bad news untold, due 2 days ago: warranty claim: explain the refusal. By",
        "       voice or face to face.",
    ]
    assert [line for line in lines if line.isupper() or line[:4].isupper()] == [
        "BAD NEWS UNTOLD 1  by voice or face to face",
        "FOLLOW-UPS DUE 3",
        "LEFT, REASON UNKNOWN 1  ask, without accusing",
        "NEVER BOUGHT, REASON UNKNOWN 1  ask, without accusing",
        "DRIFTED 1  past the cadence you promised",
        "BIRTHDAYS 1",
    ]
    assert "~      67d of 30 Eva Brandt, Customer" in lines
    assert "●  [2] 09:00     Anna Moss, Prospect" in lines
    assert all(len(line) <= 80 for line in lines)


def test_a_limit_says_how_many_more_there_are(cli: Command) -> None:
    lines = cli("today", "--limit", 3).lines
    assert lines[-1] == "5 more: see them with --limit 8"
    assert "FOLLOW-UPS DUE 3" in lines
    limited = cli("today", "--limit", 3, "--json").json
    assert (len(limited["outreach"]), limited["total"]) == (3, 8)


def test_the_id_in_brackets_closes_what_it_stands_for(cli: Command) -> None:
    bracket = next(line for line in cli("today").lines if "Kurt Lang" in line).split("[")[1].split("]")[0]
    assert cli("done", bracket, "--outcome", "sent").code == 0
    assert "Kurt Lang" not in cli("today").out


def test_one_needs_and_several_need(cli: Command) -> None:
    for line in cli("today", "--json").json["outreach"][1:]:
        if line["follow_up"]:
            cli("done", line["follow_up"], "--outcome", "spoke")
        else:
            cli("archive", line["contact"]["id"])
    assert cli("today").lines[0] == "Sat 21 Nov 09:14. 1 needs outreach."


def test_who_has_several_reasons_is_one_who_needs_it(cli: Command) -> None:
    cli("follow-up", "Bob Stone", "today", "the bill")
    assert cli("today").lines[0] == "Sat 21 Nov 09:14. 7 need outreach."
    assert cli("today", "--json").json["total"] == 9


def test_nobody_is_said_with_what_to_do(empty: Path, cli: Command) -> None:
    assert cli("today", "--db", empty).lines == [
        "Sat 21 Nov 09:14. Nobody needs outreach now. Plan a follow-up with: wellkept",
        "follow-up CONTACT WHEN",
    ]
    assert cli("today", "--db", empty, "--json").json == {"outreach": [], "total": 0}


def test_a_kind_of_a_later_version_has_a_heading_too(cli: Command) -> None:
    cli.write("UPDATE outreach SET kind = 3 WHERE kind = 1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(why._SENTENCES, ReasonKind.RUMOUR, lambda *_: "They say he moves to Leeds.")
        assert "RUMOUR 1  call today" in cli("today").lines


def test_a_birthday_comes_round_again_for_who_only_reads(cli: Command) -> None:
    cli.now += timedelta(days=364)
    assert "BIRTHDAYS 1" in cli("today").out
