"""What the contacts of a JSON file share, entered before them: the business, members, stages, reasons, companies ….

A book with nobody in it becomes the one that the file tells of. In any other, what has the same name is used as it is,
and the rest is added behind it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from models import business, companies, search_text
from models.announcements import Announcement
from models.exchange.card import Dropped, dropped
from models.exchange.entering import Named, Names
from models.exchange.json.checks import announced
from models.history import changing
from models.members import Member
from models.reasons import Reason
from models.rules import folding
from models.rules.refusals import Refused
from models.rules.words import StageKind
from models.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from models.exchange.json.life import Row, Shared
    from models.exchange.kept import Rows
    from models.history import Change

_HERE = {
    "business": "SELECT '' AS key, name, birthday_days, grace_days, need_days, phone_region FROM business",
    "stages": "SELECT name AS key, kind, every_days FROM stage WHERE archived_at IS NULL",
    "reasons": "SELECT kind || ' ' || name AS key, ends_contact, is_ours, asks_again FROM reason"
    " WHERE archived_at IS NULL",
    "announcements": "SELECT at || ' ' || title AS key, text, audience, closed_at FROM announcement",
}

_KEYS: dict[str, Callable[[Row], tuple[str, str]]] = {
    "business": lambda _: ("", ""),
    "stages": lambda row: (f"[{row['name']}]", row["name"]),
    "reasons": lambda row: (f"[{row['name']}]", f"{row['kind']} {row['name']}"),
    "announcements": lambda row: (f"[{row['title']}]", " ".join(announced(row["at"], row["title"]))),
}
"""How a row is called in a report, and by what it is found."""


async def is_new(rows: Rows) -> bool:
    """Say whether nobody is in the book, not even archived."""
    return not await rows("SELECT 1 FROM contact LIMIT 1", [])


async def agree(shared: Shared, *, new: bool, by: int, at: datetime, run_id: str) -> None:
    """Enter what contacts share; `new` is a book with nobody in it."""
    async with changing("import", by=by, at=at) as change:
        change.run_id = run_id
        await _ENTERING[shared.of](shared.rows, new, change)
    await search_text.catch_up()


def foreseen(names: Names, shared: Shared, *, new: bool) -> Names:
    """Return the names that there would be: what a dry run goes by."""
    if shared.of not in {"members", "stages"}:
        return names
    named = {row["name"].casefold(): Named(0, row["name"]) for row in shared.rows if not row.get("archived_at")}
    if shared.of == "members":
        return names._replace(members=named | names.members)
    if not new or not named:
        return names._replace(stages=named | names.stages)
    prospects = (row["name"] for row in shared.rows if row["kind"] == StageKind.PROSPECT and not row["archived_at"])
    first = next(prospects, next(iter(named.values())).name)
    return names._replace(stages=named, first_stage=Named(0, first))


async def _business(rows: list[Row], new: bool, change: Change) -> None:
    if new:
        await change.update(await business.Business.get(), **rows[0])


async def _members(rows: list[Row], _new: bool, change: Change) -> None:
    """Add who is not here. Their account has a colon in it, as no account of a machine has: nobody is them."""
    here = {str(name).casefold() for name in await Member.all().values_list("name", flat=True)}
    for row in rows:
        if row["name"].casefold() not in here:
            account = f"imported:{uuid.uuid4()}"
            await change.create(Member, account=account, name=row["name"], role="member", created_at=change.at)


async def _stages(rows: list[Row], new: bool, change: Change) -> None:
    stages = sorted(await Stage.all(), key=lambda stage: (stage.archived_at is None, stage.id))
    here = {stage.name.casefold(): stage for stage in stages}
    whole = new and not all(row["archived_at"] for row in rows)
    wanted = [here.get(row["name"].casefold()) for row in rows]
    for unsaid in stages:
        if whole and unsaid not in wanted:
            await change.delete(unsaid)
    first = 1 if whole else 1 + max(stage.position for stage in stages)
    for position, (stage, row) in enumerate(zip(wanted, rows, strict=True), first):
        if stage is None:
            await change.create(Stage, **row, position=position)
        elif whole or (stage.archived_at and not row["archived_at"]):
            await change.update(stage, **row, position=position)


async def _reasons(rows: list[Row], new: bool, change: Change) -> None:
    """As for stages; but which reason stands for not knowing is always ours to say, and that one stays."""
    reasons = sorted(await Reason.all(), key=lambda reason: (reason.archived_at is None, reason.id))
    here = {(reason.kind, reason.name.casefold()): reason for reason in reasons}
    wanted = [here.get((row["kind"], row["name"].casefold())) for row in rows]
    for unsaid in reasons:
        if new and unsaid not in wanted and not unsaid.is_unknown:
            await change.delete(unsaid)
    first = 1 if new else 1 + max(reason.position for reason in reasons)
    await _reasons_as_said(list(zip(wanted, rows, strict=True)), first, new, change)


async def _reasons_as_said(pairs: list[tuple[Reason | None, Row]], first: int, new: bool, change: Change) -> None:
    for position, (reason, row) in enumerate(pairs, first):
        values = {**row, "is_unknown": False, "position": position}
        if reason is None:
            await change.create(Reason, **values)
        elif reason.is_unknown:
            await change.update(reason, position=position if new else reason.position)
        elif new or (reason.archived_at and not row["archived_at"]):
            await change.update(reason, **values)


async def _announcements(rows: list[Row], _new: bool, change: Change) -> None:
    """Add what is not announced here; who announced it and is no member here is the actor."""
    members = {name.casefold(): member_id for member_id, name in await Member.all().values_list("id", "name")}
    here = {(at, title.casefold()) for at, title in await Announcement.all().values_list("at", "title")}
    for row in rows:
        by = members.get((row.pop("by") or "").casefold(), change.by)
        if (row["at"], row["title"].casefold()) not in here:
            await change.create(Announcement, **row, by_id=by)


async def _companies(rows: list[Row], _new: bool, change: Change) -> None:
    for row in rows:
        key = folding.sort_key(row["name"]) or row["name"]
        if not await companies.Company.exists(sort_key=key):
            at = row["created_at"] or change.at
            await change.create(companies.Company, name=row["name"], sort_key=key, created_at=at)


_ENTERING: dict[str, Callable[[list[Row], bool, Change], Awaitable[None]]] = {
    "business": _business,
    "members": _members,
    "stages": _stages,
    "reasons": _reasons,
    "announcements": _announcements,
    "companies": _companies,
}


async def checked(shared: Shared, rows: Rows, *, new: bool) -> list[Dropped]:
    """Clean what was agreed on; report what of it no rule takes, and what the book has otherwise and keeps."""
    said = _cleaned_business(shared) if shared.of == "business" else []
    if new or shared.of not in _HERE:
        return said
    here = {row.pop("key").casefold(): row for row in await rows(_HERE[shared.of], [])}
    for row in shared.rows:
        where, key = _KEYS[shared.of](row)
        for name, value in here.get(key.casefold(), {}).items():
            if row.get(name, value) != value:
                why = f"the book has {_shown(value)} here, and keeps it"
                said.append(dropped(shared.line, f"{shared.of}{where}.{name}: {row[name]}", why))
    return said


def _shown(value: Any) -> str:
    return "nothing" if value in {None, ""} else str(value)


def _cleaned_business(shared: Shared) -> list[Dropped]:
    (row,), said = shared.rows, list[Dropped]()
    for name, value in list(row.items()):
        one: Any = {name: value}
        try:
            row |= business.cleaned(one)
        except Refused as error:
            said.append(dropped(shared.line, f"business.{name}: {row.pop(name)}", str(error).partition(". ")[0]))
    return said
