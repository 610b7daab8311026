"""Transcripts: which lines label a turn, whom the labels name, and what becomes of the turns."""

import pytest

from accordingto import ingest, pipeline, turnlabels
from accordingto.ingest import Given
from accordingto.types import Link


@pytest.mark.parametrize("example", turnlabels.words().example, ids=lambda e: e.text)
def test_examples_of_labels(example):
    label = turnlabels.parse(example.text)
    assert label is not None
    assert (label.kind, label.name, label.office, label.end) == (example.kind, example.name, example.office, len(example.text))


@pytest.mark.parametrize("example", turnlabels.words().counterexample, ids=lambda e: e.text)
def test_counterexamples_of_labels(example):
    assert turnlabels.parse(example.text) is None


def labels(text: str) -> list[str]:
    page = ingest.from_text(text)
    return [page.document.text[b.start : b.end] for b in page.blocks if b.kind == "speaker"]


# why, text, its labels
FORMS = [
    (
        "first and last name, coming back",
        "Lena Voss: We left.\nOren Tal: Why?\nLena Voss: It rained.",
        ["Lena Voss:", "Oren Tal:", "Lena Voss:"],
    ),
    ("an honorific", "Mr Falk: The army burned the camp.\nMs Sow: It did not.", ["Mr Falk:", "Ms Sow:"]),
    ("an office in ordinary letters", "Minister Idrissi: The port is open.\nMr Falk: It is not.", ["Minister Idrissi:", "Mr Falk:"]),
    ("capitals", "FOREIGN MINISTER SOW: They had not left.", ["FOREIGN MINISTER SOW:"]),
    ("Q and A", "Q: Did they leave?\nA: They did.", ["Q:", "A:"]),
    ("Question and Answer", "Question: Did they leave?\nAnswer: They did.", ["Question:", "Answer:"]),
    (
        "numbered questions",
        "Question 1: Did they leave?\nAnswer: They did.\nQuestion 2: When?\nAnswer: At noon.",
        ["Question 1:", "Answer:", "Question 2:", "Answer:"],
    ),
    ("Q with full stops where it asks and answers", "Q. Did they leave?\nA. They did.", ["Q.", "A."]),
    ("a Q without any mark, set off", "Q    Did they leave?\nMINISTER SOW:  They did.", ["Q", "MINISTER SOW:"]),
    ("who asks, with the paper", "Q (Lake Wire): Did they leave?\nA: They did.", ["Q (Lake Wire):", "A:"]),
    ("a numbered speaker", "SPEAKER 2: The rebels had left before noon.", ["SPEAKER 2:"]),
    ("through an interpreter", "MINISTER SOW (through interpreter): We will publish it.", ["MINISTER SOW (through interpreter):"]),
    ("the note behind the colon", "MINISTER SOW: (Via interpreter) We will publish it.", ["MINISTER SOW: (Via interpreter)"]),
    ("a time before the name", "00:14:05 Mr. Falk: The army burned the camp.", ["00:14:05 Mr. Falk:"]),
    ("a time in brackets", "[14:05] Mr. Falk: The army burned the camp.", ["[14:05] Mr. Falk:"]),
    (
        "a recorder's labels with times behind",
        "Speaker 1  00:14\nThe army left.\nSpeaker 2  00:20\nIt did not.",
        ["Speaker 1  00:14", "Speaker 2  00:20"],
    ),
    ("the name with its party and the time", "Senator DOBSON (Tasmania) (14:05): The dam is dry.", ["Senator DOBSON (Tasmania) (14:05):"]),
    (
        "an office alone, coming back",
        "MINISTER: It is dry.\nQUESTION: Since when?\nMINISTER: Since May.",
        ["MINISTER:", "QUESTION:", "MINISTER:"],
    ),
    (
        "an office for something, once, in the first person",
        "Dams\n\nMinister for Water: I thank the Deputy for asking.",
        ["Minister for Water:"],
    ),
    (
        "the name and what they are",
        "Asha Rane, Head of the Mission: We saw two boats.\nMr Tal: Whose?",
        ["Asha Rane, Head of the Mission:", "Mr Tal:"],
    ),
    (
        "a paper that asks",
        "Lake Courier: Did they leave?\nMr Falk: Yes.\nLake Courier: When?\nMr Falk: At noon.",
        ["Lake Courier:", "Mr Falk:", "Lake Courier:", "Mr Falk:"],
    ),
    (
        "bold names on lines of their own",
        "**Amina Keita**\nThe port opens.\n**Oren Tal**\nIt does not.\n**Amina Keita**\nIt does.\n**Oren Tal**\nNo.",
        ["**Amina Keita**", "**Oren Tal**", "**Amina Keita**", "**Oren Tal**"],
    ),
    (
        "plain names on lines of their own",
        "Briefing\n\nAmina Keita\nThe port opens.\nOren Tal\nIt does not.\nAmina Keita\nIt does.\nOren Tal\nNo.",
        ["Amina Keita", "Oren Tal", "Amina Keita", "Oren Tal"],
    ),
    ("a label in a line of its own", "Clinic opens\nMINISTER ODERA:\nThe clinic is open.", ["MINISTER ODERA:"]),
    (
        "a surname that is also a town, coming back among others",
        "MINISTER SOW: We left.\nCORDOBA: When?\nMINISTER SOW: At noon.\nCORDOBA: Why?",
        ["MINISTER SOW:", "CORDOBA:", "MINISTER SOW:", "CORDOBA:"],
    ),
]

# why, text
NONE = [
    ("a section's head", "The raid\n\nWHAT HAPPENED: At dawn the army shelled the village.\n\nWHAT IS NEXT: Talks resume on Monday."),
    ("lettered items", "The text says:\nA. The army shall withdraw.\nB. The rebels shall free the prisoners."),
    ("a headline", "Minister: talks failed\n\nThe two sides met for nine hours on Monday and could not agree on a text."),
    ("a headline with a name", "Minister Sow: talks failed\n\nThe two sides met for nine hours on Monday and could not agree on a text."),
    ("prose with a colon", "The raid\n\nHe said: the army had left. The result: three dead."),
    ("a list of figures", "The raid\n\nDead: 12\nWounded: 40\nMissing: 3"),
    ("parts of a law", "The accord\n\nArticle 1: Fire shall cease at noon on Monday.\nArticle 2: Each side shall free its prisoners."),
    ("a form", "Date: 3 May 2021\nVenue: Lomé\nSubject: ferries\n\nThe ferry runs again from Monday, the port said."),
    ("places before short news", "In brief\n\nLima: The port opened on Monday.\n\nOslo: The bridge closed on Tuesday."),
    ("a picture's label", "Ferry runs\n\nPhoto: Lake Wire\n\nThe ferry runs again from Monday, the port said."),
    ("days of a programme", "Programme\n\nMonday: The delegates arrive.\nTuesday: The delegates leave."),
    ("notes for editors", "Ferry runs\n\nThe ferry runs again from Monday, the port said.\n\nNote: The ferry is 40 metres long."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "expected"), FORMS, ids=[f[0] for f in FORMS])
def test_labels_of_every_form(why, text, expected):
    assert labels(text) == expected, why


@pytest.mark.parametrize(("why", "text"), NONE, ids=[n[0] for n in NONE])
def test_what_only_looks_like_a_label(why, text):
    assert labels(text) == [], why


def said(text: str) -> list[tuple[Link, str]]:
    """The last link and the words of each claim."""
    read = pipeline.code(ingest.from_text(text, Given(date="2024-12-13")))
    return [(c.according_to[-1], " … ".join(q.text for q in c.evidence)) for c in read.claims]


def test_one_name_a_speaker_and_no_label_in_the_evidence():
    found = said(
        "FOREIGN MINISTER SOW: They had not left.\n\nSPEAKER 2: The rebels had left before noon.\n\n"
        "MINISTER SOW (through interpreter): We will publish the report next week.\n\n00:14:05 Mr. Falk: The army burned the camp."
    )
    assert [(link.name, link.sector, words) for link, words in found] == [
        ("Sow", "GOV", "They had not left"),
        ("SPEAKER 2", None, "The rebels had left before noon"),
        ("Sow", "GOV", "We will publish the report next week"),
        ("Falk", None, "The army burned the camp"),
    ]


def test_who_answers_stands_above_and_who_asks_has_no_name():
    found = said(
        "Transcript of the press conference\n\nIn Dakar, Foreign Minister Fatou Sow met the press on Monday.\n\n"
        "Question: Did the army burn the camp?\n\nAnswer: The army did not burn it."
    )
    assert [(link.name, link.sector) for link, words in found[1:]] == [(None, "JRN"), ("Fatou Sow", "GOV")]


def test_a_page_break_does_not_end_a_turn():
    found = said(
        "MINISTER SOW: The army left the camp.\n\n2\n\nTel: +221 33 555 0100\n\nThe rebels burned it on Sunday.\n\n"
        "QUESTION: Who saw it?\n\nMINISTER SOW: Traders saw it."
    )
    assert [link.name for link, words in found if "burned" in words] == ["Sow"]


def test_a_label_once_and_then_turns_without():
    found = said("Clinic opens\n\nMINISTER ODERA:\n\nThe clinic is open.\n\nNurses from three districts work there.")
    assert [link.name for link, _ in found[-2:]] == ["Odera", "Odera"]


def test_names_in_capitals_take_the_form_that_the_text_has():
    found = said(
        "Zainab Tijani, the minister of water, met the press in Kano on Monday.\n\nTIJANI: The dam is dry.\n\nREPORTER: Since when?\n\n"
        "TIJANI: The dam dried up in May."
    )
    assert {link.name for link, words in found if words.startswith("The dam")} == {"Zainab Tijani"}


# why, transcript, words, who says them
SHORTENED = [
    ("initials", "Tekle Abera: I will take your questions.\n\nQ: Who will pay for the beacons?\n\nTA: The commission paid for nine boats.\n\n"
     "Q: And the others?\n\nTA: Their owners will pay.\n\nTekle Abera: Thank you. We will meet in May.", "paid", "Tekle Abera"),
    ("a first name's initial", "Hon. Camille Baptiste: I thank the Member.\n\nMr. Rishi Ramdeen: The boats still land at Matelot.\n\n"
     "Hon. C. Baptiste: The dredge broke down in March.", "dredge", "Camille Baptiste"),
    ("two of one family", "Mr. Idris Sow: The camp is open.\n\nMs. Fatou Sow: The camp was closed on Monday.", "closed", "Fatou Sow"),
    ("a host who gives her name", "HOST: Good morning. I am Grace Mollel, and the ferry sank on Sunday.\n\nMINISTER RAVUVU: We lost nine people.\n\n"
     "HOST: The owner left the country.", "owner", "Grace Mollel"),
    ("an asker by a bare Q", "PRESIDENT REYES: The army left on Monday.\n\nQ Madam President, did the army burn the camp?\n\n"
     "PRESIDENT REYES: The rebels burned it.\n\nQ Did the mayor see it?\n\nPRESIDENT REYES: He did not.", "did the army burn", None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "words", "who"), SHORTENED, ids=[s[0] for s in SHORTENED])
def test_one_name_for_shortened_labels(why, text, words, who):
    assert {link.name for link, evidence in said(text) if words in evidence} == {who}, why


def test_who_answers_in_turns_is_no_joint_speaker():
    read = pipeline.code(
        ingest.from_text(
            "Press conference of Presidents Ana Reyes and Luis Prado\n\nPRESIDENT ANA REYES: The road is open.\n\n"
            "PRESIDENT LUIS PRADO: The bridge was closed on Monday.\n\nPRESIDENT REYES: It opens in May."
        )
    )
    assert read.document.speaker is None
