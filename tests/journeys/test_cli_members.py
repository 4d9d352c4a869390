"""Who uses the book, by the command line: an owner adds, lists and removes members, and says what they may do."""

from typing import Any

import pytest

from tests.journeys.command import Command

MEMBER: dict[str, Any] = {
    "id": int,
    "account": str,
    "name": str,
    "role": str,
    "since": str,
    "left_at": (str, type(None)),
    "contacts": int,
    "follow_ups": int,
}


def members(cli: Command) -> dict[str, Any]:
    """Return what the command line knows of each member, by account."""
    listed = cli("members", "list", "--json").json["members"]
    for member in listed:
        assert member.keys() == MEMBER.keys()
        assert all(isinstance(member[name], kind) for name, kind in MEMBER.items()), member
    return {member["account"]: member for member in listed}


def test_members_are_listed_with_what_is_theirs(cli: Command) -> None:
    assert cli("members").lines == [
        "account  name  role    since       contacts  follow-ups",
        "ann      ann   owner   2 Jan 2023  16        4",
        "ben      ben   member  2 Jan 2023  1         0",
    ]
    assert cli("members", "list").lines == cli("members").lines
    ben = members(cli)["ben"]
    assert ben == {
        "id": 2,
        "account": "ben",
        "name": "ben",
        "role": "member",
        "since": "2023-01-02T11:00:00Z",
        "left_at": None,
        "contacts": 1,
        "follow_ups": 0,
    }


def test_somebody_is_added_under_a_name_as_an_owner(cli: Command) -> None:
    said = cli("members", "add", "cara", "--name", "Cara Hill", "--role", "owner").lines
    assert said[0] == "added cara, an owner"
    assert said[3].startswith("cara     Cara Hill  owner")
    cli("members", "add", "dan")
    assert {account: member["role"] for account, member in members(cli).items()} == {
        "ann": "owner",
        "cara": "owner",
        "ben": "member",
        "dan": "member",
    }


def test_who_leaves_is_named_as_such_and_what_is_theirs_is_said(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    said = cli("members", "remove", "ben").lines
    assert said[:2] == [
        "ben is a member no more",
        "What is theirs waits for another: wellkept edit CONTACT owner=NAME",
    ]
    assert said[-1].startswith("ben      ben   left   21 Nov")
    assert members(cli)["ben"]["left_at"] == "2026-11-21T08:14:00Z"
    cli("members", "add", "dan")
    assert cli("members", "remove", "dan").lines[:2] == ["dan is a member no more", said[2]]
    ran = cli("add", "Zoe", "--owner", "ben")
    assert (ran.code, ran.err) == (3, "wellkept: There is no member “ben”. Choose one of: ann.\n")
    assert cli("export", "-", "--format", "csv", "--owner", "ben").lines[1].split(",")[1] == "Łukasz Wójcik"
    monkeypatch.setattr("tui.settings.account", lambda: "ben")
    ran = cli("today")
    assert ran.code == 4
    assert ran.err == "wellkept: “ben” is a member of this book no more. Ask ann to run: wellkept members add ben\n"


def test_the_last_owner_stays_until_there_is_another(cli: Command) -> None:
    for argv in (("remove", "ann"), ("role", "ann", "member")):
        ran = cli("members", *argv)
        assert ran.code == 1
        assert "ann is the only owner, and a book needs one. Make somebody else an owner first." in ran.err
    assert cli("members", "role", "ben", "owner").lines[0] == "ben is an owner now"
    assert cli("members", "role", "ann", "member").lines[0] == "ann is a member now"
    ran = cli("members", "role", "ann", "owner")
    assert (ran.code, ran.err) == (4, "wellkept: Only an owner can say who is a member, and as what. Ask ben.\n")


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (("add", "ben"), 1, "ben is a member already, as member."),
        (("add", "dan", "--name", "BEN"), 1, "Somebody is called “BEN” already."),
        (("add", " "), 1, "An account needs a name."),
        (("remove", "zed"), 3, "There is no member “zed”. Choose one of: ann, ben."),
        (("role", "ben", "king"), 2, "invalid choice: 'king'"),
        (("add",), 2, "the following arguments are required: NAME"),
    ],
)
def test_what_is_refused(cli: Command, argv: tuple[str, ...], code: int, says: str) -> None:
    ran = cli("members", *argv)
    assert ran.code == code
    assert says in ran.err
    assert cli.rows("SELECT count(*) FROM member WHERE left_at IS NULL") == [(2,)]
