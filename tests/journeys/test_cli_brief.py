"""The brief by the command line, and notes that cool off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import models
from models import db
from models.rules.secrets import Standing
from tests.data import vaults
from tests.journeys.book import ANN, day
from tests.journeys.command import is_shaped
from tests.journeys.confidences import PASSPHRASES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.command import Command
    from tests.journeys.keyholders import Holders

HOT, COOL = "what a liar", "he sees it otherwise"
HELD = {"id": int, "contact": dict, "at": str, "until": str, "over": bool, "confidential": bool, "text": str}
AFTER = day("2026-11-22 09:30")
BRIEF = {
    "contact": dict,
    "private_place": bool,
    "outreach": list,
    "last_words": list,
    "problems": list,
    "promises": list,
    "needs": list,
    "safe_topics": str,
    "off_limits": str,
    "do_not_contact": list,
    "discretion": (dict, type(None)),
    "announcements": list,
    "secrets": (list, type(None)),
    "balance": dict,
    "guide": dict,
}


def test_the_brief_is_read_before_a_call(cli: Command) -> None:
    lines = cli("brief", "bob").lines
    assert lines[0] == "Bob Stone, Stone Roofing [1]  Customer"
    assert lines[1].startswith("why now     ‼ Bad news untold")
    assert "off limits  the divorce" in lines
    assert "Unpleasant news: say it yourself" in lines
    assert lines[-1].strip() == "told."
    assert max(map(len, lines)) <= 80


def test_the_brief_for_a_program(cli: Command) -> None:
    cli("follow-up", "bob", "in 2 weeks", "roof", "--private")
    cli.write(
        "INSERT INTO need (contact_id, text, weight, note, confirmed_at, created_at, by_id, version)"
        " VALUES (1, 'delivery before 8', 2, '', '2026-11-01 09:00:00+00:00', '2026-11-01 09:00:00+00:00', 1, 1)"
    )
    brief = cli("brief", "1", "--json").json["brief"]
    assert is_shaped(brief, BRIEF)
    assert brief["contact"] == {"id": 1, "name": "Bob Stone"}
    assert [reason["kind"] for reason in brief["outreach"]] == ["bad_news"]
    assert brief["last_words"][0]["text"] == "where is my money?"
    assert brief["last_words"][0]["at"] == "2026-11-19T15:20:00Z"
    assert [promise["text"] for promise in brief["promises"]] == ["warranty claim: explain the refusal", "roof"]
    assert brief["needs"][0]["text"] == "delivery before 8"
    assert brief["guide"]["name"] == "unpleasant-news"
    assert len(brief["guide"]["ask"]) == 3
    assert (brief["private_place"], brief["secrets"]) == (False, None)


def test_a_private_place_is_asked_for_first(cli: Command) -> None:
    cli("follow-up", "bob", "today", "his health", "--private")
    assert cli("brief", "bob").lines[1] == "This needs a private place. Are you where nobody listens?"


def test_the_teams_own_guide_that_is_none_is_one_sentence(cli: Command, tmp_path: Path) -> None:
    folder = tmp_path / "home/.config/wellkept/guides"
    folder.mkdir(parents=True)
    (folder / "unpleasant-news.md").write_bytes("# Ärger".encode("latin-1"))
    said = " ".join(cli("brief", "1").out.split())
    assert "note guides/unpleasant-news.md is not text in UTF-8, so ours is used. Save it as UTF-8." in said
    assert cli("brief", "1", "--json").json["brief"]["guide"]["problem"].endswith("Save it as UTF-8.")


def test_nobody_has_no_brief(cli: Command) -> None:
    ran = cli("brief", "quentin")
    assert (ran.code, ran.err) == (3, "wellkept: No contact matches “quentin”. Look with: wellkept find.\n")


def test_secrets_take_a_passphrase(team: Holders) -> None:
    assert "secrets" not in team.cli("brief", "bob").out
    asyncio.run(_ann_has_a_secret_that_bob_knows(team.cli))
    assert "secrets     locked: see what they know with --passphrase-fd" in team.cli("brief", "bob").lines
    assert team.cli("brief", "bob", "--json").json["brief"]["secrets"] is None
    lines = team("ann", "brief", "bob").lines
    assert lines[1] == "This needs a private place. Are you where nobody listens?"
    assert "secrets     We move to Leeds: knows since 21 Nov, not talked over yet" in lines
    brief = team("ann", "brief", "bob", "--json").json["brief"]
    assert brief["private_place"]
    assert [(each["title"], each["standing"], each["talked_at"]) for each in brief["secrets"]] == [
        ("We move to Leeds", "knows", None)
    ]
    assert "Leeds" not in team("ben", "brief", "bob").out
    assert team("ann", "brief", "anna", "--json").json["brief"]["secrets"] == []


async def _ann_has_a_secret_that_bob_knows(cli: Command) -> None:
    async with db.opened(cli.book):
        vault = vaults.vault_of(ANN)
        await vaults.unlocked(vault, PASSPHRASES[ANN])
        secret = await models.secrets.add("We move to Leeds", "", [], vault=vault, by=ANN, at=cli.now)
        await models.secrets.place(secret, 1, {"standing": Standing.KNOWS}, vault=vault, by=ANN, at=cli.now)


def test_a_note_cools_off(cli: Command) -> None:
    held = cli("note", "bob", HOT, "--hold", "tomorrow 9am", "--json").json["held"]
    assert is_shaped(held, HELD)
    assert (held["until"], held["over"], held["text"]) == ("2026-11-22T08:00:00Z", False, HOT)
    assert cli("held", "list").lines == ["[1] on Bob Stone, until Sun 22 Nov 09:00", f"    {HOT}"]
    assert f"held until then, for you alone: {HOT}" in cli("show", "bob").out
    ran = cli("held", "keep", 1)
    assert ran.code == 1
    assert "cools off until Sun 22 Nov 09:00" in ran.err
    assert cli("held", "until", 1, "tomorrow 9:15").lines == ["held [1] until Sun 22 Nov 09:15"]
    cooled = "What you held has cooled off. Keep it or drop it: wellkept held list"
    assert cooled not in cli("today").lines
    cli.now = AFTER
    assert cli("today").lines[-1] == cooled
    assert cooled not in cli("login", "ben", "today").lines
    assert cli("held", "list").lines[0] == "[1] on Bob Stone, has cooled off: keep it or drop it"
    assert cli("held", "keep", 1, COOL).lines == ["kept: the note on Bob Stone [1] counts from now on"]
    assert cli.rows("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [(COOL,)]
    assert cli("held", "list").lines == ["You hold no notes. Hold one with: wellkept note CONTACT TEXT --hold WHEN"]


def test_a_note_is_dropped(cli: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.standard_input.text", lambda: HOT)
    assert cli("note", "bob", "-", "--hold", "tomorrow").lines == [
        "held [1] until Sun 22 Nov 00:00, for you alone: a note on Bob Stone [1]"
    ]
    assert cli("held", "drop", 1, "--json").json == {"held": {"id": 1}}
    assert cli("held", "drop", 1).code == 3


def test_nobody_else_gets_to_see_what_is_held(cli: Command, tmp_path: Path) -> None:
    cli("note", "bob", HOT, "--hold", "tomorrow 9am")
    ben = ("login", "ben")
    for argv in (("show", "1"), ("show", "1", "--json"), ("find", HOT), ("today",), ("brief", "1"), ("held", "list")):
        assert HOT not in cli.anyhow(*ben, *argv).out.replace(f"“{HOT}”", "")
    for name in ("all.csv", "all.vcf", "all.json", "all.ics"):
        for who in (ben, ()):
            assert cli.anyhow(*who, "export", tmp_path / name).code == 0
            assert HOT not in (tmp_path / name).read_text(), "the author's own export holds nothing of it either"
            (tmp_path / name).unlink()
    assert cli("login", "ben", "held", "keep", 1).code == 3
    assert HOT not in cli("undo").out


def test_what_a_leaver_held_is_dropped_by_an_owner(cli: Command) -> None:
    cli("login", "ben", "note", "bob", HOT, "--hold", "tomorrow 9am")
    cli("members", "remove", "ben")
    cli.now = AFTER
    said = cli("held", "list")
    assert said.lines == ["[1] was held by ben, who has left: nobody reads it. Drop it with: wellkept held drop 1"]
    assert cli("held", "list", "--json").json == {"held": [], "of_leavers": [{"id": 1, "by": "ben"}]}
    ran = cli("held", "keep", 1)
    assert (ran.code, HOT in ran.err) == (4, False)
    assert "ben, who wrote this note, has left, so it stays closed" in ran.err
    assert cli("held", "drop", 1).code == 0


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("note", "bob", HOT, "--hold", "yesterday"), "until an hour that is still ahead"),
        (("note", "bob", HOT, "--hold", "gibberish"), "gibberish"),
        (("note", "bob", "--conceal", 1, "--hold", "tomorrow"), "--hold is for a new note"),
        (("note", "bob", "--hold", "tomorrow"), "required: TEXT"),
        (("held",), "required"),
        (("held", "until", 7, "tomorrow"), "You hold no note 7"),
    ],
)
def test_what_cannot_be_held(cli: Command, argv: tuple[str | int, ...], sentence: str) -> None:
    ran = cli(*argv)
    assert ran.code in {1, 2, 3}
    assert sentence in ran.err


def test_a_confidential_note_cools_off_sealed(team: Holders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.standard_input.text", lambda: HOT)
    ran = team("ann", "note", "bob", "-", "--confidential", "--reader", "ben", "--hold", "tomorrow 9am")
    assert ran.lines == ["held [1] until Sun 22 Nov 09:00, for you alone: a note on Bob Stone [1]"]
    assert team.cli("held", "list").lines[1] == "    ◆ confidential"
    assert "◆ confidential" in team.cli("show", "bob").out
    assert HOT in team("ann", "held", "list").out
    assert HOT not in team("ben", "held", "list").out
    team.cli.now = AFTER
    assert team.cli("held", "keep", 1).code == 4
    assert team("ann", "held", "keep", 1).code == 0
    assert HOT in team("ben", "show", "bob").out
    monkeypatch.setattr("tui.cli.standard_input.text", lambda: COOL)
    assert team("ann", "note", "bob", "-", "--confidential", "--hold", "tomorrow 9am").code == 0
    team.cli.now = day("2026-11-24")
    kept = team("ann", "held", "keep", 2, COOL)
    assert "others can see the arguments of a command" in kept.err
    assert COOL in team("ann", "show", "bob").out


def test_what_is_held_under_older_keys_hides_nothing_else(team: Holders) -> None:
    team("ann", "note", "bob", "hot", "--hold", "tomorrow", "--confidential")
    team("ann", "note", "bob", "cool", "--hold", "tomorrow", "--confidential")
    team.cli.write("UPDATE held_note SET sealed = 'junk' WHERE id = 1")
    ran = team("ann", "held", "list")
    assert ran.code == 0
    assert [line.strip() for line in ran.lines] == [
        "[1] on Bob Stone, until Sun 22 Nov 00:00",
        "◆ confidential",
        "[2] on Bob Stone, until Sun 22 Nov 00:00",
        "cool",
    ]
