"""What is drawn can be read: every sign and letter against what it stands on, by WCAG 2.1, 1.4.3 and 1.4.6."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from tests.journeys import desk
from tests.journeys.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.journeys.desk import Desk

LEAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}


def luminance(color: ColorTriplet) -> float:
    """Return the relative luminance of an sRGB colour, as WCAG 2.1 defines it."""
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs(me: Desk) -> Iterator[tuple[str, Style]]:
    """Every text on the screen that is seen, with its style."""
    for strip in desk.drawn(me.app):
        yield from ((text, style or Style()) for text, style, _ in strip if text.strip())


def shown(color: Color | None, system: ColorSystem) -> ColorTriplet:
    """The colour on a terminal of so many colours; one that is not said would be anybody's guess."""
    assert color is not None
    assert color.triplet is not None
    return color.downgrade(system).get_truecolor()


@pytest.mark.parametrize("place", PLACES)
async def test_every_letter_is_seen_in_every_theme(full: Path, place: str) -> None:
    async with desk.opened(full) as me:
        await PLACES[place](me)
        for theme, least in LEAST.items():
            await me.choose("theme", theme)
            drawn = list(pairs(me))
            assert len(drawn) > 40
            for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
                for text, style in drawn:
                    assert not style.dim, text  # how that is drawn nobody knows
                    ratio = contrast(shown(style.color, system), shown(style.bgcolor, system))
                    assert ratio >= least, (theme, system, text, style, ratio)


def test_the_measure_is_right() -> None:
    black, white, grey = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255), ColorTriplet(119, 119, 119)
    assert contrast(black, white) == contrast(white, black) == 21
    assert round(contrast(grey, white), 2) == 4.48  # the best-known grey that just fails
