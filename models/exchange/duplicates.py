"""Who is already here: the contact that a card is, if the book or the import has it.

A card is, in this order,
1. who has its UID, if they also share the folded name, an e-mail or a phone, or an earlier card of this import that
   was the same by its UID does;
2. who has the same folded name and a shared e-mail or phone;
3. who is identical: without e-mail or phone on either side, the same name and company, no two birthdays, and no two
   sets of addresses and links without one in common;
4. who has its UID, unless a card of this import had that UID before: then the exporter gave one UID to two people.

By 2 and 3 before 4, a file in which many people have one UID adds them once, and nobody when it is imported again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from models.exchange import kept
from models.exchange.json import kept as json_kept
from models.exchange.merging import email, phone, words
from models.exchange.met import Met
from models.rules import folding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.exchange.card import Card
    from models.exchange.kept import Kept, Rows

_CHUNK = 500
_OF_UIDS = "SELECT uid FROM contact WHERE uid IN (SELECT value FROM json_each(?1))"
_ANY = "*"
"""Stands for any birthday or place, and for none."""


class Here:
    """The contacts that a card may be: those of the book that come into question, and those that came in since.

    All that is known of them lies on disk; in memory are those whom the cards of one batch may be. A dry run keeps
    there what it would have written, too. `region` is the country that reads phone numbers, or "".
    """

    def __init__(self, *, dry_run: bool) -> None:
        self.region, self._dry_run = "", dry_run
        self._met = Met()
        self._known: dict[str, Kept] = {}
        self._by_uid: dict[str, Kept] = {}
        self._learnt: list[tuple[str, Kept]] = []
        self._news: dict[int, Kept] = {}

    async def look(self, cards: Sequence[Card], rows: Rows) -> None:
        """Read whom the cards of a batch may be: by UID, and each name once an import."""
        ((self.region,),) = [tuple(row.values()) for row in await rows("SELECT phone_region FROM business", [])]
        asked = {key for card in cards for key in (*_of_uid(card, self.region), *_asked(card, self.region))}
        loaded = await self._newly_asked(cards, asked, rows)
        ids = self._met.ids(asked)
        loaded |= await _by_id([contact_id for contact_id in {*ids.values()} if contact_id not in loaded], rows)
        for contact_id, card in self._met.written([*loaded, *ids.values()]).items():
            loaded[contact_id] = kept.Kept(contact_id, card)
        self._known = {key: loaded[contact_id] for key, contact_id in ids.items() if contact_id in loaded}
        self._by_uid = {known.card.uid: known for known in loaded.values()}
        if any(card.life for card in cards):
            await json_kept.recall([*loaded.values()], rows)

    async def _newly_asked(self, cards: Sequence[Card], asked: set[str], rows: Rows) -> dict[int, Kept]:
        """Read who has these UIDs, or a name that was not asked for before; keep in memory only whom a card may be."""
        uids = [card.uid for card in cards if card.uid]
        names = self._met.new_names(folding.sort_key(card.name) for card in cards)
        which = (
            f"SELECT id FROM contact WHERE uid IN ({_marks(1, uids)})"  # noqa: S608  (numbered marks only)
            f" UNION SELECT id FROM contact WHERE sort_key IN ({_marks(1 + len(uids), names)})"
        )
        ids = [row["id"] for row in await rows(which, [*uids, *names])]
        wanted, found = {*uids}, dict[int, "Kept"]()
        for start in range(0, len(ids), _CHUNK):
            some = await _by_id(ids[start : start + _CHUNK], rows)
            keys = {contact_id: [*_held(known.card, self.region)] for contact_id, known in some.items()}
            self._met.learn((key, contact_id) for contact_id, several in keys.items() for key in several)
            found |= {
                contact_id: known
                for contact_id, known in some.items()
                if known.card.uid in wanted or not asked.isdisjoint(keys[contact_id])
            }
        return found

    def find(self, card: Card) -> Kept | None:
        """Find who a card is, and remember its UID as met."""
        same = self._by_uid.get(card.uid) if card.uid else None
        sure = same if same and self._agree(same, card) else None
        known = sure or next(self._likely(card), None) or (None if self._met_uid(card.uid) else same)
        if known and known is same:
            self._learn(_of_uid(card, self.region), known)
        return known

    def taken(self, uid: str) -> bool:
        """Say whether a contact has that UID, or had it a moment ago."""
        return bool(uid) and (uid in self._by_uid or self._met_uid(uid))

    async def missing(self, uids: Iterable[str], rows: Rows) -> list[str]:
        """List those of these UIDs that nobody has, neither in the book nor met so far."""
        met = self._met.ids([_uid(uid) for uid in uids])
        unmet = [uid for uid in uids if _uid(uid) not in met]
        here = {row["uid"] for row in await rows(_OF_UIDS, [json.dumps(unmet)])}
        return [uid for uid in unmet if uid not in here]

    def came(self, known: Kept) -> None:
        """Have the next cards compared with somebody who comes in."""
        if self._dry_run:
            known.id = self._met.next_id()
        if known.card.uid:
            self._by_uid[known.card.uid] = known
            self._learn([_uid(known.card.uid)], known)
        self.changed(known, known.card)

    def changed(self, known: Kept, card: Card) -> None:
        """Have the next cards compared with what a card made of somebody."""
        if card.emails or card.phones or not (known.card.emails or known.card.phones):
            brought = replace(known.card, emails=card.emails, phones=card.phones)
            self._learn(_held(brought, self.region), known)
        if self._dry_run and known.id:
            self._news[known.id] = known

    def settle(self) -> None:
        """End a batch: by now everybody who came in has an id."""
        self._met.learn((key, known.id) for key, known in self._learnt if known.id)
        self._met.write((contact_id, known.card) for contact_id, known in self._news.items())
        self._learnt.clear()
        self._news.clear()

    def _learn(self, keys: Iterable[str], known: Kept) -> None:
        for key in keys:
            if self._known.setdefault(key, known) is known:
                self._learnt.append((key, known))

    def _met_uid(self, uid: str) -> bool:
        return _uid(uid) in self._known

    def _agree(self, same: Kept, card: Card) -> bool:
        if _folded(same.card.name) == _folded(card.name):
            return True
        shared = {*_who(same.card, self.region)}.intersection(_who(card, self.region))
        return bool(shared) or any(self._known.get(key) is same for key in [*_of_uid(card, self.region)][1:])

    def _likely(self, card: Card) -> Iterator[Kept]:
        for key in _asked(card, self.region):
            known = self._known.get(key)
            if known and (card.emails or card.phones or _identical(known.card, card)):
                yield known


async def _by_id(ids: Sequence[int], rows: Rows) -> dict[int, Kept]:
    found = await kept.cards(rows, ids) if ids else []
    return {known.id: known for known in found if known.id is not None}


def _uid(uid: str) -> str:
    return f"uid\0{uid}"


def _of_uid(card: Card, region: str) -> Iterator[str]:
    """Yield the keys of a card that was the same by its UID: the UID, and the UID with whoever the card says it is."""
    if card.uid:
        yield _uid(card.uid)
        yield from (f"{_uid(card.uid)}\0{who}" for who in _who(card, region))


def _who(card: Card, region: str) -> Iterator[str]:
    """Yield each of what two cards of one UID have in common when they are of one person."""
    yield f"name\0{_folded(card.name)}"
    yield from (f"e-mail\0{email(point)}" for point in card.emails)
    yield from (f"phone\0{phone(point, region)}" for point in card.phones)


def _held(card: Card, region: str) -> Iterator[str]:
    """Yield the keys that a contact is found by."""
    if card.emails or card.phones:
        yield from _asked(card, region)
    else:
        yield from _bare(card, (card.birthday, _ANY), (*(_places(card) or [""]), _ANY))


def _asked(card: Card, region: str) -> Iterator[str]:
    """Yield the keys by which the contact is found that a card is."""
    if card.emails or card.phones:
        name, *points = _who(card, region)
        yield from (f"{name}\0{point}" for point in points)
    else:
        places = _places(card)
        yield from _bare(card, (card.birthday, "") if card.birthday else (_ANY,), (*places, "") if places else (_ANY,))


def _bare(card: Card, birthdays: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    """Yield the keys of somebody without e-mail and phone."""
    who = f"bare\0{card.name}\0{_folded(card.company)}"
    yield from (f"{who}\0{birthday}\0{place}" for birthday in birthdays for place in places)


def _places(card: Card) -> list[str]:
    """Return the addresses and links of a card, alike where an update takes them for one."""
    return [*map(words, card.addresses), *map(email, card.links)]


@lru_cache(maxsize=_CHUNK)  # each name of a batch is asked for several times
def _folded(name: str) -> str:
    return folding.sort_key(name) or name


def _identical(here: Card, card: Card) -> bool:
    two_birthdays = here.birthday and card.birthday and here.birthday != card.birthday
    ours, theirs = _places(here), _places(card)
    elsewhere = ours and theirs and {*ours}.isdisjoint(theirs)
    return not (here.emails or here.phones or two_birthdays or elsewhere)


def _marks(first: int, values: Sequence[object]) -> str:
    return ", ".join(f"?{place}" for place in range(first, first + len(values))) or "NULL"
