"""Every idea of the craft that the guide names is told as a story, from keys to rows, by a test of its name."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "docs" / "guide.md"
IDEA = re.compile(r"^- \*\*(.+?)\.\*\* ", re.MULTILINE)
STORY = re.compile(r"^async def test_(\w+)\(", re.MULTILINE)
EIGHTEEN = 18


def test_every_idea_of_the_guide_is_told() -> None:
    ideas = [_named(idea) for idea in IDEA.findall(GUIDE.read_text(encoding="utf-8"))]
    stories = [name for page in HERE.glob("test_the_craft_of_*.py") for name in STORY.findall(page.read_text("utf-8"))]
    assert len(ideas) == EIGHTEEN
    assert sorted(stories) == sorted(ideas)


def _named(idea: str) -> str:
    return re.sub(r"\W+", "_", idea.lower())
