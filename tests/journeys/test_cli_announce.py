"""announce; and discretion, by edit."""

from typing import Any

import pytest

from tests.journeys.command import Command, is_shaped

SHAPE = {
    "id": int,
    "title": str,
    "text": str,
    "audience": str,
    "at": str,
    "by": str,
    "closed_at": (str, type(None)),
    "told": int,
    "audience_size": int,
}
PERSON = {"contact": dict, "told_at": (str, type(None)), "channel": str, "text": str, "by": str}
OMAR = 14


def announce(cli: Command, *argv: Any) -> Any:
    return cli("announce", *argv, "--json").json["announcement"]


def test_announced_told_listed_and_closed(cli: Command) -> None:
    assert cli("announce").lines == [
        "Nothing is announced yet. Announce something with: wellkept announce add TITLE --to QUERY"
    ]
    made = announce(cli, "add", "Prices rise", "By 4 %.", "--to", "Jan Peters")
    assert is_shaped(made, SHAPE)
    assert (made["told"], made["audience_size"], made["audience"]) == (0, 2, "Jan Peters")
    told = cli("announce", "told", 1, 15, "fair enough", "--channel", "letter", "--at", "yesterday 10:00").lines
    assert told == ["told Jan Peters [15] by letter, Fri 20 Nov 10:00, yesterday: Prices rise [1], told 1 of 2"]
    assert cli("announce", "list").lines == ["[1]  Prices rise  told 1 of 2  Jan Peters  21 Nov  ann"]
    assert cli("announce", "show", 1).lines == [
        "Prices rise [1]",
        "By 4 %.",
        "for Jan Peters; announced 21 Nov by ann; told 1 of 2",
        "[16]  Jan Peters  to be told",
        "[15]  Jan Peters  told 20 Nov by letter by ann  fair enough",
    ]
    shown = cli("announce", "show", 1, "--json").json
    assert is_shaped(shown["announcement"], SHAPE)
    assert [is_shaped(each, PERSON) for each in shown["people"]] == [True, True]
    assert shown["people"][1]["told_at"] == "2026-11-20T09:00:00Z"
    assert cli("announce", "done", 1).lines == ["closed Prices rise [1]: 1 were never told"]
    (closed,) = cli("announce", "list", "--json").json["announcements"]
    assert closed["closed_at"] == "2026-11-21T08:14:00Z"
    assert "told 1 of 2, closed 21 Nov" in cli("announce", "show", 1).out


def test_kinds_of_stage_and_more_people(cli: Command) -> None:
    made = announce(cli, "add", "We move", "--kind", "fan", "--kind", "former")
    assert (made["audience"], made["audience_size"]) == ("fan, former", 2)
    assert cli("announce", "widen", 1, "--to", "omar").lines == ["1 more to be told of We move [1]"]
    assert announce(cli, "told", 1, "bob stone")["audience_size"] == 4  # he was none of them
    assert cli("announce", "told", 1, "omar").lines == [
        "told Omar Said [14] by call, Sat 21 Nov 09:14, today: We move [1], told 2 of 4"
    ]
    cli("undo")
    assert cli("announce", "show", 1, "--json").json["announcement"]["told"] == 1


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (
            ("add", "We move", "--to", "zeppelin"),
            1,
            "Nobody matches “zeppelin”, so there is nobody to tell. Try another filter.",
        ),
        (("add", " "), 1, "An announcement needs a title"),
        (("add", "We move", "--kind", "friend"), 2, "invalid choice: 'friend'"),
        (("show", 7), 3, "There is no announcement 7. See them with: wellkept announce list."),
        (("told", 7, OMAR), 3, "There is no announcement 7."),
        (("told", 1, "nobody at all"), 3, "No contact matches “nobody at all”."),
        (("told", 1, OMAR, "--at", "tomorrow"), 1, "cannot lie in the future"),
        (("done", 7), 3, "There is no announcement 7."),
        (("sing",), 2, "invalid choice"),
    ],
)
def test_what_cannot_be(cli: Command, argv: tuple[Any, ...], code: int, said: str) -> None:
    if argv[:2] == ("told", 1):
        cli("announce", "add", "Prices rise")
    ran = cli("announce", *argv)
    assert ran.code == code
    assert said in ran.err


def test_an_archived_contact_is_not_told(cli: Command) -> None:
    cli("announce", "add", "Prices rise")
    cli("archive", OMAR)
    ran = cli("announce", "told", 1, OMAR)
    assert (ran.code, ran.err) == (
        1,
        "wellkept: Omar Said is archived. Restore them first, with: wellkept archive 14 --restore\n",
    )
    assert "Omar Said" in cli("announce", "show", 1).out
    assert "archived" in cli("announce", "show", 1).out


def test_discretion_is_promised_and_taken_back(cli: Command) -> None:
    assert cli("edit", OMAR, "discretion=yesterday 10:00").lines == [
        "changed Omar Said [14], discretion promised Fri 20 Nov 10:00, yesterday"
    ]
    assert "discretion      promised 20 Nov by ann" in cli("show", OMAR).lines
    assert cli("edit", OMAR, "discretion=").lines == ["changed Omar Said [14]"]
    assert "promised" not in "\n".join(line for line in cli("show", OMAR).lines if line.startswith("discretion"))
    ran = cli("edit", OMAR, "discretion=tomorrow")
    assert (ran.code, "that day cannot lie ahead" in ran.err) == (1, True)
