"""Rows made what they were before a change: one by one, and many at once where a change made or removed many."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from tortoise import Tortoise

from models import contacts, pending
from models.confidence_rows import Confidence, ConfidenceReader
from models.extras import ContactExtra
from models.history import UndoValue, plain
from models.points import ContactPoint
from models.reading import since
from models.rules import unpleasant
from models.rules.refusals import Refused, Stale
from models.rules.words import Tone
from models.snoozes import Snooze
from models.tags import ContactTag
from models.undo_json import AMONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tortoise.models import Model

    from models.history import Change, History

PAGE = 5_000
"""Undo values read at a time: where they are many, each statement has the search index written to the disk."""
_STEPS = 5
"""Steps of one run whose values are read together: an import makes some thousand in each."""


class _Listed(NamedTuple):
    """An undo value: which table's row, and whether the change made it, removed it, or neither."""

    id: int
    history_id: int
    row_id: int
    table_name: str
    made: bool
    removed: bool

    @property
    def alike(self) -> tuple[str, bool, bool]:
        """What the values have in common that are taken back together."""
        return self.table_name, self.made, self.removed


async def take_back(steps: Sequence[History], change: Change) -> None:
    """Make every row what it was before `steps`, the last first, and keep what it takes to do that again.

    The steps are of one run, the last first. Raises Stale when somebody changed a row since, Refused where a rule
    forbids it.
    """
    for start in range(0, len(steps), _STEPS):
        some = {step.id: step for step in steps[start : start + _STEPS]}
        while page := await _page([*some], change):
            for _, alike in groupby(_in_order(page), key=lambda value: value.alike):
                await _take_back_some(list(alike), some, change)
            await change.flush()
            await UndoValue.filter(history_id__in=[*some], id__gte=page[-1].id).delete()


async def _take_back_some(values: Sequence[_Listed], steps: dict[int, History], change: Change) -> None:
    """Take back values of one table that are alike."""
    (name, made, removed), table = values[0].alike, _table(values[0].table_name)
    if made and (name not in _RULED or all(_may_remove(steps[value.history_id]) for value in values)):
        await _take_away(table, values, steps[values[0].history_id], change)
    elif removed:
        await change.put_back_all(table, [value.id for value in values])
        await change.touch_all(table, [value.row_id for value in values])
    else:
        for value in values:
            await _take_back_one(table, value.id, steps[value.history_id], change)


async def _page(history_ids: Sequence[int], change: Change) -> list[_Listed]:
    sql = _VALUES.format(steps=", ".join(map(str, history_ids)))
    return [_Listed(**row) for row in await change.connection.execute_query_dict(sql, [PAGE])]


def _in_order(page: list[_Listed]) -> list[_Listed]:
    """Have rows of one table together where they were all made, or all removed: none goes before what points to it."""
    if all(value.made for value in page):
        return sorted(page, key=lambda value: (_POINTED_TO.get(value.table_name, 0), value.table_name))
    if all(value.removed for value in page):
        return sorted(page, key=lambda value: (-_POINTED_TO.get(value.table_name, 0), value.table_name))
    return page


async def _take_away(table: type[Model], values: Sequence[_Listed], step: History, change: Change) -> None:
    """Remove rows that a change made: contacts with what hangs on them, but no word that others use by now."""
    for value_id in await _not_as_left(table, values, step, change):
        raise Stale(await since.changed(value_id, at=change.at))
    ids = [value.row_id for value in values]
    if table._meta.db_table in _SHARED:
        ids = await _unused(_SHARED[table._meta.db_table], ids, change)
    await change.touch_all(table, ids)
    if table is contacts.Contact:
        await _refuse_confided(ids, change)
        await change.connection.execute_query(f"DELETE FROM outreach WHERE contact_id {AMONG}", [json.dumps(ids)])  # noqa: S608  (our own words)
    for part, of in _PARTS.get(table, ()):
        await change.remove_all(part, ids, of=of)
    if table is contacts.Contact:
        change.forget(ids)
    await change.remove_all(table, ids)


async def _refuse_confided(contact_ids: Sequence[int], change: Change) -> None:
    """Nobody's adding is undone over a confidential note: not all who could miss it may be able to read it."""
    for row in await change.connection.execute_query_dict(_CONFIDED, [json.dumps(contact_ids)]):
        raise Stale(
            f"{row['by']} keeps a confidential note on {row['name']}, so nothing was undone. Archive them instead."
        )


async def _not_as_left(table: type[Model], values: Sequence[_Listed], step: History, change: Change) -> list[int]:
    """List the values whose rows are gone, or are not any more as the change made them."""
    differs = _VERSION if "version" in table._meta.fields_map else _BY_OTHERS
    sql = _CHANGED.format(table=table._meta.db_table, differs=differs)
    among = json.dumps([value.id for value in values])
    return [row["id"] for row in await change.connection.execute_query_dict(sql, [among, step.by_id])]


async def _unused(sql: str, ids: Sequence[int], change: Change) -> list[int]:
    used = {row["id"] for row in await change.connection.execute_query_dict(f"{sql} {AMONG}", [json.dumps(ids)])}
    return [row_id for row_id in ids if row_id not in used]


async def _take_back_one(table: type[Model], value_id: int, step: History, change: Change) -> None:
    value = await UndoValue.get(id=value_id)  # read one by one, as each may teach the next its new version
    row = await table.get_or_none(id=value.row_id)
    if row is None:
        raise Stale(await since.changed(value.id, at=change.at))
    await _check_unchanged(row, value, change)
    await _check_news(row, value, step, change)
    if value.before is None:
        await change.delete(row)
    else:
        await _restore(row, value, value.before, change)


async def _restore(row: Model, value: UndoValue, was: dict[str, Any], change: Change) -> None:
    before = plain({name: getattr(row, name) for name in was})
    row.update_from_dict(_revived(type(row), was))
    if "version" in was:
        await _raise_version(row, value)
    await row.save(update_fields=list(was))
    if change.verb != "undo":
        change.name(before)
    change.remember(row, before, plain({name: getattr(row, name) for name in was}))


async def _raise_version(row: Model, value: UndoValue) -> None:
    """Versions only ever rise; the changes before this one, which come to be undone next, learn of the new one."""
    was, now = (value.before or {})["version"], (value.after or {})["version"] + 1
    row.update_from_dict({"version": now})
    for older in await UndoValue.filter(table_name=value.table_name, row_id=value.row_id, id__lt=value.id):
        if older.after and older.after.get("version") == was:
            older.after["version"] = now
            await older.save(update_fields=["after"])


async def _check_unchanged(row: Model, value: UndoValue, change: Change) -> None:
    after = value.after or {}
    names = ["version"] if "version" in after else list(after)
    if plain({name: getattr(row, name) for name in names}) != {name: after[name] for name in names}:
        raise Stale(await since.changed(value.id, at=change.at))


async def _check_news(row: Model, value: UndoValue, step: History, change: Change) -> None:
    """Undo neither removes unpleasant news nor softens it, nor archives over it."""
    before = value.before
    if row._meta.db_table == "follow_up" and getattr(row, "tone") == Tone.UNPLEASANT:  # noqa: B009  (any table's row)
        removed = before is None and not _may_remove(step)
        if removed or (before or {}).get("tone", Tone.UNPLEASANT) != Tone.UNPLEASANT:
            raise Refused(unpleasant.NOT_UNDONE)
    archived = row._meta.db_table == "contact" and (before or {}).get("archived_at")
    if archived and await pending.of_contact(row.pk, change.connection):
        raise Refused(unpleasant.NOT_ARCHIVED)


def _may_remove(step: History) -> bool:
    return not _MAY_REMOVE.isdisjoint((step.verb, step.changed))


def _revived(table: type[Model], kept: dict[str, Any]) -> dict[str, Any]:
    return {name: table._meta.fields_map[name].to_python_value(value) for name, value in kept.items()}


def _table(name: str) -> type[Model]:
    tables: Iterable[type[Model]] = Tortoise.apps["models"].values() if Tortoise.apps else ()
    return next(table for table in tables if table._meta.db_table == name)


_MAY_REMOVE = frozenset({"follow_up.done", "demo.remove", "import"})
"""What may take unpleasant news away again: reopening one removes its repetition, and the demo is about nobody."""


_RULED = frozenset({"follow_up"})
"""The tables whose rows may not go without a look at the rules."""
_POINTED_TO = {
    **dict.fromkeys(("follow_up", "confidence", "announcement"), 1),
    "problem": 2,
    "contact": 3,
    **dict.fromkeys(("tag", "company", "reason", "stage", "member"), 4),
}
"""Tables whose rows others point to; those of a higher number are pointed to by all of a lower, too."""
_PARTS: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    contacts.Contact: tuple((part, "contact_id") for part in (ContactPoint, ContactTag, ContactExtra, Snooze)),
    Confidence: ((ConfidenceReader, "confidence_id"),),
}
"""What is a contact's own and goes with them; who changes it raises the contact's version. So with a note's readers."""
_SHARED = {
    "company": "SELECT DISTINCT company_id AS id FROM contact WHERE company_id",
    "tag": "SELECT DISTINCT tag_id AS id FROM contact_tag WHERE tag_id",
}
"""The words that contacts share, and which of them anyone uses."""
_VALUES = """
SELECT id, history_id, row_id, table_name, before IS NULL AS made, after IS NULL AS removed
FROM undo_value WHERE history_id IN ({steps}) ORDER BY id DESC LIMIT ?1"""
_CHANGED = f"""
SELECT v.id FROM undo_value v LEFT JOIN {{table}} t ON t.id = v.row_id
WHERE v.id {AMONG} AND (t.id IS NULL OR {{differs}}) LIMIT 1"""  # noqa: S608  (our own words)
_CONFIDED = f"""
SELECT c.name, m.name AS by FROM confidence k JOIN contact c ON c.id = k.contact_id JOIN member m ON m.id = k.by_id
WHERE k.contact_id {AMONG} ORDER BY k.id LIMIT 1"""  # noqa: S608  (our own words)
_VERSION = "t.version <> CAST(v.after ->> 'version' AS INT) AND ?2 = ?2"
# Where no version tells: one's own later changes were undone before, and an undo only makes a row what it was.
_BY_OTHERS = """EXISTS (
    SELECT 1 FROM undo_value n JOIN history h ON h.id = n.history_id
    WHERE n.table_name = v.table_name AND n.row_id = v.row_id AND n.id > v.id AND h.by_id <> ?2 AND h.verb <> 'undo')"""
