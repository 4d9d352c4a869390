"""Importing whole files: Today stays quiet, and what goes wrong is said before or with how much came in."""

from collections import Counter
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

import models
from models.exchange import importing, sources
from models.exchange.importing import OnDuplicate
from models.exchange.taking import Taking
from models.history import Change, History
from models.reading.today import TodayList
from models.rules.refusals import BookUnusable, NotAnAddressBook, NotFound, NotYours, Refused, Stale
from models.rules.words import Channel, StageKind, Tone
from tests.data.cards import Desk, card, counts, first, told
from tests.data.desk import (
    ADA,
    CUSTOMER,
    FORMER,
    NOW,
    bob,
    count,
    days,
    one,
    promised,
    reasons,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")


async def test_an_import_never_floods_today(desk: Desk) -> None:
    cards = [card(f"FN:Dana {n}", f"X-WELLKEPT-STAGE:{'Former' if n % 2 else 'Never bought'}") for n in range(20)]
    await desk.take("".join(cards))
    later = TodayList(now=NOW + days(4000))
    assert await later.count() == 0
    assert await one("SELECT count(*) FROM contact WHERE reason_id IS NOT NULL") == 0
    assert await count("follow_up") == 0


async def test_unpleasant_news_outlives_an_import(desk: Desk) -> None:
    await bob(emails=["bob@stone.example"])
    await promised(1, tone=Tone.UNPLEASANT)
    again = card("FN:Bob Stone", "EMAIL:bob@stone.example", "TEL:+1 555 0105")
    assert counts(await desk.take(again, on_duplicate=OnDuplicate.UPDATE)) == (0, 1, 0, 0)
    assert await reasons(1) == ["bad_news"]


async def test_a_cadence_is_given_only_when_asked(desk: Desk) -> None:
    await desk.take(card("FN:Ada", "X-WELLKEPT-CADENCE-DAYS:30") + card("FN:Bob"), every_days=90)
    assert await rows("SELECT name, every_days FROM contact ORDER BY id") == [
        {"name": "Ada", "every_days": 30},
        {"name": "Bob", "every_days": 90},
    ]
    assert await reasons(2, NOW + days(89)) == []
    assert await reasons(2, NOW + days(90)) == ["drift"]


@pytest.mark.parametrize("many", [3, 9, 45])
async def test_spread_staggers_the_first_dates_over_the_cadence(desk: Desk, many: int) -> None:
    await desk.take("".join(card(f"FN:Dana {n}") for n in range(many)), every_days=9, spread=True)
    due = [(row["due_at"] - NOW) / days(1) for row in await rows("SELECT due_at FROM outreach")]
    per_day = Counter(due)
    assert len(due) == many
    assert set(due) <= {float(day) for day in range(1, 10)}
    assert max(per_day.values()) <= 1 + many // 9
    assert max(due) - min(due) >= 5


async def test_the_first_word_ends_the_stagger(desk: Desk) -> None:
    await desk.take(card("FN:Dana"), every_days=90, spread=True)
    assert await reasons(1, NOW + days(1)) == ["drift"]
    await models.interactions.log(1, "hello", channel=Channel.CALL, by=ADA, at=NOW + days(2))
    assert await reasons(1, NOW + days(91)) == []
    assert await reasons(1, NOW + days(92)) == ["drift"]


async def test_nobody_without_a_cadence_is_staggered(desk: Desk) -> None:
    await desk.take(card("FN:Dana"), spread=True)
    assert await count("snooze") == 0


async def test_the_usual_stage_is_the_first_where_no_stage_is_of_kind_prospect(desk: Desk) -> None:
    await models.stages.set_kind(1, StageKind.FAN, by=ADA, at=NOW)
    await models.stages.reorder(CUSTOMER, 1, by=ADA, at=NOW)
    await desk.take(card("FN:Dana") + card("FN:Eli", "X-WELLKEPT-STAGE:Former"))
    assert [row["stage_id"] for row in await rows("SELECT stage_id FROM contact ORDER BY id")] == [CUSTOMER, FORMER]


async def test_columns_of_a_csv_file_are_mapped(desk: Desk) -> None:
    report = await desk.take("Wer;Mail\nAda;ada@x.example\n", "in.csv", columns={"wer": "name", "mail": "email"})
    assert (counts(report), told(report)) == ((1, 0, 0, 0), [])
    assert (await first()).values("e-mail") == ["ada@x.example"]


async def test_reports_come_in_the_order_of_lines(desk: Desk) -> None:
    report = await desk.take('Name,Nick\nAda,x\n"Bob,y\n', "in.csv")
    assert [(line, text) for line, text, _ in told(report)] == [(2, "x"), (3, '"Bob,y ')]
    assert counts(report) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("in.txt", card("FN:Ada"), sources.UnknownFormat),
        ("in", card("FN:Ada"), sources.UnknownFormat),
        ("in.csv", "", NotAnAddressBook),
        ("in.csv", "a,b\n1,2\n", NotAnAddressBook),
        ("in.vcf", "", NotAnAddressBook),
        ("in.VCF", "\x89PNG\n\x1a\n", NotAnAddressBook),
    ],
)
async def test_what_is_no_address_book_stops_before_anything_is_done(
    desk: Desk, name: str, text: str, kind: type[Refused]
) -> None:
    good, bad = desk.file(card("FN:Ada"), "good.vcf"), desk.file(text, name)
    with pytest.raises(kind, match=r"^[A-Z/].*\.$"):
        await importing.import_files([good, bad], by=ADA, at=NOW)
    assert await count("contact") == 0


async def test_files_that_are_none(desk: Desk) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        await importing.import_files([desk.folder / "none.vcf"], by=ADA, at=NOW)
    with pytest.raises(sources.UnknownFormat, match=r"is a (folder|pipe)"):
        await importing.import_files([desk.folder], by=ADA, at=NOW)
    with pytest.raises(NotYours, match="cannot be read: File name too long"):
        await importing.import_files([desk.folder / f"{'x' * 300}.vcf"], by=ADA, at=NOW)


async def test_junk_before_the_first_card_is_reported(desk: Desk) -> None:
    report = await desk.take("hello\n" + card("FN:Ada"))
    assert (counts(report), told(report)) == ((1, 0, 0, 0), [(1, "hello", "outside any card")])


class _Failing(FileIO):
    """A file on a disk that fails after so many bytes."""

    sound = 0

    @override
    def readinto(self, buffer: Any) -> int:
        if self.tell() >= self.sound:
            raise OSError(5, "Input/output error")
        return super().readinto(buffer)


@pytest.mark.parametrize(
    ("sound", "end"),
    [(100_000, "error."), (600_000, r"error. 500 of the cards came in before; take them back with: wellkept undo.")],
)
async def test_a_disk_that_fails_in_the_middle_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, sound: int, end: str
) -> None:
    def opened(path: Path) -> BufferedReader:
        raw = _Failing(path)
        raw.sound = sound
        return BufferedReader(raw)

    path = desk.file("".join(card(f"FN:Dana {n}", f"NOTE:{'x' * 900}") for n in range(1_000)))
    monkeypatch.setattr("models.exchange.sources._stream", opened)
    with pytest.raises(Refused, match=f"in.vcf could not be read to its end: Input/output {end}$"):
        await importing.import_files([path], by=ADA, at=NOW)
    assert await count("contact") == (500 if "500" in end else 0)


async def test_a_book_that_gives_up_says_how_much_of_the_import_is_in_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Taking.write
    batches = iter((True, False))

    async def full_disk(*args: Any) -> None:
        if not next(batches):
            raise BookUnusable("The disk is full.")
        await whole(*args)

    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(Taking, "write", full_disk)
    with pytest.raises(BookUnusable, match="2 of the cards came in before; take them back with: wellkept undo"):
        await desk.take("".join(card(f"FN:Dana {n}") for n in range(4)))
    assert await count("contact") == 2


async def test_an_import_that_is_taken_back_under_way_ends_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, batches = Taking.write, iter(range(9))

    async def taken_back(self: Taking, change: Change) -> None:
        await whole(self, change)
        if next(batches) == 1:  # as if by somebody else, between two batches
            await History.filter(run_id=change.run_id).update(undone_at=NOW)

    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(Taking, "write", taken_back)
    with pytest.raises(Stale, match=r"^The import was taken back.* while it was under way. Nothing more"):
        await desk.take("".join(card(f"FN:Dana {n}") for n in range(8)))
    assert await count("contact") == 4
