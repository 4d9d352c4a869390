"""Members: whoever opens the book first owns it."""

import asyncio
from pathlib import Path

import pytest

import models
from models import db
from models.reading import choices
from tests.data.desk import NOW, rows


async def test_the_first_is_the_owner_and_others_join(tmp_path: Path) -> None:
    async with db.opened(tmp_path / "new.db"):
        assert await choices.members() == {}
        first = await models.members.present("ada", at=NOW)
        second = await models.members.present("grace", at=NOW)
        assert await models.members.present("ada", at=NOW) == first
        assert await rows("SELECT id, name, role, created_at FROM member ORDER BY id") == [
            {"id": first, "name": "ada", "role": "owner", "created_at": NOW},
            {"id": second, "name": "grace", "role": "member", "created_at": NOW},
        ]
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
