"""Everything kept about one person, chapter by chapter, for them to read."""

from __future__ import annotations

from typing import Any

import pytest

import models
from models import confidence_rows, db, extras
from models.history import changing
from models.reading import everything
from models.rules.words import Channel, Direction, Outcome, Tone
from tests.data.desk import ADA, CUSTOMER, FORMER, GRACE, NOW, bob, days, promised

pytestmark = pytest.mark.usefixtures("book")


async def whole(chapter: Any) -> list[Any]:
    """Read a chapter row by row, down and up again, as a list does."""
    down: list[Any] = await chapter.page(limit=1)
    while down and (more := await chapter.page(after=down[-1], limit=1)):
        down += more
    up: list[Any] = await chapter.last(1)
    while up and (more := await chapter.page(before=up[0], limit=1)):
        up = [*more, *up]
    assert down == up
    assert len(down) == await chapter.count()
    return down


async def test_all_that_happened_is_told_whole() -> None:
    await bob(stage_id=CUSTOMER)
    await models.contacts.add("Cleo", by=ADA, at=NOW)
    await models.notes.add(2, "of another contact", by=ADA, at=NOW)
    await models.notes.add(1, "likes\nsailing", by=GRACE, at=NOW)
    await models.interactions.log(
        1, "rang", channel=Channel.CALL, direction=Direction.IN, minutes=5, by=ADA, at=NOW, happened_at=NOW
    )
    await models.interactions.log(1, channel=Channel.VIDEO, outcome=Outcome.NO_ANSWER, by=ADA, at=NOW + days(1))
    await models.interactions.log(1, "hm", channel=Channel.IN_PERSON, by=ADA, at=NOW + days(2))
    await models.stage_changes.move(1, FORMER, note="too dear", by=ADA, at=NOW + days(3))
    await models.stage_changes.move(1, FORMER, reason="money", by=ADA, at=NOW + days(4))
    await promised(1, tone=Tone.UNPLEASANT)
    await models.contacts.archive(1, reason="moved away", by=ADA, at=NOW + days(5))
    assert [(row.what, row.text, row.by) for row in await whole(everything.happened(1))] == [
        ("rule set aside: archive", "moved away", "ada"),
        ("in stage Former, money", "", "ada"),
        ("stage Customer → Former, unknown", "too dear", "ada"),
        ("in-person, spoke", "hm", "ada"),
        ("video, we to them, no-answer", "", "ada"),
        ("note", "likes\nsailing", "grace"),
        ("call, they to us, spoke, 5 min", "rang", "ada"),
    ]


async def test_all_that_was_planned_is_told_also_when_it_is_over() -> None:
    await bob()
    await promised(1, NOW + days(2), text="lunch", private_place=True, repeat="1m", owner_id=GRACE)
    quote = await promised(1, NOW + days(1), text="the quote")
    await models.follow_ups.done(quote.id, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    reason = await db.reader().number("SELECT min(id) FROM outreach")
    await models.snoozes.snooze(reason, NOW + days(9), by=ADA, at=NOW)
    put_off, lunch, quoted = await whole(everything.planned(1))
    assert (put_off.kind, put_off.what, put_off.by, put_off.at) == ("snooze", "reminder put off", "", NOW + days(9))
    assert lunch.what == "open, call, service, neutral, needs a private place, every 1m, for grace"
    assert (lunch.text, lunch.by, lunch.made_at, lunch.closed_at) == ("lunch", "ada", NOW, None)
    assert (quoted.what, quoted.closed_at) == ("done, call, service, neutral, for ada", NOW)


async def test_who_changed_what_is_told_also_what_was_taken_back() -> None:
    await bob()
    await models.contacts.edit(1, company="Stone", by=GRACE, at=NOW + days(1))
    await models.undo.last(by=GRACE, at=NOW + days(2))
    changes = await whole(everything.changed(1))
    assert [(row.what, row.text, row.by, row.closed_at) for row in changes] == [
        ("undo", "contact.edit", "grace", None),
        ("contact.edit", "company", "grace", NOW + days(2)),
        ("contact.add", "", "ada", None),
    ]


async def test_what_came_with_an_address_book_is_told_whole_but_for_the_longest() -> None:
    await bob()
    async with changing("import", by=ADA, at=NOW) as change:
        await extras.add(1, ["TITLE:Roofer", f"NOTE:{'x' * everything.LONGEST}"], change=change)
    title, note = await whole(everything.Lines(1))
    assert title.extra == ("TITLE:Roofer", 12)
    assert len(note.extra.line) == everything.LONGEST
    assert note.extra.length == everything.LONGEST + 5


async def sealed(number: int, author: int, *readers: int) -> None:
    """Have a note in the book that nobody could open: what is asked is only whose it is."""
    async with db.transaction() as connection:
        note = await confidence_rows.Confidence.create(
            uid=f"note {number}", contact_id=1, by_id=author, at=NOW + days(number), revision=1, sealed="-",
            using_db=connection,
        )  # fmt: skip
        for reader in readers:
            await confidence_rows.ConfidenceReader.create(
                confidence_id=note.id, member_id=reader, key="k", using_db=connection
            )


async def test_of_confidential_notes_it_is_told_whom_to_ask() -> None:
    await bob()
    assert await everything.confidential(1, ADA) == []
    await sealed(1, GRACE, GRACE)
    await sealed(2, GRACE, GRACE)
    await sealed(3, GRACE, GRACE, ADA)
    await sealed(4, ADA, ADA)
    assert await everything.confidential(1, ADA) == [("ada", True, 1), ("grace", True, 1), ("grace", False, 2)]
    assert await everything.confidential(1, GRACE) == [("grace", True, 3), ("ada", False, 1)]
    mine = await whole(everything.Sealed(1, ADA))
    assert [(row.by, row.at) for row in mine] == [("ada", NOW + days(4)), ("grace", NOW + days(3))]
