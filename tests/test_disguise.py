"""An annotated text disguised: what is replaced and what stays, and that every annotation still points at its words."""

import random
import re

import pytest
from evaluation import disguise, renaming
from evaluation.disguise import Edit, Moved

from accordingto import gazetteer, world
from accordingto.analysis import Analysis, Entity, Sentence, Token

TEXT = """Ugandan envoy lauds a Kenyan plan

Statement by Ms. Ruth B. Akello, the Ambassador of Uganda to Kenya, of March 12, 2021
1. Speaking in Nairobi, Ruth Akello said on Monday that 40 boats had reached the Kisumu region since 2019.
Akello told the U.S. delegation that 1,200 people had left the village of Obwoto Marach for the United States.
Moscow and Kampala back the Africa-Kenya Panel for Aid to Uganda (APAU), the 3rd of its kind."""
PEOPLE = ("Ruth B. Akello", "Ruth Akello", "Akello")
PLACES = ("Nairobi", "Kisumu", "Obwoto Marach", "Moscow", "Kampala", "Kenya", "Uganda", "United States")


def analysis(text=TEXT, modifiers=("U.S.", "Kenyan", "Ugandan")):
    """Words and names without a model: every word is a noun, what is in ``modifiers`` stands before one."""
    found = list(re.finditer(r"(?:[A-Z]\.){2,}|\w+(?:,\d+)*|[^\w\s]", text))
    tokens = [
        Token(
            m.start(),
            m.end(),
            m.group(),
            m.group(),
            "PROPN",
            "NNP",
            k + 1 if m.group() in modifiers else -1,
            "amod" if m.group() in modifiers else "root",
        )
        for k, m in enumerate(found)
    ]
    first, last = ({getattr(m, side)(): k for k, m in enumerate(found)} for side in ("start", "end"))
    names = [
        Entity(first[m.start()], last[m.end()] + 1, kind, 0.99)
        for kind, words in (("PER", PEOPLE), ("LOC", PLACES))
        for m in re.finditer(rf"\b(?:{'|'.join(words)})\b", text)
    ]
    return Analysis(text, tuple(tokens), (Sentence(0, len(tokens), 0),), tuple(names))


def span(words, text=TEXT):
    at = text.index(words)
    return [at, at + len(words)]


def claim(words, **others):
    return {"id": "c1", "evidence": [{"span": span(words), "text": words}], "country": None, **others}


GOLD = {
    "length": len(TEXT),
    "document": {"document_speaker": "Ruth B. Akello"},
    "loaded_terms": {"Kampala": "the Ugandan government"},
    "attributions": [{"source": [span("Ruth Akello")], "cue": [span("said")]}],
    "claims": [
        claim("Ugandan envoy lauds a Kenyan plan", source=[{"name": "Uganda, government", "country": "UGA"}], date={"value": "2021-03-12", "raw": None}),
        claim(
            "40 boats had reached the Kisumu region",
            speaker_chain=["publisher", "Ruth B. Akello"],
            place="Kisumu region, Kenya",
            quantity={"value": 40, "unit": "boat", "comparator": "=", "raw": "40 boats", "scored": True},
        ),
        claim(
            "1,200 people had left the village of Obwoto Marach",
            place="Obwotho Marach",
            source=[{"name": "people", "country": "multiple"}],
            quantity={"value": 1200.0, "raw": "some 1,200 people", "scored": True},
        ),
    ],
}  # fmt: skip
SEEDS = range(1, 7)


@pytest.fixture(scope="module", params=SEEDS)
def found(request):
    return disguise.disguise(TEXT, [GOLD], request.param, analysis())


def spans(value):
    if isinstance(value, dict):
        if "span" in value and "text" in value:
            yield value["span"], value["text"]
        for own in value.values():
            yield from spans(own)
    elif isinstance(value, list):
        for own in value:
            yield from spans(own)


def test_every_span_still_has_its_words(found):
    new = found.carried(GOLD)
    rows = list(spans(new))
    assert len(rows) == 3
    assert all(found.moved.text[a:b] == words for (a, b), words in rows)
    assert new["length"] == len(found.moved.text)


@pytest.mark.parametrize(
    "word", ["Uganda", "Kenya", "U.S.", "United States", "Nairobi", "Kampala", "Kisumu", "Obwoto", "Akello", "Ruth", "40 boats", "1,200"]
)
def test_nothing_of_it_is_left(found, word):
    assert word not in found.moved.text
    assert word not in str(found.carried(GOLD))


@pytest.mark.parametrize(
    "word", ["Statement by Ms. ", "March 12, 2021", "since 2019", "\n1. Speaking in", "on Monday", "the 3rd of", "delegation", "Africa-"]
)
def test_what_stays(found, word):
    """Titles, dates, years, numbers of lists, ordinals and every word that is no name."""
    assert word in found.moved.text


def test_names_follow_into_the_annotations(found):
    new, text = found.carried(GOLD), found.moved.text
    chain = new["claims"][1]["speaker_chain"]
    given, initial, surname = chain[1].split()
    assert new["document"]["document_speaker"] == chain[1] in text
    assert re.fullmatch("[A-Z]\\.", initial)
    assert f"{given} {surname} said" in text
    assert f"\n{surname} told" in text
    assert chain[0] == "publisher"
    town = re.search(r"the ([\w -]+) region since", text)[1]
    kenya = world.load().countries[found.renaming.codes["KEN"]]
    assert new["claims"][1]["place"] == f"{town} region, {kenya.name}"
    assert any(p.country == kenya.code for p in gazetteer.settlements(town))
    village = re.search(r"village of (\w+ \w+) for", text)[1]
    assert new["claims"][2]["place"] == village, "another spelling of a village that no table has"
    assert not gazetteer.known(village)


def test_codes_and_quantities_follow(found):
    new = found.carried(GOLD)["claims"]
    assert new[0]["source"][0]["country"] == found.renaming.codes["UGA"]
    assert new[2]["source"][0]["country"] == "multiple"
    assert new[1]["quantity"]["raw"] == f"{new[1]['quantity']['value']} boats"
    thousands = found.numerals["1,200"]
    assert re.fullmatch(r"[1-9],[1-9]00", thousands)
    assert new[2]["quantity"] == {"value": float(thousands.replace(",", "")), "raw": f"some {thousands} people", "scored": True}
    assert new[0]["date"] == {"value": "2021-03-12", "raw": None}


def test_one_seed_is_one_disguise():
    one, same, other = (disguise.disguise(TEXT, [GOLD], seed, analysis()).moved.text for seed in (1, 1, 2))
    assert one == same != other


def test_articles_and_acronyms(found):
    text = found.moved.text
    plan = re.search(r"lauds (an?) (\w)", text)
    assert (plan[1] == "an") == (plan[2] in "AEIOU")
    assert not re.search(r"[Tt]he [Tt]he ", text)
    usa = world.load().countries[found.renaming.codes["USA"]]
    assert f"for the {usa.name}." in text, "a state with an article has become one with an article"
    uganda = world.load().countries[found.renaming.codes["UGA"]]
    assert f"Aid to {uganda.name} (APA{uganda.name[0]})" in text


# --- the parts

MOVED = Moved("Ann Lee met Bo.", (Edit(0, 3, "Miriam"), Edit(12, 14, "X")))
# old span, what the new text has there, why
CASES = [
    ((0, 3), "Miriam", "what was replaced"),
    ((4, 7), "Lee", "behind an edit"),
    ((4, 14), "Lee met X", "up to the end of an edit"),
    ((1, 7), "Miriam Lee", "what begins within replaced words takes all of them"),
    ((8, 13), "met X", "what ends within them too"),
    ((0, 15), "Miriam Lee met X.", "all of it"),
]


@pytest.mark.parametrize(("old", "words", "why"), CASES, ids=[c[2] for c in CASES])
def test_spans_move(old, words, why):
    start, end = MOVED.span(*old)
    assert MOVED.text[start:end] == words, why


# numbers of one text, pattern of each new one, why
NUMBERS = [
    (["75", "99"], [r"[1-9][1-9]", r"[1-9][1-9]"], "two digits, none of them a nought"),
    (["350"], [r"[1-9][1-9]0"], "a nought at the end stays"),
    (["1", "0", "100"], ["1", "0", "100"], "one is a singular, none is none, a whole is a whole"),
    (["3.5"], [r"\d\.[1-9]"], "decimals"),
    (["1,250,000"], [r"\d,\d\d0,000"], "groups of three"),
    (["three"], ["two|four"], "words for words"),
]


@pytest.mark.parametrize(("old", "patterns", "why"), NUMBERS, ids=[c[2] for c in NUMBERS])
@pytest.mark.parametrize("seed", SEEDS)
def test_numbers(old, patterns, why, seed):
    table = disguise.numerals(old, random.Random(seed))
    assert all(re.fullmatch(p, table[o]) for o, p in zip(old, patterns, strict=True)), (table, why)


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_keep_their_order(seed):
    """Five of twelve stays a smaller number of a larger one."""
    old = [str(n) for n in (3, 5, 12, 14, 40, 41, 99, 350, 360)]
    table = disguise.numerals(old, random.Random(seed))
    new = [int(table[o]) for o in old]
    assert new == sorted(new)
    assert sum(a != str(b) for a, b in zip(old, new, strict=True)) >= 5


# state, words and what they are like, why
MAKES = [
    ("FRA", (False, False, False), "no plural of its own"),
    ("RUS", (False, False, True), "adjective and plural"),
    ("USA", (True, False, True), "the"),
    ("BIH", (False, True, True), "two words with and"),
]


@pytest.mark.parametrize(("code", "wanted", "why"), MAKES, ids=[c[0] for c in MAKES])
def test_a_state_becomes_one_of_its_make(code, wanted, why):
    known = world.load().countries
    assert renaming.make(known[code]) == wanted, why
    for seed in SEEDS:
        new = renaming.exchange([code, "UKR"], {}, random.Random(seed))
        assert renaming.make(known[new[code]]) == wanted
        assert not {code, "UKR"} & set(new.values())
        assert len(set(new.values())) == len(new)


# old state, new state, word, as a noun, before a noun, why
WORDS = [
    ("USA", "GBR", "U.S.", "U.K.", "U.K.", "an abbreviation for an abbreviation of its form"),
    ("USA", "PHL", "US", "Philippines", "Philippine", "without one, the name or the adjective"),
    ("RUS", "POL", "Russians", "Poles", "Poles", "several of a people"),
    ("POL", "RUS", "Polish", "Russian", "Russian", "an adjective"),
    ("POL", "RUS", "Poles", "Russians", "Russians", "several of a people, the other way"),
    ("RUS", "KEN", "Kremlin", "Nairobi", "Nairobi", "the seat of the government"),
    ("RUS", "KEN", "Russian Federation", "Kenya", "Kenya", "the state's long name"),
]


@pytest.mark.parametrize(("old", "new", "word", "noun", "before", "why"), WORDS, ids=[f"{c[2]}-{c[1]}" for c in WORDS])
def test_words_of_a_state(old, new, word, noun, before, why):
    known = world.load().countries
    term = dict(renaming.of_state(known[old], known[new]))[word]
    assert (term.noun, term.before) == (noun, before), why


def test_invented_people_are_in_no_table():
    people = renaming.People(random.Random(3), "")
    drawn = [people.part(w, given=False) for w in ("Moreno", "Hassan", "Okafor", "Petrov", "Sato", "Weber")]
    assert len(set(drawn)) == 6
    assert not set(map(str.lower, drawn)) & set(world.load().surnames)
    assert people.part("Moreno", given=False) == drawn[0], "the same part becomes the same"


def test_the_largest_fall():
    plain, rows = {"right": 0.5, "event": 0.6, "predicted": 140.0}, [{"right": 0.4, "event": 0.7}, {"right": 0.5, "event": 0.6}]
    assert disguise.summary(plain, rows) == {"right": 0.45, "event": 0.65, "worst_change": -0.05}
