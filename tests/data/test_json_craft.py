"""JSON of the craft: needs, rumours, problems and their steps, favours, announcements, discretion; never held notes."""

import json
from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.exchange import importing
from models.exchange.importing import OnDuplicate
from models.exchange.json.parts import PARTS
from tests.data.cards import Desk, counts, told
from tests.data.desk import ADA, NOW, count, everything, one, rows
from tests.data.json_books import a_team_at_work, copied, said, text

AT, LATER = "2026-06-01T08:00:00Z", "2026-06-02T08:00:00Z"
NO_ANNOUNCEMENT = (
    'not an object like {"at": "2026-06-10T07:30:00Z", "title": "Prices rise"}; left out with all that belongs to it'
)
SAID = {"at": AT, "title": "Prices rise"}
LISTS: dict[str, Any] = {
    "members": ["Grace"],
    "stages": [{"name": "Customer", "kind": "customer"}],
    "reasons": [{"kind": "never", "name": "money", "asks_again": True}],
    "announcements": [{**SAID, "audience": "everybody", "by": "grace"}],
}


def _file(*contacts: Any, **lists: Any) -> str:
    return json.dumps({"version": 1, **LISTS, **lists, "contacts": contacts})


def _ida(**says: Any) -> dict[str, Any]:
    return {"uid": "ida", "name": "Ida Lind", **says}


async def test_every_list_goes_out_filled_and_nothing_held(template: Path, tmp_path: Path) -> None:
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        found = await said()
        lists = {name for each in found["contacts"] for name in PARTS if each[name]}
        assert lists == PARTS.keys()
        assert [each["title"] for each in found["announcements"]] == ["Prices rise", "We move", "Prices rise"]
        assert found["business"]["need_days"] == 90
        bob = next(each for each in found["contacts"] if each["name"] == "Bob Stone")
        assert (bob["discretion_by"], bool(bob["discretion_at"])) == ("grace", True)
        assert [(each["step"], each["problem"]) for each in bob["follow_ups"] if each["step"]] == [("fix", 1)]
        assert [each["weight"] for each in bob["needs"]] == ["vital"] * 3
        assert {each["introduced"] is None for each in bob["favours"]} == {True, False}
        assert {"need", "rumour", "announcement"} <= {each["kind"] for each in bob["snoozes"]}
        assert "held" not in await text()


async def test_what_an_older_file_says_nothing_of_stays_as_it_is(template: Path, tmp_path: Path) -> None:
    async with db.opened(copied(template, tmp_path, "new.db")):
        reason = {"kind": "former", "name": "our mistake"}
        report = await Desk(tmp_path).take(_file(_ida(), reasons=[reason], announcements=[]), "a.json")
        assert told(report) == []
        assert await one("SELECT is_ours FROM reason WHERE name = 'our mistake'") == 1
        report = await Desk(tmp_path).take(_file(reasons=[{**reason, "is_ours": False}]), "b.json")
        assert told(report) == [(1, "reasons[our mistake].is_ours: False", "the book has 1 here, and keeps it")]


@pytest.mark.usefixtures("book")
async def test_an_announcement_that_is_here_is_used_and_what_differs_is_told(desk: Desk) -> None:
    mine = _ida(disclosures=[{"announcement": SAID, "told_at": LATER, "channel": "call", "by": "Grace"}])
    assert told(await desk.take(_file(mine), "a.json")) == []
    again = _ida(disclosures=[{"announcement": {"at": AT, "title": "PRICES RISE"}}])
    other = {"uid": "bo", "name": "Bo Ek", "disclosures": [{"announcement": SAID}, {"announcement": SAID}]}
    closed = {**LISTS["announcements"][0], "closed_at": LATER}
    report = await desk.take(_file(again, other, announcements=[closed]), "b.json", on_duplicate=OnDuplicate.UPDATE)
    assert told(report) == [
        (
            1,
            "announcements[Prices rise].closed_at: 2026-06-02 08:00:00+00:00",
            "the book has nothing here, and keeps it",
        )
    ]
    assert counts(report) == (1, 0, 1, 0)
    assert await count("announcement") == 1
    assert await rows("SELECT contact_id, told_at IS NOT NULL AS told, channel, by_id FROM disclosure ORDER BY id") == [
        {"contact_id": 1, "told": 1, "channel": "call", "by_id": 2},
        {"contact_id": 2, "told": 0, "channel": "", "by_id": None},
    ]


@pytest.mark.usefixtures("book")
async def test_whoever_was_introduced_may_come_later_before_or_never(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    favour = {"direction": "in", "at": AT}
    people = [
        _ida(favours=[{**favour, "introduced": uid} for uid in ("zoe", "ida", "gone")] + [favour]),
        {"uid": "ann", "name": "Ann Ek"},
        {"uid": "zoe", "name": "Zoe Ek", "favours": [{**favour, "introduced": "ann"}]},
    ]
    empty = await everything()
    report = await desk.take(_file(*people), "a.json")
    why = "nobody has this UID, here or in the file; the favour is kept without them"
    assert told(report) == [(0, "favours.introduced: gone", why)]
    met = "SELECT c.name, i.name AS met FROM favour f JOIN contact c ON c.id = f.contact_id"
    found = await rows(f"{met} LEFT JOIN contact i ON i.id = f.introduced_id ORDER BY 1, 2")
    assert [tuple(row.values()) for row in found] == [
        ("Ida Lind", None),
        ("Ida Lind", None),
        ("Ida Lind", "Ida Lind"),
        ("Ida Lind", "Zoe Ek"),
        ("Zoe Ek", "Ann Ek"),
    ]
    await models.undo.last(by=ADA, at=NOW)
    assert await everything() == empty


@pytest.mark.usefixtures("book")
async def test_places_that_are_nobodys_and_rows_that_say_two_things(desk: Desk) -> None:
    rumour = {"text": "moves", "heard_at": AT}
    problem = {"text": "leaks", "opened_at": AT}
    plan = {"text": "roof", "due_at": AT, "created_at": AT}
    off = {"due_at": AT, "until_at": LATER}
    mine = _ida(
        needs=[
            {"text": "", "created_at": AT},
            {"text": "speed", "weight": "vital", "created_at": AT, "confirmed_at": AT},
        ],
        rumours=[{**rumour, "closed_at": LATER}, {**rumour, "text": "sells", "truth": "false"}],
        problems=[{**problem, "amount": -1, "outcome": "agreed"}, {**problem, "text": "late", "closed_at": LATER}],
        follow_ups=[{**plan, "problem": 7, "step": "fix"}, {**plan, "text": "door", "step": "fix"}],
        disclosures=[{"announcement": {"at": AT, "title": "Nothing"}}, {"announcement": "x"}, {}],
        snoozes=[
            {"kind": "need", "need": 1, **off},
            {"kind": "rumour", "rumour": 9, "need": 1, **off},
            {"kind": "announcement", "announcement": SAID, **off},
            {"kind": "drift", "follow_up": 0, **off},
        ],
    )
    report = await desk.take(_file(mine), "a.json")
    assert [(path.partition("].")[2], why) for _, path, why in told(report)] == [
        ("needs[0].text: ", "there is nothing to read in it; left out with all that belongs to it"),
        ("rumours[0].closed_at: 2026-06-02 08:00:00+00:00", "closed_at and truth go together; it stays open"),
        ("rumours[1].truth: false", "closed_at and truth go together; it stays open"),
        ("problems[0].amount: -1", "not from 0 to 999999999999999; the usual is taken"),
        ("problems[0].outcome: agreed", "closed_at and outcome go together; it stays open"),
        ("problems[1].closed_at: 2026-06-02 08:00:00+00:00", "closed_at and outcome go together; it stays open"),
        ("follow_ups[0].problem: 7", "there is no problem at this place, counted from 0"),
        ("follow_ups[0].step: fix", "a step is one of a problem; it is kept as a follow-up alone"),
        ("follow_ups[1].step: fix", "a step is one of a problem; it is kept as a follow-up alone"),
        (
            "disclosures[0].announcement: {'at': '2026-06-01T08:00:00Z', 'title'…",
            "not listed among the announcements; left out with all that belongs to it",
        ),
        ("disclosures[1].announcement: x", NO_ANNOUNCEMENT),
        ("disclosures[2].announcement: None", NO_ANNOUNCEMENT),
        ("snoozes[1].need: 1", "that is not what is behind a reason of this kind"),
        ("snoozes[1].rumour: 9", "there is no rumour at this place, counted from 0"),
    ]
    kept = await rows("SELECT kind, subject FROM snooze ORDER BY kind")
    assert [tuple(row.values()) for row in kept] == [(3, 0), (9, 1), (10, 1), (11, 1)]


@pytest.mark.usefixtures("book")
async def test_nothing_is_promised_of_a_closed_problem(desk: Desk) -> None:
    problem = {"text": "leaks", "opened_at": AT, "closed_at": LATER, "outcome": "agreed"}
    step = {"text": "roof", "due_at": AT, "created_at": AT, "problem": 0, "step": "fix"}
    closed = {**step, "text": "door", "state": "done", "closed_at": LATER}
    report = await desk.take(_file(_ida(problems=[problem], follow_ups=[step, closed])), "a.json")
    assert [(path.partition("].")[2], why) for _, path, why in told(report)] == [
        ("follow_ups[0].problem: 0", "that problem is closed; it is kept as a follow-up alone")
    ]
    kept = await rows("SELECT problem_id, step FROM follow_up ORDER BY id")
    assert [tuple(row.values()) for row in kept] == [(None, ""), (1, "fix")]


@pytest.mark.usefixtures("book")
async def test_what_is_one_line_stays_one_and_short(desk: Desk) -> None:
    long, lines = "x" * 501, "a\nladder"
    said = {"at": AT, "title": "Moving"}
    mine = _ida(
        needs=[{"text": each, "weight": "vital", "created_at": AT, "confirmed_at": AT} for each in (long, lines)],
        rumours=[{"text": lines, "source": long, "heard_at": AT}],
    )
    report = await desk.take(_file(mine, announcements=[{**said, "audience": long}]), "a.json")
    assert [path.partition(":")[0] for _, path, _ in told(report)] == [
        "announcements[0].audience",
        "contacts[0].needs[0].text",
        "contacts[0].rumours[0].source",
    ]
    assert [row["text"] for row in await rows("SELECT text FROM need UNION ALL SELECT text FROM rumour")] == [
        "a ladder",
        "a ladder",
    ]
    assert await one("SELECT audience FROM announcement") == ""


@pytest.mark.usefixtures("book")
async def test_announcements_listed_wrong(desk: Desk) -> None:
    again = {**LISTS["announcements"][0], "title": "PRICES RISE"}
    report = await desk.take(_file(_ida(), announcements=[*LISTS["announcements"], again, {"title": "x"}, 7]), "a.json")
    assert [(path, why) for _, path, why in told(report)] == [
        ("announcements[1]: PRICES RISE", "listed a second time; the first is kept"),
        ("announcements[2].at: None", "not a time like 2026-06-10T07:30:00Z; left out with all that belongs to it"),
        ("announcements[3]: 7", "not an object"),
    ]
    assert await one("SELECT by_id FROM announcement") == 2


@pytest.mark.usefixtures("book")
async def test_an_update_points_to_the_same_problems_and_doubles_none(desk: Desk) -> None:
    problem = {"text": "leaks", "opened_at": AT}
    plan = {"text": "roof", "due_at": AT, "created_at": AT, "step": "fix", "problem": 0}
    await desk.take(_file(_ida(problems=[problem], follow_ups=[plan])), "a.json")
    late = {**problem, "text": "late"}
    more = _ida(problems=[late, problem], follow_ups=[plan | {"text": "door"}, plan | {"problem": 1}])
    report = await desk.take(_file(more), "b.json", on_duplicate=OnDuplicate.UPDATE)
    assert (counts(report), told(report)) == ((0, 1, 0, 0), [])
    steps = "SELECT f.text, p.text AS problem FROM follow_up f JOIN problem p ON p.id = f.problem_id ORDER BY f.id"
    assert [tuple(row.values()) for row in await rows(steps)] == [("roof", "leaks"), ("door", "late")]
