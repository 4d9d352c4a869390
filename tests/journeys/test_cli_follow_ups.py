"""follow-up, done and snooze; log and note: what was promised, and what was said."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command import FOLLOW_UP, ITEM, Command, is_shaped
from tui.cli.standard_input import MOST_BYTES

BOB, ANNA = 1, 2


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What stands on standard input."""

    def typed(data: bytes) -> Any:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    return typed


def planned(cli: Command, *argv: Any) -> Any:
    return cli("follow-up", *argv, "--json").json["follow_up"]


def test_a_follow_up_is_planned_and_its_date_said_back(cli: Command) -> None:
    assert cli("follow-up", ANNA, "fri 10am", "the offer").lines == [
        "planned follow-up [5] with Anna Moss by call, due Fri 27 Nov 10:00, in 6 days"
    ]


def test_a_follow_up_in_json(cli: Command) -> None:
    row = planned(cli, ANNA, "in 3 weeks", "the offer", "--channel", "e-mail", "--purpose", "sales", "--owner", "Ben")
    assert is_shaped(row, FOLLOW_UP)
    assert (
        row.items()
        >= {
            "contact": {"id": 2, "name": "Anna Moss"},
            "due_at": "2026-12-11T23:00:00Z",
            "text": "the offer",
            "channel": "e-mail",
            "purpose": "sales",
            "tone": "neutral",
            "owner": "ben",
            "state": "open",
        }.items()
    )


def test_by_call_for_service_and_mine_unless_said(cli: Command) -> None:
    row = planned(cli, ANNA, "2026-11-27T10:00Z")
    assert (row["channel"], row["purpose"], row["tone"], row["owner"]) == ("call", "service", "neutral", "ann")
    assert row["due_at"] == "2026-11-27T10:00:00Z"


def test_what_is_special_is_said(cli: Command) -> None:
    special = ("--tone", "unpleasant", "--channel", "in-person", "--private", "--repeat", "every 2 weeks")
    (line,) = cli("follow-up", ANNA, "tomorrow", *special).lines
    assert line.startswith("planned follow-up [5] with Anna Moss in person, due Sun 22 Nov, tomorrow; ")
    assert line.endswith("; unpleasant; in a private place; again every 2w")


def test_it_may_be_late_already(cli: Command) -> None:
    assert "yesterday" in cli("follow-up", ANNA, "yesterday").out
    assert "[5]" in cli("today").out


@pytest.mark.parametrize("channel", ["e-mail", "text", "letter", "voicemail"])
def test_unpleasant_news_is_never_written(cli: Command, channel: str) -> None:
    ran = cli("follow-up", ANNA, "today", "bad", "--tone", "unpleasant", "--channel", channel)
    assert ran.code == 1
    assert "Choose one of those and say it yourself." in ran.err
    assert cli.rows("SELECT count(*) FROM follow_up") == [(4,)]


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ((ANNA, "30 feb"), 2, "There is no 30 February"),
        ((ANNA, "whenever"), 2, "“whenever” is not a date I can read."),
        ((ANNA, ""), 2, "is not a date I can read"),
        ((ANNA,), 2, "the following arguments are required: WHEN. See `wellkept follow-up --help`."),
        ((ANNA, "fri", "x", "y"), 2, "unrecognized arguments: y"),
        ((ANNA, "fri", "--channel", "pigeon"), 2, "invalid choice: 'pigeon'"),
        ((ANNA, "fri", "--repeat", "often"), 2, "is not a rhythm I can read"),
        ((ANNA, "fri", "--owner", "zoe"), 3, "There is no member “zoe”"),
        ((99, "fri"), 3, "“99”"),
        ((ANNA, "fri", "x" * 3000), 1, "at most 2,000 characters"),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(cli: Command, argv: tuple[str | int, ...], code: int, said: str) -> None:
    ran = cli("follow-up", *argv)
    assert ran.code == code
    assert said in ran.err
    assert cli.rows("SELECT count(*) FROM follow_up") == [(4,)]


def test_done_closes_it(cli: Command) -> None:
    closed = cli("done", 2, "she takes it", "--outcome", "spoke", "--minutes", 12, "--json").json
    assert closed.keys() == {"follow_up"}
    assert is_shaped(closed["follow_up"], FOLLOW_UP)
    assert closed["follow_up"]["state"] == "done"
    kept = cli.rows("SELECT text, channel, direction, outcome, minutes FROM interaction WHERE contact_id = 2")
    assert kept == [("she takes it", "call", "both", "spoke", 12)]
    again = cli("done", 2, "--outcome", "spoke")
    assert again.code == 1
    assert "is done already" in again.err


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        ("spoke", "done: follow-up [2] with Anna Moss"),
        ("left-word", "done: follow-up [2] with Anna Moss"),
        (
            "no-answer",
            "logged the attempt; follow-up [2] with Anna Moss stays open; next try: wellkept snooze 2 tomorrow",
        ),
        ("cancelled", "cancelled: follow-up [2] with Anna Moss"),
    ],
)
def test_what_came_of_it_is_said(cli: Command, outcome: str, line: str) -> None:
    assert cli("done", 2, "--outcome", outcome).lines == [line]


def test_one_that_repeats_plans_the_next(cli: Command) -> None:
    number = planned(cli, ANNA, "today", "--repeat", "monthly")["id"]
    assert cli("done", number, "--outcome", "spoke").lines == [
        "done: follow-up [5] with Anna Moss; the next one is planned"
    ]
    assert cli.rows("SELECT due_on FROM follow_up WHERE state = 'open' AND repeat = '1m'") == [("2026-12-21",)]


def test_bad_news_stays_open_until_it_is_told(cli: Command) -> None:
    assert "stays open" in cli("done", 1, "--outcome", "left-word").out
    assert cli("done", 1, "--outcome", "spoke", "--channel", "e-mail").code == 1
    assert cli("done", 1, "--outcome", "sent").code == 1
    assert cli("done", 1, "--outcome", "cancelled").code == 1
    assert cli("done", 1, "he knows", "--outcome", "cancelled").code == 0


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ((2,), 2),
        ((2, "--outcome", "happy"), 2),
        (("x", "--outcome", "spoke"), 2),
        (("9" * 40, "--outcome", "spoke"), 2),
        ((2, "--outcome", "spoke", "--minutes", "-1"), 2),
        ((2, "--outcome", "spoke", "--minutes", 9999), 1),
        ((99, "--outcome", "spoke"), 3),
    ],
)
def test_done_that_cannot_be_is_refused(cli: Command, argv: tuple[str | int, ...], code: int) -> None:
    assert cli("done", *argv).code == code
    assert cli.rows("SELECT count(*) FROM follow_up WHERE state = 'open'") == [(4,)]


def test_snooze_puts_it_off(cli: Command) -> None:
    assert cli("snooze", 2, "mon 8:30").lines == [
        "put off follow-up [2] with Anna Moss by call, due Mon 23 Nov 08:30, in 2 days"
    ]
    assert is_shaped(cli("snooze", 2, "mon", "--json").json["follow_up"], FOLLOW_UP)
    assert "Anna" not in cli("today").out
    assert cli("snooze", 99, "mon").code == 3
    assert cli("snooze", 2, "some day").code == 2


def test_log_keeps_what_was_said(cli: Command) -> None:
    logged = cli("log", "anna", "about ash", "--at", "2 days ago 10:00", "--minutes", 5, "--json").json
    assert logged.keys() == {"item"}
    assert is_shaped(logged["item"], ITEM)
    assert (
        logged["item"].items()
        >= {
            "contact": {"id": 2, "name": "Anna Moss"},
            "at": "2026-11-19T09:00:00Z",
            "what": "call",
        }.items()
    )
    assert cli.rows("SELECT text, minutes, direction, outcome FROM interaction WHERE contact_id = 2") == [
        ("about ash", 5, "both", "spoke")
    ]


@pytest.mark.parametrize(
    ("argv", "kept"),
    [
        ((), ("call", "both", "spoke")),
        (("--channel", "video"), ("video", "both", "spoke")),
        (("--channel", "e-mail"), ("e-mail", "out", "sent")),
        (("--channel", "letter", "--direction", "in"), ("letter", "in", "sent")),
        (("--outcome", "no-answer"), ("call", "out", "no-answer")),
        (("--channel", "text", "--outcome", "spoke"), ("text", "both", "spoke")),
    ],
)
def test_who_spoke_is_told_by_how(cli: Command, argv: tuple[str | int, ...], kept: Any) -> None:
    assert cli("log", ANNA, *argv).code == 0
    assert cli.rows("SELECT channel, direction, outcome FROM interaction WHERE contact_id = 2") == [kept]


def test_log_says_back_when(cli: Command) -> None:
    assert cli("log", ANNA, "--at", "yesterday").lines == ["logged call with Anna Moss [2], Fri 20 Nov, yesterday"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ((ANNA, "--at", "tomorrow"), 1),
        ((ANNA, "--at", "never"), 2),
        ((ANNA, "--outcome", "cancelled"), 2),
        ((ANNA, "--minutes", "long"), 2),
        ((99,), 3),
        ((), 2),
    ],
)
def test_a_log_that_cannot_be_is_refused(cli: Command, argv: tuple[str | int, ...], code: int) -> None:
    before = cli.rows("SELECT count(*) FROM interaction")
    assert cli("log", *argv).code == code
    assert cli.rows("SELECT count(*) FROM interaction") == before


def test_a_note_is_kept(cli: Command) -> None:
    noted = cli("note", "anna", "- likes ash\n- no handles", "--json").json
    assert is_shaped(noted["item"], ITEM)
    assert noted["item"].items() >= {"at": "2026-11-21T08:14:00Z", "what": "note"}.items()
    assert cli.rows("SELECT text FROM note WHERE contact_id = 2") == [("- likes ash\n- no handles",)]
    assert cli("note", "anna", "more").lines == ["added a note on Anna Moss [2]"]


def test_a_note_is_read_from_standard_input(cli: Command, typed: Any) -> None:
    typed("zwölf Türen\r\n".encode())
    assert cli("note", ANNA, "-").code == 0
    assert cli.rows("SELECT text FROM note WHERE contact_id = 2") == [("zwölf Türen",)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"caf\xe9", "Standard input is not text in UTF-8."),
        (b"", "A note needs some text."),
        (b"x" * (MOST_BYTES + 1), "Standard input is too long for one note."),
        (b"x" * 20_001, "A note can have at most 20,000 characters"),
    ],
)
def test_standard_input_that_is_no_note_is_refused(cli: Command, typed: Any, data: bytes, said: str) -> None:
    typed(data)
    ran = cli("note", ANNA, "-")
    assert ran.code == 1
    assert said in ran.err


def test_standard_input_that_is_closed_is_an_empty_note(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert cli("note", ANNA, "-").code == 1


def test_standard_input_that_cannot_be_read_is_said(
    cli: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    monkeypatch.setattr("sys.stdin", _Folder(folder))
    try:
        ran = cli("note", ANNA, "-")
    finally:
        os.close(folder)
    assert ran.code == 1
    assert "Standard input cannot be read: Is a directory." in ran.err


class _Folder:
    """A standard input that is a folder, as with `< /tmp`."""

    def __init__(self, descriptor: Any) -> None:
        self.buffer = self
        self._descriptor = descriptor

    def read(self, size: Any) -> Any:
        return os.read(self._descriptor, size)
