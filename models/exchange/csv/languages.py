"""Headers in other languages than English, above all as Outlook and Thunderbird write them: each in English."""

_GERMAN = {
    "middle name": "weitere vornamen",
    "display name": "anzeigename",
    "nickname": "spitzname",
    "department": "abteilung",
    "job title": "arbeitstitel",
    "occupation": "beruf",
    "office location": "büro",
    "email address": "email-adresse, primäre email-adresse",
    "secondary email": "sekundäre email-adresse",
    "email type": "email-typ",
    "email display name": "email: angezeigter name",
    "email 2 address": "email 2: adresse",
    "email 2 type": "email 2: typ",
    "email 2 display name": "email 2: angezeigter name",
    "email 3 address": "email 3: adresse",
    "email 3 type": "email 3: typ",
    "email 3 display name": "email 3: angezeigter name",
    "phone": "telefon, telefonnummer",
    "work phone": "telefon geschäftlich, telefon geschäftlich 2, tel. geschäftlich, tel. dienstlich",
    "home phone": "telefon privat, telefon privat 2, tel. privat",
    "other phone": "weiteres telefon",
    "primary phone": "haupttelefon",
    "company main phone": "telefon firma",
    "assistant's phone": "telefon assistent",
    "car phone": "autotelefon",
    "callback": "rückmeldung",
    "tty/tdd phone": "telefon für hörbehinderte",
    "mobile": "mobil, mobiltelefon, mobiltelefon 2, mobil-tel.-nr.",
    "fax": "fax-nummer, faxnummer, weiteres fax",
    "home fax": "fax privat",
    "work fax": "fax geschäftlich",
    "pager": "pager-nummer",
    "screen name": "messenger-name",
    "web page": "webseite, webseite 1, webseite 2",
    "address": "adresse",
    "other street": "weitere strasse",
    "other city": "weiterer ort",
    "other state": "weitere region",
    "other postal code": "weitere postleitzahl",
    "other country/region": "weiteres land/region",
    "birth year": "geburtsjahr",
    "birth month": "geburtsmonat",
    "anniversary": "jahrestag",
    "spouse": "partner/in",
    "children": "kinder",
    "gender": "geschlecht",
    "initials": "initialen",
    "manager's name": "name des/der vorgesetzten",
    "assistant's name": "name assistent",
    "account": "konto",
    "billing information": "abrechnungsinformation",
    "keywords": "stichwörter",
    "language": "sprache",
    "mileage": "reisekilometer",
    "referred by": "empfohlen von",
    "priority": "priorität",
    "sensitivity": "vertraulichkeit",
    "notes": "notizen",
    **{f"user {number}": f"benutzer {number}" for number in range(1, 5)},
    **{f"custom {number}": f"benutzerdef. {number}" for number in range(1, 5)},
}
_NORDIC = {
    "name": "navn, namn",
    "first name": "fornavn, förnamn",
    "middle name": "mellemnavn, mellomnavn, mellannamn",
    "last name": "efternavn, etternavn, efternamn",
    "company": "virksomhed, företag, selskap",
    "email": "e-post, epost, e-postadresse, e-postadress, emailadresse",
    "phone": "tlf, tlf.",
    "mobile": "mobilnummer",
    "address": "adress",
    "postcode": "postnummer",
    "birthday": "fødselsdag, fødselsdato, födelsedag, födelsedatum",
    "notes": "bemærkning, bemærkninger, noter, notater, anteckningar",
}
_PLACES = {"geschäftlich": "business", "dienstlich": "work", "privat": "home"}
_OF_A_PLACE = {
    "strasse {}": "{} street",
    "strasse {} 2": "{} street 2",
    "strasse {} 3": "{} street 3",
    "ort {}": "{} city",
    "region {}": "{} state",
    "bundesland/kanton {}": "{} state",
    "postleitzahl {}": "{} postal code",
    "land/region {}": "{} country/region",
    "postfach {}": "{} address po box",
    "{}: adresse": "{} address",
    "{}: adresse 2": "{} address 2",
    "{}: ort": "{} city",
    "{}: bundesland": "{} state",
    "{}: plz": "{} zipcode",
    "{}: land": "{} country",
}

IN_ENGLISH = {
    header: english
    for table in (_GERMAN, _NORDIC)
    for english, headers in table.items()
    for header in headers.split(", ")
}
"""The English header for each of these, as `headers.plain` spells them."""
IN_ENGLISH |= {
    there.format(place): here.format(_PLACES[place]) for place in _PLACES for there, here in _OF_A_PLACE.items()
}

BESIDE = {
    ("job title", "title"): "name prefix",
    ("geburtsmonat", "geburtstag"): "birth day",
    ("vertraulichkeit", "privat"): "private",
}
"""What a header means in English where another stands in the same row: Outlook has "Title" beside "Job Title"."""
