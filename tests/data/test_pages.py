"""Lists come a page at a time, in either direction, by an index, in as many queries however long they are."""

import random
from collections.abc import Callable
from typing import Any

import pytest

import models
from models import contacts, db
from models.history import changing
from models.reading import contact, today
from models.reading.contacts import ContactList, Order, row_of
from models.reading.marked import Mark, left
from models.reading.timeline import Timeline
from models.reading.today import TodayList
from models.rules.words import Channel
from tests.data.desk import ADA, NOW, PROSPECT, bob, days, moment, one, promised, rows

pytestmark = pytest.mark.usefixtures("book")

NAMES = ["Ada", "ada", "Änne", "Bob", "Bób", "Zoë", "山田", "!?", "O'Brien", "Stone"]
LATER = NOW + days(500)
Lists = dict[str, Callable[[], Any]]
LISTS: Lists = {
    "contacts": lambda: ContactList(now=LATER),
    "contacts by silence": lambda: ContactList(order=Order.SILENCE, now=LATER),
    "contacts by newest": lambda: ContactList(order=Order.NEWEST, now=LATER),
    "contacts found by silence": lambda: ContactList("stone", order=Order.SILENCE, now=LATER),
    "contacts found": lambda: ContactList("stone", now=LATER),
    "today": lambda: TodayList(now=LATER),
    "timeline": lambda: Timeline(1),
}


async def fill(number: int) -> None:
    """Enter many contacts with equal and unequal names and dates, and a long timeline of the first."""
    chosen = random.Random(4)  # noqa: S311  (the same book every time)
    async with changing("import", by=ADA, at=NOW) as change:
        for n in range(number):
            change.at = NOW - days(n * 37 % 50)
            name = " ".join(chosen.choices(NAMES, k=chosen.randint(1, 2)))
            every, day = chosen.choice([None, 30, 90]), chosen.choice(["", "--06-12", "--01-31"])
            await contacts.placed(name, stage_id=PROSPECT, change=change, every_days=every, birthday=day)
    for n in range(12):
        at = NOW + days(n // 3)
        await models.notes.add(1, f"note {n}", by=ADA, at=at)
        await models.interactions.log(1, channel=Channel.CALL, by=ADA, at=at)
    for n in range(2, 6):
        await models.interactions.log(n, channel=Channel.CALL, by=ADA, at=NOW - days(n % 3))
    for n in range(5):
        await models.follow_ups.add(1 + n, moment(), by=ADA, at=NOW)


async def forwards(listed: Any, limit: int) -> list[Any]:
    page: list[Any] = await listed.page(limit=limit)
    rows = page
    while page:
        page = await listed.page(after=page[-1], limit=limit)
        rows = rows + page
    return rows


async def backwards(listed: Any, limit: int) -> list[Any]:
    page: list[Any] = await listed.last(limit)
    rows = page
    while page:
        page = await listed.page(before=page[0], limit=limit)
        rows = page + rows
    return rows


@pytest.mark.parametrize("which", LISTS)
async def test_pages_make_up_the_whole_list(which: str) -> None:
    await fill(120)
    listed = LISTS[which]()
    whole = await listed.page(limit=10_000)
    assert await listed.count() == len(whole) > 15
    for limit in (1, 7, 60, 1000):
        assert await forwards(listed, limit) == whole
        assert await backwards(listed, limit) == whole
    assert await listed.last(7) == whole[-7:]
    assert await listed.page(before=whole[9], limit=4) == whole[5:9]


async def test_the_order_of_each_list() -> None:
    await fill(60)
    by_name = await ContactList(now=LATER).page(limit=1000)
    assert [(row.sort_key, row.id) for row in by_name] == sorted((row.sort_key, row.id) for row in by_name)
    by_silence = await ContactList(order=Order.SILENCE, now=LATER).page(limit=1000)
    silences = [(row.last_interaction_at or row.created_at, row.id) for row in by_silence]
    assert silences == sorted(silences)
    assert len({at for at, _ in silences}) > 20
    by_newest = await ContactList(order=Order.NEWEST, now=LATER).page(limit=1000)
    added = [(row.created_at, row.id) for row in by_newest]
    assert added == sorted(added, reverse=True)
    due = await TodayList(now=LATER).page(limit=1000)
    assert [(row.kind, row.due_at, row.id) for row in due] == sorted((row.kind, row.due_at, row.id) for row in due)
    timeline = await Timeline(1).page(limit=1000)
    keys = [(row.at, row.part, row.id) for row in timeline]
    assert keys == sorted(keys, reverse=True)


async def test_the_row_of_a_contact_is_the_one_in_the_list() -> None:
    await fill(10)
    (_, second, *_) = await ContactList(now=LATER).page(limit=9)
    assert await row_of(second.id, now=LATER) == second
    await models.contacts.archive(second.id, by=ADA, at=NOW)
    assert await row_of(second.id, now=LATER) is None


async def test_today_counts_the_contacts_beside_their_reasons() -> None:
    added = await bob(birthday="--06-12")
    await promised(added.id)
    await promised(added.id)
    listed = TodayList(now=NOW)
    assert (await listed.count(), listed.people) == (3, 1)


async def test_what_is_marked_is_left_until_it_is_gone() -> None:
    added = await bob(birthday="--06-12")
    plan = await promised(added.id)
    about_plan, birthday = await today.of_contact(added.id, now=NOW)
    marks = {Mark(added.id, None, None), Mark(added.id, about_plan.id, plan.id), Mark(added.id, birthday.id, None)}
    assert await left(marks, now=NOW) == marks
    await models.follow_ups.snooze(plan.id, moment(NOW + days(3)), by=ADA, at=NOW)
    assert await left(marks, now=NOW) == {Mark(added.id, None, None), Mark(added.id, birthday.id, None)}
    assert Mark(added.id, None, plan.id) in await left([Mark(added.id, None, plan.id)], now=NOW)
    assert await left({Mark(added.id, birthday.id, None)}, now=NOW + days(9)) == set()
    await models.contacts.archive(added.id, by=ADA, at=NOW)
    assert await left(marks, now=NOW) == set()


async def test_empty_lists() -> None:
    for make in LISTS.values():
        listed = make()
        assert (await listed.page(limit=9), await listed.last(9), await listed.count()) == ([], [], 0)


class Watched:
    """Keeps what is asked of the reader while a block runs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, list[object]]] = []
        rows = db.reader().rows

        async def watched(sql: str, values: Any = ()) -> Any:
            self.asked.append((sql, list(values)))
            return await rows(sql, values)

        monkeypatch.setattr(db.reader(), "rows", watched)

    async def plans(self) -> list[list[str]]:
        """Return how the database answers each, step by step."""
        asked = list(self.asked)
        return [
            [row["detail"] for row in await db.reader().rows(f"EXPLAIN QUERY PLAN {sql}", values)]
            for sql, values in asked
        ]


async def _a_page_of(which: str) -> None:
    listed = LISTS[which]()
    page = await listed.page(limit=20)
    await listed.page(after=page[5], limit=20)
    await listed.page(before=page[5], limit=20)
    await listed.last(20)


@pytest.mark.parametrize(("which", "index"), [("contacts", ("sort_key", "id")), ("today", ("kind", "due_at", "id"))])
async def test_a_page_is_a_range_of_an_index(
    which: str, index: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(30)
    table = {"contacts": "contact", "today": "outreach"}[which]
    columns = ", ".join(f'"{column}"' for column in index)
    name = await one("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE ?1", f"%{table}% ({columns})")
    watched = Watched(monkeypatch)
    await _a_page_of(which)
    plans = await watched.plans()
    assert plans
    for plan in plans:
        assert f"USING INDEX {name}" in plan[0]
        assert not [step for step in plan if "TEMP B-TREE" in step or (step.startswith("SCAN") and name not in step)]


async def test_a_timeline_reads_only_what_is_about_its_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(30)
    watched = Watched(monkeypatch)
    await _a_page_of("timeline")
    for plan in await watched.plans():
        assert [step for step in plan if step.startswith("SCAN")] == ["SCAN list"]


@pytest.mark.parametrize("which", LISTS)
async def test_a_page_takes_as_many_queries_however_long_the_list(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(30)
    watched = Watched(monkeypatch)
    await _a_page_of(which)
    few = len(watched.asked)
    await fill(90)
    watched.asked.clear()
    await _a_page_of(which)
    assert len(watched.asked) <= few <= 4 * 12


async def test_one_contact_is_five_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    added = await bob(emails=["a@b.example", "c@d.example"], tags=["roof", "loyal"], every_days=1)
    watched = Watched(monkeypatch)
    await contact.one(added.id, now=LATER)
    assert len(watched.asked) == 5


async def test_undo_finds_its_change_by_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(5)
    watched = Watched(monkeypatch)
    await models.undo.last(by=ADA, at=NOW)
    plan = (await watched.plans())[0]
    assert not [step for step in plan if step.startswith("SCAN") or "TEMP" in step]


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("contact WHERE stage_id = 1 AND archived_at IS NULL ORDER BY sort_key, id", "idx_contact_stage"),
        ("contact WHERE company_id = 1 AND archived_at IS NULL ORDER BY sort_key, id", "idx_contact_company"),
        ("follow_up WHERE owner_id = 1 AND state = 'open' ORDER BY due_at, id", "idx_follow_up_owner"),
    ],
)
async def test_the_lists_of_a_stage_a_company_and_an_owner_come_in_order_from_an_index(sql: str, index: str) -> None:
    (step,) = await rows(f"EXPLAIN QUERY PLAN SELECT id FROM {sql} LIMIT 50")  # noqa: S608
    assert f"INDEX {index}" in step["detail"]
