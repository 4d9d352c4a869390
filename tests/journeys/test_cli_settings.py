"""What is wrong in the settings file is one line on standard error; the answer and the exit code stay as they were."""

from pathlib import Path

import pytest

from tests.journeys.command import Command, Ran


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "home" / ".config" / "wellkept" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def warned(ran: Ran) -> str:
    """The answer is there, and one line of warning."""
    assert ran.code == 0
    assert "Bob Stone" in ran.out
    assert ran.err.startswith("wellkept: ")
    assert ran.err.count("\n") == 1
    return ran.err.removeprefix("wellkept: ").rstrip()


def test_a_file_cut_in_half_is_kept_aside_told_once_and_the_answer_comes(cli: Command, config: Path) -> None:
    config.write_text('zone = "Europe/Berlin"\ntheme = "li')
    said = warned(cli.anyhow("find", "bob"))
    assert said.startswith(f"{config} is not valid TOML: ")
    assert f"is kept aside as config.toml.kept-aside; the book is {cli.book} and the time zone Europe/Berlin." in said
    assert config.with_name("config.toml.kept-aside").read_text() == 'zone = "Europe/Berlin"\ntheme = "li'
    assert cli("find", "bob").lines


def test_an_unknown_name_is_told_and_an_unknown_look_is_no_matter_here(cli: Command, config: Path) -> None:
    config.write_text('zonne = "UTC"')
    assert warned(cli.anyhow("find", "bob")).startswith(f"{config}, line 1: zonne is not a setting, so it is left out.")
    config.write_text('theme = "solarized"\nglyphs = 5\nkeys = 7')
    assert "Bob Stone" in cli("find", "bob").out


def test_filling_a_book_tells_it_too(cli: Command, config: Path, tmp_path: Path) -> None:
    config.write_text("theme")
    ran = cli.anyhow("demo", "--fill", "--db", tmp_path / "new.db")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "is kept aside" in ran.err
