"""With NO_COLOR, or on a terminal that has none, nothing is coloured and weight is still told."""

import re
from pathlib import Path

import pytest

from tests.servers.small import small

SGR = re.compile(rb"\x1b\[([\d;:]*)m")
COLOUR = re.compile(rb"(?:[349][0-8]|10[0-7])")
COLOURLESS = [{"NO_COLOR": "1"}, {"TERM": "vt100"}]
COLOURED: list[dict[str, str]] = [{}, {"NO_COLOR": ""}]


def parameters(home: Path, env: dict[str, str]) -> set[bytes]:
    with small(home, env=env) as terminal:
        terminal.send("x")
        terminal.wait_for("key x")
        terminal.send("q")
        assert terminal.wait() == 0
        return {number for sequence in SGR.findall(terminal.bytes_since()) for number in re.split(rb"[;:]", sequence)}


@pytest.mark.parametrize("env", COLOURLESS)
def test_no_colour_is_sent_but_weight_and_reverse_are(tmp_path: Path, env: dict[str, str]) -> None:
    sent = parameters(tmp_path, env)
    assert [number for number in sent if COLOUR.fullmatch(number)] == []
    assert {b"1", b"7"} <= sent


@pytest.mark.parametrize("env", COLOURED)
def test_colour_is_sent_otherwise(tmp_path: Path, env: dict[str, str]) -> None:
    assert {b"38", b"48"} <= parameters(tmp_path, env)
