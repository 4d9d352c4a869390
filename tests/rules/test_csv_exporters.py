"""CSV as other programs write it: what each of their columns becomes."""

from io import BytesIO

import pytest

from models.exchange.card import Card, Dropped, Point
from models.exchange.csv.reading import columns, read
from tests.rules.csv_cards import only, whys

_OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,"
    "Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,"
    "Other Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,"
    "Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,"
    "Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,"
    "Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,"
    "E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,"
    "E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,"
    "Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,"
    "Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,"
    "Web Page,Personal Web Page,Business Address,Home Address,Other Address"
)
OUTLOOK = _OUTLOOK.split(",")


def test_every_column_of_outlook_has_a_place() -> None:
    assert [seen.header for seen in columns(BytesIO(",".join(OUTLOOK).encode())) if not seen.field] == []


def test_outlook_with_all_that_it_writes_for_everybody() -> None:
    cells = {
        "Title": "Dr.", "First Name": "Ada", "Last Name": "Stone", "Department": "Sales; North", "Job Title": "Mason",
        "Anniversary": "6/1/2010", "Birthday": "0/0/00", "E-mail Address": "ada@stone.example", "E-mail Type": "SMTP",
        "Gender": "Unspecified", "Hobby": "chess", "Priority": "Normal", "Private": "False", "Sensitivity": "Normal",
        "Spouse": "Bo", "Children": "Cy", "Assistant's Name": "Di", "Manager's Name": "Ed", "Home Street": "1 Rd",
        "Home City": "Leeds", "Home Address": "1 Rd\nLeeds", "Profession": "mason", "Initials": "A.S.",
    }  # fmt: skip
    row = ",".join(f'"{cells.get(header, "")}"' for header in OUTLOOK)
    other = ",".join('"6/22/2010"' if header == "Anniversary" else "" for header in OUTLOOK)
    card = next(read(BytesIO(f"{','.join(OUTLOOK)}\n{row}\n{other}\n".encode())))
    assert card == Card(
        line=2,
        name="Dr. Ada Stone",
        emails=[Point("", "ada@stone.example")],
        addresses=[Point("home", "1 Rd, Leeds")],
        extras=[
            "N:Stone;Ada;;Dr.;", r"ORG:;Sales\; North", "TITLE:Mason", "ANNIVERSARY:20100601",
            "RELATED;VALUE=text;TYPE=agent:Di", "RELATED;VALUE=text;TYPE=child:Cy", "HOBBY:chess", "X-INITIALS:A.S.",
            "X-MANAGER:Ed", "ROLE:mason", "RELATED;VALUE=text;TYPE=spouse:Bo",
        ],
    )  # fmt: skip


def test_linkedin_begins_with_notes() -> None:
    text = (
        'Notes:\n"When exporting your connection data, you may notice, that some, of them are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Stone,https://in.example/ada,,Stone & Sons,Mason,01 Mar 2024\n"
    )
    notes, more, card = read(BytesIO(text.encode()))
    assert isinstance(notes, Dropped)
    assert isinstance(more, Dropped)
    assert (notes.line, more.line, notes.why) == (1, 2, "above the row of column names")
    assert card == Card(
        line=5, name="Ada Stone", company="Stone & Sons", links=[Point("", "https://in.example/ada")],
        extras=["N:Stone;Ada;;;", "TITLE:Mason", "X-CONNECTED-ON:01 Mar 2024"],
    )  # fmt: skip


def test_hubspot_and_salesforce() -> None:
    card = only(
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Associated Company,"
        "Email Domain\n"
        "51,Ada,Stone,ada@stone.example,+1 555-0100,Grace,Customer,Stone,stone.example\n"
    )
    assert (card.stage, card.owner, card.company) == ("Customer", "Grace", "Stone")
    assert card.extras == ["X-RECORD-ID:51", "N:Stone;Ada;;;"]
    assert whys(card) == [(2, "stone.example", "no field for column “Email Domain”")]
    card = only(
        "Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,"
        "Mailing Zip/Postal Code,Mailing Country,Mobile,Birthdate,Description\n"
        "Ms.,Ada,Stone,Mason,Stone,1 Rd,Leeds,WY,LS1,UK,555-0100,13/3/1980,hi\n"
    )
    assert card == Card(
        line=2, name="Ms. Ada Stone", company="Stone", phones=[Point("cell", "555-0100")], birthday="1980-03-13",
        addresses=[Point("mailing", "1 Rd, Leeds, WY, LS1, UK")], notes=["hi"],
        extras=["N:Stone;Ada;;Ms.;", "TITLE:Mason"],
    )  # fmt: skip


def test_google_numbers_what_there_can_be_several_of() -> None:
    card = only(
        "Name,IM 1 - Type,IM 1 - Service,IM 1 - Value,IM 2 - Value,Event 1 - Label,Event 1 - Value,Event 2 - Label,"
        "Event 2 - Value,Custom Field 1 - Label,Custom Field 1 - Value,Relation 1 - Label,Relation 1 - Value,"
        "Organization 1 - Department,Organization 2 - Name,Organization 2 - Symbol,Photo,Gender,Photo\n"
        'Ada,Home,Jabber,ada smith,xmpp:ada@x.example,Anniversary,--06-01,"First ""met""",2010-06-01,Shoe,44,'
        "Friend,Bo,Sales,Two Ltd,TL,https://x.example/a.png,male,on the wall\n"
    )
    assert card.extras == [
        'IMPP;TYPE="Home";X-SERVICE-TYPE="Jabber":im:ada%20smith',
        "IMPP:xmpp:ada@x.example",
        "ANNIVERSARY:--0601",
        'X-EVENT;TYPE="First  met":2010-06-01',
        'X-CUSTOM;TYPE="Shoe":44',
        'RELATED;VALUE=text;TYPE="Friend":Bo',
        "ORG:;Sales",
        "ORG;PREF=2:Two Ltd",
        "X-ORGANIZATION-2-SYMBOL:TL",
        "PHOTO:https://x.example/a.png",
        "GENDER:M",
        "X-PHOTO:on the wall",
    ]


def test_apple_and_its_like_say_the_label_anywhere() -> None:
    card = only(
        "First name,Phone (Mobile),Email : Home,Address : Home : Street,Home Address: City,work mobile,Mobile 2\n"
        "Ada,555-0100,ada@x.example,1 Rd,Leeds,555-0101,555-0102\n"
    )
    assert card.phones == [Point("cell", "555-0100"), Point("work", "555-0101"), Point("cell", "555-0102")]
    assert card.emails == [Point("home", "ada@x.example")]
    assert card.addresses == [Point("home", "1 Rd, Leeds")]


def test_other_languages() -> None:
    card = only(
        "Vorname;Name;Firma;Straße;PLZ;Ort;Telefon geschäftlich;Handynummer;E-Mail-Adresse;Geburtstag;Bemerkungen\n"
        "Ada;Stein;Stein GmbH;Weg 1;10115;Berlin;030 1234567;0171 1234567;ada@stein.example;22.3.1980;nett\n"
    )
    assert card == Card(
        line=2, name="Ada Stein", company="Stein GmbH", emails=[Point("", "ada@stein.example")],
        phones=[Point("work", "030 1234567"), Point("cell", "0171 1234567")], birthday="22.3.1980", notes=["nett"],
        addresses=[Point("", "Weg 1, Berlin, 10115")], extras=["N:Stein;Ada;;;"],
    )  # fmt: skip
    assert only("Prénom,Nom,Courriel\nAda,Pierre,ada@pierre.example\n").name == "Ada Pierre"
    assert only("Voornaam,Achternaam,Bedrijf\nAda,Steen,Steen BV\n").company == "Steen BV"
    assert only("Nombre,Apellidos,Correo electrónico\nAda,Piedra,ada@piedra.example\n").emails != []


def test_outlook_in_german_is_as_quiet_as_in_english() -> None:
    cells = {
        "Nachname": "Weiß", "Position": "Prokurist", "Abteilung": "Verkauf", "E-Mail-Adresse": "jo@weiss.example",
        "E-Mail-Typ": "SMTP", "E-Mail 2: Adresse": "jo@home.example", "Telefon geschäftlich": "030 1234567",
        "Fax privat": "030 1234568", "Mobiltelefon": "0171 1234567", "Straße geschäftlich": "Weg 1",
        "Ort geschäftlich": "Berlin", "Postleitzahl geschäftlich": "10115", "Straße privat 2": "Hof 3",
        "Weiterer Ort": "Bonn", "Jahrestag": "0.0.00", "Geburtstag": "22.3.1971", "Geschlecht": "Keine Angabe",
        "Priorität": "Normal", "Privat": "Aus", "Vertraulichkeit": "Normal", "Name Assistent": "Di",
    }  # fmt: skip
    assert only(",".join(cells) + "\n" + ",".join(cells.values()) + "\n") == Card(
        line=2,
        name="Weiß",
        emails=[Point("", "jo@weiss.example"), Point("", "jo@home.example")],
        phones=[Point("work", "030 1234567"), Point("home fax", "030 1234568"), Point("cell", "0171 1234567")],
        addresses=[Point("work", "Weg 1, Berlin, 10115"), Point("home", "Hof 3"), Point("", "Bonn")],
        birthday="22.3.1971",
        extras=["N:Weiß;;;;", "TITLE:Prokurist", "ORG:;Verkauf", "RELATED;VALUE=text;TYPE=agent:Di"],
    )


def test_thunderbird_in_german_has_its_birthdays_in_three_columns() -> None:
    assert only(
        "Anzeigename,Spitzname,Primäre E-Mail-Adresse,Tel. dienstlich,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Ort,"
        "Privat: PLZ,Arbeitstitel,Organisation,Webseite 1,Geburtsjahr,Geburtsmonat,Geburtstag,Benutzerdef. 1\n"
        "Jo Weiß,Jojo,jo@weiss.example,030 1234567,0171 1234567,Weg 1,Berlin,10115,Chef,Weiß AG,weiss.example,1966,7,9,"
        "blau\n"
    ) == Card(
        line=2,
        name="Jo Weiß",
        company="Weiß AG",
        emails=[Point("", "jo@weiss.example")],
        phones=[Point("work", "030 1234567"), Point("cell", "0171 1234567")],
        addresses=[Point("home", "Weg 1, Berlin, 10115")],
        links=[Point("", "weiss.example")],
        birthday="1966-07-09",
        extras=["NICKNAME:Jojo", "TITLE:Chef", "X-CUSTOM-1:blau"],
    )


def test_a_column_named_privat_is_a_number_where_it_is_not_outlooks() -> None:
    assert only("Name,Privat\nJo,030 1234567\n").phones == [Point("", "030 1234567")]
    asked = only("Job title,Title,Name\nMason,x,Ada\n", Title="nowhere")
    assert (asked.name, whys(asked)) == ("Ada", [(2, "x", "no field for column “Title”")])


def test_who_opted_out_of_a_channel_is_not_contacted_there() -> None:
    card = only("Name,Do Not Call,Email Opt Out,Do not mail,SMS opt-out\nAda,1,TRUE,0,maybe\n")
    assert card.do_not_contact == ["call", "e-mail"]
    assert whys(card) == [(2, "maybe", "neither yes nor no")]
    assert only("Name,Do not contact\nAda,yes\n").do_not_contact == ["any"]
    assert only("Name,Do not contact\nAda,no\n").do_not_contact == []
    mapped = only("Name,Mail?,Ring?\nAda,x,n\n", **{"Mail?": "do-not-contact:e-mail", "Ring?": "do-not-contact:call"})
    assert mapped.do_not_contact == ["e-mail"]


def test_northern_headers() -> None:
    assert only(
        "Navn;Firma;Telefon;E-post;Adresse;Fødselsdag;Bemærkning\n"
        "Asbjørn;Både;+44 20 7946 0490;a@baade.example;Havnegade 2;22.3.1980;Fredag\n"
    ) == Card(
        line=2,
        name="Asbjørn",
        company="Både",
        phones=[Point("", "+44 20 7946 0490")],
        emails=[Point("", "a@baade.example")],
        addresses=[Point("", "Havnegade 2")],
        birthday="22.3.1980",
        notes=["Fredag"],
    )
    assert only("Förnamn,Efternamn,Företag\nÅsa,Berg,Berg AB\n").name == "Åsa Berg"


@pytest.mark.parametrize("header", ["Where they work", "Works at", "Working for", "Employer", "Current employer"])
def test_where_somebody_works_is_their_company(header: str) -> None:
    assert only(f"Name,{header}\nAda,Stone\n").company == "Stone"


def test_a_whole_name_beside_its_first_one_stays_whole() -> None:
    assert only("Name,First name\nAda Stone,Ada\n").name == "Ada Stone"


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ("1 Rd,,", "1 Rd"),
        ("1 Rd,Leeds,", "1 Rd, Leeds"),
        ('"1 Rd\nLeeds",Leeds,1 Rd', "1 Rd, Leeds"),
        ('"The Yard\n1 Rd\nLeeds",Leeds,1 Rd', "The Yard, 1 Rd, Leeds"),
        (",Leeds,1 Rd", "1 Rd, Leeds"),
    ],
)
def test_an_address_given_whole_and_in_parts_loses_nothing(cells: str, kept: str) -> None:
    card = only(f"Name,Home Address,Home City,Home Street\nAda,{cells}\n")
    assert card.addresses == [Point("home", kept)]


def test_what_cannot_be_an_extra_is_reported() -> None:
    card = only(f"Name,Hobby,Job title,Gender\nAda,{'x' * 20_001},\u200b,a person\n")
    assert card.extras == ["GENDER:;a person"]
    assert [why for _, _, why in whys(card)] == ["too long to be kept", "nothing readable"]
    assert only("Name,Anniversary\nAda,30 February\n").extras == ["ANNIVERSARY;VALUE=text:30 February"]


def test_extras_hold_no_line_break_and_nothing_unseen() -> None:
    card = only(
        "Given Name,Family Name,Nickname,Relation 1 - Type,Relation 1 - Value\n"
        '"A\nda","St\x07one;","a,\nb","x\ny","B"\n'
    )
    assert card.extras == [r"N:Stone\;;A da;;;", r"NICKNAME:a\,\nb", 'RELATED;VALUE=text;TYPE="x y":B']


def test_the_parts_of_a_name_that_is_another_are_kept_with_it() -> None:
    card = only("First Name,Last Name,Display Name,Primary Email\nRobert,Smith,Bob S.,bob@smith.example\n")
    assert (card.name, card.extras) == ("Bob S.", ['N;X-WELLKEPT-FN="bob s":Smith;Robert;;;'])
