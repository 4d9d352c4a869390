"""Outreach for problems, rumours, needs and announcements: worked out by every change, and put off like any other."""

import re
from typing import Any

import pytest

import models
from models import db, outreach
from models.history import changing
from models.problems import Problem
from models.reading import today
from models.reading.today import OutreachRow, TodayList, of_contact
from models.rules.words import Channel, Outcome, ReasonKind, Step, Tone, Truth
from tests.data.crafted import a_problem, announced
from tests.data.desk import ADA, FORMER, GRACE, ME, NOW, bob, days, everything, reasons, rows

pytestmark = pytest.mark.usefixtures("book")

LATER = NOW + days(181)


async def told(announcement_id: int, contact_id: int) -> None:
    await models.announcements.told(announcement_id, contact_id, channel=Channel.CALL, **ME)


async def people(*names: str) -> list[int]:
    return [(await models.contacts.add(name, **ME)).id for name in names]


async def to_tell() -> list[str]:
    """Whom Today asks to tell of something."""
    return [row.name for row in await TodayList(now=NOW).page(limit=60) if row.kind == ReasonKind.ANNOUNCEMENT]


async def the_row(contact_id: int, now: Any = NOW) -> OutreachRow:
    (row,) = await of_contact(contact_id, now=now)
    return row


async def test_a_problem_waits_at_once_and_then_by_its_steps() -> None:
    (ann,) = await people("Ann")
    first = await a_problem(ann, opened=5, text="bill is wrong")
    await a_problem(ann, text="roof leaks")
    row = await the_row(ann)
    assert (row.kind, row.subject, row.follow_up, row.step) == (ReasonKind.PROBLEM, 0, None, "")
    assert (row.text, row.began_at) == ("bill is wrong", NOW - days(5))
    async with changing("contact.edit", **ME) as change:
        await change.update(await Problem.get(id=first), closed_at=NOW)
    assert (await the_row(ann)).text == "roof leaks"


async def test_a_step_is_about_its_problem_and_done_leaves_the_problem_waiting() -> None:
    (ann,) = await people("Ann")
    await a_problem(ann, Step.HEAR)
    row = await the_row(ann)
    assert (row.kind, row.subject, row.step, row.text) == (ReasonKind.PROBLEM, row.follow_up, "hear", "roof leaks")
    assert (row.channel, row.began_at) == ("call", None)
    await models.follow_ups.snooze(row.follow_up or 0, models.rules.when.Moment(NOW + days(3)), **ME)
    assert await reasons(ann) == []


async def test_a_promise_to_check_is_a_kind_of_its_own_and_unpleasant_news_is_more() -> None:
    (ann,) = await people("Ann")
    await a_problem(ann, Step.CHECK)
    row = await the_row(ann)
    assert (row.kind, row.follow_up, row.text) == (ReasonKind.PROMISE, row.subject, "roof leaks")
    await models.follow_ups.edit(row.subject, tone=Tone.UNPLEASANT, text="it rains in again", **ME)
    row = await the_row(ann)
    assert (row.kind, row.text) == (ReasonKind.BAD_NEWS, "it rains in again")


async def test_a_rumour_is_due_when_it_was_heard_whatever_they_asked() -> None:
    about = await bob(do_not_contact=["any"])
    heard = await models.rumours.add(about.id, "they move to Leeds", **ME)
    row = await the_row(about.id)
    assert (row.kind, row.subject, row.text, row.channel) == (ReasonKind.RUMOUR, heard.id, "they move to Leeds", "call")
    assert row.follow_up is None
    await models.snoozes.snooze(row.id, NOW + days(3), **ME)
    assert (await reasons(about.id), await reasons(about.id, NOW + days(3))) == ([], ["rumour"])
    await models.rumours.close(heard.id, truth=Truth.FALSE, **ME)
    assert await reasons(about.id, LATER) == []


async def test_a_need_is_stale_after_the_days_agreed_on() -> None:
    about = await bob()
    need = await models.needs.add(about.id, "one invoice a month", **ME)
    assert await reasons(about.id, LATER - days(2)) == []
    row = await the_row(about.id, LATER)
    assert (row.kind, row.subject, row.text, row.began_at) == (ReasonKind.NEED, need.id, "one invoice a month", NOW)
    await models.business.change(need_days=10, **ME)
    assert await reasons(about.id, NOW + days(10)) == ["need"]
    await models.needs.confirm(need.id, by=ADA, at=NOW + days(9))
    assert await reasons(about.id, NOW + days(18)) == []
    await models.undo.last(by=ADA, at=NOW + days(9))
    assert await reasons(about.id, NOW + days(18)) == ["need"]
    await models.needs.end(need.id, **ME)
    assert await reasons(about.id, LATER) == []


async def test_a_need_is_silent_where_contact_ends_or_every_way_is_closed() -> None:
    about = await bob()
    await models.needs.add(about.id, "one invoice a month", **ME)
    await models.contacts.edit(about.id, do_not_contact=["any"], **ME)
    assert await reasons(about.id, LATER) == []
    await models.contacts.edit(about.id, do_not_contact=["text"], **ME)
    assert await reasons(about.id, LATER) == ["need"]
    await models.stage_changes.move(about.id, FORMER, reason="died", **ME)
    assert await reasons(about.id, LATER) == []


async def test_an_announcement_waits_for_one_at_a_time() -> None:
    ann, ben, cara, dan = await people("Ann", "Ben", "Cara", "Dan")
    news = await announced(ann, ben, cara, dan)
    row = await the_row(ann)
    assert (row.kind, row.subject, row.text, row.told, row.untold) == (ReasonKind.ANNOUNCEMENT, news, "we move", 0, 4)
    assert await to_tell() == ["Ann"]
    await told(news, ann)
    assert await to_tell() == ["Ben"]
    await models.contacts.archive(ben, **ME)
    await models.stage_changes.move(cara, FORMER, reason="died", **ME)
    assert await to_tell() == ["Dan"]
    assert (await of_contact(dan, now=NOW))[0].told == 1
    for _ in range(3):
        await models.undo.last(**ME)
    assert await to_tell() == ["Ann"]


async def test_who_touches_anybody_of_the_audience_leaves_the_others_alone() -> None:
    ann, ben, cara = await people("Ann", "Ben", "Cara")
    moving = await announced(ann, ben)
    closing = await announced(ben, cara, title="we close on Mondays")
    assert await to_tell() == ["Ann", "Ben"]
    await told(closing, cara)
    await told(closing, ben)
    assert await to_tell() == ["Ann"]
    await told(moving, ann)
    assert await to_tell() == ["Ben"]
    await told(moving, ben)
    assert await to_tell() == []


async def test_a_closed_announcement_waits_for_nobody_and_waits_again_when_that_is_undone() -> None:
    news = await announced(*await people("Ann", "Ben"))
    before = await everything()
    await models.announcements.close(news, **ME)
    assert await to_tell() == []
    await models.undo.last(**ME)
    assert await to_tell() == ["Ann"]
    assert await everything() == before


async def test_a_reason_that_begins_to_end_contact_passes_the_announcement_on() -> None:
    ann, ben = await people("Ann", "Ben")
    await announced(ann, ben)
    await models.stage_changes.move(ann, FORMER, reason="money", **ME)
    (money,) = await rows("SELECT id FROM reason WHERE name = 'money' AND kind = 'former'")
    async with changing("contact.edit", **ME) as change:
        await change.update(await models.reasons.Reason.get(id=money["id"]), ends_contact=True)
    assert await to_tell() == ["Ben"]


async def test_an_announcement_that_was_put_off_stays_with_whom_it_waits_for() -> None:
    ann, ben = await people("Ann", "Ben")
    await announced(ann, ben)
    await models.snoozes.snooze((await the_row(ann)).id, NOW + days(3), by=GRACE, at=NOW)
    assert await to_tell() == []
    assert await reasons(ann, NOW + days(3)) == ["announcement"]


async def test_an_attempt_leaves_a_rumour_open() -> None:
    about = await bob()
    await models.rumours.add(about.id, "they move", **ME)
    await models.interactions.log(about.id, channel=Channel.CALL, outcome=Outcome.NO_ANSWER, **ME)
    assert await reasons(about.id) == ["rumour"]


_STATEMENTS = ("_LAST_INTERACTION", "_CONTACTS", "_FOLLOW_UPS", "_WAITED_FOR", "_OPEN", "_SNOOZES", "_KEPT")


_SEARCHED = re.compile(r"SEARCH .*\((contact_id|problem_id|rowid|id|announcement_id|kind|stage_id)=\?")


@pytest.mark.parametrize("name", _STATEMENTS)
async def test_a_batch_of_contacts_is_read_by_index(name: str) -> None:
    await _check_plan(getattr(outreach, name).format(ids="1, 2, 3"))


@pytest.mark.parametrize("kind", ReasonKind)
async def test_today_is_read_by_index(kind: ReasonKind) -> None:
    await _check_plan(
        f"{today._SELECT} AND o.kind = {kind.value} ORDER BY o.due_at, o.id LIMIT 9".replace("?1", "'2026'")
    )


async def _check_plan(sql: str) -> None:
    steps = [step["detail"] for step in await rows(f"EXPLAIN QUERY PLAN {sql}")]
    steps = [step for step in steps if step.startswith(("SEARCH", "SCAN"))]
    assert [step for step in steps if step not in {"SCAN heard", "SCAN last"} and not _SEARCHED.match(step)] == []


async def test_one_contact_is_worked_out_by_a_handful_of_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    ann, ben = await people("Ann", "Ben")
    await announced(ann, ben)
    await a_problem(ann, Step.HEAR)
    asked: list[str] = []
    async with db.transaction() as connection:
        for method in ("execute_query", "execute_query_dict", "execute_many"):
            ask = getattr(connection, method)

            async def counted(sql: str, *values: Any, ask: Any = ask) -> Any:
                asked.append(sql)
                return await ask(sql, *values)

            monkeypatch.setattr(connection, method, counted)
        await outreach.refresh(connection, [ann], at=NOW)
    assert len(asked) == 8
