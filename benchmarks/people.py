"""Fictional people for a book of any size: the same at every run, in no order, each name borne by several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    "Ada Agnes Aisha Alan Albert Alice Amara Amélie Anders Andrea Ann Anna Annika Anton Astrid Basil Beatriz Bella Ben"
    " Bob Boris Cara Carl Carmen Chiara Chloé Clara Colin Dana David Dee Diego Dora Édith Elena Elif Emil Emma Erik Eva"
    " Farid Felix Fiona Frida Gerda Gita Grace Greta Hana Hans Harriet Hélène Hugo Ida Igor Ines Ingrid Iris Ivan Jan"
    " Jane Joan João Jonas José Judith Jürgen Karin Kemal Kurt Laila Lars Léa Leo Lina Lotte Łucja Luis Maeve Maja"
    " Mandla Marco Marta Mei Mia Milan Mirjam Moana Nadia Nils Nora Noor Olga Omar Oskar Paula Pedro Petra Priya Ravi"
)
LAST = _words(
    "Abbott Adeyemi Andersson Aslan Baker Bakker Barros Baumann Becker Berg Björk Blom Bošković Brandt Brown Bruun"
    " Carter Castro Chen Clarke Cohen Costa Cruz Dahl Danso Decker Díaz Dubois Duman Eklund Ellis Engel Eriksen Farrell"
    " Fischer Flynn Foster Franke García Gomes Graf Gupta Haas Hale Hansen Hart Hill Hoffmann Holm Horvat Hughes"
    " Ivanova Jansen Jensen Jones Kaya Keller Kelly Khan Kim King Klein Koch Kovač Krüger Kumar Lang Larsen Lee Lind"
    " López Lund Maier Marsh Mason Meyer Miller Moreau Moss Moser Müller Nagy Ncube Nielsen Novák Nowak Núñez O'Brien"
    " Okafor Olsen Ortega Park Parker Patel Perez Petrov Quinn Ramos Reid Rossi Roux Ruiz Sato Schäfer Schmidt Silva"
    " Şahin Sørensen Stone Suzuki Tan Taylor Thomsen Turner Vargas Vogel Wagner Walsh Weber Wolf Young Zhou Zimmermann"
)
PLACES = _words("Oak Hill Stone River Harbour Mill Bridge Garden North Lake Orchard Tower Meadow Quay Forge Island")
TRADES = _words("Bakery Roofing Kitchens Books Cycles Joinery Print Farm Dental Optics Travel Law Design Motors Wine")
STRIDE = 7919
"""A prime, so that neighbours in the book are strangers in the alphabet."""

COMPANIES = [f"{place} {trade}" for place in PLACES for trade in TRADES]


class Person(NamedTuple):
    """Somebody who does not exist; `company` is the place in COMPANIES, from 1, or None."""

    id: int
    name: str
    email: str
    phone: str
    company: int | None


def people(size: int) -> Iterator[Person]:
    """Yield so many people, numbered from 1."""
    for number in range(size):
        place = number * STRIDE % (len(FIRST) * len(LAST))
        first, last = FIRST[place % len(FIRST)], LAST[place // len(FIRST)]
        yield Person(
            id=number + 1,
            name=f"{first} {last}",
            email=f"{first}.{last}{number}@{PLACES[number % len(PLACES)]}.example".lower(),
            phone=f"+44 20 7946 0{number * 31 % 1000:03}",
            company=number // 2 % len(COMPANIES) + 1 if number % 2 else None,
        )
