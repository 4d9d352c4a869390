"""stage, stages and undo."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import CONTACT, STAGE, Command, is_shaped

BOB = 1


def stages(cli: Command, *argv: Any) -> Any:
    return [stage["name"] for stage in cli("stages", *argv, "--json").json["stages"]]


def test_a_contact_is_moved(cli: Command) -> None:
    moved = cli("stage", "bob stone", "raving", "--note", "all is well again", "--json").json
    assert moved.keys() == {"contact"}
    assert is_shaped(moved["contact"], CONTACT)
    assert (moved["contact"]["stage"], moved["contact"]["stage_kind"]) == ("Raving fan", "fan")
    assert ("all is well again",) in cli.rows("SELECT text FROM stage_change")
    assert cli("stage", BOB, "customer").lines == ["moved Bob Stone [1] to Customer"]


def test_who_leaves_is_asked_why(cli: Command) -> None:
    assert cli("stage", "eva", "former").lines == ["moved Eva Brandt [5] to Former, reason: unknown"]
    assert "why_left" in [reason["kind"] for reason in cli("show", "eva", "--json").json["contact"]["outreach"]]
    assert cli("stage", "eva", "former", "--reason", "ret").lines == ["moved Eva Brandt [5] to Former, reason: retired"]
    assert "why_left" not in cli("show", "eva", "--json").out


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("stage", BOB, "Enemy"), 3, "There is no one stage “Enemy”. Choose one of: Prospect, Customer, Raving fan,"),
        (("stage", BOB, ""), 3, "There is no one stage"),
        (("stage", BOB, "customer"), 1, "Bob Stone is in Customer already."),
        (("stage", BOB, "former", "--reason", "aliens"), 3, "is not one reason of the list"),
        (("stage", BOB, "prospect", "--reason", "money"), 1, "A reason is asked only of who never bought or left"),
        (("stage", 99, "former"), 3, "“99”"),
        (("stage", BOB), 2, "required: STAGE"),
    ],
)
def test_a_move_that_cannot_be_is_refused(cli: Command, argv: tuple[str | int, ...], code: int, said: str) -> None:
    ran = cli(*argv)
    assert ran.code == code
    assert said in ran.err
    assert cli("show", BOB, "--json").json["contact"]["stage"] == "Customer"


def test_the_stages_in_order(cli: Command) -> None:
    listed = cli("stages", "--json").json
    assert listed.keys() == {"stages"}
    assert all(is_shaped(stage, STAGE) for stage in listed["stages"])
    assert [(stage["name"], stage["kind"], stage["contacts"]) for stage in listed["stages"]] == [
        ("Prospect", "prospect", 6),
        ("Customer", "customer", 8),
        ("Raving fan", "fan", 1),
        ("Never bought", "never", 1),
        ("Former", "former", 1),
    ]
    cli("stages", "every", "cust", "weekly")
    assert cli("stages").lines[:3] == [
        "   stage         kind      cadence  contacts",
        "1  Prospect      prospect  -        6",
        "2  Customer      customer  weekly   8",
    ]


def test_stages_are_a_teams_own(cli: Command) -> None:
    assert stages(cli, "add", "Ally", "--kind", "fan")[-1] == "Ally"
    assert stages(cli, "rename", "ally", "Friend")[-1] == "Friend"
    assert stages(cli, "move", "friend", 1)[0] == "Friend"
    assert cli("stages", "kind", "Friend", "customer", "--json").json["stages"][0]["kind"] == "customer"
    assert cli("stages", "every", "Friend", "30d", "--json").json["stages"][0]["every_days"] == 30
    assert cli("stages", "every", "Friend", "never", "--json").json["stages"][0]["every_days"] is None


def test_a_stage_is_deleted_when_it_is_known_where_everybody_goes(cli: Command) -> None:
    cli("archive", "anna")
    refused = cli("stages", "delete", "prospect")
    assert refused.code == 1
    assert "6 contacts are in Prospect (1 archived). Choose another stage for them, as with --to STAGE." in refused.err
    assert stages(cli, "delete", "prospect", "--to", "cust") == ["Customer", "Raving fan", "Never bought", "Former"]
    assert cli("stages").lines[1].startswith("1  Customer")
    assert cli("stages", "--json").json["stages"][0]["contacts"] == 13
    assert cli("undo").lines == ["undone: deleted the stage Prospect"]
    assert cli("stages", "--json").json["stages"][0]["contacts"] == 5


def test_the_database_may_be_named_after_what_is_done_to_a_stage(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WELLKEPT_DB")
    assert cli("stages", "add", "Ally", "--kind", "fan", "--db", cli.book).code == 0
    assert cli("stages", "--db", cli.book, "rename", "Ally", "Friend").code == 0
    assert "Friend" in cli("stages", "--db", cli.book).out


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("add",), 2, "the following arguments are required: NAME, --kind. See `wellkept stages add --help`."),
        (("add", "Ally"), 2, "required: --kind"),
        (("add", "Ally", "--kind", "foe"), 2, "invalid choice: 'foe'"),
        (("add", "customer", "--kind", "fan"), 1, "There is already a stage “customer”."),
        (("add", " ", "--kind", "fan"), 1, "A stage needs a name."),
        (("rename", "cust", "Former"), 1, "There is already a stage “Former”."),
        (("rename", "foe", "Friend"), 3, "There is no one stage “foe”"),
        (("move", "cust", "first"), 2, "is not a whole number from 1 to 999"),
        (("move", "cust", "0"), 2, "is not a whole number from 1 to 999"),
        (("every", "cust", "often"), 2, "is not a rhythm I can read"),
        (("delete", "cust", "--to", "foe"), 3, "There is no one stage “foe”"),
        (("delete", "cust", "--to", "cust"), 1, "8 contacts are in Customer. Choose another stage"),
        (("burn", "cust"), 2, "invalid choice: 'burn'"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(cli: Command, argv: tuple[str | int, ...], code: int, said: str) -> None:
    before = cli("stages").out
    ran = cli("stages", *argv)
    assert ran.code == code
    assert said in ran.err
    assert cli("stages").out == before


def test_undo_takes_back_my_own_last_change(cli: Command) -> None:
    cli("stage", BOB, "fan")  # begins no stage's name
    cli("stage", BOB, "rav")
    assert cli("undo").lines == ["undone: moved Bob Stone to Raving fan"]
    assert cli("show", BOB, "--json").json["contact"]["stage"] == "Customer"
    cli("note", BOB, "x")
    assert cli("undo", "--json").json == {"undone": {"verb": "note.add", "what": "added a note on Bob Stone"}}


def test_nothing_to_undo_is_said(empty: Path, cli: Command) -> None:
    ran = cli("undo", "--db", empty)
    assert ran.code == 3
    assert ran.err == "wellkept: There is nothing of yours to undo.\n"


def test_what_somebody_changed_since_is_not_undone(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("edit", BOB, "company=Stone & Sons")
    monkeypatch.setattr("tui.settings.account", lambda: "ben")
    cli("edit", BOB, "company=Stone & Daughters")
    monkeypatch.setattr("tui.settings.account", lambda: "ann")
    ran = cli("undo")
    assert ran.code == 1
    said = "ben changed Bob Stone since, at 09:14: company is now “Stone & Daughters”, yours was “Stone & Sons”."
    assert said in ran.err
    assert cli("show", BOB, "--json").json["contact"]["company"] == "Stone & Daughters"
