"""What cannot be is refused in one sentence, and nothing that was there is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.book import day

if TYPE_CHECKING:
    from tests.journeys.command import Command

REFUSED, NOT_FOUND, NOT_YOURS = 1, 3, 4
KEPT = ("contact", "follow_up", "interaction", "problem", "rumour", "disclosure", "held_note", "note", "history")
CASES = {
    "told, though archived": (
        ["announce add Prices --to omar", "archive 14"],
        "announce told 1 14",
        REFUSED,
        "Omar Said is archived. Restore them first, with: wellkept archive 14 --restore",
    ),
    "a step out of order": (
        ["problem add 5 leaks"],
        "problem step 1 thank",
        REFUSED,
        "First comes “hear”: hear them out. Do that, or skip it with a reason.",
    ),
    "a reason that was removed": (
        ["reason done 12"],
        "stage 5 former --reason money",
        NOT_FOUND,
        "The reason “money” was removed from the list. Choose another one, or add it again.",
    ),
    "a rumour closed twice": (
        ["rumour add 5 broke", "rumour done 1 no --truth false"],
        "rumour done 1 yes --truth true",
        REFUSED,
        "The rumour “broke” is closed already: false. Note a new one if you hear more.",
    ),
    "held by who left": (
        ["login ben note 5 liar --hold tomorrow", "members remove ben"],
        "held keep 1",
        NOT_YOURS,
        "ben, who wrote this note, has left, so it stays closed. An owner can drop it, with: wellkept held drop 1",
    ),
    "an audience of nobody": (
        [],
        "announce add Prices --to zeppelin",
        REFUSED,
        "Nobody matches “zeppelin”, so there is nobody to tell. Try another filter.",
    ),
}
"""What was done before, what is tried, its exit code, and the sentence."""


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_in_a_sentence_and_nothing_is_lost(cli: Command, case: str) -> None:
    before, tried, code, sentence = CASES[case]
    assert [cli(*words.split()).code for words in before] == [0] * len(before)
    cli.now = day("2026-11-23 09:00")
    there = everything(cli)
    ran = cli(*tried.split())
    assert ran == (code, "", f"wellkept: {sentence}\n")
    assert everything(cli) == there


def everything(cli: Command) -> list[list[tuple[object, ...]]]:
    """Read whatever a verb of these could have changed."""
    return [cli.rows(f"SELECT * FROM {table} ORDER BY 1") for table in KEPT]  # noqa: S608  (our own names)
