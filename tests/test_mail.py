"""E-mails and pages saved in one file: whose words count, who sent them and when."""

from email.message import EmailMessage

import pytest

from accordingto import ingest

OWN = "The Harbour Board closed Pier 3 on Monday after divers found nine cracks in its wall. We reject the claim that the closure was political."
HEADER = {"From": "Press Office <press@council.example>", "Subject": "Closure of Pier 3", "Date": "Wed, 5 Mar 2025 14:02:11 +0000"}
NOTE = "Dear all,\n\nplease find the statement below. We support it in full.\n\n"
GMAIL = "---------- Forwarded message ---------\nFrom: Harbour Board <board@harbour.example>\nDate: Tue, 4 Mar 2025 at 18:40\nSubject: Pier 3 is closed\nTo: <press@council.example>\n\n"
OUTLOOK = "-----Original Message-----\nFrom: Harbour Board [mailto:board@harbour.example]\nSent: 4 March 2025 18:40\nTo: Press Office\nSubject: Pier 3 is closed\n\n"
QUOTED = "\n\nOn Mon, 3 Mar 2025 at 09:12, Owen Hughes wrote:\n> The association demands that the pier be opened.\n> We lost 40 tonnes of catch.\n"

# why, subject, body, title, publisher, date, words that are read, words that are not
MAILS = [
    ("a message", "Closure of Pier 3", OWN, "Closure of Pier 3", "Press Office", "2025-03-05", "nine cracks", None),
    ("an answer", "RE: Fwd: Closure of Pier 3", OWN, "Closure of Pier 3", "Press Office", "2025-03-05", "nine cracks", None),
    ("a forwarded message", "Fwd: Pier 3 is closed", NOTE + GMAIL + OWN, "Pier 3 is closed", "Harbour Board", "2025-03-04", "nine cracks", "support it in full"),
    ("a message forwarded by another program", "FW: Pier 3 is closed", NOTE + OUTLOOK + OWN, "Pier 3 is closed", "Harbour Board", "2025-03-04", "nine cracks",
     "support it in full"),
    ("an earlier message below the answer", "Re: Pier 3", OWN + QUOTED, "Pier 3", "Press Office", "2025-03-05", "nine cracks", "40 tonnes of catch"),
    ("the foot of a message", "Pier 3", OWN + "\n-- \nMegan Lloyd\nThe council of St Mary serves 41,000 people.", "Pier 3", "Press Office", "2025-03-05", "nine cracks",
     "serves 41,000"),
    ("a line that begins like a quotation", "Pier 3", "> The board met.\n\n" + OWN, "Pier 3", "Press Office", "2025-03-05", "The board met", None),
]  # fmt: skip


def made(subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in (HEADER | {"Subject": subject}).items():
        message[name] = value
    message.set_content(body, cte="quoted-printable")
    return message


@pytest.mark.parametrize(("why", "subject", "body", "title", "publisher", "date", "read", "left"), MAILS, ids=[m[0] for m in MAILS])
def test_whose_words_a_message_holds(tmp_path, why, subject, body, title, publisher, date, read, left):
    (tmp_path / "mail.eml").write_bytes(bytes(made(subject, body)))
    (page,) = ingest.open(tmp_path / "mail.eml")
    document = page.document
    assert (document.title, document.publisher, document.date.edtf) == (title, publisher, date), why
    removed = " ".join(document.text[r.start : r.end] for r in document.removed)
    assert read in document.text, why
    assert read not in removed, why
    assert left is None or left in removed, why


def test_a_message_of_html_with_an_attachment(tmp_path):
    message = made("Pier 3", "See the page.")
    message.clear_content()
    message.set_content(f"<html><body><p>{OWN}</p></body></html>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="pier.pdf")
    (tmp_path / "mail.txt").write_bytes(bytes(message))
    (page,) = ingest.open(tmp_path / "mail.txt")
    assert page.document.publisher == "Press Office"
    assert "nine cracks" in page.document.text


def test_a_page_saved_in_one_file(tmp_path):
    html = f"<html><head><title>Pier 3 closed</title></head><body><article><h1>Pier 3 closed</h1><p>{OWN}</p></article></body></html>"
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "Pier 3 closed"
    message["Date"] = "Wed, 5 Mar 2025 14:02:11 +0000"
    message.set_content(html, subtype="html")
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<1>")
    (tmp_path / "page.mhtml").write_bytes(bytes(message))
    (page,) = ingest.open(tmp_path / "page.mhtml")
    assert page.document.title == "Pier 3 closed"
    assert page.document.date is None  # the day of saving is no date of the page
    assert "nine cracks" in page.document.text
