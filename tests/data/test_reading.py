"""What forms and commands read: one contact, by an id or by text; one follow-up; and the reader beneath them."""

from datetime import UTC, date, datetime

import pytest

import models
from models import db
from models.reading import contact, follow_up, standing
from models.rules.next_step import Standing
from models.rules.refusals import BookUnusable, NotFound
from tests.data.desk import ADA, FORMER, NOW, bob, promised

pytestmark = pytest.mark.usefixtures("book")

NAMES = ("Ann", "Ánn", "Ann Stone", "Bob Stone", "Zoë Marsh", "!?", "Cleo 42")


@pytest.fixture
async def _people(book: object) -> None:  # noqa: ARG001  (opened first)
    for name in NAMES:
        await models.contacts.add(name, company="Stone" if name == "Ann Stone" else "", by=ADA, at=NOW)


async def meant(words: str) -> str:
    return (await contact.one(await contact.matching(words, now=NOW), now=NOW)).name


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("4", "Bob Stone"),
        ("Ann", "Ann"),  # a whole name, though others contain it
        (" ann ", "Ann"),
        ("ÁNN", "Ánn"),
        ("zoe marsh", "Zoë Marsh"),
        ("zoe", "Zoë Marsh"),
        ("bob st", "Bob Stone"),
        ("!?", "!?"),
        ("42", "Cleo 42"),
    ],
)
async def test_the_one_contact_that_is_meant(words: str, name: str) -> None:
    assert await meant(words) == name


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "No contact matches “”"),
        ("  ", "No contact matches"),
        ("?!", "No contact matches"),
        ("99", "No contact matches “99”"),
        ("9" * 30, "No contact matches"),
        ("nobody\x1b[31m", "No contact matches “nobody�"),
        ("stone", r"more than one contact: 3 Ann Stone \(Stone\), 4 Bob Stone. Use the id."),
        ("ånn", "more than one contact: 1 Ann, 2 Ánn. Use the id"),
    ],
)
async def test_nobody_or_too_many(words: str, says: str) -> None:
    with pytest.raises(NotFound, match=says):
        await contact.matching(words, now=NOW)


async def test_a_long_list_of_who_it_could_be_is_cut() -> None:
    for _ in range(12):
        await bob()
    for words in ("stone", "bob stone"):
        with pytest.raises(NotFound, match=r"10 Bob Stone and others. Use the id."):
            await contact.matching(words, now=NOW)


async def test_a_whole_name_among_many_that_contain_it() -> None:
    for n in range(15):
        await models.contacts.add(f"Alan Hannover {n}", by=ADA, at=NOW)
    await models.contacts.add("Hanno", by=ADA, at=NOW)
    assert await meant("hanno") == "Hanno"


async def test_the_archived_are_meant_only_by_their_id() -> None:
    added = await bob()
    await models.contacts.archive(added.id, by=ADA, at=NOW)
    assert await meant(str(added.id)) == "Bob Stone"
    with pytest.raises(NotFound):
        await contact.matching("bob stone", now=NOW)


async def test_nobody_of_that_id() -> None:
    with pytest.raises(NotFound, match="no contact 99"):
        await contact.one(99, now=NOW)
    with pytest.raises(NotFound, match="no follow-up 99"):
        await follow_up.one(99)


async def test_a_follow_up_as_it_stands() -> None:
    planned = await promised((await bob()).id, text="the quote")
    assert await follow_up.one(planned.id) == planned


async def test_columns_are_read_by_their_names() -> None:
    (row,) = await db.reader().rows(
        "SELECT ?1 AS at, ?1 AS due_at, NULL AS closed_at, ?2 AS due_on, ?1 AS text", [NOW, date(2026, 6, 10)]
    )
    assert row == {
        "at": NOW,
        "due_at": datetime(2026, 6, 10, 7, 30, tzinfo=UTC),
        "closed_at": None,
        "due_on": date(2026, 6, 10),
        "text": "2026-06-10 07:30:00+00:00",
    }


async def test_the_reader_only_reads() -> None:
    with pytest.raises(BookUnusable, match="you may only read it"):
        await db.reader().rows("DELETE FROM stage")


async def test_where_things_stand_with_a_contact() -> None:
    whole = await bob(do_not_contact=["text"])
    assert await standing.of(whole.id) == Standing(
        every_days=None, has_plan=False, contact_ends=False, do_not_contact="text"
    )
    await promised(whole.id)
    await models.stages.set_cadence(FORMER, 90, by=ADA, at=NOW)
    await models.stage_changes.move(whole.id, FORMER, reason="died", by=ADA, at=NOW)
    assert await standing.of(whole.id) == Standing(
        every_days=90, has_plan=True, contact_ends=True, do_not_contact="text"
    )
    await models.contacts.edit(whole.id, every_days=7, by=ADA, at=NOW)
    known = await standing.of(whole.id)
    assert known is not None
    assert known.every_days == 7


@pytest.mark.parametrize("archived", [True, False])
async def test_nowhere_do_things_stand_with_who_is_not_there(archived: bool) -> None:
    whole = await bob()
    if archived:
        await models.contacts.archive(whole.id, by=ADA, at=NOW)
    assert await standing.of(whole.id if archived else 99) is None
