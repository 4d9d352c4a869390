"""Columns that no address book is known to write: guessed by the words of their header, else by their cells."""

import re
from collections.abc import Sequence

from models.exchange.csv.headers import MANY, Column, plain, recognised
from models.rules.folding import fold

_HEADERS = {
    "email": r"email\w*|e mail\w*|mail|e post\w*|epost|correo\w*|courriel",
    "phone": r"phones?|tel|telefon\w*|telephon\w*|telefoon\w*|mobil\w*|handy\w*|cell\w*|movil|celular|portable|gsm|fax",
    "link": r"url|website|web|webseite|homepage|site|sitio|linkedin|twitter|facebook|instagram|xing|mastodon",
    "birthday": r"birth\w*|geburt\w*|naissance|nacimiento|geboorte\w*|bday|verjaardag|fodsel\w*|fodelse\w*",
    "company": r"company|organi[sz]ation|firma|unternehmen|entreprise|societe|empresa|bedrijf\w*|employer"
    r"|virksomhed|foretag\w*|selskap|work(?:s|ing)? (?:at|for)|where \w+ works?",
    "notes": r"notes?|notiz\w*|comments?|bemerkung\w*|kommentare?|remarques?|commentaires?|notas?|observaciones"
    r"|opmerking\w*|notities|bemaerkning\w*|notat\w*|anteckning\w*",
    "address": r"address|adresse?|anschrift|direccion|adres",
    "name": r"name|nom|nombre|naam|navn|namn",
}
_LABELS = {
    "home": r"home|priva\w*|personal|perso|particular|casa|thuis",
    "work": r"work|business|office|geschaftlich\w*|dienst\w*|buro|travail|bureau|pro|trabajo|oficina|werk|zakelijk",
    "cell": r"mobil\w*|handy\w*|cell\w*|movil|celular|portable|gsm",
    "fax": r"fax",
}
_OTHER_THINGS = re.compile(
    r"\b(date|datum|id|type|status|count|score|owner|source|opt|consent|domain|valid|last|next|number of|user|file)\b"
)
_HEADER = {field: re.compile(rf"\b(?:{words})\b") for field, words in _HEADERS.items()}
_LABEL = {label: re.compile(rf"\b(?:{words})\b") for label, words in _LABELS.items()}

_CELLS = {
    "email": re.compile(r"(?:mailto:)?[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+"),
    "phone": re.compile(
        r"(?!\d{4}-\d\d-\d\d)(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$)"  # no date
        r"(?=\+|\(|0|\d+[ ./-])(?=(?:\D*\d){7,15}\D*$)\+?[\d ()./-]+"  # nor a mere number
    ),
    "link": re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
}
_A_NAME = re.compile(r"[^\d@:/]{2,60}")
_ENOUGH = 0.8
_LONGEST = 300
"""Longer cells are not looked at: no e-mail address or number is, and some patterns would be slow on them."""


def by_header(header: str, cells: Sequence[str], position: int) -> Column | None:
    """Return the field that the words of a header speak of, unless the cells are plainly something else."""
    words = fold(plain(header))
    if len(words) > _LONGEST or _OTHER_THINGS.search(words):
        return None
    field = next((field for field, speaks in _HEADER.items() if speaks.search(words)), "")
    if not field or (field in _CELLS and cells and not _mostly(_CELLS[field], cells, 0.5) and field != "link"):
        return None
    label = next((label for label, speaks in _LABEL.items() if speaks.search(words)), "")
    return _column(field, position, label if field in {"email", "phone", "address"} else "")


def by_cells(cells: Sequence[str], position: int) -> Column | None:
    """Return the field that most of the filled cells look like, when the header tells nothing."""
    field = next((field for field, looks in _CELLS.items() if _mostly(looks, cells, _ENOUGH)), "")
    return _column(field, position, "") if field else None


def subject(header: str) -> str:
    """Return the field that a header names, or speaks of; "" for none."""
    column = recognised(header, 0) or by_header(header, (), 0)
    return column.field if column else ""


def is_data(cells: Sequence[str]) -> bool:
    """Tell whether a row is no row of column names: an e-mail address, a number or a link stands in it."""
    return any(_looks(looks, cell) for cell in cells for looks in _CELLS.values())


def are_names(cells: Sequence[str]) -> bool:
    """Tell whether cells may be the names of people, where nothing says what they are."""
    return _mostly(_A_NAME, cells, _ENOUGH)


def _mostly(looks: re.Pattern[str], cells: Sequence[str], share: float) -> bool:
    return bool(cells) and sum(_looks(looks, cell) for cell in cells) >= share * len(cells)


def _looks(looks: re.Pattern[str], cell: str) -> bool:
    return len(cell) <= _LONGEST and looks.fullmatch(cell.strip()) is not None


def _column(field: str, position: int, label: str) -> Column:
    if field == "address":
        return Column(field, "value", f"column {position}", label)
    part = "values" if field in MANY - {"notes"} else "value"
    return Column(field, part, f"column {position}" if field in MANY else "", label)
