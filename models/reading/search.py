"""Search: which contacts a query finds, by name, company, e-mail, phone, tag or open note; prefixes and substrings.

The index is made of folded text and the query is folded alike (models.rules.folding), so that every database engine
answers the same. This is the only file that knows SQLite's full-text search.
"""

from __future__ import annotations

from models.rules import folding

SUBSTRING = 3
"""The shortest term that is found inside a word; a shorter one is found where a word begins."""

MOST_TERMS = 30
"""So many different terms narrow a search; no more are looked at."""

_ONE_TERM = """
 AND c.id IN (SELECT rowid FROM contact_{index} WHERE contact_{index} MATCH ?{place}
 UNION SELECT n.contact_id FROM note_{index} f JOIN note n ON n.id = f.rowid WHERE note_{index} MATCH ?{place})"""


def condition(query: str, *, first: int) -> tuple[str, list[str]]:
    """Return the SQL that narrows `contact c` to what `query` finds, and its parameters, numbered from ?`first`.

    Every term must be found, each in the contact or in one of their notes. A query of signs alone finds nobody, and
    one of spaces everybody.
    """
    terms = list(dict.fromkeys(folding.terms(query)))[:MOST_TERMS]
    if not terms and query.strip():
        return " AND 1 = 0", []
    clauses = [_ONE_TERM.format(index=_index(term), place=place) for place, term in enumerate(terms, first)]
    return "".join(clauses), [_match(term) for term in terms]


def _index(term: str) -> str:
    return "substring" if len(term) >= SUBSTRING else "word"


def _match(term: str) -> str:
    """Folded terms hold letters, digits and spaces only, so that quoting them is all it takes."""
    return f'"{term}"' if len(term) >= SUBSTRING else f'"{term}"*'
