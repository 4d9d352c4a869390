"""Importing: every card is accounted for, nobody is merged who is not the same, and Today stays quiet."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import models
from models.exchange import importing, sources
from models.exchange.importing import OnDuplicate, Report
from models.reading import contact
from models.reading.contact import WholeContact
from models.reading.today import TodayList
from models.rules.contact_fields import Point
from models.rules.refusals import BookUnusable, NotFound, NotYours, Refused
from models.rules.words import Channel, StageKind, Tone
from tests.data.desk import (
    ADA,
    CUSTOMER,
    FORMER,
    GRACE,
    NOW,
    bob,
    count,
    days,
    everything,
    one,
    promised,
    reasons,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")

FULL = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:7d9c
FN:Dana Levy
ORG:Levy & Co
EMAIL;TYPE=work:dana@levy.example
EMAIL:dana at levy
TEL;TYPE=cell:+44 20 7946 0101
TEL:ask Bob
ADR;TYPE=home:;;1 Mill Lane;York;;;
URL:https://levy.example
BDAY:19800322
CATEGORIES:vip,roof
NOTE:Likes sailing
X-WELLKEPT-STAGE:customer
X-WELLKEPT-OWNER:Grace
X-WELLKEPT-CADENCE-DAYS:30
X-WELLKEPT-SAFE-TOPICS:boats
X-WELLKEPT-OFF-LIMITS:the divorce
X-WELLKEPT-DO-NOT-CONTACT:text,letter
END:VCARD
"""


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", *lines, "END:VCARD\n"])


class Desk:
    """Where files are put and imported from, as Ada does now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, text: str | bytes, name: str = "in.vcf") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    async def take(self, text: str | bytes, name: str = "in.vcf", **how: Any) -> Report:
        """Import; the sum of the counts is what was read, whatever is asked, and a dry run says the same."""
        path, how = self.file(text, name), {"by": ADA, "at": NOW, **how}
        before = await everything()
        (foretold,) = await importing.import_files([path], dry_run=True, **how)
        assert await everything() == before
        (report,) = await importing.import_files([path], **how)
        assert foretold == report
        assert report.read == report.added + report.updated + report.skipped + report.failed
        return report


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.skipped, report.failed


def told(report: Report) -> list[tuple[int, str, str]]:
    return [(each.line, each.text, each.why) for each in report.dropped]


async def first() -> WholeContact:
    return await contact.one(1, now=NOW)


async def notes() -> list[str]:
    return [row["text"] for row in await rows("SELECT text FROM note ORDER BY id")]


async def test_all_that_a_card_says_is_kept_and_bad_values_are_reported_where_they_stand(desk: Desk) -> None:
    report = await desk.take(FULL)
    assert counts(report) == (1, 0, 0, 0)
    assert [(line, text) for line, text, _ in told(report)] == [(7, "dana at levy"), (9, "ask Bob")]
    assert [why.split(":")[0] for _, _, why in told(report)] == ["not an e-mail address", "not a phone number"]
    dana = await first()
    assert (dana.uid, dana.name, dana.company, dana.stage, dana.owner_id) == (
        *("urn:uuid:7d9c", "Dana Levy", "Levy & Co"),
        *("Customer", GRACE),
    )
    assert dana.points == {
        "e-mail": [Point("work", "dana@levy.example")],
        "phone": [Point("cell", "+44 20 7946 0101")],
        "address": [Point("home", "1 Mill Lane, York")],
        "link": [Point("", "https://levy.example")],
    }
    assert (dana.birthday, dana.every_days, dana.tags) == ("1980-03-22", 30, ["roof", "vip"])
    assert (dana.safe_topics, dana.off_limits, dana.do_not_contact) == ("boats", "the divorce", "text letter")
    assert (dana.created_at, await notes()) == (NOW, ["Likes sailing"])
    assert await contact.matching("levy.example", now=NOW) == dana.id


async def test_an_import_is_undone_whole_over_batches_and_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    await bob(emails=["bob@stone.example"], company="Stone")
    before = await everything()
    one_file = desk.file(
        "".join(card(f"FN:Dana {n}", "ORG:Stone", "CATEGORIES:a", "NOTE:n") for n in range(5)), "1.vcf"
    )
    other = desk.file("Name,E-mail,Phone\nBob Stone,bob@stone.example,+1 555 0101\n,,\nEli,eli@x.example,\n", "2.csv")
    how: dict[str, Any] = {"on_duplicate": OnDuplicate.UPDATE, "every_days": 10, "spread": True}
    reports = await importing.import_files([one_file, other], by=ADA, at=NOW, **how)
    assert [counts(report) for report in reports] == [(5, 0, 0, 0), (1, 1, 0, 0)]
    assert [report.file for report in reports] == [str(one_file), str(other)]
    assert await one("SELECT count(DISTINCT run_id) FROM history") == 1
    assert await one("SELECT count(*) FROM history WHERE verb = 'import'") == 4
    undone = await models.undo.last(by=ADA, at=NOW)
    assert (undone.verb, undone.what) == ("import", "imported contacts")
    assert await everything() == before


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("BDAY:1980-02-30", "1980-02-30", "There is no 30 February"),
        ("EMAIL:a@x.example b@x.example", "a@x.example b@x.example", "not an e-mail address"),
        ("URL:nowhere", "nowhere", "not a link"),
        (f"ADR:;;{'x' * 501};;;;", f"{'x' * 79}…", "An address can have at most 500 characters"),
        (f"ORG:{'x' * 201}", f"{'x' * 79}…", "A company can have at most 200 characters"),
        (f"CATEGORIES:ok,{'x' * 101}", f"{'x' * 79}…", "A tag can have at most 100 characters"),
        (f"NOTE:{'x' * 20_001}", f"{'x' * 79}…", "A note can have at most 20,000 characters"),
        (f"UID:{'x' * 256}", f"{'x' * 79}…", "A UID can have at most 255 characters"),
        ("X-WELLKEPT-DO-NOT-CONTACT:fax", "fax", "not a channel"),
        ("X-WELLKEPT-CADENCE-DAYS:4000", "4000", "A cadence is 1 to 3,650 days"),
        ("X-WELLKEPT-STAGE:Pal", "Pal", "there is no stage of this name; “Prospect” is taken"),
        ("X-WELLKEPT-OWNER:Carol", "Carol", "there is no owner of this name; “ada” is taken"),
    ],
)
async def test_one_bad_value_goes_and_the_card_stays(desk: Desk, line: str, text: str, why: str) -> None:
    report = await desk.take(card("FN:Ada", line, "TEL:+44 20 7946 0102"))
    assert counts(report) == (1, 0, 0, 0)
    ((_, said, reason),) = told(report)
    assert said == text
    assert reason.startswith(why)
    assert (await first()).values("phone") == ["+44 20 7946 0102"]


async def test_a_report_gives_the_line_of_the_value(desk: Desk) -> None:
    report = await desk.take(card("FN:Ada", "NOTE:hello", "BDAY:1980-02-30", "X-WELLKEPT-STAGE:Pal"))
    assert [line for line, _, _ in told(report)] == [4, 5]
    report = await desk.take("Name,Birthday\nBob,1980-02-30\n", "in.csv")
    assert [(line, text) for line, text, _ in told(report)] == [(2, "1980-02-30")]


async def test_a_label_too_long_goes_without_its_point(desk: Desk) -> None:
    lines = (f"item1.X-ABLabel:{'x' * 101}", "item1.TEL:+44 20 7946 0102", "item1.EMAIL:nobody")
    report = await desk.take(card("FN:Ada", *lines))
    assert [text for _, text, _ in told(report)] == ["+44 20 7946 0102", "nobody"]
    assert (await first()).points == {"phone": [Point("", "+44 20 7946 0102")]}


@pytest.mark.parametrize(("written", "kept"), [("1604-03-22", "--03-22"), ("--0322", "--03-22"), ("", "")])
async def test_a_birthday_without_its_year(desk: Desk, written: str, kept: str) -> None:
    assert not told(await desk.take(card("FN:Ada", f"BDAY:{written}")))
    assert (await first()).birthday == kept


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("ORG:Stone & Sons",), "Stone & Sons"),
        (("EMAIL:ada@stone.example",), "ada@stone.example"),
        (("FN:\u200b", "TEL:+44 20 7946 0102"), "+44 20 7946 0102"),
        ((f"FN:{'x' * 201}", "ORG:Stone"), "Stone"),
        ((f"EMAIL:{'x' * 220}@stone.example",), "x" * 200),
    ],
)
async def test_a_card_without_a_name_takes_another(desk: Desk, lines: tuple[str, ...], name: str) -> None:
    assert counts(await desk.take(card(*lines))) == (1, 0, 0, 0)
    assert (await first()).name == name


@pytest.mark.parametrize("lines", [("NOTE:who?",), ("FN:\u200b",), ("ORG:\u3164",)])
async def test_a_card_with_nothing_to_call_it_by_fails(desk: Desk, lines: tuple[str, ...]) -> None:
    report = await desk.take(card(*lines) + card("FN:Bob"))
    assert counts(report) == (1, 0, 0, 1)
    assert (1, "no name, company, e-mail or phone to call it by") in [(line, why) for line, _, why in told(report)]


async def test_control_characters_and_markup_are_data(desk: Desk) -> None:
    report = await desk.take(card("FN:[@click=app.quit]\u202eAda\x1b]0;x\x07", "TEL:\x1b[2J"))
    assert (await first()).name == "[@click=app.quit]Ada]0;x"
    assert all(text.isprintable() and why.isprintable() for _, text, why in told(report))


HERE = card(
    *("UID:here", "FN:Zoë Marsh", "ORG:Marsh", "EMAIL:zoe@marsh.example", "TEL:+44 20 7946 0103", "CATEGORIES:a"),
    *("NOTE:n", "X-WELLKEPT-DO-NOT-CONTACT:text", "X-WELLKEPT-STAGE:Customer", "X-WELLKEPT-SAFE-TOPICS:tea"),
)


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        (("UID:here", "FN:Somebody Else"), True),
        (("FN:ZOE MARSH", "EMAIL:Zoe@Marsh.example"), True),
        (("UID:other", "FN:Zoe Marsh", "TEL:0044 (20) 7946-0103"), True),
        (("FN:Zoe Marsh", "EMAIL:z@x.example", "TEL:020 7946 0104"), False),
        (("FN:Bob Marsh", "EMAIL:zoe@marsh.example", "TEL:+44 20 7946 0103"), False),
        (("FN:Zoë Marsh", "ORG:Marsh"), False),
    ],
)
async def test_who_is_here_already(desk: Desk, lines: tuple[str, ...], same: bool) -> None:
    await desk.take(HERE)
    assert counts(await desk.take(card(*lines))) == ((0, 0, 1, 0) if same else (1, 0, 0, 0))
    assert counts(await desk.take(card(*lines))) == (0, 0, 1, 0)
    assert await count("contact") == (1 if same else 2)


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        (("FN:Ida Lind", "ORG:LIND"), True),
        (("FN:Ida Lind", "ORG:Lind", "BDAY:1980-03-22"), True),
        (("FN:Ida Lind", "ORG:Lind", "BDAY:1950-03-22"), False),
        (("FN:ida lind", "ORG:Lind"), False),
        (("FN:Ida Lind",), False),
        (("FN:Ida Lind", "ORG:Lind", "TEL:+1 555 0103"), False),
    ],
)
async def test_without_e_mail_and_phone_only_the_identical_are_the_same(
    desk: Desk, lines: tuple[str, ...], same: bool
) -> None:
    await desk.take(card("FN:Ida Lind", "ORG:Lind", "BDAY:1980-03-22"))
    assert counts(await desk.take(card(*lines))) == ((0, 0, 1, 0) if same else (1, 0, 0, 0))


@pytest.mark.parametrize("sign", ["!!!", "???"])
async def test_names_of_signs_alone_are_told_apart(desk: Desk, sign: str) -> None:
    report = await desk.take(card("FN:!!!", "TEL:+1 555 0103") + card(f"FN:{sign}", "TEL:+1 555 0103"))
    assert counts(report) == ((1, 0, 1, 0) if sign == "!!!" else (2, 0, 0, 0))


async def test_two_cards_of_one_file_may_be_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    twice = card("FN:Ida", "EMAIL:ida@x.example") * 5 + card("FN:Max") * 2
    assert counts(await desk.take(twice)) == (2, 0, 5, 0)
    assert counts(await desk.take(twice)) == (0, 0, 7, 0)


async def test_what_a_skipped_card_says_beyond_is_told(desk: Desk) -> None:
    await desk.take(HERE)
    assert not told(await desk.take(HERE))
    report = await desk.take(card("UID:here", "FN:Zoë Marsh", "TEL:+44 20 7946 0199"))
    assert told(report) == [(1, "Zoë Marsh", "already here; what this card says beyond that is left out")]
    assert len(told(await desk.take(card("UID:here", "FN:Zoë Marsh", "ORG:Elsewhere")))) == 1


async def test_an_update_adds_what_is_missing_and_takes_nothing(desk: Desk) -> None:
    await desk.take(HERE)
    more = card(
        *("UID:here", "FN:Zoe Marsh", "EMAIL:ZOE@marsh.example", "EMAIL:z@home.example", "TEL:+1 555 0105"),
        *("BDAY:1980-03-22", "CATEGORIES:b", "NOTE:n", "NOTE:m", "X-WELLKEPT-DO-NOT-CONTACT:call"),
        *("X-WELLKEPT-OFF-LIMITS:money", "ADR:;;1 Mill Lane;York;;;", "ADR:;;1 mill lane\\, york;;;;", "URL:a.example"),
    )
    report = await desk.take(more, on_duplicate=OnDuplicate.UPDATE)
    assert (counts(report), told(report)) == ((0, 1, 0, 0), [])
    zoe = await first()
    assert (zoe.name, zoe.company, zoe.stage, zoe.birthday) == ("Zoë Marsh", "Marsh", "Customer", "1980-03-22")
    assert zoe.values("e-mail") == ["zoe@marsh.example", "z@home.example"]
    assert zoe.values("phone") == ["+44 20 7946 0103", "+1 555 0105"]
    assert (zoe.values("address"), zoe.values("link")) == (["1 Mill Lane, York", "1 mill lane, york"], ["a.example"])
    assert (zoe.tags, await notes(), zoe.do_not_contact) == (["a", "b"], ["n", "m"], "call text")
    assert (zoe.safe_topics, zoe.off_limits) == ("tea", "money")
    assert counts(await desk.take(more, on_duplicate=OnDuplicate.UPDATE)) == (0, 0, 1, 0)


async def test_an_update_says_what_it_leaves_as_it_is(desk: Desk) -> None:
    await desk.take(HERE)
    other = card(
        *("UID:here", "FN:Zoë Stone", "ORG:Elsewhere", "X-WELLKEPT-SAFE-TOPICS:coffee", "X-WELLKEPT-STAGE:Former"),
        *("X-WELLKEPT-OWNER:grace", "X-WELLKEPT-CADENCE-DAYS:30"),
    )
    report = await desk.take(other, on_duplicate=OnDuplicate.UPDATE, every_days=10)
    assert counts(report) == (0, 0, 1, 0)
    left = {text: why.removeprefix("already here; an update leaves the ") for _, text, why in told(report)}
    assert left == {
        "Elsewhere": "company as it is",
        "coffee": "safe topics as it is",
        "Zoë Stone": "name as it is",
        "Former": "stage as it is",
        "grace": "owner as it is",
        "30": "cadence as it is",
    }
    assert (await first()).every_days is None


async def test_updates_in_one_file_build_on_each_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    lines = [card("FN:Ida", "EMAIL:ida@x.example", f"TEL:+1 555 010{n}") for n in (1, 2, 1, 2)]
    linked = card("FN:Ida", "TEL:+1 555 0102", "NOTE:only by the phone")
    report = await desk.take("".join([*lines, linked]), on_duplicate=OnDuplicate.UPDATE)
    assert counts(report) == (1, 2, 2, 0)
    assert ((await first()).values("phone"), await notes()) == (
        ["+1 555 0101", "+1 555 0102"],
        ["only by the phone"],
    )


async def test_adding_again_gives_a_new_uid_where_one_is_taken(desk: Desk) -> None:
    await desk.take(HERE)
    report = await desk.take(HERE, on_duplicate=OnDuplicate.ADD)
    assert counts(report) == (1, 0, 0, 0)
    assert told(report) == [(1, "here", "another contact has this UID; a new one is given")]
    assert await one("SELECT count(DISTINCT uid) FROM contact") == 2


async def test_who_was_archived_is_here_too(desk: Desk) -> None:
    await desk.take(HERE)
    await models.contacts.archive(1, by=ADA, at=NOW)
    assert counts(await desk.take(HERE)) == (0, 0, 1, 0)
    assert (await first()).archived_at == NOW


async def test_do_not_contact_any_stays(desk: Desk) -> None:
    await bob(emails=["bob@stone.example"], do_not_contact=["any"])
    more = card("FN:Bob Stone", "EMAIL:bob@stone.example", "X-WELLKEPT-DO-NOT-CONTACT:text")
    assert counts(await desk.take(more, on_duplicate=OnDuplicate.UPDATE)) == (0, 0, 1, 0)
    assert (await first()).do_not_contact == "any"


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
        ("in.csv", "", sources.NotAnAddressBook),
        ("in.csv", "a,b\n1,2\n", sources.NotAnAddressBook),
        ("in.vcf", "", sources.NotAnAddressBook),
        ("in.VCF", "\x89PNG\n\x1a\n", sources.NotAnAddressBook),
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
    with pytest.raises(sources.UnknownFormat, match="is not a file"):
        await importing.import_files([desk.folder], by=ADA, at=NOW)
    with pytest.raises(NotYours, match="cannot be read: File name too long"):
        await importing.import_files([desk.folder / f"{'x' * 300}.vcf"], by=ADA, at=NOW)


async def test_junk_before_the_first_card_is_reported(desk: Desk) -> None:
    report = await desk.take("hello\n" + card("FN:Ada"))
    assert (counts(report), told(report)) == ((1, 0, 0, 0), [(1, "hello", "outside any card")])


async def test_a_disk_that_fails_in_the_middle_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(*_args: object) -> Any:
        return importing._next_batch(_broken(), Report("in.vcf"))

    monkeypatch.setattr("asyncio.to_thread", failing)
    with pytest.raises(Refused, match=r"in.vcf could not be read to its end: Input/output error. Take back"):
        await importing.import_files([desk.file(card("FN:Ada"))], by=ADA, at=NOW)


def _broken() -> Any:
    yield from ()
    raise OSError(5, "Input/output error")


async def test_a_book_that_gives_up_says_how_much_of_the_import_is_in_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importing._write
    batches = iter((True, False))

    async def full_disk(*args: Any, **kwargs: Any) -> None:
        if not next(batches):
            raise BookUnusable("The disk is full.")
        await whole(*args, **kwargs)

    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(importing, "_write", full_disk)
    with pytest.raises(BookUnusable, match="2 of the cards came in before; take them back with: wellkept undo"):
        await desk.take("".join(card(f"FN:Dana {n}") for n in range(4)))
    assert await count("contact") == 2
