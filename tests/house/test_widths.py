"""Which characters may be drawn without looking where the cursor is afterwards."""

import pytest
from rich.cells import cell_len
from wcwidth import wcwidth

from tui.cells.widths import IS_NARROW, TAIL, is_doubtful, spread

EVERYTHING = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000]


def test_what_is_narrow_is_narrow_for_everybody() -> None:
    narrow = [char for char in EVERYTHING if IS_NARROW(char)]
    assert len(narrow) > 1400
    assert [char for char in narrow if (cell_len(char), wcwidth(char)) != (1, 1)] == []


def test_what_is_not_doubtful_is_as_wide_as_textual_reckons() -> None:
    sure = [char for char in EVERYTHING if cell_len(char) and not is_doubtful(char, cell_len(char))]
    assert len(sure) > 100_000
    assert [char for char in sure if cell_len(char) != wcwidth(char)] == []


@pytest.mark.parametrize("char", [*"aé─●▸…“→€Яß", "山", "한", "。", "ל", "م"])
def test_everyday_characters_are_sure(char: str) -> None:
    assert not is_doubtful(char, cell_len(char))


@pytest.mark.parametrize("cluster", [*"☆①🌻", "❤\ufe0f", "e\u0301", "🇩🇪", "नि", "\ue0b0"])
def test_emoji_ambiguous_signs_and_compounds_are_doubtful(cluster: str) -> None:
    assert is_doubtful(cluster, cell_len(cluster))


def test_a_text_is_spread_over_its_cells() -> None:
    assert spread("\u0301a山e\u0301") == ("\u0301", ["a", "山", TAIL, "e\u0301"])
    assert spread("ab─") == ("", "ab─")
