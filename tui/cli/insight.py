"""The verb insight: why people leave, what was promised and kept, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading import insight
from models.reading.insight import Section
from models.rules import periods
from models.rules.periods import Period
from tui.cli import output, shapes
from tui.cli.arguments import choice
from tui.cli.verb import Answer, BookVerb, always

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from models.reading.insight import Bar
    from tui.cli.verb import Request

    Counted = dict[Section, list[Bar]]

_WIDEST = 24
"""Cells of the longest bar."""

_NOTHING = "Nothing to tell yet: there is nobody in the book. Add somebody with: wellkept add NAME"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--period", **choice(Period, help=f"{Period.YEAR} unless given"), default=Period.YEAR.value)


async def _insight(request: Request) -> Answer:
    period = Period(request.args.period)
    counted = {section: await insight.bars(section, period, now=request.now) for section in Section}
    since = None if period == Period.ALL else shapes.utc(periods.since(period, now=request.now))
    shape = {
        "period": period.value,
        "since": since,
        "sections": {
            section.value: [{"name": bar.name, "count": bar.count} for bar in bars] for section, bars in counted.items()
        },
    }
    return Answer(list(_said(counted, periods.words(period, now=request.now))), shape)


def _said(counted: Counted, looked_back: str) -> Iterator[str]:
    if not any(counted.values()):
        yield _NOTHING
        return
    yield f"Insight: {looked_back}."
    for section, bars in counted.items():
        if bars:
            yield from ("", insight.title(section), *_section(bars))


def _section(bars: list[Bar]) -> list[str]:
    """Draw a section: how many, a bar as long, and of what."""
    largest = max(bar.count for bar in bars)
    drawn = [output.glyphs().bar * max(1, _WIDEST * bar.count // largest) for bar in bars]
    return output.table(
        [(f"{bar.count:>7,}", line, bar.name) for bar, line in zip(bars, drawn, strict=True)], yielding=(2,)
    )


VERBS = {"insight": BookVerb(arguments=_arguments, run=_insight, reads=always)}
