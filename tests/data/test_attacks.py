"""Every attack that was tried, and its sentence: docs/confidentiality.md prints this table, line by line."""

import re
import traceback
from pathlib import Path

import pytest

from models.rules.refusals import NotYours, Refused
from tests.data.attacks import TEXTS, Attack, Harmless, Scene
from tests.data.attacks_on_keys import ON_KEYS
from tests.data.attacks_on_notes import IN_THE_FILE, READING_AND_WRITING
from tests.data.attacks_on_secrets import ON_SECRETS
from tests.data.attacks_on_secrets_unnoticed import UNNOTICED_OF_SECRETS
from tests.data.attacks_on_the_log import AROUND_THEM, ON_THE_LOG
from tests.data.attacks_unnoticed import HARMLESS, UNNOTICED

DOCS = Path(__file__).parents[2] / "docs" / "confidentiality.md"
GROUPS: dict[str, tuple[Attack | Harmless, ...]] = {
    "A note in the file": IN_THE_FILE,
    "Reading and writing": READING_AND_WRITING,
    "A secret": ON_SECRETS,
    "Keys": ON_KEYS,
    "The log of keys": ON_THE_LOG,
    "The process, the book and what one saw": (*AROUND_THEM, *HARMLESS),
    "What is not noticed": (*UNNOTICED, *UNNOTICED_OF_SECRETS),
}
EVERY = [each for group in GROUPS.values() for each in group]
ATTACKS = [each for each in EVERY if isinstance(each, Attack)]
QUIET = [each for each in EVERY if isinstance(each, Harmless)]


@pytest.fixture
async def scene(book: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return await Scene.set(book, monkeypatch)


def is_said(said: str, sentence: str) -> bool:
    return bool(re.fullmatch(".+".join(map(re.escape, sentence.split("…"))), said))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.tried)
async def test_an_attack_gets_its_sentence_and_no_text(scene: Scene, attack: Attack) -> None:
    heard: set[str] = set()
    async for tried in attack.how(scene):
        with pytest.raises((Refused, NotYours)) as refused:
            await tried
        said = str(refused.value)
        assert not [text for text in TEXTS if text in "".join(traceback.format_exception(refused.value))]
        assert [sentence for sentence in attack.says if is_said(said, sentence)], said
        heard |= {sentence for sentence in attack.says if is_said(said, sentence)}
    assert heard == {*attack.says}


@pytest.mark.parametrize("tried", QUIET, ids=lambda quiet: quiet.tried)
async def test_what_is_refused_by_nobody_does_just_what_the_table_says(scene: Scene, tried: Harmless) -> None:
    await tried.how(scene)


async def test_without_an_attack_both_read_and_ada_writes(scene: Scene) -> None:
    for each in scene.uses():
        await each


def table() -> list[str]:
    lines: list[str] = []
    for title, group in GROUPS.items():
        lines += ["", f"### {title}", "", "| tried | what comes of it |", "|---|---|"]
        lines += [f"| {each.tried} | {' *or* '.join(each.says)} |" for each in group]
    return lines


def test_the_docs_print_this_table() -> None:
    printed = DOCS.read_text().partition("## Attacks that were tried\n")[2].splitlines()
    assert printed[printed.index("### A note in the file") - 1 :] == table()
