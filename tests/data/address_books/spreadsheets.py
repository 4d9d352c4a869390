"""The CSV files of `csv/`: which program writes such a file, and what must come of it."""

from typing import Any

from tests.data.address_books.book import CR, CRLF, LF, Book


def _csv(name: str, *people: str, **what: Any) -> Book:
    name = name if "." in name else f"{name}.csv"
    return Book(files=(f"csv/{name}",), people=people, added=what.pop("added", len(people)), **what)


_GOOGLE_2024 = (
    "Ignacio Javier Robledo | ignacio@robledo.example | nacho@cuerdas.example | +44 20 7946 0410 | +44 20 7946 0411",
    "Pilar Robledo | +44 20 7946 0412",
    "Cuerdas del Sur | ventas@cuerdas.example",
)
_DANISH = (
    "Asbjørn Thorsen | asbjorn@thorsen.example | +44 20 7946 0490",
    "Mette Kjær | mette@kjaer.example | +44 20 7946 0491",
)
_UNICODE = ("Žofie Dvořáková | zofie@dvorakova.example", "Ελένη Παππά | eleni@pappa.example")
_NEWLINES = ("Hyacinth Bell | hyacinth@bell.example", "Mortimer Bell | mortimer@bell.example")
_OLD_MAC = (
    "Quentin Marsh | quentin@marsh.example | +44 20 7946 0600",
    "Rosalba Marsh | rosalba@marsh.example | +44 20 7946 0601",
)
_ACCENTS = (
    "Aurélie Lemaître | aurelie@lemaitre.example | +44 20 7946 0590",
    "Benoît Lemaître | benoit@lemaitre.example | +44 20 7946 0591",
)

PROGRAMS = {
    "Google, old": _csv(
        "google_old",
        "Henrietta Mae Lovell | hettie@lovell.example | studio@lovell.example | kiln@lovell.example"
        " | fairs@lovell.example | +44 20 7946 0400 | +44 20 7946 0401 | +44 20 7946 0402",
        "Bo Zhang | +1 555 0100 | +1 555 0104",
        encoding="utf-16-le",
        mark=True,
        line_ends=(LF,),
    ),
    "Google, 2024": _csv("google_2024", *_GOOGLE_2024),
    "Outlook, all 92 columns": _csv(
        "outlook_full",
        "Winifred Joan Castlemaine | winifred@castlemaine.example | w.castlemaine@home.example | +44 20 7946 0422"
        " | +44 20 7946 0423 | +44 20 7946 0426 | +44 20 7946 0427 | +44 20 7946 0428 | +44 20 7946 0429"
        " | +44 20 7946 0430 | +44 20 7946 0431",
        "Otis Wren | +1 555 0110",
        "Bell Foundry | +1 555 0111",
        encoding="cp1252",
        line_ends=(CRLF,),
    ),
    "Outlook, German": _csv(
        "outlook_german",
        "Liesel Dachshöfer | liesel@dachshoefer.example | +44 20 7946 0440 | +44 20 7946 0441",
        "Jürgen Weiß | juergen@weiss.example | +44 20 7946 0442",
        encoding="cp1252",
        line_ends=(CRLF,),
        delimiter=";",
    ),
    "Thunderbird": _csv(
        "thunderbird",
        "Solveig Halvorsen | solveig@halvorsen.example | sol@fjell.example | +44 20 7946 0450 | +44 20 7946 0451"
        " | +44 20 7946 0452 | +44 20 7946 0453 | +44 20 7946 0454",
        "Torbjørn | torbjorn@fjell.example",
        line_ends=(CRLF,),
    ),
    "Thunderbird, German": _csv(
        "thunderbird_german",
        "Ansgar Ölschläger | ansgar@oelschlaeger.example | +44 20 7946 0460 | +44 20 7946 0461",
        quiet=True,
        line_ends=(CRLF,),
    ),
    "HubSpot": _csv(
        "hubspot",
        "Delphine Moreau | delphine@moreau.example | +1 555 0120 | +1 555 0121",
        "Anselm Roth | anselm@roth.example",
        mark=True,
    ),
    "LinkedIn": _csv(
        "linkedin",
        "Priyanka Raghunathan | priyanka@raghunathan.example",
        "Esteban Villar",
        "Kwabena Osei",
        header=4,
        told=((1, "Notes"),),
    ),
    "Salesforce": _csv(
        "salesforce",
        "Fitzgerald Amaro | fitz@amaro.example | (555) 555-0130 | (555) 555-0131 | (555) 555-0132",
        "Lucinda Amaro | lucinda@amaro.example",
        told=((2, "7/4/1970"),),
    ),
    "Apple": _csv(
        "apple",
        "Clementine Ashby | clem@ashby.example | press@ashby.example | +44 20 7946 0470 | +44 20 7946 0471",
        mark=True,
    ),
    "Mailchimp": _csv(
        "mailchimp", "Mabel Tansley | mabel@tansley.example | +44 20 7946 0480", "dye@works.example | dye@works.example"
    ),
    "ourselves": _csv(
        "our_own",
        "Philomena Crane | philomena@crane.example | +44 20 7946 0610",
        "=Formula Fred | fred@formula.example | -5551234",
        line_ends=(CRLF,),
    ),
}

HEADERS = {
    "Danish": _csv("danish_headers", *_DANISH, delimiter=";"),
    "Danish, in Latin-1": _csv("danish_headers", *_DANISH, delimiter=";", encoding="latin-1"),
    "French, in cp1252": _csv("accents", *_ACCENTS, delimiter=";", encoding="cp1252", line_ends=(CRLF,)),
    "that nobody knows": _csv(
        "unknown_headers",
        "Gulliver Pike | gulliver@pike.example | +44 20 7946 0500",
        "Araminta Pike | araminta@pike.example | +44 20 7946 0501",
        told=((2, "44"), (3, "38")),
    ),
    "that say nothing, mapped": _csv(
        "mapped_headers",
        "Barnaby Rook | barnaby@rook.example | +44 20 7946 0502",
        "Isolde Rook | isolde@rook.example | +44 20 7946 0503",
        columns={"c1": "name", "c2": "company", "c3": "phone:work", "c4": "e-mail"},
    ),
    "none": _csv(
        "no_header",
        "Jemima Larkspur | jemima@larkspur.example | +44 20 7946 0510",
        "Caspian Larkspur | caspian@larkspur.example | +44 20 7946 0511",
        "Rowan Ash | rowan@ash.example | +44 20 7946 0512",
        header=0,
    ),
    "two rows, groups first": _csv(
        "two_headers_groups",
        "Cosima Vale | cosima@vale.example | +44 20 7946 0560",
        "Lorenz Vale | lorenz@vale.example | +44 20 7946 0561",
        header=2,
        told=((1, "Person"),),
    ),
    "two rows, the same": _csv(
        "two_headers_same", "Petra Stein | petra@stein.example | +44 20 7946 0562", told=((2, "E-mail"),)
    ),
    "two rows, two languages": _csv(
        "two_headers_languages", "Ruprecht Falk | ruprecht@falk.example | +44 20 7946 0563", told=((2, "Telefon"),)
    ),
    "below a title": _csv(
        "title_lines",
        "Cleo Hart | cleo@hart.example | +44 20 7946 0564",
        added=2,  # nothing tells that "Total: 1" is nobody
        header=3,
        told=((1, "Customers of the shop"),),
    ),
    "again in the middle": _csv(
        "header_again",
        "Dorothea Lamb | dorothea@lamb.example | +44 20 7946 0570",
        "Edgar Lamb | edgar@lamb.example",
        "Fidelia Lamb | fidelia@lamb.example | +44 20 7946 0571",
        told=((4, "E-mail"),),
    ),
    "twice in one row": _csv(
        "duplicate_headers",
        "Gwendolen Frost | gwen@frost.example | g.frost@home.example | +44 20 7946 0580 | +44 20 7946 0581",
    ),
}

ROWS = {
    "pipes": _csv(
        "pipes",
        "Sunniva Dale | sunniva@dale.example | +44 20 7946 0520",
        "Eskil Dale | eskil@dale.example",
        delimiter="|",
    ),
    "tabs": _csv(
        "tabs.tsv",
        "Noor Haddad | noor@haddad.example | +44 20 7946 0530",
        "Sami Haddad | sami@haddad.example",
        delimiter="\t",
    ),
    "tabs in a .csv": _csv("tabs_in_a", "Tariq Aziz-Bell | tariq@bell.example | +44 20 7946 0531", delimiter="\t"),
    "a line that names the delimiter": _csv(
        "sep_line",
        "Ludmila Petrova | ludmila@petrova.example | +44 20 7946 0540",
        "Grigori Petrov | grigori@petrova.example | +44 20 7946 0541",
        delimiter=";",
        header=2,
        line_ends=(CRLF,),
    ),
    "Excel's Unicode text": _csv(
        "excel_unicode", *_UNICODE, delimiter="\t", encoding="utf-16-le", mark=True, line_ends=(CRLF,)
    ),
    "UTF-16 without a mark": _csv("excel_unicode", *_UNICODE, delimiter="\t", encoding="utf-16-le", line_ends=(CRLF,)),
    "UTF-16, big end first, no mark": _csv("excel_unicode", *_UNICODE, delimiter="\t", encoding="utf-16-be"),
    "newlines in quotes": _csv("quoted_newlines", *_NEWLINES),
    "newlines in quotes, CRLF": _csv("quoted_newlines", *_NEWLINES, line_ends=(CRLF,)),
    "newlines in quotes, mixed": _csv("quoted_newlines", *_NEWLINES, line_ends=(CRLF, LF)),
    "ragged": _csv(
        "ragged",
        "Fern Oakley | fern@oakley.example",
        "Moss Oakley | moss@oakley.example | +44 20 7946 0550",
        "Ivy Oakley | ivy@oakley.example",
        "Bare Name",
        told=((3, "an extra cell"),),
    ),
    "line ends of old Macs": _csv("old_mac", *_OLD_MAC, line_ends=(CR,)),
    "line ends mixed": _csv("old_mac", *_OLD_MAC, line_ends=(CRLF, LF)),
    "cells that are none": _csv(
        "bad_cells",
        "Ezra Pound-Smith",
        "Selah Pound-Smith | selah@pound.example | +44 20 7946 0620",
        told=(
            *((2, "ezra at pound"), (2, "call the pub"), (2, "1980-02-30"), (2, "monthly"), (2, "Nowhere")),
            (3, "1981-13-01"),
        ),
    ),
    "namesakes": _csv(
        "namesakes",
        "John Miller | john.miller@one.example | +44 20 7946 0630",
        "John Miller | john.miller@two.example | +44 20 7946 0631",
        "Jane Miller | +44 20 7946 0630",
        "Info | info@three.example",
        "Info | info@four.example",
        skipped=1,
    ),
    "a quote that is never closed": _csv(
        "unclosed_quote", "Ottoline Reed | ottoline@reed.example", added=1, told=((3, "Peregrine Reed"),)
    ),
    "hostile text": _csv(
        "hostile",
        "[red]Mallory[/] | mallory@markup.example",
        "=cmd | formula@evil.example",
        "Robert'); DROP TABLE contact;-- | tables@school.example",
    ),
}

SPREADSHEETS = PROGRAMS | {f"headers: {name}": book for name, book in HEADERS.items()} | ROWS
