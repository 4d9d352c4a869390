"""What is typed faster than the screens can ask goes where it was meant, and a passphrase is never taken for keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk
from tests.journeys.book import ANN
from tests.journeys.confidences import PASSPHRASES, WORDS, confided, lock, sitting
from tests.journeys.settings_of import come_to

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = " ".join("space" if letter == " " else letter for letter in PASSPHRASES[ANN])


async def test_in_settings(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await come_to(me, "recovery key")
        await me.press(f"enter {PASSPHRASE} enter n")
        assert me.session.vault.agent.is_open
        assert "Shown once" not in me.screen
        await lock(me)
        await me.press(f"enter {PASSPHRASE} enter y")
        assert "Shown once" in me.screen


async def test_where_everything_is_read_as_they_would(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "=", f"enter {PASSPHRASE} enter ctrl+d ctrl+d")
        assert WORDS in me.screen


async def test_from_the_list_to_the_words(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press(f"enter C {PASSPHRASE} enter h e l l o")
        assert me.typed["text"] == "hello"


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [("x y d u p", "reason", "dup"), ("m z right right right right ctrl+s d", "reason", "died")],
)
async def test_from_a_question_to_why(full: Path, keys: str, field: str, value: str) -> None:
    async with desk.opened(full) as me:
        await me.press(keys)
        assert me.typed[field] == value
        await me.press("escape")
        assert not me.typed, "nothing else was asked"
