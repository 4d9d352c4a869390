"""The agenda as it is read: its order, whose it is, who is left out, and where a day ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

import models
from models.reading.agenda import Agenda, AgendaRow, CompanyAgenda
from models.reading.today import TodayList
from models.rules.when import Moment
from models.rules.words import Channel, Outcome, ReasonKind, Tone
from tests.data.desk import ADA, BERLIN, GRACE, NOW, bob, days, promised
from tests.data.test_pages import Watched, backwards, forwards

pytestmark = pytest.mark.usefixtures("book")


def due(text: str, zone: ZoneInfo = BERLIN) -> Moment:
    """Read "2026-06-10" as a day and "2026-06-10 09:00" as a time, in a zone."""
    at = datetime.fromisoformat(text).replace(tzinfo=zone)
    return Moment(at, None if " " in text else at.date())


async def planned(text: str, *, owner_id: int = ADA, contact_id: int = 1, zone: ZoneInfo = BERLIN) -> None:
    """Plan a follow-up whose text is when it is due."""
    await models.follow_ups.add(contact_id, due(text, zone), text=text, owner_id=owner_id, by=ADA, at=NOW)


async def listed(agenda: Agenda | CompanyAgenda) -> list[str]:
    return [row.text for row in await agenda.page(limit=100)]


async def test_a_row_says_all_a_list_shows() -> None:
    added = await bob(company="Stone & Sons")
    follow_up = await promised(
        added.id, text="claim refused", tone=Tone.UNPLEASANT, channel=Channel.VIDEO, owner_id=GRACE, private_place=True
    )
    row = AgendaRow(
        id=follow_up.id,
        due_at=NOW,
        due_on=None,
        contact_id=added.id,
        name="Bob Stone",
        text="claim refused",
        channel="video",
        tone="unpleasant",
        step="",
        private_place=True,
        owner="grace",
        stage="Prospect",
        has_confidences=False,
    )
    assert await Agenda().page(limit=9) == [row]
    assert await CompanyAgenda(1).page(limit=9) == [row]


async def test_the_first_due_comes_first_and_of_two_at_once_the_first_planned() -> None:
    await bob()
    for text in ("2026-06-12 09:00", "2026-06-10 09:00", "2026-06-12", "2026-05-01", "2026-06-10 09:00"):
        await planned(text)
    rows = await Agenda().page(limit=9)
    assert [row.id for row in rows] == [4, 2, 5, 3, 1]
    assert [row.due_on is None for row in rows] == [False, True, True, False, True]


async def test_only_what_is_open_and_with_nobody_archived() -> None:
    for _ in range(3):
        await bob(company="Stone & Sons")
    for contact_id, text in ((1, "2026-06-01"), (2, "2026-06-02"), (3, "2026-06-03"), (3, "2026-06-04")):
        await planned(text, contact_id=contact_id, owner_id=GRACE if contact_id == 1 else ADA)
    await models.follow_ups.done(3, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    await models.contacts.archive(2, by=ADA, at=NOW)
    for agenda in (Agenda(), CompanyAgenda(1)):
        assert await listed(agenda) == ["2026-06-01", "2026-06-04"]
        assert await agenda.count() == 2
    for owner_id, number in ((ADA, 1), (GRACE, 1), (99, 0)):
        assert await Agenda(owner_id).count() == number == await Agenda(owner_id).overdue(now=NOW)
    await models.contacts.restore(2, by=ADA, at=NOW)
    assert await Agenda().count() == 3 == await Agenda().overdue(now=NOW)


async def test_of_one_owner_or_one_company() -> None:
    await bob(company="Stone & Sons")
    await bob(company="Hill Bakery")
    await planned("2026-06-11")
    await planned("2026-06-12", owner_id=GRACE)
    await planned("2026-06-13", owner_id=GRACE, contact_id=2)
    assert await listed(Agenda(ADA)) == ["2026-06-11"]
    assert await listed(Agenda(GRACE)) == ["2026-06-12", "2026-06-13"]
    assert await listed(CompanyAgenda(1)) == ["2026-06-11", "2026-06-12"]
    assert await listed(CompanyAgenda(2)) == ["2026-06-13"]
    assert await listed(CompanyAgenda(3)) == []


@pytest.mark.parametrize("owner_id", [None, GRACE])
async def test_pages_make_up_the_whole_agenda(owner_id: int | None) -> None:
    await bob(company="Stone & Sons")
    for number in range(40):
        await promised(1, NOW + days(number // 3), owner_id=GRACE if number % 2 else ADA)
    for agenda in (Agenda(owner_id), CompanyAgenda(1)):
        whole = await agenda.page(limit=100)
        assert len(whole) == await agenda.count() >= 20
        for limit in (1, 7, 60):
            assert await forwards(agenda, limit) == whole
            assert await backwards(agenda, limit) == whole


@pytest.mark.parametrize(
    ("now", "overdue"),
    [
        ("2026-03-29 00:00", 1),  # the night in which the clocks go on
        ("2026-03-29 23:59", 1),
        ("2026-03-30 00:00", 2),
        ("2026-10-25 00:00", 3),  # the night in which they go back
        ("2026-10-25 23:59", 3),
        ("2026-10-26 00:00", 5),
    ],
)
async def test_overdue_is_what_was_due_before_today(now: str, overdue: int) -> None:
    await bob()
    for text in ("2026-03-28 23:59", "2026-03-29", "2026-03-30 00:00", "2026-10-25", "2026-10-25 23:59"):
        await planned(text)
    await planned("2026-10-26")
    assert await Agenda().overdue(now=due(now).at) == overdue


async def test_overdue_and_due_today_are_as_on_today_in_any_zone() -> None:
    await bob()
    for text in ("2026-06-09 23:30", "2026-06-10 00:00", "2026-06-10 15:30", "2026-06-10 23:59", "2026-06-11 00:00"):
        await planned(text)
    for name in ("Europe/Berlin", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"):
        now = NOW.astimezone(ZoneInfo(name))
        today = TodayList(now=now)
        await today.count()
        shown = today.counts.get(ReasonKind.FOLLOW_UP, 0)
        assert shown == await Agenda().overdue(now=now + days(1)), "what is overdue tomorrow is what is due today"


async def test_a_page_is_a_range_of_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    await bob()
    for _ in range(9):
        await promised(1)
    watched = Watched(monkeypatch)
    page = await Agenda().page(limit=5)
    await Agenda().page(after=page[2], limit=5)
    await Agenda().page(before=page[2], limit=5)
    await Agenda().last(5)
    for plan in await watched.plans():
        assert "USING INDEX idx_follow_up_state" in plan[0]
        assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]


async def test_a_company_s_agenda_reads_only_its_people(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    await CompanyAgenda(1).page(limit=5)
    await CompanyAgenda(1).count()
    for plan in await watched.plans():
        assert plan[0].startswith("SEARCH c USING INDEX idx_contact_company")
        assert [step for step in plan if "USING INDEX idx_follow_up_contact" in step]


async def test_counting_looks_into_no_contact_but_the_archived(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    await Agenda().count()
    await Agenda(ADA).overdue(now=NOW)
    for plan in await watched.plans():
        assert [step for step in plan if "SEARCH f USING" in step and "idx_follow_up_" in step]
        assert [step for step in plan if "USING INDEX idx_follow_up_contact" in step]
        assert not [step for step in plan if "SEARCH c USING" in step]
