"""Who is here already: a contact of the same name, or with the same e-mail, for whoever adds one."""

from __future__ import annotations

from models import db
from models.reading import search
from models.rules import folding

_SELECT = """
SELECT c.name, coalesce(co.name, '') AS company FROM contact c LEFT JOIN company co ON co.id = c.company_id
WHERE c.archived_at IS NULL AND {which} ORDER BY c.id LIMIT 1"""
_NAMED = _SELECT.format(which="c.sort_key = ?1")
_HAS_POINT = "SELECT 1 FROM contact_point p WHERE p.contact_id = c.id AND p.kind = 'e-mail' AND lower(p.value) = ?1"


async def named(name: str) -> str:
    """Return who has that name, folded, with their company; "" for nobody."""
    key = folding.sort_key(name)
    return await _called(_NAMED, [key]) if key else ""


async def mailed(email: str) -> str:
    """Return who has that e-mail, with their company; "" for nobody. The search index narrows it down first."""
    found, terms = search.condition(email, first=2)
    sql = _SELECT.format(which=f"EXISTS ({_HAS_POINT}){found}")
    return await _called(sql, [email.strip().lower(), *terms])


async def _called(sql: str, values: list[str]) -> str:
    for row in await db.reader().rows(sql, values):
        return f"{row['name']} ({row['company']})" if row["company"] else str(row["name"])
    return ""
