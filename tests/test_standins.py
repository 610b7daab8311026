"""States are read as others (docs/decisions/0013-sides.md): who is who makes no difference to the encoders."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto import encoder, standins, world
from accordingto.windows import pack, windows

CASES = (
    # what is written; what is seen; why
    ("Russia shelled Ukraine .", "Canada shelled Kenya .", "in the order in which they are named"),
    ("Ukraine shelled Russia .", "Canada shelled Kenya .", "whoever they are"),
    (
        "A Kenyan and two Ugandans met Kenya ’s envoy .",
        "A Canadian and two Kenyans met Canada ’s envoy .",
        "adjective, people and name of one",
    ),
    ("Moscow said Russian troops left .", "Ottawa said Canadian troops left .", "a seat stands for its state"),
    ("ISRAEL and IRAN", "CANADA and KENYA", "as they are written"),
    (
        "the Israeli-Iranian front , Chad-backed rebels",
        "the Canadian-Kenyan front , Brazil-backed rebels",
        "the parts of a word with hyphens",
    ),
    (
        "South Korea and Sri Lanka signed",
        "South Korea and South Africa signed",
        "names of two words by such names, with adjectives of two where they have such",
    ),
    ("Saudi Arabia and Yemen", "United Kingdom and Canada", "a name of two words with an adjective of one"),
    ("the Russian Federation and Russia", "the Canadian Federation and Canada", "a longer name is read by the one it holds"),
    ("The US and the U.S. envoy", "The US and the U.S. envoy", "no other abbreviation reads as well"),
    ("turkey and china , polish and swede", "turkey and china , polish and swede", "not a name as it is written"),
    ("Georgian troops near Tbilisi", "Canadian troops near Ottawa", "an adjective that two states share is that of the one told of"),
    ("Congolese troops", "Congolese troops", "and of neither where nothing tells"),
    ("The Democratic Republic of the Congo", "The Democratic Republic of the Congo", "a name of more words stays"),
    ("Nobody is named here .", "Nobody is named here .", "no state"),
    ("", "", "no word"),
)


@pytest.mark.parametrize(("text", "seen", "why"), CASES)
def test_who_is_seen(text, seen, why):
    assert " ".join(standins.stood_in(text.split())) == seen, why


def of_one_word():
    """States with one word for name, adjective, people and seat."""
    shared = {w for s in world.load().shared for w in s.words}
    for c in world.load().countries.values():
        plain = c.demonyms and c.demonyms[-1] == c.demonyms[0] + "s" and c.seats and c.seats[0] not in (c.name, *c.aliases)
        if plain and not set(" -") & set(c.name + c.demonyms[0] + c.seats[0]) and not shared & {*c.demonyms}:
            yield c


@pytest.mark.parametrize(("one", "other"), list(itertools.pairwise(of_one_word())), ids=lambda c: c.code)
def test_sides_exchanged_are_seen_alike(one, other):
    def told(a, b):
        words = (
            f"{a.name} says {b.demonyms[0]} troops and {a.demonyms[1]} met ; {b.seats[0]} denies it , {a.seats[0]} not , nor {b.name}-led ."
        )
        return standins.stood_in(words.split())

    assert told(one, other) == told(other, one)


def test_every_stand_in_has_what_it_stands_for():
    known = world.load()
    for code in known.stand_ins:
        country = known.countries[code]
        assert country.demonyms, code
        assert country.seats, code
    plain = [known.countries[c] for c in known.stand_ins if " " not in known.countries[c].name]
    assert [c.code for c in plain if c not in list(of_one_word())] == []


@given(st.lists(st.sampled_from("Russia Kyiv South Korea U.S. -led Kenyan’s said - Russian-backed CHINA Congolese Georgians the".split())))
def test_as_many_words(words):
    assert len(standins.stood_in(words)) == len(words)


def test_the_text_itself_stays():
    """Forms, offsets and lemmas are the text's; only what the network sees is another's."""
    text = "Russia said that Ukrainian drones had struck a depot."
    analysis = encoder.load().analyse(text, [(0, len(text))])
    assert [t.form for t in analysis.tokens] == [text[t.start : t.end] for t in analysis.tokens]
    assert analysis.tokens[0].form == "Russia"
    (words,) = standins.shown(pack(windows(text, 0, len(text))))
    assert (words.forms[0], words.shown[0]) == ("Russia", "Canada")


def test_exchanged_sides_have_one_tree():
    texts = ["India accused Pakistan of shelling a Pakistani village.", "Pakistan accused India of shelling a Indian village."]
    trees = [[(t.head, t.deprel, t.upos) for t in encoder.load().analyse(t, [(0, len(t))]).tokens] for t in texts]
    assert trees[0] == trees[1]
