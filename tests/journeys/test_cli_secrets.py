"""Secrets by the command line: for their readers alone, and nothing of them for anybody else."""

from typing import Any

import pytest

from tests.journeys.command import Command
from tests.journeys.keyholders import Holders

BOB, ANNA = 1, 2
TITLE, BODY, HOW = "zanzibar move", "the quokka leaves in may", "told by the okapi"
MASKED = "[1] ◆ confidential  by ann, for ann and ben"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say what stands on standard input next."""
    return lambda text: monkeypatch.setattr("tui.cli.standard_input.text", lambda: text)


@pytest.fixture
def kept(team: Holders, says: Any) -> Holders:
    """Ann and ben, who keep a secret."""
    says(f"{TITLE}\n{BODY}\n")
    ran = team("ann", "matter", "add", "-", "--reader", "ben")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "sealed [1], for ann and ben",
        f"◆ {TITLE} [1]",
        "sealed by ann Sat 21 Nov 09:14, for ann and ben",
        f"  {BODY}",
    ]
    return team


def test_who_knows_is_noted_and_counted_until_talked_with(kept: Holders, cli: Command, says: Any) -> None:
    says(HOW)
    ran = kept("ben", "disclose", 1, BOB, "--standing", "suspects", "--how", "-", "--at", "3 days ago")
    assert (ran.code, ran.err) == (0, "")
    assert "  Bob Stone [1] suspects since Wed 18 Nov" in ran.out
    assert "1 to be talked with" in ran.out
    today = kept("ann", "today", "--json").json["outreach"]
    (secret,) = [row for row in today if row["kind"] == "secret"]
    assert secret["contact"]["name"] == "Bob Stone"
    assert TITLE in secret["why"]
    locked = cli("today")
    assert locked.lines[-1] == "Locked: secrets are not counted. Count them with --passphrase-fd."
    assert TITLE not in locked.out
    ran = kept("ann", "disclose", 1, BOB, "--good-idea", "no", "--wish", "keep", "--talked", "--json")
    (knower,) = ran.json["matter"]["knowers"]
    assert (knower["how"], knower["good_idea"], knower["wish"], knower["standing"]) == (HOW, "no", "keep", "suspects")
    assert knower["talked_at"]
    assert "secret" not in {row["kind"] for row in kept("ann", "today", "--json").json["outreach"]}


def test_a_list_tells_titles_only_to_who_opens_it(kept: Holders, cli: Command) -> None:
    assert cli("matter", "list").lines == [MASKED]
    assert cli("matter", "list", "--json").json["matters"][0]["title"] is None
    assert kept("ben", "matter", "list").out == f"[1] ◆ {TITLE}  by ann, for ann and ben\n"


def test_it_is_decided_and_closed(kept: Holders) -> None:
    ran = kept("ben", "matter", "decide", 1, "contain", "until May")
    assert "others can see the arguments of a command" in ran.err
    assert "decided Sat 21 Nov 09:14 by ben: contain (until May)" in ran.out
    assert "closed: nobody is to be talked with" in kept("ann", "matter", "done", 1).out
    assert kept("ann", "matter", "done", 1).code == 1
    shown = kept("ann", "matter", "show", 1, "--json").json["matter"]
    assert [each["course"] for each in shown["decisions"]] == ["contain"]
    assert shown["closed_at"]


def test_only_readers_get_at_it(kept: Holders, says: Any) -> None:
    says(TITLE)
    assert kept("ann", "matter", "add", "-").code == 0
    for words in (("show", 2), ("decide", 2, "share"), ("done", 2)):
        ran = kept("ben", "matter", *words)
        assert (ran.code, ran.out) == (4, "")
        assert "You are not a reader of this secret." in ran.err
    assert kept("ann", "matter", "show", 9).code == 3


def test_nobody_archived_is_noted(kept: Holders, cli: Command) -> None:
    cli("archive", ANNA)
    ran = kept("ann", "disclose", 1, ANNA)
    assert ran.code == 1
    assert "is archived. Restore them first" in ran.err


def test_what_is_typed_as_an_argument_is_warned_of(team: Holders) -> None:
    ran = team("ann", "matter", "add", TITLE, BODY)
    assert ran.code == 0
    assert "others can see the arguments of a command" in ran.err
    assert team("ann", "matter", "add", "-", BODY).code == 2
    assert "others can see" in team("ann", "disclose", 1, BOB, "--how", HOW).err


def test_without_secrets_it_says_how_to_begin(cli: Command) -> None:
    assert cli("matter", "list").lines[0].startswith("No secret yet.")
    assert "Locked" not in cli("today").out
