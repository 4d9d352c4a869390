"""The board: the contacts of one stage, most pressing first, then by name; each once, page by page by an index."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

import models
from models.reading import board
from models.reading.board import ColumnList
from models.rules.outreach import horizon
from models.rules.words import Channel, ReasonKind, StageKind, Tone
from tests.data.desk import ADA, CUSTOMER, FAN, FORMER, NEVER, NOW, PROSPECT, bob, days, one, promised, rows
from tests.data.test_pages import Watched, backwards, fill, forwards

pytestmark = pytest.mark.usefixtures("book")

LATER = NOW + days(500)
STAGES = (PROSPECT, CUSTOMER, FAN, NEVER, FORMER)


async def mixed() -> None:
    """Fill every stage, with promises, bad news, cadences and birthdays; some contacts have several, some are gone."""
    await fill(90)
    for contact_id in range(1, 90, 2):
        stage = STAGES[contact_id % len(STAGES)]
        if stage != PROSPECT:
            await models.stage_changes.move(contact_id, stage, by=ADA, at=NOW + days(contact_id // 9))
    for contact_id in range(3, 60, 4):
        tone = Tone.UNPLEASANT if contact_id % 3 else Tone.NEUTRAL
        await promised(contact_id, NOW + days(contact_id % 5 - 2), tone=tone, channel=Channel.CALL)
        await promised(contact_id, NOW + days(contact_id % 3 - 2))
    for contact_id in range(62, 80, 5):
        await models.contacts.archive(contact_id, by=ADA, at=NOW)


async def sorted_plainly(stage_id: int, now: datetime) -> list[tuple[int, ReasonKind | None]]:
    """Say who belongs in a column, in which order and why, by reading everything and sorting it."""
    contacts = await rows("SELECT * FROM contact WHERE stage_id = ?1 AND archived_at IS NULL", stage_id)
    until = horizon(now)
    first: dict[int, tuple[int, datetime, int]] = {}
    for reason in await rows("SELECT * FROM outreach"):
        key = (reason["kind"], reason["due_at"], reason["id"])
        if reason["due_at"] < until and not (reason["ends_at"] and reason["ends_at"] < until):
            first[reason["contact_id"]] = min(key, first.get(reason["contact_id"], key))
    pressing = sorted((c for c in contacts if c["id"] in first), key=lambda c: first[c["id"]])
    calm = sorted((c for c in contacts if c["id"] not in first), key=lambda c: (c["sort_key"], c["id"]))
    return [(c["id"], ReasonKind(first[c["id"]][0])) for c in pressing] + [(c["id"], None) for c in calm]


@pytest.mark.parametrize("now", [NOW, NOW + days(40), LATER])
async def test_a_column_is_in_the_order_of_what_presses_and_then_of_names(now: datetime) -> None:
    await mixed()
    seen = 0
    for stage_id in STAGES:
        cards = await ColumnList(stage_id, now=now).page(limit=1000)
        assert [(card.id, card.pressing) for card in cards] == await sorted_plainly(stage_id, now)
        assert len({card.pressing for card in cards}) > 1
        assert await ColumnList(stage_id, now=now).count() == len(cards)
        seen += len(cards)
    assert seen == await one("SELECT count(*) FROM contact WHERE archived_at IS NULL")


@pytest.mark.parametrize("stage_id", [PROSPECT, FORMER])
async def test_pages_make_up_the_whole_column_either_way(stage_id: int) -> None:
    await mixed()
    column = ColumnList(stage_id, now=NOW + days(40))
    whole = await column.page(limit=1000)
    assert len(whole) > 7
    for limit in (1, 2, 7, 1000):
        assert await forwards(column, limit) == whole
        assert await backwards(column, limit) == whole
    assert await column.last(3) == whole[-3:]


async def test_a_contact_with_two_reasons_shows_once_under_the_more_pressing() -> None:
    both = await bob(every_days=1)
    await promised(both.id, NOW - days(1))
    await promised(both.id, NOW - days(3))
    (card,) = await ColumnList(PROSPECT, now=NOW + days(9)).page(limit=9)
    assert (card.id, card.name, card.pressing, card.due_at) == (
        both.id,
        "Bob Stone",
        ReasonKind.FOLLOW_UP,
        NOW - days(3),
    )


async def test_what_is_due_later_or_is_over_presses_nobody() -> None:
    await bob(birthday="--06-10", company="Stone Roofing")
    await promised(1, NOW + days(9))
    on_the_day = await ColumnList(PROSPECT, now=NOW).page(limit=9)
    assert [(card.pressing, card.company) for card in on_the_day] == [(ReasonKind.BIRTHDAY, "Stone Roofing")]
    day_after = await ColumnList(PROSPECT, now=NOW + days(1)).page(limit=9)
    assert [(card.pressing, card.due_at, card.reason_id) for card in day_after] == [(None, None, None)]


async def test_a_card_is_found_where_its_contact_stands_and_nowhere_else() -> None:
    await bob(every_days=1)
    late = NOW + days(5)
    column = ColumnList(PROSPECT, now=late)
    assert [await column.card(1)] == await column.page(limit=9)
    assert [await ColumnList(PROSPECT, now=NOW).card(1)] == await ColumnList(PROSPECT, now=NOW).page(limit=9)
    assert await ColumnList(CUSTOMER, now=late).card(1) is None
    await models.contacts.archive(1, by=ADA, at=NOW)
    assert await column.card(1) is None


async def test_reasons_go_with_their_contact_from_stage_to_stage_and_back() -> None:
    await bob(every_days=1)
    late = NOW + days(5)

    async def pressing() -> list[list[ReasonKind | None]]:
        return [[card.pressing for card in await ColumnList(stage, now=late).page(limit=9)] for stage in STAGES]

    drifted, left = ReasonKind.DRIFT, ReasonKind.WHY_LEFT
    assert await pressing() == [[drifted], [], [], [], []]
    await models.stage_changes.move(1, CUSTOMER, by=ADA, at=NOW)
    assert await pressing() == [[], [drifted], [], [], []]
    await models.stage_changes.move(1, FORMER, by=ADA, at=NOW)
    assert await pressing() == [[], [], [], [], [left]]
    await models.undo.last(by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await pressing() == [[drifted], [], [], [], []]
    await models.stages.set_kind(PROSPECT, StageKind.FAN, by=ADA, at=NOW)
    assert await pressing() == [[drifted], [], [], [], []]


async def test_a_board_is_empty_while_nobody_is_in_any_stage() -> None:
    assert await board.is_empty()
    await bob()
    assert not await board.is_empty()
    await models.contacts.archive(1, by=ADA, at=NOW)
    assert await board.is_empty()


async def test_an_empty_column() -> None:
    column = ColumnList(FAN, now=NOW)
    assert (await column.page(limit=9), await column.last(9), await column.count()) == ([], [], 0)


async def _every_page(column: ColumnList) -> None:
    for edge in await column.page(limit=1000):
        await column.page(after=edge, limit=20)
        await column.page(before=edge, limit=20)
    await column.last(20)
    await column.card(1)


async def test_a_page_is_a_range_of_an_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await mixed()
    _index_of_stages(path)
    watched = Watched(monkeypatch)
    await _every_page(ColumnList(PROSPECT, now=NOW + days(40)))
    plans = [step for plan in await watched.plans() for step in plan]
    assert plans
    assert not [step for step in plans if "TEMP B-TREE" in step or step.startswith("SCAN")]


def _index_of_stages(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE INDEX by_stage ON contact (stage_id, archived_at, sort_key, id)")


async def test_a_page_takes_a_query_a_part_however_long_the_column(monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(300)
    watched = Watched(monkeypatch)
    await ColumnList(PROSPECT, now=NOW).page(limit=60)
    assert len(watched.asked) <= len(ReasonKind) + 1
