"""Problems and reasons at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.command import is_shaped

if TYPE_CHECKING:
    from tests.journeys.command import Command

EVA = 5
MAYBE = (str, type(None))
TIMES = {"opened_at": str, "heard_at": MAYBE, "agreed_at": MAYBE, "closed_at": MAYBE}
BOTH = {
    "id": int,
    "contact": dict,
    "text": str,
    "amount": (int, type(None)),
    "fault": str,
    "owner": str,
    "outcome": str,
}
LISTED = {**BOTH, **TIMES, "step": str, "follow_up": (int, type(None))}
PROBLEM = {**BOTH, **TIMES, "wants": str, "solution": str, "closing": str, "steps": list}
STEP = {
    "step": str,
    "state": str,
    "follow_up": (int, type(None)),
    "due_at": MAYBE,
    "at": MAYBE,
    "by": str,
    "text": str,
    "why": str,
}
REASON = {
    "id": int,
    "kind": str,
    "name": str,
    "ends_contact": bool,
    "is_unknown": bool,
    "is_ours": bool,
    "asks_again": bool,
}


def opened(cli: Command, *more: str) -> dict[str, Any]:
    shape: dict[str, Any] = cli("problem", "add", EVA, "the roof leaks", *more, "--json").json["problem"]
    return shape


def test_opening_one(cli: Command) -> None:
    row = opened(cli, "--amount", "1,200.50", "--owner", "ben", "--fault", "ours", "--wants", "a dry bed")
    assert is_shaped(row, PROBLEM)
    assert [is_shaped(step, STEP) for step in row["steps"]] == [True] * 6
    assert (row["amount"], row["owner"], row["fault"], row["wants"]) == (120_050, "ben", "ours", "a dry bed")
    assert row["steps"][0]["due_at"] == "2026-11-20T23:00:00Z"
    (line,) = cli("problem", "add", EVA, "again").lines
    assert line == "opened problem [2] with Eva Brandt; next: hear them out, Sat 21 Nov, today"


def test_the_list(cli: Command) -> None:
    for ask in (("problem",), ("problem", "list"), ("problem", "list", EVA)):
        assert cli(*ask).lines == ["No problem is open. Open one with: wellkept problem add CONTACT TEXT"]
    opened(cli, "--amount", "7")
    cli("problem", "add", 2, "the door sticks")
    cli("problem", "step", 1, "hear")
    _, first, second = cli("problem").lines
    assert first.split()[:4] == ["[2]", "Anna", "Moss", "hear"]
    assert second.split() == ["[1]", "Eva", "Brandt", "fix", "the", "roof", "leaks", "0d", "0d", "7", "ann"]
    answer = cli("problem", "list", "--limit", 1, "--json").json
    assert (answer["total"], len(answer["problems"])) == (2, 1)
    assert is_shaped(answer["problems"][0], LISTED)
    assert cli("problem", "list", "--limit", 1).lines[-1] == "1 more: see them with --limit 2"
    assert len(cli("problem", "list", EVA).lines) == 2


def test_those_that_were_closed_are_listed_by_contact(cli: Command) -> None:
    opened(cli)
    cli("problem", "done", 1, "moved away", "--outcome", "not-agreed")
    assert "not-agreed" in cli("problem", "list", EVA, "--all").out
    assert cli("problem", "list", "--all").code == 2
    assert "No problem is open" in cli("problem", "list", EVA).out


def test_step_by_step_to_the_end(cli: Command) -> None:
    opened(cli)
    ran = cli("problem", "step", 1, "fix")
    assert (ran.code, "First comes “hear”" in ran.err) == (1, True)
    (line,) = cli("problem", "step", 1, "hear", "she is furious", "--channel", "in-person", "--next", "in 3 days").lines
    assert line == "done: hear, problem [1] with Eva Brandt; next: fix it, Tue 24 Nov, in 3 days"
    (line,) = cli("problem", "step", 1, "fix", "--skip", "it dried").lines
    assert line.startswith("skipped: fix, problem [1] with Eva Brandt; next: assure them, ")
    assert cli("problem", "step", 1, "assure", "--skip", " ").code == 1
    ran = cli("problem", "step", 1, "assure", "it will not leak again", "--skip", "no time")
    assert (ran.code, "has a reason and no other text" in ran.err) == (2, True)
    assert cli("problem", "agree", 1, "a new roof").lines[0].startswith("agreed on problem [1] with Eva Brandt: a new")
    for step in ("assure", "apologise", "thank"):
        cli("problem", "step", 1, step)
    (line,) = cli("problem", "step", 1, "check").lines
    assert line.endswith("; every step is behind you: wellkept problem done 1 --outcome agreed")
    assert cli("problem", "done", 1, "--outcome", "agreed").lines == ["closed problem [1] with Eva Brandt: agreed"]
    assert cli("problem", "done", 1, "x", "--outcome", "agreed").code == 1


def test_one_of_them_whole(cli: Command) -> None:
    opened(cli, "--amount", "1200", "--wants", "a dry bed")
    cli("problem", "step", 1, "hear", "she is furious")
    said = cli("problem", "show", 1).out
    for line in ("[1] Eva Brandt: the roof leaks", "they want   a dry bed", "amount      1,200"):
        assert line in said
    assert "first word  the same day" in said
    assert "agreement   none yet" in said
    assert "she is furious" in said
    assert is_shaped(cli("problem", "show", 1, "--json").json["problem"], PROBLEM)
    assert cli("problem", "show", 9).code == 3


def test_a_long_one_is_wrapped(cli: Command) -> None:
    cli("problem", "add", EVA, "leak " * 60)
    cli("problem", "edit", 1, "wants=" + "a new roof " * 30)
    assert all(len(line) <= 80 for line in cli("problem", "show", 1).lines)


def test_changing_one(cli: Command) -> None:
    opened(cli)
    fields = ("text=it rains in", "amount=50", "owner=ben", "fault=theirs", "wants=")
    (line,) = cli("problem", "edit", 1, *fields).lines
    assert line.startswith("changed problem [1] with Eva Brandt; next: ")
    assert cli.rows("SELECT text, amount, owner_id, fault, wanted FROM problem") == [
        ("it rains in", 5_000, 2, "theirs", "")
    ]
    cli("problem", "edit", 1, "fault=")
    assert cli.rows("SELECT fault FROM problem") == [("",)]
    for pair, code in (("colour=red", 2), ("text", 2), ("fault=god", 2), ("amount=x", 1), ("owner=zoe", 3)):
        assert cli("problem", "edit", 1, pair).code == code


def test_selling_is_stopped_and_overridden_by_name(cli: Command) -> None:
    cli("follow-up", EVA, "today", "the offer", "--purpose", "sales")
    opened(cli)
    number = cli.rows("SELECT id FROM follow_up WHERE purpose = 'sales'")[0][0]
    for ask in (
        ("follow-up", EVA, "today", "--purpose", "sales"),
        ("log", EVA, "hi", "--channel", "call", "--purpose", "sales"),
        ("done", number, "--outcome", "spoke"),
    ):
        ran = cli(*ask)
        assert (ran.code, "A problem is open with them: “the roof leaks”" in ran.err) == (1, True)
        assert cli(*ask, "--despite", "she asked").code == 0
    assert cli.rows("SELECT DISTINCT rule, reason, by_id FROM override") == [("sell", "she asked", 1)]
    assert cli.rows("SELECT purpose FROM interaction WHERE contact_id = 5 AND text = 'hi'") == [("sales",)]


def test_a_step_is_a_follow_up_like_any(cli: Command) -> None:
    number = opened(cli)["steps"][0]["follow_up"]
    assert "stays open; next try: wellkept snooze" in cli("done", number, "--outcome", "left-word").out
    (line,) = cli("done", number, "she is furious", "--outcome", "spoke", "--next", "in 3 days").lines
    assert line.endswith("; look on with: wellkept problem show 1")
    assert cli.rows("SELECT due_on FROM follow_up WHERE step = 'fix'") == [("2026-11-24",)]


def test_no_date_is_lost_that_nothing_is_planned_for(cli: Command) -> None:
    step, _ = opened(cli)["steps"][0]["follow_up"], cli("follow-up", EVA, "tomorrow", "roses")
    for number, outcome in ((step, "no-answer"), (step + 1, "spoke")):
        ran = cli("done", number, "--outcome", outcome, "--next", "in 3 days")
        assert (ran.code, "--next is for a step of a problem" in ran.err) == (2, True)
    assert cli.rows("SELECT DISTINCT state FROM follow_up WHERE id >= ?", step) == [("open",)]
    assert cli("done", 99, "--outcome", "spoke", "--next", "in 3 days").code == 3


def test_a_member_who_leaves_hands_over(cli: Command) -> None:
    opened(cli, "--owner", "ben")
    ran = cli("members", "remove", "ben")
    assert (ran.code, "ben owns 1 open problem. Say who takes that over, as with --to NAME." in ran.err) == (1, True)
    assert cli("members", "remove", "ben", "--to", "zoe").code == 3
    said = cli("members", "remove", "ben", "--to", "ann").lines
    assert said[:2] == ["ben is a member no more", "their unpleasant news and problems are ann's now"]
    assert cli.rows("SELECT owner_id FROM problem") == [(1,)]


def test_the_list_of_reasons(cli: Command) -> None:
    answer = cli("reason", "--json").json
    assert [is_shaped(row, REASON) for row in answer["reasons"]] == [True] * 18
    ours = [row["name"] for row in answer["reasons"] if row["is_ours"]]
    assert ours == ["our mistake", "something we did not do"]
    assert len(cli("reason", "list", "never").lines) == 7
    assert "contact ends" in cli("reason", "list", "former").out


def test_a_reason_of_ones_own(cli: Command) -> None:
    first, *_ = cli("reason", "add", "former", "we were late", "--ours", "--asks-again").lines
    assert first == "added the reason [19] we were late"
    first, *_ = cli("reason", "edit", 19, "name=too late", "ours=no", "ends-contact=yes").lines
    assert first == "changed the reason [19] too late"
    assert cli.rows("SELECT name, is_ours, ends_contact, asks_again FROM reason WHERE id = 19") == [
        ("too late", 0, 1, 1)
    ]
    cli("reason", "edit", 19, "asks-again=no")
    assert cli("undo").code == 0
    for pair in ("colour=red", "ours=perhaps", "name"):
        assert cli("reason", "edit", 19, pair).code == 2
    assert cli("reason", "add", "fan", "joy").code == 2


def test_a_reason_that_was_removed_is_said_so(cli: Command) -> None:
    first, *_ = cli("reason", "done", 9).lines
    assert first == "removed the reason [9]: who has it keeps it"
    gone = "The reason “retired” was removed from the list. Choose another one, or add it again."
    for ask in (
        ("stage", EVA, "Former", "--reason", "retired"),
        ("reason", "done", 9),
        ("reason", "edit", 9, "name=x"),
    ):
        ran = cli(*ask)
        assert (ran.code, gone in ran.err) == (3, True)
    assert cli.rows("SELECT stage_id FROM contact WHERE id = 5") == [(2,)]


def test_our_own_mistake_opens_a_problem(cli: Command) -> None:
    (line,) = cli("stage", EVA, "Former", "--reason", "our mistake", "--note", "wrong tiles").lines
    assert line.endswith("reason: our mistake; that is ours, so a problem is open: see wellkept problem list")
    assert cli.rows("SELECT text FROM problem") == [("our mistake: wrong tiles",)]


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_what_is_no_problem_is_refused(cli: Command, text: str) -> None:
    assert cli("problem", "add", EVA, text).code == 1
    assert cli("problem", "add", EVA, "x", "--amount", "£5").code == 1
    cli("archive", EVA)
    ran = cli("problem", "add", EVA, "x")
    assert (ran.code, "Eva Brandt is archived. Restore them first" in ran.err) == (1, True)
    assert cli.rows("SELECT count(*) FROM problem") == [(0,)]
