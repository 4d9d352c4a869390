"""The verb undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from tui.cli.verb import Answer, BookVerb

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.cli.verb import Request


def _arguments(_parser: ArgumentParser) -> None:
    """There are none."""


async def _undo(request: Request) -> Answer:
    undone = await models.undo.last(by=request.by, at=request.now)
    return Answer([f"undone: {undone.what}"], {"undone": {"verb": undone.verb, "what": undone.what}})


VERBS = {"undo": BookVerb(arguments=_arguments, run=_undo)}
