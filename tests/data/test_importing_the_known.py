"""Importing people who are here already: nobody is merged who is not the same, and nothing is taken away."""

import sqlite3
from contextlib import closing

import pytest

import models
from models import db
from models.exchange import importing
from models.exchange.importing import OnDuplicate
from tests.data.cards import HERE, Desk, card, counts, first, notes, told
from tests.data.desk import (
    ADA,
    NOW,
    bob,
    count,
    days,
    everything,
    one,
    rows,
)

pytestmark = pytest.mark.usefixtures("book")


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


@pytest.mark.parametrize("on_duplicate", [OnDuplicate.SKIP, OnDuplicate.UPDATE])
async def test_namesakes_who_live_elsewhere_are_two(desk: Desk, on_duplicate: OnDuplicate) -> None:
    mill, quay, site = "ADR:;;1 Mill Lane;York;;;", "ADR:;;9 Quay;Hull;;;", "URL:https://lind.example"
    people = card("FN:Ida Lind", mill) + card("FN:Ida Lind", quay) + card("FN:Ida Lind", site)
    assert counts(await desk.take(people, on_duplicate=on_duplicate)) == (3, 0, 0, 0)
    assert counts(await desk.take(people, on_duplicate=on_duplicate)) == (0, 0, 3, 0)
    both = card("FN:Ida Lind", "ADR:;;9 QUAY;Hull;;;", "URL:https://ida.example")
    assert counts(await desk.take(both, on_duplicate=OnDuplicate.UPDATE)) == (0, 1, 0, 0)
    assert await one("SELECT contact_id FROM contact_point WHERE value = 'https://ida.example'") == 2


@pytest.mark.parametrize("lines", [(), ("BDAY:1980-03-22",)])
async def test_who_is_known_without_an_address_may_get_one(desk: Desk, lines: tuple[str, ...]) -> None:
    await desk.take(card("FN:Ida Lind", *lines))
    first_home, second_home = ("ADR:;;1 Mill Lane;York;;;", "ADR:;;9 Quay;Hull;;;")
    people = card("FN:Ida Lind", first_home) + card("FN:Ida Lind", second_home)
    assert counts(await desk.take(people, on_duplicate=OnDuplicate.UPDATE)) == (1, 1, 0, 0)
    assert counts(await desk.take(people, on_duplicate=OnDuplicate.UPDATE)) == (0, 0, 2, 0)


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


async def test_a_title_photo_or_department_that_gives_way_is_told(desk: Desk) -> None:
    before = ("ORG:Lind;Sales", "TITLE:Baker", "PHOTO:https://a.example/1", "ADR:;;1 Mill Lane;York;;;")
    after = ("ORG:Lind;Export", "TITLE:Judge", "PHOTO:https://a.example/2", "ADR:;;;1 Mill Lane\\, York;;;")
    await desk.take(card("FN:Ida", "EMAIL:ida@x.example", *before))
    again = card("FN:Ida", "EMAIL:ida@x.example", *after)
    assert told(await desk.take(again)) == [(1, "Ida", "already here; what this card says beyond that is left out")]
    assert [(text, why) for _, text, why in told(await desk.take(again, on_duplicate=OnDuplicate.UPDATE))] == [
        ("Lind;Export", "already here; an update leaves the department as it is"),
        ("Judge", "already here; an update leaves the title as it is"),
        ("https://a.example/2", "already here; an update leaves the photo as it is"),
    ]


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


_TWINS = [
    card("UID:x", "FN:Ada", "EMAIL:ada@x.example"),
    card("UID:x", "FN:Bob", "EMAIL:bob@x.example"),
    card("UID:x", "FN:Carol"),
    card("UID:x", "FN:Ada Byron", "EMAIL:ADA@x.example"),
    card("UID:x", "FN:Bob", "EMAIL:other@x.example"),
]


@pytest.mark.parametrize("batch", [1, 2, 500])
@pytest.mark.parametrize("how", [OnDuplicate.SKIP, OnDuplicate.UPDATE])
async def test_one_uid_on_cards_of_several_people_merges_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, batch: int, how: OnDuplicate
) -> None:
    monkeypatch.setattr(importing, "BATCH", batch)
    report = await desk.take("".join(_TWINS), on_duplicate=how)
    assert counts(report) == (4, 0, 1, 0)
    assert [why for _, text, why in told(report) if text == "x"] == [
        "another contact has this UID; a new one is given"
    ] * 3
    assert counts(await desk.take("".join(_TWINS), on_duplicate=how)) == (0, 0, 5, 0)
    assert await one("SELECT count(DISTINCT uid) FROM contact") == 4


@pytest.mark.parametrize("batch", [1, 500])
async def test_somebody_renamed_elsewhere_is_the_same_by_the_uid_and_once_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(importing, "BATCH", batch)
    await desk.take(HERE)
    renamed = [
        card("UID:here", "FN:Zoe Stone", "EMAIL:zoe@stone.example"),
        card("UID:here", "FN:Zoe Stone"),
        card("UID:here", "FN:Z.", "EMAIL:zoe@stone.example"),
        card("UID:here", "FN:Max Moss"),
    ]
    assert counts(await desk.take("".join(renamed))) == (1, 0, 3, 0)
    assert counts(await desk.take("".join(renamed))) == (0, 0, 4, 0)


@pytest.mark.parametrize(("region", "same"), [("GB", True), ("", False), ("DE", False)])
async def test_phones_are_compared_as_the_country_of_the_business_reads_them(
    desk: Desk, region: str, same: bool
) -> None:
    await models.business.change(phone_region=region, by=ADA, at=NOW)
    await desk.take(card("FN:Zoe Marsh", "TEL:+44 20 7946 0321"))
    report = await desk.take(card("FN:Zoe Marsh", "TEL:(020) 7946-0321"), on_duplicate=OnDuplicate.UPDATE)
    assert counts(report) == ((0, 0, 1, 0) if same else (1, 0, 0, 0))


async def test_do_not_contact_is_never_lifted_and_may_be_added(desk: Desk) -> None:
    await desk.take(HERE)
    without = card("UID:here", "FN:Zoë Marsh", "BDAY:1980-03-22")
    assert counts(await desk.take(without, on_duplicate=OnDuplicate.UPDATE)) == (0, 1, 0, 0)
    assert (await first()).do_not_contact == "text"
    more = card("UID:here", "FN:Zoë Marsh", "X-WELLKEPT-DO-NOT-CONTACT:any")
    assert counts(await desk.take(more, on_duplicate=OnDuplicate.UPDATE)) == (0, 1, 0, 0)
    assert (await first()).do_not_contact == "any"


async def test_who_went_in_the_middle_of_an_import_is_nobody_to_compare_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    path = desk.file(card("FN:Ida", "UID:i", "EMAIL:ida@x.example") * 2)

    def gone(_progress: importing.Progress) -> None:
        with closing(sqlite3.connect(db.path())) as other, other:
            for table in ("contact_point", "contact"):
                other.execute(f"DELETE FROM {table}")  # noqa: S608

    (report,) = await importing.import_files([path], by=ADA, at=NOW, progress=gone)
    assert counts(report) == (2, 0, 0, 0)


async def test_an_update_that_search_does_not_see_is_a_change_like_any_other(desk: Desk) -> None:
    await desk.take(HERE)
    before = await everything()
    later = NOW + days(1)
    more = card("UID:here", "FN:Zoë Marsh", "ADR:;;1 Mill Lane;York;;;", "URL:a.example")
    assert counts(await desk.take(more, on_duplicate=OnDuplicate.UPDATE, at=later)) == (0, 1, 0, 0)
    assert await rows("SELECT version, updated_at FROM contact") == [{"version": 2, "updated_at": later}]
    assert await one("SELECT changed FROM history ORDER BY id DESC LIMIT 1") == "address link"
    await models.undo.last(by=ADA, at=later)
    assert await everything() == before
