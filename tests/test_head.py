"""What the head and foot of a text say of it: kinds of its lines, date, publisher, issuer, each with its reason."""

import pytest

from accordingto import ingest
from accordingto.ingest import dates

BODY = "The minister opened the clinic. Nurses from three districts will work there, and the council pays for the roof."


def kinds(text: str) -> list[tuple[str, str]]:
    page = ingest.from_text(text)
    return [(b.kind, page.document.text[b.start : b.end]) for b in page.blocks]


# why, head of the page, expected kinds of its lines
HEADS = [
    ("an office above the title", "PRIME MINISTER\nClinic to open in May", ["byline", "title"]),
    ("a messy head", "PRIME MINISTER\nOffice phone: (02) 6277 7340\n8 DECEMBER 2011\nMEDIA RELEASE\nClinic to open in May",
     ["byline", "furniture", "dateline", "furniture", "title"]),
    ("a ministry's letterhead", "Ministry of Health of Peru\nNo. 3 – Clinic to open in May\n14.09.2020", ["byline", "title", "dateline"]),
    ("a letterhead alone is the title", "Ministry of Health of Peru", ["title"]),
    ("a headline that begins like one", "Ministry of Health confirms two new cases in Puno", ["title"]),
    ("a byline and the time of the last change", "Clinic opens\nBy Amina Keita\nLast Updated 26 December 2017, 14:19 IST",
     ["title", "byline", "furniture"]),
    ("our correspondent", "Clinic opens\nFrom our correspondent in Arauca", ["title", "byline"]),
    ("breadcrumbs before the title", "Home > News > Health\nClinic opens", ["furniture", "title"]),
    ("a dateline of place alone", "Clinic opens\nMANAMA, Bahrain –", ["title", "dateline"]),
    ("a place that no gazetteer has", "Hoyo Seco, 12th May 2023\nClinic opens", ["dateline", "title"]),
    ("a memo", "From: Harbour office\nTo: All crews\nDate: 25/04/2022\nSubject: Dues", ["byline", "byline", "dateline", "title"]),
    ("the head of a meeting's record",
     "United Nations                S/PV.9871\nSecurity Council\nEightieth year\n9871st meeting\nWednesday, 5 March 2025, 10 a.m.\nNew York                Provisional\nFerries of the Gulf",
     ["byline", "byline", "byline", "byline", "dateline", "byline", "title"]),
    ("a place, a day in Spanish and the press unit", "Clinic opens\nLa Paz, 3 de marzo de 2025 (UNICOM/MMA)", ["title", "dateline"]),
    ("a town's notice with the day in Portuguese", "CITY OF GWERU\n14 FEVEREIRO 2025\nPUBLIC NOTICE\nWATER SUPPLY INTERRUPTION",
     ["byline", "dateline", "furniture", "title"]),
    ("days and times over posts", "Clinic opens\nSat 24 Jan 2026", ["title", "dateline"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "head", "expected"), HEADS, ids=[h[0] for h in HEADS])
def test_lines_of_the_head(why, head, expected):
    assert [kind for kind, _ in kinds(f"{head}\n{BODY}")][:-1] == expected, why


# why, text, (EDTF, words in the reason), or None
DATES = [
    ("last updated", f"Clinic opens\nLast Updated 26 December 2017, 14:19 IST\n{BODY}", ("2017-12-26", "Last Updated")),
    ("published before updated", f"Clinic opens\nUpdated 5 May 2021 | Published 3 May 2021\n{BODY}", ("2021-05-03", "Published")),
    (
        "a day in capitals in a messy head",
        f"PRIME MINISTER\nE&OE\n8 DECEMBER 2011\nClinic opens\n{BODY}",
        ("2011-12-08", "8 DECEMBER 2011"),
    ),
    ("ISO", f"Clinic opens\n2020-09-14\n{BODY}", ("2020-09-14", "2020-09-14")),
    ("dotted", f"Clinic opens\n14.09.2020\n{BODY}", ("2020-09-14", "14.09.2020")),
    ("dotted behind a place", f"Clinic opens\nBerlin, 14.9.2020\n{BODY}", ("2020-09-14", "Berlin")),
    ("with weekday, ordinal and time zone", f"Clinic opens\nTuesday, 3rd May 2022 at 10:15 GMT\n{BODY}", ("2022-05-03", "Tuesday")),
    ("the American way", f"Clinic opens\nSept. 16, 2024\n{BODY}", ("2024-09-16", "Sept. 16")),
    ("a label and a date", f"Clinic opens\nDate: 3 May 2021\n{BODY}", ("2021-05-03", "Date:")),
    ("strokes where only one reading is a date", f"Clinic opens\n25/12/2021\n{BODY}", ("2021-12-25", "25/12/2021")),
    ("strokes that could be read both ways", f"Clinic opens\n05/06/2021\n{BODY}", None),
    ("month and year", f"Clinic opens\nMarch 2021\n{BODY}", ("2021-03", "March 2021")),
    ("at the foot, behind a place", f"Clinic opens\n{BODY}\n{BODY}\nQuito, 3 May 2021", ("2021-05-03", "Quito")),
    ("at the foot, behind who signs", f"Clinic opens\n{BODY}\n{BODY}\nMinistry of Health, Quito, 3 May 2021", ("2021-05-03", "Ministry")),
    ("a day of a range is no date", f"Clinic opens\nReport for 8–11 July 2025\n{BODY}", None),
    ("a date in a sentence is none", f"Clinic opens\nReleased on 3 May 2021, the hostages spoke of their days in the hold.\n{BODY}", None),
    ("nor is one of a law", f"Clinic opens\n{BODY} The law of 3 May 2021 forbids it.", None),
    ("no day of any calendar", f"Clinic opens\n31.02.2020\n{BODY}", None),
]


@pytest.mark.parametrize(("why", "text", "expected"), DATES, ids=[d[0] for d in DATES])
def test_dates_with_their_reasons(why, text, expected):
    date = ingest.from_text(text).document.date
    if expected is None:
        assert date is None, why
        return
    assert date is not None
    assert date.edtf == expected[0], why
    assert expected[1] in date.reasons[0], why


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("the 3rd day of May, 2021", "2021-05-03"),
        ("Mon, 14-Sep-2020 10:00", "2020-09-14"),
        ("2021 March 3", "2021-03-03"),
        ("2020-09-14T10:00:00Z", "2020-09-14"),
        ("3 de marzo 2025", "2025-03-03"),
        ("lunes, 5 de mayo del 2024", "2024-05-05"),
        ("14 DE FEVEREIRO DE 2025", "2025-02-14"),
        ("le 1er août 2024", "2024-08-01"),
        ("Berlin, den 3. März 2024", "2024-03-03"),
        ("12 maggio 2023", "2023-05-12"),
        ("3–5 mars 2025", None),
        ("31 de febrero de 2025", None),
        ("1.2.3.2020", None),
        ("version 2.10.2020.1", None),
    ],
)
def test_dates_in_words(words, edtf):
    assert dates.from_words(words) == edtf


# why, text, publisher, issuer, a word of the issuer's reason
ISSUERS = [
    ("a © line", f"Clinic opens\n{BODY}\n© 2021 The Harbour Post. All rights reserved.", "The Harbour Post", None, ""),
    ("a © line with the year behind", f"Clinic opens\n{BODY}\n© Vista Dry Bulk AB 2024", "Vista Dry Bulk AB", None, ""),
    ("copyright in words", f"Clinic opens\n{BODY}\nCopyright The Delta Lantern. Do not reproduce without permission.", "The Delta Lantern", None, ""),
    ("whoever reserves the rights", f"Clinic opens\n{BODY}\nAll rights reserved Radio Puno", "Radio Puno", None, ""),
    ("the credit of a picture is none", f"Clinic opens\nPhoto: Lake Wire\n{BODY}", None, None, ""),
    ("issued today by", f"Clinic\nThe following statement was issued today by the Harbour Council:\n{BODY}", "the Harbour Council", "the Harbour Council", "issue line"),
    ("whose statement it is", f"Clinic\nThe following Peace Council press statement was issued today by its president for May:\n{BODY}",
     "Peace Council", "Peace Council", "issue line"),
    ("on behalf of", f"Clinic\nThis statement is issued by its secretary on behalf of the Nurses’ Union.\n{BODY}", "the Nurses’ Union", "the Nurses’ Union", "issue line"),
    ("issued by", f"Clinic opens\nIssued by: Office of the Governor\n{BODY}", "Office of the Governor", "Office of the Governor", "issue line"),
    ("press release of", f"Press release: Nurses’ Union\nClinic opens\n{BODY}", "Nurses’ Union", "Nurses’ Union", "release line"),
    ("the © line tells a name from a headline", f"Press Release: Vista Bulk\nClinic opens\n{BODY}\n© Vista Bulk", "Vista Bulk", "Vista Bulk", "release line"),
    ("a headline behind press release", f"Press release: Nurses to strike in May\n{BODY}", None, None, ""),
    ("signed", f"Clinic opens\n{BODY}\n{BODY}\nSigned: General Secretary, Movement for Puno", None, "General Secretary, Movement for Puno", "signature"),
    ("signed for a body by a person", f"Clinic opens\n{BODY}\n{BODY}\nSigned for the harbour council, Commander Ag Issa", None, "the harbour council", "signature"),
    ("a ministry below the text", f"Clinic opens\n{BODY}\n{BODY}\nMinistry of Health, Quito, 3 May 2021", None, "Ministry of Health", "signature"),
    ("the account that posts", f"Port of Puno ✓ @portofpuno · 29 Jan\n{BODY}", None, "Port of Puno", "account"),
    ("a person's office signs for nobody", f"Clinic opens\n{BODY}\n{BODY}\nFirst Secretary", None, None, ""),
    ("a memo", f"From: Embassy of Nepal, Canberra\nTo: All citizens\nSubject: Flight\n{BODY}", "Embassy of Nepal, Canberra", "Embassy of Nepal, Canberra", "sender"),
    ("a report has none", f"Clinic opens\nBy Amina Keita\n{BODY}", None, None, ""),
    ("a letter that somebody signed in the text", f"Clinic opens\n{BODY}\nThe letter was signed by the mayor of Puno.", None, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "publisher", "issuer", "reason"), ISSUERS, ids=[i[0] for i in ISSUERS])
def test_publishers_and_issuers(why, text, publisher, issuer, reason):
    page = ingest.from_text(text)
    found = page.head.issuer
    assert (page.document.publisher, found.value if found else None) == (publisher, issuer), why
    assert found is None or (reason in found.reason and page.document.text[found.start : found.end] == found.value)
