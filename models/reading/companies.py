"""The companies: by name, each with what a list says of its people; and everything planned with one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset, search
from models.reading.agenda import AgendaRow, CompanyAgenda
from models.reading.contacts import ContactList, ContactRow
from models.reading.due import due_now
from models.rules import folding
from models.rules.outreach import horizon
from models.rules.refusals import NotFound
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from datetime import datetime

    from models.engine.reader import Row

# As in models.reading.agenda, each table of a CROSS JOIN is read for the rows of the one before it.
_SELECT = f"""
SELECT co.id, co.name, co.sort_key,
       (SELECT count(*) FROM contact c WHERE c.company_id = co.id AND c.archived_at IS NULL) AS people,
       (SELECT count(*) FROM contact c CROSS JOIN follow_up f WHERE f.contact_id = c.id AND c.company_id = co.id
        AND c.archived_at IS NULL AND f.state = 'open') AS follow_ups,
       (SELECT min(o.kind) FROM contact c CROSS JOIN outreach o WHERE o.contact_id = c.id AND c.company_id = co.id
        AND {due_now("o")}) AS pressing
FROM company co"""  # noqa: S608  (our own words)
_PEOPLED = " WHERE EXISTS (SELECT 1 FROM contact c WHERE c.company_id = co.id AND c.archived_at IS NULL)"
_COUNT = """
SELECT count(*) FROM company co WHERE co.id IN (SELECT c.company_id FROM contact c WHERE c.archived_at IS NULL)"""

_KEYS = ("sort_key", "id")


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company: how many contacts it has, how many follow-ups are open with them, and what presses most now."""

    id: int
    name: str
    sort_key: str
    people: int
    follow_ups: int
    pressing: ReasonKind | None


class CompanyList(keyset.Pages[CompanyRow]):
    """The companies whose name has every word of `query` in it, all of them for "", by name; as a list reads them.

    A company whose people are all archived or gone is left out.
    """

    def __init__(self, query: str = "", *, now: datetime) -> None:
        self._query, self._until = query, horizon(now)

    async def count(self) -> int:
        """Count the whole list."""
        found, terms = _condition(self._query, first=1)
        return await db.reader().number(_COUNT + found, terms)

    @override
    def _key(self, row: CompanyRow) -> tuple[object, ...]:
        return (row.sort_key, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[CompanyRow]:
        found, terms = _condition(self._query, first=2)
        rows = await keyset.page(f"{_SELECT}{_PEOPLED}{found}", [self._until, *terms], _KEYS, limit=limit, **edge)
        return [_company(row) for row in rows]


def _condition(query: str, *, first: int) -> tuple[str, list[str]]:
    """Return the SQL that narrows `company co` to the names with every term in them, and its parameters.

    Names are looked through one by one: that takes a tenth of a second for a million of them.
    """
    terms = list(dict.fromkeys(folding.terms(query)))[: search.MOST_TERMS]
    if not terms and query.strip():
        return " AND 1 = 0", []
    places = range(first, first + len(terms))
    return "".join(f" AND co.sort_key LIKE '%' || ?{place} || '%'" for place in places), terms


async def one(company_id: int, *, now: datetime) -> CompanyRow:
    """Read one company, also one that has nobody any more. Raises NotFound."""
    rows = await db.reader().rows(f"{_SELECT} WHERE co.id = ?2", [horizon(now), company_id])
    if not rows:
        message = f"There is no company {company_id}. Look for it in the list."
        raise NotFound(message)
    return _company(rows[0])


class AtCompany:
    """The people of one company by name, and then what is planned with them in the order in which it is due."""

    def __init__(self, company_id: int, *, now: datetime) -> None:
        self.people, self.planned = ContactList(company_id=company_id, now=now), CompanyAgenda(company_id)

    async def page(
        self,
        *,
        after: ContactRow | AgendaRow | None = None,
        before: ContactRow | AgendaRow | None = None,
        limit: int,
    ) -> list[ContactRow | AgendaRow]:
        """Return the rows after one, before one, or the first."""
        if before is not None:
            return await self._before(before, limit)
        rows: list[ContactRow | AgendaRow] = []
        if not isinstance(after, AgendaRow):
            rows += await self.people.page(after=after, limit=limit)
            after = None
        if len(rows) < limit:
            rows += await self.planned.page(after=after, limit=limit - len(rows))
        return rows

    async def last(self, limit: int) -> list[ContactRow | AgendaRow]:
        """Return the last rows."""
        planned = await self.planned.last(limit)
        return [*await self._last_people(limit - len(planned)), *planned]

    async def count(self) -> int:
        """Count the whole list."""
        return await self.people.count() + await self.planned.count()

    async def _before(self, row: ContactRow | AgendaRow, limit: int) -> list[ContactRow | AgendaRow]:
        if isinstance(row, ContactRow):
            return [*await self.people.page(before=row, limit=limit)]
        planned = await self.planned.page(before=row, limit=limit)
        return [*await self._last_people(limit - len(planned)), *planned]

    async def _last_people(self, limit: int) -> list[ContactRow]:
        return await self.people.last(limit) if limit else []


def _company(row: Row) -> CompanyRow:
    row["pressing"] = row["pressing"] and ReasonKind(row["pressing"])
    return CompanyRow(**row)
