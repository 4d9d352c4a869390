"""Members: whoever opens the book first owns it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import models
from models import db
from models.reading import choices
from models.rules.refusals import NotFound, Refused
from tests.data.desk import ADA, GRACE, NOW, bob, count, everything, rows

ME: dict[str, Any] = {"by": ADA, "at": NOW}


async def test_the_first_is_the_owner_and_others_join(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        assert await choices.members() == {}
        first = await models.members.present("ada", at=NOW)
        second = await models.members.present("grace", at=NOW)
        assert await models.members.present("ada", at=NOW) == first
        assert await rows("SELECT id, account, name, role, created_at FROM member ORDER BY id") == [
            {"id": first, "account": "ada", "name": "ada", "role": "owner", "created_at": NOW},
            {"id": second, "account": "grace", "name": "grace", "role": "member", "created_at": NOW},
        ]
        assert await choices.member_of("grace") == (second, "grace")
        assert await choices.member_of("dan") is None
        assert await rows("SELECT verb, by_id FROM history ORDER BY id") == [
            {"verb": "member.join", "by_id": first},
            {"verb": "member.join", "by_id": second},
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


async def test_whoever_is_second_joins_and_leaves_the_business_alone(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        ada, grace, again = await asyncio.gather(
            models.members.begin("ada", name="Ada", business="Oak & Sons", at=NOW),
            models.members.begin("grace", name="Grace", business="Ash & Sons", at=NOW),
            models.members.begin("ada", name="Adam", business="", at=NOW),
        )
        assert (ada, grace, again) == ((1, "Ada", True), (2, "grace", False), (1, "Ada", False))
        assert await choices.members() == {"Ada": 1, "grace": 2}
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
    for name, says in (("GRACE", "Somebody is called “GRACE” already. Choose another name."), ("", "needs a name")):
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
    dan = await models.members.present("dan", at=NOW)
    assert await choices.member_of("dan") == (dan, "dan 3")
