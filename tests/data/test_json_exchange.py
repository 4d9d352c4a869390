"""JSON: everything of a book goes out, and in an empty one it is all there again."""

import asyncio
import contextlib
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from models import db
from models.exchange import importing
from models.exchange.importing import OnDuplicate
from models.exchange.json import agreed as json_agreed
from models.reading import chosen
from models.rules.refusals import NotFound, Refused
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, StageKind, Tone
from tests.data.cards import Desk, card, counts, told
from tests.data.desk import ADA, GRACE, NOW, bob, count, days, everything, one, rows
from tests.data.json_books import HOSTILE, a_team_at_work, copied, outreach, said, text


async def test_everything_comes_back(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_PAGE", 4)
    monkeypatch.setattr(importing, "BATCH", 3)
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        await Desk(tmp_path).take(card("FN:Ida Lind", "TITLE:Dr", "X-ODD:a\\,b"))
        before, reasons = await text(), await outreach()
        searched = await rows("SELECT uid, search_text FROM contact ORDER BY uid")
    async with db.opened(copied(template, tmp_path, "empty.db")):
        report = await Desk(tmp_path).take(before, "all.json")
        assert (counts(report), told(report)) == ((10, 0, 0, 0), [])
        assert await text() == before
        assert await outreach() == reasons
        assert await rows("SELECT uid, search_text FROM contact ORDER BY uid") == searched
        assert await one("SELECT indexed_region FROM business") == "GB"


async def test_a_second_time_nothing_comes_in(template: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        before = await everything()
        for how in (OnDuplicate.SKIP, OnDuplicate.UPDATE):
            report = await desk.take(await text(), "all.json", on_duplicate=how)
            assert (counts(report), told(report)) == ((0, 0, 9, 0), [])
            assert await everything() == before


async def test_an_import_is_undone_whole_and_done_again(template: Path, tmp_path: Path) -> None:
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        full = await text()
    async with db.opened(copied(template, tmp_path, "empty.db")):
        empty = await everything()
        await Desk(tmp_path).take(full, "all.json")
        await models.undo.last(by=ADA, at=NOW)
        assert await everything() == empty
        assert counts(await Desk(tmp_path).take(full, "all.json")) == (9, 0, 0, 0)
        assert await text() == full


async def test_a_query_takes_whom_it_finds_and_their_companies(template: Path, tmp_path: Path) -> None:
    async with db.opened(copied(template, tmp_path, "full.db")):
        await a_team_at_work()
        found = await said("bob")
        assert [each["name"] for each in found["contacts"]] == ["Bob Stone"]
        assert [each["name"] for each in found["companies"]] == ["Stone"]
        assert (await said("levy"))["contacts"] == []
        assert "Dana Levy" in [each["name"] for each in (await said())["contacts"]]


AT = "2026-06-01T08:00:00Z"
LISTS: dict[str, Any] = {
    "members": ["Grace", "Hugo"],
    "stages": [{"name": "Customer", "kind": "customer"}, {"name": "Guest", "kind": "fan", "every_days": 9}],
    "reasons": [{"kind": "never", "name": "money"}, {"kind": "never", "name": "distance"}],
    "companies": [{"name": "Oak"}],
}


def _file(*contacts: Any, **lists: Any) -> str:
    return json.dumps({"version": 1, **LISTS, **lists, "contacts": contacts})


def _ida(**says: Any) -> dict[str, Any]:
    return {"uid": "ida", "name": "Ida Lind", **says}


@pytest.fixture
def plan() -> dict[str, Any]:
    return {"text": "roof", "due_at": "2026-07-01T08:00:00+02:00", "created_at": AT, "owner": "hugo"}


@pytest.mark.usefixtures("book")
async def test_an_update_adds_what_is_lacking_and_doubles_nothing(desk: Desk, plan: dict[str, Any]) -> None:
    talk = {"at": AT, "channel": "call", "outcome": "spoke", "text": "hello", "follow_up": 0, "by": "GRACE"}
    note = {"at": AT, "text": "tea", "by": "Hugo"}
    snooze = {"kind": "drift", "due_at": AT, "until_at": AT}
    first = _ida(notes=[note], follow_ups=[plan], interactions=[talk], snoozes=[snooze], stage="guest")
    assert counts(await desk.take(_file(first), "a.json")) == (1, 0, 0, 0)
    before = await everything()
    other = {**plan, "text": "door"}
    more = _ida(
        notes=[{**note, "text": "cake"}, note],
        follow_ups=[other, plan],
        interactions=[{**talk, "text": "and door", "follow_up": 0}, {**talk, "follow_up": 1}],
        overrides=[{"rule": "soften", "reason": "it was good", "at": AT, "follow_up": 1}],
        stage_changes=[{"at": AT, "from": "Customer", "to": "Guest", "reason": {"kind": "never", "name": "Distance"}}],
        snoozes=[snooze, snooze],
    )
    report = await desk.take(_file(more), "b.json")
    assert (counts(report), len(told(report))) == ((0, 0, 1, 0), 1)
    assert counts(await desk.take(_file(more), "b.json", on_duplicate=OnDuplicate.UPDATE)) == (0, 1, 0, 0)
    assert counts(await desk.take(_file(more), "b.json", on_duplicate=OnDuplicate.UPDATE)) == (0, 0, 1, 0)
    (ida,) = (await said())["contacts"]
    assert [each["text"] for each in ida["notes"]] == ["tea", "cake"]
    assert [each["text"] for each in ida["follow_ups"]] == ["roof", "door"]
    assert [(each["text"], each["follow_up"]) for each in ida["interactions"]] == [("hello", 0), ("and door", 1)]
    assert (ida["overrides"][0]["follow_up"], len(ida["snoozes"])) == (0, 1)
    assert ida["stage_changes"][0]["reason"] == {"kind": "never", "name": "distance"}
    assert [each["by"] for each in ida["notes"] + ida["interactions"]] == ["Hugo", "Hugo", "grace", "grace"]
    await models.undo.last(by=ADA, at=NOW)
    assert await everything() == before


@pytest.mark.usefixtures("book")
async def test_two_files_at_once_build_on_each_other(desk: Desk) -> None:
    paths = [desk.file(_file(_ida(notes=[{"at": AT, "text": words}])), f"{words}.json") for words in ("tea", "cake")]
    paths.append(desk.file(card("UID:ida", "FN:Ida Lind", "NOTE:by vCard")))
    reports = await importing.import_files(paths, by=ADA, at=NOW, on_duplicate=OnDuplicate.UPDATE)
    assert [counts(report) for report in reports] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 1, 0, 0)]
    (ida,) = (await said())["contacts"]
    assert [each["text"] for each in ida["notes"]] == ["tea", "cake", "by vCard"]


@pytest.mark.usefixtures("book")
async def test_what_is_here_is_used_as_it_is_and_the_rest_is_added_behind(desk: Desk) -> None:
    await bob()
    await models.stages.add("Guest", StageKind.FAN, by=ADA, at=NOW)
    await models.stages.delete(6, by=ADA, at=NOW)
    await models.reasons.remove((await models.reasons.named("never", "money")).id, by=ADA, at=NOW)
    stages = [{"name": "VIP", "kind": "fan"}, {"name": "customer", "kind": "customer", "every_days": 7}]
    old = {"name": "Old", "kind": "fan", "archived_at": AT}
    file = _file(
        _ida(stage="VIP"),
        stages=[*stages, LISTS["stages"][1], old],
        reasons=[*LISTS["reasons"], {"kind": "former", "name": "died"}, {"kind": "never", "name": "unknown"}],
        business={"name": "Elsewhere", "grace_days": 5, "birthday_days": 999, "phone_region": "xx"},
    )
    report = await desk.take(file, "a.json")
    assert told(report) == [
        (1, "stages[customer].every_days: 7", "the book has nothing here, and keeps it"),
        (1, "reasons[died].ends_contact: False", "the book has 1 here, and keeps it"),
        (1, "business.birthday_days: 999", "A birthday can show from 0 to 60 days"),
        (1, "business.phone_region: xx", "“xx” is no country code for phone numbers"),
        (1, "business.name: Elsewhere", "the book has nothing here, and keeps it"),
        (1, "business.grace_days: 5", "the book has 0 here, and keeps it"),
    ]
    names = [stage.name for stage in await models.stages.in_order()]
    assert names == ["Prospect", "Customer", "Raving fan", "Never bought", "Former", "VIP", "Guest"]
    assert (await models.stages.named("Guest")).every_days == 9
    assert [reason.name for reason in await models.reasons.of_kind("never")][-2:] == ["money", "distance"]
    assert await one("SELECT archived_at IS NOT NULL FROM stage WHERE name = 'Old'") == 1
    assert await count("member") == 3
    assert await one("SELECT account LIKE 'imported:%' FROM member WHERE name = 'Hugo'") == 1
    assert await one("SELECT s.name FROM contact c JOIN stage s ON s.id = c.stage_id WHERE c.uid = 'ida'") == "VIP"


@pytest.mark.usefixtures("book")
async def test_a_new_book_becomes_what_the_file_tells_of_but_keeps_a_stage(desk: Desk) -> None:
    report = await desk.take(_file(stages=[{"name": "Gone", "kind": "fan", "archived_at": AT}]), "a.json")
    assert (report.read, told(report), len(await models.stages.in_order())) == (0, [], 5)
    await desk.take(_file(_ida(stage="guest"), stages=[LISTS["stages"][1]]), "b.json")
    assert [stage.name for stage in await models.stages.in_order()] == ["Guest"]
    assert [reason.name for reason in await models.reasons.of_kind("never")] == ["money", "distance", "unknown"]


PEOPLE = st.fixed_dictionaries(
    {"name": st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=20)},
    optional={
        "company": st.sampled_from(("Oak", *HOSTILE)),
        "tags": st.lists(st.text(max_size=9), max_size=2),
        "birthday": st.sampled_from(("--02-29", "1980-03-22")),
        "every_days": st.integers(1, 3_650),
        "stage_id": st.integers(1, 5),
        "owner_id": st.sampled_from((ADA, GRACE)),
        "do_not_contact": st.lists(st.sampled_from([*Channel, "any"]), max_size=2),
    },
)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("note", "talk", "plan", "done", "move", "archive")),
        st.integers(1, 3),
        st.sampled_from(HOSTILE) | st.text(max_size=20),
        st.integers(0, 90),
    ),
    max_size=8,
)


async def _do(deed: str, contact_id: int, words: str, number: int) -> None:
    """Do something that the rules may refuse: then it was not done, and that is as well."""
    at = NOW - timedelta(days=90 - number, seconds=number)
    who: dict[str, Any] = {"by": 1 + number % 2, "at": at}
    plan: dict[str, Any] = {"text": words, "tone": list(Tone)[number % 3], "repeat": ("", "2w")[number % 2]}
    if deed == "note":
        await models.notes.add(contact_id, words, **who)
    elif deed == "talk":
        await models.interactions.log(contact_id, words, channel=list(Channel)[number % 7], **who)
    elif deed == "move":
        await models.stage_changes.move(contact_id, 1 + number % 5, note=words, **who)
    elif deed == "archive":
        await models.contacts.archive(contact_id, reason=words, **who)
    else:
        added = await models.follow_ups.add(contact_id, Moment(at + timedelta(days=number)), **plan, **who)
        if deed == "done":
            await models.follow_ups.done(added.id, words, outcome=list(Outcome)[number % 5], **who)


async def _filled(people: list[dict[str, Any]], deeds: list[tuple[str, int, str, int]]) -> None:
    for person in people:
        with contextlib.suppress(Refused):
            await models.contacts.add(by=ADA, at=NOW - days(100), **person)
    for deed in deeds:
        with contextlib.suppress(Refused, NotFound):
            await _do(*deed)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PEOPLE, max_size=3), DEEDS)
def test_whatever_a_book_holds_comes_back(
    template: Path, people: list[dict[str, Any]], deeds: list[tuple[str, int, str, int]]
) -> None:
    async def there(folder: Path) -> str:
        async with db.opened(copied(template, folder, "full.db")):
            await _filled(people, deeds)
            return await text()

    async def back(folder: Path, full: str) -> tuple[str, list[Any]]:
        async with db.opened(copied(template, folder, "empty.db")):
            path = folder / "all.json"
            path.write_text(full, encoding="utf-8")
            (report,) = await importing.import_files([path], on_duplicate=OnDuplicate.ADD, by=ADA, at=NOW)
            return await text(), list(report.dropped)

    with tempfile.TemporaryDirectory() as folder:
        full = asyncio.run(there(Path(folder)))
        assert asyncio.run(back(Path(folder), full)) == (full, [])


@pytest.mark.usefixtures("book")
async def test_names_that_went_away_meanwhile(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    path = desk.file(_file(_ida(notes=[{"at": AT, "text": "tea", "by": "Hugo"}])), "a.json")

    async def renamed(*_args: Any, **_how: Any) -> None:
        """Nobody enters them."""

    monkeypatch.setattr(json_agreed, "agree", renamed)
    await importing.import_files([path], by=ADA, at=NOW)
    assert [each["by"] for each in (await said())["contacts"][0]["notes"]] == ["ada"]
