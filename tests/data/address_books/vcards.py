"""The vCard files of `vcard/`: which program writes such a file, and what must come of it."""

from typing import Any

from tests.data.address_books.book import CR, CRLF, LF, Book


def _vcard(*names: str, people: tuple[str, ...], **what: Any) -> Book:
    added = what.pop("added", len(people))
    quiet = what.pop("quiet", "told" not in what)
    return Book(files=tuple(f"vcard/{name}.vcf" for name in names), people=people, added=added, quiet=quiet, **what)


_ICLOUD = (
    (
        "Ms. Marisol Elena Castellanos PhD | marisol@castellanos.example | mc@tidewater.example"
        " | lights@tidewater.example | +1 555 0140 | +1 555 0141 | +1 555 0142 | +1 555 0143 | +1 555 0144"
    ),
    "Northgate Plumbing | +1 555 0145",
)
_GOOGLE = (
    (
        "Prof. Oluwaseun Adebayo Jr. | seun@adebayo.example | o.adebayo@college.example | bees@adebayo.example"
        " | +44 20 7946 0150 | +44 20 7946 0151 | +44 20 7946 0152"
    ),
    "newsletter@gardens.example | newsletter@gardens.example",
)
_NEXTCLOUD = (
    "Defne Aydın | defne@aydin.example | +44 20 7946 0201",  # noqa: RUF001  (Turkish)
    "Liman Kahvesi | +44 20 7946 0202",
)
_ACCENTS = (
    "José Muñoz Ibáñez | jose@ibanez.example | +44 20 7946 0250",
    "Françoise Hébert | francoise@hebert.example",
)
_MIXED = (
    "Bjarke Sørensen | +44 20 7946 0240",
    "Birgit Sørensen | birgit@sorensen.example",
    "Malthe Sørensen | malthe@sorensen.example | +44 20 7946 0241",
)

PHONES = {
    "Nokia": _vcard(
        "nokia_21",
        line_ends=(CRLF,),
        people=(
            "Tomas Ferreira | tomas@ferreira.example | +442079460101 | +442079460102 | +442079460103 | +442079460104",
            "Jörgen Krahe | +442079460105",
            "Garage | +442079460106",
        ),
    ),
    "SIM card": _vcard(
        "sim_card_21", line_ends=(CRLF,), people=("Mum | +15550101", "Dentist Wu | +15550102", "Taxi | +15550103")
    ),
    "photos that are not indented": _vcard(
        "photo_unindented_21",
        line_ends=(CRLF,),
        people=("Ines Salcedo | ines@salcedo.example | +15550120", "Remy Baptiste | +15550121"),
    ),
    "Android, 2.1": _vcard(
        "android_21",
        line_ends=(CRLF,),
        people=("Beatriz Núñez | bea@nunez.example | +15550150 | +15550151 | +15550152", "Voicemail | +15550199"),
    ),
    "Android, 3.0": _vcard(
        "android_30",
        line_ends=(CRLF,),
        quiet=False,  # X-CUSTOM(CHARSET=UTF-8) is not the name of a property
        people=("Wim Achterberg | wim@achterberg.example | +15550153 | +15550154",),
    ),
    "WhatsApp": _vcard("whatsapp_30", people=("Parveen | +44 20 7946 0160",)),
    "a Japanese phone": _vcard(
        "japanese_21",
        line_ends=(CRLF,),
        encoding="shift_jis",
        people=("佐々木 美咲 | +442079460270 | misaki@sasaki.example", "田中 健 | +442079460271"),
    ),
    "a Chinese phone": _vcard("chinese_30", encoding="gbk", people=("王小明 | +44 20 7946 0280",)),
    "a Russian phone": _vcard(
        "cyrillic_21",
        line_ends=(CRLF,),
        encoding="cp1251",
        people=(
            "Вера Морозова | vera@morozova.example | +44 20 7946 0260",  # noqa: RUF001  (Russian)
            "Глеб Белов | +44 20 7946 0261",
        ),
    ),
}

PROGRAMS = {
    "Outlook 2007": _vcard(
        "outlook_2007_21",
        line_ends=(CRLF,),
        encoding="cp1252",
        quiet=False,  # it says nowhere that its accents are cp1252: that is a guess, which is told
        people=(
            (
                "Dr. Adaeze Grace Okonkwo MSc | adaeze@penmark.example | a.okonkwo@home.example | +44 (20) 7946-0110"
                " | +44 (20) 7946-0111 | +44 (20) 7946-0112 | +44 (20) 7946-0113"
            ),
        ),
    ),
    "Outlook 2010, German": _vcard(
        "outlook_distribution_21",
        line_ends=(CRLF,),
        encoding="cp1252",
        quiet=False,
        people=("Käthe Grünwald | kaethe@gruenwald.example | +44 20 7946 0120",),
    ),
    "iCloud": _vcard("icloud_30", line_ends=(CRLF,), people=_ICLOUD),
    "a group of macOS": _vcard(
        "macos_group_30",
        line_ends=(CRLF,),
        added=3,
        people=("Saga Lindqvist | saga@lindqvist.example", "Otto Lindqvist | otto@lindqvist.example"),
    ),
    "Google": _vcard("google_30", line_ends=(CRLF,), people=_GOOGLE),
    "Thunderbird": _vcard(
        "thunderbird_40",
        line_ends=(CRLF,),
        people=(
            (
                "Agnieszka Kowalczyk | aga@kowalczyk.example | agnieszka@szklarnia.example | +44 20 7946 0170"
                " | +44 20 7946 0171 | +44 20 7946 0172 | +44 20 7946 0173"
            ),
        ),
    ),
    "Evolution": _vcard(
        "evolution_30",
        line_ends=(CRLF,),
        people=("Gwilym Pryce | gwilym@pryce.example | gwil@slate.example | +44 20 7946 0180 | +44 20 7946 0181",),
    ),
    "KAddressBook": _vcard(
        "kaddressbook_30",
        line_ends=(CRLF,),
        quiet=False,  # X-messaging/xmpp-All, as it writes indeed, is not the name of a property
        people=("Traudl Hölzl | traudl@hoelzl.example | +44 20 7946 0190",),
    ),
    "Nextcloud, 3.0": _vcard(
        "nextcloud_30", line_ends=(CRLF,), people=("Yusuf Karaca | yusuf@karaca.example | +44 20 7946 0200",)
    ),
    "Nextcloud, 4.0": _vcard("nextcloud_40", line_ends=(CRLF,), people=_NEXTCLOUD),
    "Fastmail": _vcard(
        "fastmail_30",
        line_ends=(CRLF,),
        told=((21, "1984-06-00"),),
        people=(
            "Niamh Brennan | niamh@brennan.example | stables@brennan.example | +44 20 7946 0210 | +44 20 7946 0211",
        ),
    ),
    "Proton": _vcard(
        "proton_40",
        line_ends=(CRLF,),
        quiet=False,  # a birthday in words may be kept or told
        people=("Ottilie Brandt | ottilie@brandt.example | shop@brandt.example | +44 20 7946 0220",),
    ),
    "ourselves": _vcard(
        "our_own_40", line_ends=(CRLF,), people=("Leopold Finch | leopold@finch.example | +44 20 7946 0310",)
    ),
}

GRAMMAR = {
    "an agent inside a card": _vcard(
        "agent_21",
        quiet=False,  # the agent may be kept or told, but is nobody of the book
        people=(
            "Rosalind Whitlock | rosalind@whitlock.example | +44 20 7946 0130",
            "Bartholomew Quill | bart@quill.example",
        ),
    ),
    "an agent in a value": _vcard("agent_30", people=("Imogen Vance | imogen@vance.example | +1-555-0111",)),
    "quoted-printable": _vcard(
        "quoted_printable_21",
        line_ends=(CRLF,),
        people=("Нина Лазарева | +15550130", "Zoé Lefèvre | zoe@lefevre.example | +44 20 7946 0140"),
    ),
    "all of RFC 6350": _vcard(
        "rfc6350_40",
        quiet=False,  # the language of a note may be kept or told
        line_ends=(CRLF,),
        people=("Haruka Endo | haruka@endo.example | h.endo@home.example | 442079460231",),
    ),
    "groups, organisations, places": _vcard(
        "group_40",
        added=4,
        people=(
            "Ambrose Teller | ambrose@band.example",
            "Meridian Instruments | hello@meridian.example | +1-555-0160",
        ),
    ),
    "versions mixed": _vcard("mixed_versions", people=_MIXED),
    "parameters that nobody knows": _vcard(
        "stranger_lines_30",
        quiet=False,  # a second company and a second birthday may be kept or told
        people=("Thaddeus Moreau | thaddeus@moreau.example | +1 555 0172",),
    ),
    "cards without a name": _vcard(
        "without_names",
        added=4,
        failed=3,
        told=((26, "https://pip.example"), (31, "a note without anybody"), (33, "")),
        people=(
            "Calloway Clocks | +1 555 0161",
            "desk@lighthouse.example | desk@lighthouse.example",
            "+1 555 0162 | +1 555 0162",
            "Sir Clarence Amos Pemberton OBE",
        ),
    ),
    "namesakes": _vcard(
        "namesakes",
        added=8,
        skipped=1,
        quiet=False,
        people=(
            "Walter Marchetti | walter.senior@marchetti.example",
            "Walter Marchetti | walter.junior@marchetti.example",
            "Giulia Marchetti | +44 20 7946 0290",
            "Pietro Marchetti | +44 20 7946 0290",
            "Office | office@one.example",
            "Office | office@two.example",
        ),
    ),
    "values that are none": _vcard(
        "bad_values",
        told=(
            *((4, "cornelius at thackeray"), (6, "ask his sister"), (8, "1980-02-30"), (9, "nowhere at all")),
            *((15, "his sister: same house"), (16, "19811399"), (19, "THIS LINE HAS NO COLON")),
        ),
        people=(
            "Cornelius Thackeray | cornelius@thackeray.example | +44 20 7946 0300",
            "Philippa Thackeray | philippa@thackeray.example",
        ),
    ),
    "lines outside cards, cards without an end": _vcard(
        "loose_ends",
        told=((1, "Exported by a friendly program"), (11, "+1 555 0170")),
        people=(
            "Hollis Greer | hollis@greer.example",
            "Tamsin Greer | tamsin@greer.example",
            "Odette Greer | odette@greer.example",
        ),
    ),
    "hostile text": _vcard(
        "hostile_30",
        people=(
            "[bold red]Markup Mallory[/] | mallory@markup.example",
            "Rahel | rahel@bidi.example",
            "Zeferino | zeferino@marks.example",
            "Robert'); DROP TABLE contact;-- | tables@school.example",
        ),
    ),
}

BYTES = {
    "UTF-16, little end first": _vcard("mixed_versions", encoding="utf-16-le", mark=True, people=_MIXED),
    "UTF-16, big end first": _vcard("icloud_30", encoding="utf-16-be", mark=True, line_ends=(CRLF,), people=_ICLOUD),
    "Latin-1 that nobody names": _vcard("accents_30", encoding="latin-1", quiet=False, people=_ACCENTS),
    "a mark before UTF-8": _vcard("accents_30", mark=True, people=_ACCENTS),
    "files joined with their marks": _vcard(
        *("google_30", "nextcloud_40", "mixed_versions", "accents_30"),
        mark=True,
        line_ends=(CRLF,),
        people=_GOOGLE + _NEXTCLOUD + _MIXED + _ACCENTS,
    ),
    "line ends of old Macs": _vcard("google_30", line_ends=(CR,), people=_GOOGLE),
    "line ends mixed": _vcard("icloud_30", line_ends=(CRLF, LF, LF, CRLF), people=_ICLOUD),
    "line ends doubled on the way": _vcard("google_30", line_ends=("\r\r\n",), people=_GOOGLE),
}

VCARDS = PHONES | PROGRAMS | GRAMMAR | BYTES
