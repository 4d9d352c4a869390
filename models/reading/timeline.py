"""The timeline of a contact: what was said and sent, noted, planned, moved and changed, newest first.

Of a confidential note it tells who wrote it, when and for whom; its text is sealed, and read by models.confidences.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset
from models.rules import confiding
from models.rules.words import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_SELECT = """
SELECT i.at, 1 AS part, i.id, CASE WHEN i.outcome IN ('no-answer', 'left-word') THEN 'attempt' ELSE 'interaction' END
       AS kind, i.channel AS what, i.direction, i.outcome AS state, i.minutes, i.text, m.name AS by,
       coalesce(u.tone, '') AS tone
FROM interaction i JOIN member m ON m.id = i.by_id LEFT JOIN follow_up u ON u.id = i.follow_up_id
WHERE i.contact_id = ?1
UNION ALL
SELECT n.at, 2, n.id, 'note', 'note', '', '', NULL, n.text, m.name, ''
FROM note n JOIN member m ON m.id = n.by_id WHERE n.contact_id = ?1
UNION ALL
SELECT c.at, 3, c.id, 'stage', 'stage', '', '', NULL,
       CASE WHEN f.id = t.id THEN t.name ELSE f.name || ' → ' || t.name END
       || coalesce(' (' || r.name || ')', '') || CASE WHEN c.text = '' THEN '' ELSE ' “' || c.text || '”' END,
       m.name, ''
FROM stage_change c JOIN stage f ON f.id = c.from_stage_id JOIN stage t ON t.id = c.to_stage_id
LEFT JOIN reason r ON r.id = c.reason_id JOIN member m ON m.id = c.by_id WHERE c.contact_id = ?1
UNION ALL
SELECT coalesce(u.closed_at, u.due_at), 4, u.id, 'follow_up', u.channel, '',
       CASE WHEN u.state = 'open' AND u.tone = 'unpleasant' THEN 'unpleasant' ELSE u.state END, NULL,
       CASE WHEN u.step = '' THEN '' ELSE u.step || ': ' END || u.text, m.name, u.tone
FROM follow_up u JOIN member m ON m.id = u.owner_id WHERE u.contact_id = ?1 AND u.state <> 'done'
UNION ALL
SELECT h.at, 5, h.id, 'change', CASE h.verb WHEN 'contact.add' THEN 'added' WHEN 'contact.archive' THEN 'archived'
       WHEN 'contact.restore' THEN 'restored' WHEN 'contact.discretion' THEN 'promised' ELSE 'changed' END,
       '', '', NULL,
       CASE h.verb WHEN 'contact.edit' THEN h.changed WHEN 'contact.discretion' THEN 'discretion' ELSE '' END,
       m.name, ''
FROM history h JOIN member m ON m.id = h.by_id
WHERE h.contact_id = ?1 AND h.undone_at IS NULL
      AND h.verb IN ('contact.add', 'contact.edit', 'contact.archive', 'contact.restore', 'contact.discretion')
UNION ALL
SELECT v.at, 6, v.id, 'override', v.rule, '', '', NULL, v.reason, m.name,
       CASE WHEN v.rule IN ('sell', 'skip') THEN '' ELSE 'unpleasant' END
FROM override v JOIN member m ON m.id = v.by_id WHERE v.contact_id = ?1
UNION ALL
SELECT k.at, 7, k.id, 'confidential', 'confidential', '', '', NULL, '', m.name, ''
FROM confidence k JOIN member m ON m.id = k.by_id WHERE k.contact_id = ?1
UNION ALL
SELECT coalesce(n.ended_at, n.confirmed_at), 8, n.id, 'need', 'need', '',
       CASE WHEN n.ended_at IS NULL THEN 'needed' ELSE 'ended' END, NULL,
       n.text || CASE n.weight WHEN 3 THEN ' (vital)' WHEN 1 THEN ' (nice)' ELSE '' END
       || CASE WHEN n.note = '' THEN '' ELSE ': ' || n.note END, m.name, ''
FROM need n JOIN member m ON m.id = n.by_id WHERE n.contact_id = ?1
UNION ALL
SELECT coalesce(r.closed_at, r.heard_at), 9, r.id, 'rumour', 'rumour', '',
       CASE WHEN r.closed_at IS NULL THEN 'open' ELSE r.truth END, NULL,
       r.text || CASE WHEN r.source = '' THEN '' ELSE ' (from ' || r.source || ')' END
       || CASE WHEN r.found = '' THEN '' ELSE ' → ' || r.found END, coalesce(k.name, m.name), ''
FROM rumour r JOIN member m ON m.id = r.by_id LEFT JOIN member k ON k.id = r.closed_by_id WHERE r.contact_id = ?1
UNION ALL
SELECT p.opened_at, 10, p.id, 'problem', 'problem', '', CASE WHEN p.closed_at IS NULL THEN 'open' ELSE p.outcome END,
       NULL, p.text || CASE WHEN p.solution = '' THEN '' ELSE ' → ' || p.solution END
       || CASE WHEN p.closing = '' THEN '' ELSE ' (' || p.closing || ')' END, m.name, ''
FROM problem p JOIN member m ON m.id = p.owner_id WHERE p.contact_id = ?1
UNION ALL
SELECT v.at, 11, v.id, 'favour', 'favour', v.direction, '', NULL,
       CASE WHEN v.introduced_id IS NULL THEN '' ELSE 'introduced ' || i.name END
       || CASE WHEN v.introduced_id IS NULL OR v.text = '' THEN '' ELSE ': ' END || v.text, m.name, ''
FROM favour v JOIN member m ON m.id = v.by_id LEFT JOIN contact i ON i.id = v.introduced_id WHERE v.contact_id = ?1
UNION ALL
SELECT v.at, 11, v.id, 'favour', 'favour', CASE v.direction WHEN 'in' THEN '' ELSE 'out' END, '', NULL,
       CASE v.direction WHEN 'in' THEN 'introduced by ' ELSE 'introduced to ' END || c.name, m.name, ''
FROM favour v JOIN member m ON m.id = v.by_id JOIN contact c ON c.id = v.contact_id WHERE v.introduced_id = ?1
UNION ALL
SELECT d.told_at, 12, d.id, 'told', 'told', '', '', NULL, a.title, m.name, ''
FROM disclosure d JOIN announcement a ON a.id = d.announcement_id JOIN member m ON m.id = d.by_id
WHERE d.contact_id = ?1 AND d.told_at IS NOT NULL"""

_HELD = """
UNION ALL
SELECT h.until_at, 13, h.id, 'held', 'held', '', CASE h.sealed WHEN '' THEN '' ELSE 'sealed' END, NULL, h.text,
       m.name, ''
FROM held_note h JOIN member m ON m.id = h.by_id WHERE h.contact_id = ?1 AND h.by_id = ?2"""
"""What cools off is there for its author alone, at the hour until which it is held."""

_CONFIDENTIAL = """
SELECT k.id, k.was_open, k.has_residue, m.name FROM confidence k JOIN confidence_reader r ON r.confidence_id = k.id
LEFT JOIN member m ON m.id = r.member_id WHERE k.id IN ({ids}) ORDER BY k.id"""

_KEYS = ("at", "part", "id")


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a timeline.

    `kind` is interaction, attempt, note, stage, follow_up, change, override, confidential, need, rumour, problem,
    favour, told (of an announcement), or held for a note that cools off until `at`; `what` a channel or what was done;
    `state` the outcome of an interaction, or open, unpleasant or cancelled for a follow-up, needed or ended for a need,
    open or what was true for a rumour, open or how it ended for a problem, sealed for a confidential note that is held;
    `part` orders equal times; `tone` is that of the follow-up that it is, or is about, if any: a rule that was set
    aside is most often about unpleasant news. A confidential note has no text here; `readers` names who can open it
    ("ann and cara"), as `reader_names` does one by one; with `was_open` older backups hold its text, with `has_residue`
    maybe the file does.
    """

    at: datetime
    part: int
    id: int
    kind: str
    what: str
    direction: str
    state: str
    minutes: int | None
    text: str
    by: str
    tone: str
    readers: str = ""
    reader_names: tuple[str, ...] = ()
    was_open: bool = False
    has_residue: bool = False

    @property
    def is_private(self) -> bool:
        """Whether nobody else is to read its text."""
        return self.tone == Tone.UNPLEASANT or self.kind == "rumour"


class Timeline(keyset.Pages[TimelineRow]):
    """The timeline of one contact, as a list reads it; with `member_id`, what that member holds stands in it, too."""

    def __init__(self, contact_id: int, *, member_id: int = 0) -> None:
        self._values, self._select = [contact_id, member_id], _SELECT + _HELD

    async def count(self) -> int:
        """Count the whole timeline."""
        return await db.reader().number(f"SELECT count(*) FROM ({self._select}) AS list", self._values)  # noqa: S608

    @override
    def _key(self, row: TimelineRow) -> tuple[object, ...]:
        return (row.at, row.part, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[TimelineRow]:
        rows = await keyset.page(self._select, self._values, _KEYS, newest_first=True, limit=limit, **edge)
        confidential = await _readers([row["id"] for row in rows if row["kind"] == "confidential"])
        return [TimelineRow(**row, **confidential.get((row["kind"], row["id"]), {})) for row in rows]


async def _readers(ids: Sequence[int]) -> dict[tuple[str, int], dict[str, Any]]:
    """Tell of confidential notes who can open them, in the order of their names, and where old text is left."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    if ids:
        rows = await db.reader().rows(_CONFIDENTIAL.format(ids=", ".join(map(str, ids))))
        for note_id, some in groupby(rows, key=lambda row: row["id"]):
            of_note = list(some)
            names = [row["name"] for row in of_note]
            found["confidential", note_id] = {
                "readers": confiding.joined(names),
                "reader_names": tuple(confiding.named(names)),
                "was_open": bool(of_note[0]["was_open"]),
                "has_residue": bool(of_note[0]["has_residue"]),
            }
    return found
