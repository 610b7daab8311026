"""The examples and counterexamples of the modality and wording lexicons, run."""

import pytest

from accordingto import encoder, modality, wording
from accordingto.attribution import quotes

TERMS = wording.lexicon().term


@pytest.mark.parametrize("term", TERMS, ids=[t.name for t in TERMS])
def test_loaded_terms(term):
    patterns = {p.removesuffix("*") for p in term.patterns}
    for sentence in term.examples:
        found = [sentence[s:e].lower() for s, e in wording.loaded(sentence)]
        assert any(f.startswith(p) for f in found for p in patterns), sentence
    for sentence in term.counterexamples:
        assert not wording.loaded(sentence), sentence


GOVERNORS = [(kind, n, entry) for kind in ("governor", "noun") for n, entry in enumerate(getattr(modality.lexicon(), kind))]


def readings(sentence, entry):
    """How everything below the entry's word reads."""
    a = encoder.load().analyse(sentence, [(0, len(sentence))])
    verbs = {lemma.partition(" ")[0] for lemma in entry.lemmas}
    heads = [i for i, t in enumerate(a.tokens) if t.lemma.lower() in verbs]
    below = [i for i in range(len(a.tokens)) if set(heads) & set(a.ancestors(i)) and a.tokens[i].upos in ("VERB", "NOUN", "ADJ")]
    return [modality.of(a, i, nominal=a.tokens[i].upos == "NOUN") for i in below]


def fits(effect, reading):
    if effect in ("reverse", "prevents", "averts"):
        return reading.polarity == "negative"
    if effect == "seems":
        return reading.modality == "questioned"
    if effect in ("puts off", "means to"):
        return reading.modality == "planned"
    if effect in ("hinges", "entertains"):
        return reading.modality == "conditional"
    if effect == "factive":
        return reading.presupposed
    if effect == "transparent":
        return (reading.modality, reading.polarity) == ("asserted", "positive")
    return reading.modality == effect


@pytest.mark.model
@pytest.mark.parametrize(("kind", "n", "entry"), GOVERNORS, ids=[f"{k}-{e.effect}" for k, _, e in GOVERNORS])
def test_governors(kind, n, entry):
    for sentence in entry.examples:
        assert any(fits(entry.effect, r) for r in readings(sentence, entry)), sentence
    for sentence in entry.counterexamples:
        assert not any(fits(entry.effect, r) for r in readings(sentence, entry)), sentence


# why, text, the scare quotes
SCARE = [
    ("a word in marks", "The so-called “ceasefire” did not hold.", ["so-called", "ceasefire"]),
    ("an apostrophe opens nothing", "Togo's fisheries ministry speaks of “fewer than 300” boats.", ["fewer than 300"]),
    ("two apostrophes are no pair", "The sailors' union met the owners' lawyer.", []),
    ("marks of another country", "The „operation” ended on Friday.", ["operation"]),
    ("single marks around, an apostrophe within", "They call it a ‘people’s court’ here.", ["people’s court"]),
    ("a name in marks is no term", "The canoe “Mawuli” sank.", []),
    ("a long quotation is none", "The paper wrote that it was “the worst of all the storms that this coast has seen”.", []),
]


@pytest.mark.model
@pytest.mark.parametrize(("why", "text", "expected"), SCARE, ids=[case[0] for case in SCARE])
def test_scare_quotes(why, text, expected):
    analysis = encoder.load().analyse(text, [(0, len(text))])
    found = wording.find(analysis, quotes.between(analysis))
    assert [text[a:b] for a, b in found] == expected, why
