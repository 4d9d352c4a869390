"""Members: whoever opens the book first owns it, and says who else is one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.reading import choices
from models.reading import members as reading
from models.rules.refusals import NotFound, NotYours, Refused
from models.rules.words import Role
from tests.data.desk import ADA, GRACE, NOW, bob, count, everything, rows

ME: dict[str, Any] = {"by": ADA, "at": NOW}


async def test_the_first_is_the_owner_and_adds_the_others(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        assert await choices.members() == {}
        assert await reading.seated("ada") is None
        first = await models.members.present("ada", at=NOW)
        second = await models.members.add("grace", by=first, at=NOW)
        assert await models.members.present("grace", at=NOW) == second
        assert await models.members.present("ada", at=NOW) == first
        assert await rows("SELECT id, account, name, role, created_at FROM member ORDER BY id") == [
            {"id": first, "account": "ada", "name": "ada", "role": "owner", "created_at": NOW},
            {"id": second, "account": "grace", "name": "grace", "role": "member", "created_at": NOW},
        ]
        assert await choices.member_of("grace") == (second, "grace")
        assert await choices.member_of("dan") is None
        assert await rows("SELECT verb, by_id FROM history ORDER BY id") == [
            {"verb": "member.join", "by_id": first},
            {"verb": "member.add", "by_id": first},
        ]


async def test_the_same_account_twice_at_once_is_one_member(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        both = await asyncio.gather(*(models.members.present("ada", at=NOW) for _ in range(2)))
        assert both == [1, 1]
        assert await rows("SELECT role FROM member") == [{"role": "owner"}]


async def test_nothing_is_read_or_written_without_an_open_book(path: Path) -> None:
    async with db.opened(path):
        await models.members.present("ada", at=NOW)
    with pytest.raises(RuntimeError, match="no book is open"):
        await models.members.present("ada", at=NOW)
    with pytest.raises(RuntimeError, match="no book is open"):
        db.reader()
    assert [file.name for file in path.parent.iterdir()] == ["book.db"]


async def test_who_begins_a_book_owns_it_under_their_name(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        begun = await models.members.begin("ada", name=" Ada Stone ", business=" Oak & Sons ", at=NOW)
        assert begun == (1, "Ada Stone", True)
        assert await choices.member_of("ada") == (1, "Ada Stone")
        assert await models.members.present("ada", at=NOW) == 1
        assert (await choices.business()).name == "Oak & Sons"
        assert await rows("SELECT role FROM member") == [{"role": "owner"}]
        with pytest.raises(NotFound):
            await models.undo.last(**ME)


async def test_whoever_is_second_begins_nothing(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        ada, grace, again, dan = await asyncio.gather(
            models.members.begin("ada", name="Ada", business="Oak & Sons", at=NOW),
            models.members.begin("grace", name="Grace", business="Ash & Sons", at=NOW),
            models.members.begin("ada", name="Adam", business="", at=NOW),
            models.members.present("dan", at=NOW),
            return_exceptions=True,
        )
        assert (ada, again) == ((1, "Ada", True), (1, "Ada", False))
        for other, name in ((grace, "grace"), (dan, "dan")):
            assert isinstance(other, NotYours)
            assert str(other) == (f"“{name}” is no member of this book. Ask Ada to run: wellkept members add {name}")
        assert await choices.members() == {"Ada": 1}
        assert (await choices.business()).name == "Oak & Sons"
        assert await rows("SELECT id FROM member WHERE role = 'owner'") == [{"id": 1}]


@pytest.mark.parametrize("values", [{"name": " "}, {"name": "x" * 201}, {"business": "x" * 201}])
async def test_a_book_is_not_begun_with_names_that_cannot_be(tmp_path: Path, values: dict[str, str]) -> None:
    async with db.opened(tmp_path / "new.db"):
        with pytest.raises(Refused):
            await models.members.begin("ada", **({"name": "Ada", "business": ""} | values), at=NOW)
        assert await count("member") == 0


@pytest.mark.usefixtures("book")
async def test_a_member_goes_by_another_name() -> None:
    before = await everything()
    await models.members.rename(ADA, " Ada Stone ", **ME)
    assert await choices.member_of("ada") == (ADA, "Ada Stone")
    assert (await bob()).owner == "Ada Stone"
    await models.undo.last(**ME)
    assert (await models.undo.last(**ME)).what == "renamed ada to Ada Stone"
    assert await everything() == before


@pytest.mark.usefixtures("book")
async def test_a_name_that_no_member_can_have() -> None:
    for name, says in (
        ("GRACE", "Somebody is called “GRACE” already. Choose another name."),
        ("The recovery key", "Somebody is called “The recovery key” already. Choose another name."),
        ("", "needs a name"),
    ):
        with pytest.raises(Refused, match=says):
            await models.members.rename(ADA, name, **ME)
    with pytest.raises(NotFound, match="no member 9"):
        await models.members.rename(9, "Ada", **ME)
    await models.members.rename(ADA, "Ada", **ME)
    assert await choices.members() == {"Ada": ADA, "grace": GRACE}


@pytest.mark.usefixtures("book")
async def test_an_account_that_is_called_as_somebody_is_shown_with_a_number() -> None:
    await models.members.rename(ADA, "Dan", **ME)
    await models.members.rename(GRACE, "dan 2", **ME)
    dan = await models.members.add("dan", **ME)
    assert await choices.member_of("dan") == (dan, "dan 3")


SHE: dict[str, Any] = {"by": GRACE, "at": NOW}


@pytest.mark.usefixtures("book")
async def test_an_owner_adds_a_member_under_a_name_or_as_another_owner() -> None:
    cara = await models.members.add(" cara ", name=" Cara Hill ", role=Role.OWNER, **ME)
    assert await rows("SELECT id, account, name, role, left_at FROM member WHERE id > 2") == [
        {"id": cara, "account": "cara", "name": "Cara Hill", "role": "owner", "left_at": None}
    ]
    dan = await models.members.add("dan", by=cara, at=NOW)
    assert await choices.member_of("dan") == (dan, "dan")


@pytest.mark.usefixtures("book")
async def test_only_an_owner_says_who_is_a_member() -> None:
    before = await everything()
    for forbidden in (
        models.members.add("cara", **SHE),
        models.membership.remove(ADA, **SHE),
        models.membership.remove(GRACE, **SHE),
        models.membership.set_role(GRACE, Role.OWNER, **SHE),
    ):
        with pytest.raises(NotYours, match=r"^Only an owner can .*\. Ask ada\.$"):
            await forbidden
    assert await everything() == before


@pytest.mark.usefixtures("book")
async def test_who_cannot_be_added() -> None:
    for account, name, says in (
        ("grace", "", "grace is a member already, as member."),
        ("dan", "ADA", "Somebody is called “ADA” already."),
        ("", "", "An account needs a name."),
    ):
        with pytest.raises(Refused, match=says):
            await models.members.add(account, name=name, **ME)
    assert await count("member") == 2


@pytest.mark.usefixtures("book")
async def test_nobody_is_called_as_the_account_of_another() -> None:
    await models.members.rename(ADA, "Ada Stone", **ME)
    with pytest.raises(Refused, match="Somebody is called “ada” already"):
        await models.members.rename(GRACE, "ada", **SHE)


@pytest.mark.usefixtures("book")
async def test_who_was_removed_sits_down_no_more_and_does_nothing() -> None:
    contact = await bob(owner_id=GRACE)
    await models.membership.remove(GRACE, **ME)
    says = "“grace” is a member of this book no more. Ask ada to run: wellkept members add grace"
    with pytest.raises(NotYours, match=says):
        await models.members.present("grace", at=NOW)
    with pytest.raises(NotYours, match="You are a member of this book no more"):
        await models.notes.add(contact.id, "x", **SHE)
    assert await choices.members() == {"ada": ADA}
    assert await choices.members(also_left=True) == {"ada": ADA, "grace": GRACE}
    with pytest.raises(NotFound, match="grace is a member no more"):
        await models.membership.remove(GRACE, **ME)
    assert [(row.name, row.left_at, row.contacts) for row in await reading.listed()] == [
        ("ada", None, 0),
        ("grace", NOW, 1),
    ]
    assert (await choices.member_of("ada")) == (ADA, "ada")


@pytest.mark.usefixtures("book")
async def test_who_left_comes_back_as_who_they_were() -> None:
    await models.members.rename(GRACE, "Grace Moss", **SHE)
    await models.membership.remove(GRACE, **ME)
    with pytest.raises(Refused, match="Somebody is called “Grace Moss” already"):
        await models.members.add("gus", name="Grace Moss", **ME)
    assert await models.members.add("grace", **ME) == GRACE
    assert await choices.member_of("grace") == (GRACE, "Grace Moss")
    await models.membership.remove(GRACE, **ME)
    assert await models.members.add("grace", name="Grace Hill", role=Role.OWNER, **ME) == GRACE
    (owner,) = [row for row in await reading.listed() if row.id == GRACE]
    assert (owner.name, owner.role, owner.created_at) == ("Grace Hill", "owner", NOW)


@pytest.mark.usefixtures("book")
async def test_a_book_is_never_without_an_owner() -> None:
    for last in (models.membership.remove(ADA, **ME), models.membership.set_role(ADA, Role.MEMBER, **ME)):
        with pytest.raises(Refused, match="ada is the only owner, and a book needs one"):
            await last
    await models.membership.set_role(GRACE, Role.OWNER, **ME)
    await models.membership.set_role(ADA, Role.MEMBER, **SHE)
    with pytest.raises(NotYours, match="Ask grace"):
        await models.membership.remove(GRACE, **ME)
    await models.membership.set_role(ADA, Role.OWNER, **SHE)
    await models.membership.remove(ADA, **ME)
    with pytest.raises(Refused, match="grace is the only owner"):
        await models.membership.remove(GRACE, **SHE)


@pytest.mark.usefixtures("book")
async def test_no_undo_takes_back_who_is_a_member() -> None:
    await models.members.add("cara", **ME)
    await models.membership.set_role(GRACE, Role.OWNER, **ME)
    await models.membership.remove(GRACE, **ME)
    before = await everything()
    with pytest.raises(NotFound, match="nothing of yours to undo"):
        await models.undo.last(**ME)
    assert await everything() == before
    verbs = await rows("SELECT verb, changed FROM history WHERE verb LIKE 'member.%' AND id > 2 ORDER BY id")
    assert [row["verb"] for row in verbs] == ["member.add", "member.role", "member.remove"]


@pytest.mark.usefixtures("book")
async def test_a_member_is_found_by_account_before_name() -> None:
    await models.members.rename(ADA, "Ada Stone", **ME)
    for words, found in (("ada", ADA), (" ADA STONE ", ADA), ("grace", GRACE), ("Grace", GRACE)):
        assert (await reading.named(words)).id == found
    with pytest.raises(NotFound, match=r"There is no member “zed”. Choose one of: Ada Stone, grace."):
        await reading.named("zed")
    assert await reading.account_of("ada stone") == "ada"


@pytest.mark.usefixtures("book")
async def test_nobody_gets_at_the_seat_of_who_left_by_their_name() -> None:
    await models.members.rename(GRACE, "Grace Moss", **SHE)
    await models.membership.remove(GRACE, **ME)
    for words in ("grace", "Grace Moss"):
        with pytest.raises(
            NotYours, match=r"is (no member of this book|a member of this book no more). Ask ada to run"
        ):
            await reading.account_of(words)
    with pytest.raises(NotYours, match="“zed” is no member of this book"):
        await reading.account_of("zed")


async def test_nobody_can_be_found_in_a_book_that_nobody_began(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        with pytest.raises(NotYours, match=r"“ada” is no member of this book. Nobody is yet: whoever opens it first"):
            await reading.account_of("ada")
