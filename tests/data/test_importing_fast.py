"""Importing thousands: by SQL what the verbs would have done one by one, and what it knows lies on disk."""

import gc
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import models
from models import contacts, db, extras
from models.exchange import importing, kept, sources
from models.exchange.card import Card, Dropped
from models.exchange.importing import OnDuplicate, Progress
from models.exchange.reports import Lines
from models.history import changing
from tests.data.cards import Desk, card, counts
from tests.data.desk import ADA, NOW, Tables, bob, count, everything, one, rows

_MIXED = [
    ("FN:Dana Levy", "UID:1", "ORG:Levy & Co", "EMAIL;TYPE=work:dana@levy.example", "CATEGORIES:vip,roof"),
    ("FN:Ola Ødegård", "UID:2", "ORG:LEVY & CO", "TEL:+44 20 7946 0101", "NOTE:one", "NOTE:two", "CATEGORIES:vip"),
    ("FN:!!!", "UID:3", "ORG:???", "BDAY:1980-03-22", "X-WELLKEPT-STAGE:Customer", "TITLE:Boss", "ROLE:Roofer"),
    ("FN:Max", "UID:4", "ADR:;;1 Mill Lane;York;;;", "URL:a.example", "URL:b.example", "X-WELLKEPT-CADENCE-DAYS:30"),
    ("FN:Mia", "UID:5", "X-WELLKEPT-DO-NOT-CONTACT:text,letter", "X-WELLKEPT-SAFE-TOPICS:sea", "CATEGORIES:new"),
]
_STAGES = {"": 1, "Customer": 2}
_DETAILS = (
    *("company", "birthday", "tags", "every_days", "safe_topics", "off_limits", "do_not_contact"),
    *kept.POINTS.values(),
)


async def _one_by_one(path: Path) -> None:
    """Do with the verbs what an import does at once."""
    with sources.opened(path) as items:
        cards = [item for item in items if isinstance(item, Card)]
    async with changing("import", by=ADA, at=NOW) as change:
        for each in cards:
            details: Any = {name: getattr(each, name) for name in _DETAILS}
            made = await contacts.placed(
                each.name, stage_id=_STAGES[each.stage], uid=each.uid, change=change, **details
            )
            for note in each.notes:
                await models.notes.added(made.id, note, change=change)
            await extras.add(made.id, each.extras, change=change)


async def _at_once(path: Path) -> None:
    await importing.import_files([path], by=ADA, at=NOW)


async def test_the_tables_are_what_the_verbs_would_have_made_them(desk: Desk, template: Path) -> None:
    path = desk.file("".join(card(*lines) for lines in _MIXED))
    found: list[Tables] = []
    for number, done in enumerate((_at_once, _one_by_one)):
        async with db.opened(Path(shutil.copyfile(template, desk.folder / f"{number}.db"))):
            await bob(company="Levy & Co", tags=["vip"], emails=["bob@stone.example"])
            await done(path)
            found.append(await everything())
    at_once, one_by_one = found
    assert {name for name in at_once if at_once[name]} >= {"contact", "contact_point", "contact_tag", "contact_extra"}
    one_by_one["contact"][0]["uid"] = at_once["contact"][0]["uid"]  # Bob's own, made at random
    for name, each in at_once.items():
        assert each == one_by_one[name], name


@pytest.mark.usefixtures("book")
async def test_a_batch_of_many_values_is_written_in_parts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.new_rows._MOST_VALUES", 40)
    report = await desk.take("".join(card(f"FN:Dana {n}", f"CATEGORIES:{n},x", f"NOTE:{n}") for n in range(50)))
    assert counts(report) == (50, 0, 0, 0)
    found = await rows(
        "SELECT c.name, group_concat(t.name) AS tags, n.text FROM contact c JOIN contact_tag ct ON ct.contact_id = c.id"
        " JOIN tag t ON t.id = ct.tag_id JOIN note n ON n.contact_id = c.id GROUP BY c.id ORDER BY c.id"
    )
    assert [row["name"] for row in found] == [f"Dana {n}" for n in range(50)]
    assert [(set(row["tags"].split(",")), row["text"]) for row in found] == [({str(n), "x"}, str(n)) for n in range(50)]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("how", [*OnDuplicate])
async def test_a_dry_run_says_the_same_of_cards_that_come_again_batches_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: OnDuplicate
) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    first = [card(f"FN:Dana {n}", f"UID:{n}", f"EMAIL:{n}@x.example", "ORG:X") for n in range(5)]
    again = [card(f"FN:Dana {n}", f"EMAIL:{n}@x.example", f"TEL:+44 20 7946 010{n}", "ORG:Y") for n in range(5)]
    linked = [card(f"FN:Dana {n}", f"TEL:020 7946 010{n}", f"TEL:+44 20 7946 010{n}", "NOTE:n") for n in range(5)]
    text = "".join([*first, *again, *linked])
    assert counts(await desk.take(text, on_duplicate=how))[0] == {"skip": 10, "update": 5, "add": 15}[how]
    if how != OnDuplicate.ADD:
        assert counts(await desk.take(text, on_duplicate=how)) == (0, 0, 15, 0)


@pytest.mark.usefixtures("book")
async def test_photos_end_a_batch_before_they_fill_the_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH_SIZE", 100)
    told: list[Progress] = []
    text = "".join(card(f"FN:Dana {n}", f"NOTE:{'x' * 60}") for n in range(5))
    path = desk.file(text)
    await importing.import_files([path, path], by=ADA, at=NOW, progress=told.append)
    assert [each.read for each in told] == [2, 4, 5, 7, 9, 10]
    assert [each.came_in for each in told] == [2, 4, 5, 5, 5, 5]
    assert {each.total_bytes for each in told} == {2 * len(text)}
    assert told[-1].done_bytes == 2 * len(text)
    assert await one("SELECT count(*) FROM history WHERE verb = 'import'") == 3


@pytest.mark.usefixtures("book")
async def test_nothing_is_written_where_nothing_is_new(desk: Desk) -> None:
    text = "".join(card(*lines) for lines in _MIXED)
    await desk.take(text)
    done = await count("history")
    for how in (OnDuplicate.SKIP, OnDuplicate.UPDATE):
        assert counts(await desk.take(text, on_duplicate=how)) == (0, 0, 5, 0)
    assert await count("history") == done


@pytest.mark.usefixtures("book")
async def test_who_is_known_by_many_names_is_read_in_chunks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = [card("FN:Ann Lee", f"EMAIL:{n}@lee.example") for n in range(9)]
    assert counts(await desk.take("".join(everybody))) == (9, 0, 0, 0)
    monkeypatch.setattr("models.exchange.duplicates._CHUNK", 2)
    monkeypatch.setattr("models.exchange.met._MARKS", 2)
    monkeypatch.setattr(importing, "BATCH", 4)
    assert counts(await desk.take("".join(everybody[::-1]))) == (0, 0, 9, 0)


def test_lines_come_in_their_order_whatever_order_they_were_found_in() -> None:
    lines = Lines()
    lines.extend([])
    lines.append(Dropped(3, "c", "why"))
    lines.extend([Dropped(1, "a", "why"), Dropped(3, "d", "why")])
    assert [each.text for each in lines] == ["a", "c", "d"]
    assert lines.alike(1) == [(3, Dropped(1, "a", "why"))]
    assert len(lines) == 3


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("dry_run", [False, True])
async def test_what_an_import_met_and_dropped_takes_no_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    monkeypatch.setattr(importing, "BATCH", 50)
    path = desk.file(
        "".join(card(f"FN:Dana {n}", f"UID:{n}", f"EMAIL:{n}@x.example", "BDAY:never", "X-ODD") for n in range(1_500))
    )
    held = list[int]()

    def look(_: Progress) -> None:
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        (report,) = await importing.import_files([path], by=ADA, at=NOW, dry_run=dry_run, progress=look)
    finally:
        tracemalloc.stop()
    assert (report.added, len(report.dropped), len(held)) == (1_500, 3_000, 30)
    grown = held[19] - held[9], held[29] - held[19]
    assert min(grown) < 50_000, "what is loaded once grows in one half alone; what is met and dropped in both"
