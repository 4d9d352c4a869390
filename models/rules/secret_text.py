"""A secret as the text that is sealed: written, and read again, but for what was not written here."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from models.rules.refusals import Refused
from models.rules.secrets import FEELINGS, Course, Decision, Knower, Matter, Standing

FORM = "wellkept-secret-1"
DAMAGED = "This secret is damaged, or was not written by this program. A backup may have it whole."


def written(matter: Matter) -> str:
    """Write a secret as it is sealed."""
    return json.dumps({"form": FORM, **_plain(matter)}, ensure_ascii=False, sort_keys=True)


def read(content: str) -> Matter:
    """Read what was in a seal. Raises Refused for anything that `written` would not have written."""
    try:
        values = json.loads(content)
        matter = _matter(values)
        is_ours = values == {"form": FORM, **_plain(matter)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise Refused(DAMAGED)
    return matter


def _matter(values: dict[str, Any]) -> Matter:
    matter = Matter(
        values["title"],
        values["body"],
        _moment(values["closed_at"]),
        tuple(_knower(each) for each in values["knowers"]),
        tuple(_decision(each) for each in values["decisions"]),
    )
    feelings = [word for each in matter.knowers for word in (each.contact, each.how)]
    decisions = [word for each in matter.decisions for word in (each.text, each.by)]
    if any(type(word) is not str for word in (matter.title, matter.body, *feelings, *decisions)):
        raise TypeError
    return matter


def _knower(values: dict[str, Any]) -> Knower:
    return Knower(
        **{
            **values,
            "standing": Standing(values["standing"]),
            **{name: _moment(values[name]) for name in ("learned_at", "talked_at", "later_at")},
            **{name: words(values[name]) if values[name] else "" for name, words in FEELINGS.items()},
        }
    )


def _decision(values: dict[str, Any]) -> Decision:
    return Decision(**{**values, "course": Course(values["course"]), "at": datetime.fromisoformat(values["at"])})


def _moment(kept: str | None) -> datetime | None:
    moment = datetime.fromisoformat(kept) if kept is not None else None
    if moment and moment.tzinfo is None:
        raise ValueError
    return moment


def _plain(value: Any) -> Any:
    """Turn what is in a secret into what JSON can keep: moments as ISO 8601 UTC to the second."""
    if isinstance(value, (Matter, Knower, Decision)):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0).isoformat()
    return str(value) if isinstance(value, StrEnum) else value
