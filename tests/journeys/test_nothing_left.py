"""Nothing is left in memory of what was confidential, once that is closed."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
from rich.segment import Segment
from textual.content import Content
from textual.document._document import Document
from textual.worker import Worker

from screens.as_read.pages import Line
from tests.journeys.book import ANN
from tests.journeys.confidences import PASSPHRASES, WORDS, confided, sitting, unlock

if TYPE_CHECKING:
    from pathlib import Path


async def test_no_words_are_held_once_they_are_closed(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "C")
        await unlock(me)
        await me.type(WORDS)
        await me.press("ctrl+s", "g g", "enter")
        assert WORDS in me.screen
        await me.press("escape", "j", "k")
        gc.collect()
        texts = [each for each in gc.get_objects() if isinstance(each, Document)]
        assert not any(WORDS in text.text for text in texts)
        contents = [each for each in gc.get_objects() if isinstance(each, Content)]
        assert not any(WORDS in content.plain for content in contents)


async def test_nothing_is_held_of_what_was_read_as_they_would_read_it(keyed: Path) -> None:
    await confided(keyed)
    async with sitting(keyed, ANN) as me:
        await me.press("enter", "=", "enter")
        await unlock(me)
        await me.press("ctrl+d")
        assert WORDS in me.screen
        await me.press("escape", "j", "k")
        gc.collect()
        held = [each for each in gc.get_objects() if isinstance(each, Line | Segment)]
        assert held
        assert not any(WORDS in each.text for each in held)


async def test_no_worker_of_the_app_is_told_what_is_typed(keyed: Path) -> None:
    async with sitting(keyed, ANN) as me:
        started: list[str] = []
        begin = Worker.__init__

        def noted(worker: Worker[Any], *args: Any, **how: Any) -> None:
            begin(worker, *args, **how)
            started.append(worker.description)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Worker, "__init__", noted)
            await me.press("enter", "C")
            await unlock(me)
            await me.type(WORDS)
            await me.press("ctrl+s")
    assert started, "Textual writes the arguments of each worker down"
    assert not [each for each in started if PASSPHRASES[ANN] in each or WORDS[:4] in each]
