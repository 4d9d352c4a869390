"""Guides for conversations: ours are whole and accuse nobody; one that is not is refused with a reason."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import guiding
from models.rules.refusals import Refused
from models.rules.words import ReasonKind, StageKind

FOLDER = files("models").joinpath("guides")
WHOLE = "# Hello\n## Opening\nGood day.\n## Ask\n- One?\n## Do not say\n- Two.\n## Record\n- Three.\n"


def ours(name: str) -> str:
    return FOLDER.joinpath(f"{name}.md").read_text("utf-8")


def test_every_guide_there_is_has_a_name() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{name}.md" for name in guiding.NAMES)


@pytest.mark.parametrize("name", guiding.NAMES)
def test_ours_are_whole_and_ask_three_open_questions(name: str) -> None:
    guide = guiding.read(ours(name))
    assert len(guide.ask) == 3
    for question in guide.ask:
        assert question.endswith("?")
        assert re.match(r"(?:How|What|Who|When|Where|If|Which)\b", question), "no yes or no answers it"
        assert not guiding.accusing(question)
    assert len(guide.do_not_say) == len(guide.record) == 3
    assert guide.opening
    assert max(map(len, ours(name).splitlines())) < 200


@pytest.mark.parametrize(
    "opening",
    [
        "Why did you leave us?",
        "Why didn't you call?",
        "Why didn\N{RIGHT SINGLE QUOTATION MARK}t you call?",
        "So WHY HAVE YOU\n  gone elsewhere?",
        "You never told us.",
        "You should have asked first.",
        "You could not have waited, could you?",
        "That was your own fault.",
        "How could you do this to us?",
        "You've never paid in time.",
        "I am disappointed in you.",
        "After all we did for you!",
        "You let us down.",
    ],
)
def test_an_opening_that_accuses_is_refused(opening: str) -> None:
    with pytest.raises(Refused, match="opens with words that accuse"):
        guiding.read(WHOLE.replace("Good day.", opening))


@pytest.mark.parametrize(
    "opening", ["Would you let us know?", "It was our fault.", "Whenever you have a moment.", "I do not know why."]
)
def test_an_opening_that_accuses_nobody_is_taken(opening: str) -> None:
    assert guiding.read(WHOLE.replace("Good day.", opening)).opening == opening


def test_what_is_written_over_several_lines_is_one() -> None:
    text = WHOLE.replace("Good day.", "Good day,\n\nmy friend.").replace("- Two.", "- Two\n  and a half.\n* Three.")
    guide = guiding.read(f"to be left out\n{text}")
    assert guide.title == "Hello"
    assert guide.opening == "Good day, my friend."
    assert guide.do_not_say == ("Two and a half.", "Three.")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("x" * 8_001, "is longer than 8,000 characters"),
        ("", "lacks its # Title"),
        (WHOLE.replace("# Hello\n", "", 1), "lacks its # Title"),
        (WHOLE.replace("## Do not say\n- Two.\n", ""), "lacks its ## Do not say"),
        (WHOLE.replace("- Three.\n", ""), "lacks its ## Record"),
    ],
)
def test_what_is_no_guide_says_why(text: str, wrong: str) -> None:
    with pytest.raises(Refused, match=f"^{wrong}$"):
        guiding.read(text)


@given(st.text(max_size=300))
def test_anything_else_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(Refused):
        guiding.read(text.replace("## R", ""))


def test_the_most_pressing_reason_chooses_or_else_the_stage() -> None:
    assert guiding.fitting([ReasonKind.BIRTHDAY, ReasonKind.NEED, ReasonKind.RUMOUR], "fan") == "rumour"
    assert guiding.fitting([ReasonKind.FOLLOW_UP], "former") == "win-back"
    assert [guiding.fitting([], kind) for kind in StageKind] == [
        *("needs-check", "needs-check", "thanks", "why-never", "win-back")
    ]
    assert guiding.fitting([ReasonKind.BAD_NEWS, ReasonKind.PROBLEM], "customer") == "unpleasant-news"
    chosen = {guiding.fitting([kind], stage) for kind in ReasonKind for stage in StageKind}
    assert chosen == {*guiding.NAMES}, "no guide lies there that nobody ever sees"
