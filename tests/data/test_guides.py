"""The team's own guides stand in the place of ours, or are told to be none in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.reading import guides
from models.rules import guiding

if TYPE_CHECKING:
    from pathlib import Path

OWN = "# Ours\n## Opening\nHello again.\n## Ask\n- How are you?\n## Do not say\n- Much.\n## Record\n- All.\n"


async def test_ours_where_the_team_has_none(tmp_path: Path) -> None:
    for folder in (None, tmp_path, tmp_path / "gone"):
        assert await guides.named("thanks", folder) == (guides.ours("thanks"), "")


async def test_the_teams_own_replaces_ours_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "thanks.md").write_text(f"\ufeff{OWN}", "utf-8")
    found = await guides.named("thanks", tmp_path)
    assert (found.guide.title, found.problem) == ("Ours", "")
    assert (await guides.named("rumour", tmp_path)).guide == guides.ours("rumour")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OWN.encode("utf-16"), "guides/thanks.md is not text in UTF-8, so ours is used. Save it as UTF-8."),
        (b"x" * 40_000, "guides/thanks.md is longer than 8,000 characters, so ours is used. Write it as ours are: "),
        (b"x" * 9_000, "guides/thanks.md is longer than 8,000 characters, so ours is used. Write it as ours are: "),
        (b"# Ours\n", "guides/thanks.md lacks its ## Opening, so ours is used. Write it as ours are: # Title, "),
        (
            OWN.replace("Hello again", "Why did you leave").encode(),
            "guides/thanks.md opens with words that accuse (“Why did you”), so ours is used.",
        ),
    ],
)
async def test_one_that_cannot_be_used_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "thanks.md").write_bytes(content)
    found = await guides.named("thanks", tmp_path)
    assert found.guide == guides.ours("thanks")
    assert found.problem.startswith(sentence)


async def test_one_that_is_no_file_or_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thanks.md").mkdir()
    assert (await guides.named("thanks", tmp_path)).problem.startswith("guides/thanks.md is not a file, so ours")
    (tmp_path / "rumour.md").write_text(OWN)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    problem = (await guides.named("rumour", tmp_path)).problem
    assert problem.startswith("guides/rumour.md cannot be read (Permission denied), so ours is used.")


def test_there_is_one_for_every_name() -> None:
    assert len({guides.ours(name).title for name in guiding.NAMES}) == len(guiding.NAMES)
