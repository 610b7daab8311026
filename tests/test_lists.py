"""Lists between semicolons and lists of numbered paragraphs: how their items hang together, and whose they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto import encoder, features, ingest, pipeline, syntax
from accordingto.coordination import repaired

# a text, the verbs or nouns that head items, what the first of them hangs on, why
HEADS = [
    (
        "The ministers agreed to fund a joint patrol of six boats, as Togo had proposed in May; to share the names of skippers within 48 hours; "
        "and to meet again in Lomé.",
        ("fund", "share", "meet"),
        "agreed",
        "infinitives behind semicolons are joined to the first",
    ),
    (
        "The council decides: (a) to extend the mission by a year; (b) to raise its strength to 800, Ghana having pledged a company; "
        "(c) to send observers to the vote, if it is invited.",
        ("extend", "raise", "send"),
        "decides",
        "numbered too, however much an item brings along",
    ),
    (
        "They undertook to publish the accounts in order to calm the markets; to pay the arrears.",
        ("publish", "pay"),
        "undertook",
        "a purpose is no item",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "heads", "above", "why"), HEADS)
def test_items_hang_on_the_first(text, heads, above, why):
    a = repaired(encoder.load().analyse(text, [(0, len(text))]))
    at = {t.form: i for i, t in enumerate(a.tokens)}
    assert a.tokens[a.tokens[at[heads[0]]].head].form == above, why
    assert [(a.tokens[a.tokens[at[h]].head].form, a.tokens[at[h]].deprel) for h in heads[1:]] == [(heads[0], "conj")] * (len(heads) - 1), (
        why
    )


@pytest.mark.parametrize(
    ("words", "wanted", "why"),
    [
        ("a b ; c d", [0, 0, 0, 1, 1], "a semicolon ends a stretch"),
        ("a ( b ; c ) d ; e", [0, 0, 0, 0, 0, 0, 0, 0, 1], "not inside brackets"),
        ("“ a ; b ” ; c", [0, 0, 0, 0, 0, 0, 1], "nor inside quotation marks"),
        ("a", [0], "no semicolon"),
    ],
)
def test_stretches(words, wanted, why):
    assert features.stretches(words.split()).tolist() == wanted, why


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_every_stretch_hangs_by_one_word_on_another(seed, sizes):
    part = np.repeat(np.arange(len(sizes)), sizes)
    arcs = np.random.default_rng(seed).normal(size=(len(part), len(part) + 1)).astype(np.float32)
    roots = [int(np.flatnonzero(part == n)[0]) for n in range(1, len(sizes)) if (seed >> n) & 1]
    heads = features.tree(arcs, part, roots)
    assert features.is_tree(heads)
    assert features.hangs_together(heads, part, roots)


@given(st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_one_stretch_is_read_as_before(seed, size):
    arcs = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    assert features.tree(arcs, np.zeros(size, np.int64)).tolist() == features.tree(arcs).tolist()


LEAD = "The Ministers of Transport of Kenya and Uganda, gathered in Kisumu on 4 March 2025:"
# the paragraphs, the words of a claim, its modality, the name of its actor, why
LED_IN = [
    (
        (LEAD, "1. Condemn the raid on the port of Goma."),
        "Condemn the raid",
        "asserted",
        "Ministers",
        "an item goes on with who leads the list in",
    ),
    ((LEAD, "2. Urge Rwanda to release the sailors."), "release the sailors", "demanded", "Rwanda", "what they urge is demanded"),
    ((LEAD, "3. Welcome the truce, and thank Togo for its help."), "thank Togo", "asserted", "Ministers", "a second verb too"),
    (
        ("The Commission therefore:", "(a) calls on Zambia to reopen the lock;", "(b) offers both sides its good offices."),
        "reopen the lock",
        "demanded",
        "Zambia",
        "in the third person, also where the parser takes the verb for a noun",
    ),
    (("The Security Council,", "1. Condemns the raid on Goma;"), "Condemns the raid", "asserted", "Ministers", "a lead-in with a comma"),
    (
        ("Orders of the Governor of Lima:", "1. Leave the pier at once."),
        "Leave the pier",
        "demanded",
        None,
        "orders are nobody who would leave",
    ),
    (
        ("Statement of the Council of Lakes:", "We thank Togo.", "Leave the pier at once."),
        "Leave the pier",
        "demanded",
        None,
        "no list follows",
    ),
    (
        ("Advice of the harbour master:", "1. Leave the pier at once."),
        "Leave the pier",
        "demanded",
        None,
        "nobody is named who would leave",
    ),
    (("We call on Kenya to:", "1. Leave the pier at once."), "Leave the pier", "demanded", None, "a clause leads in what it asks for"),
    (("The ministers met in Kisumu.", "1. Leave the pier at once."), "Leave the pier", "demanded", None, "no colon, no lead-in"),
]


@pytest.mark.model
@pytest.mark.parametrize(("paragraphs", "words", "modality", "actor", "why"), LED_IN, ids=[case[4][:40] for case in LED_IN])
def test_items_of_a_list_that_is_led_in(paragraphs, words, modality, actor, why):
    given_ = ingest.Given(id="x", date="2025-03-05", speaker="Ministers of Transport of the Lake States")
    claims = pipeline.code(ingest.from_text("\n\n".join(paragraphs), given_)).claims
    claim = next(c for c in claims if c.evidence[0].text.removeprefix("to ").startswith(words))
    assert claim.modality == modality, why
    assert [k.how for k in claim.according_to[1:]] == ["document"], why
    if actor is not None:
        assert actor in (next(x for x in claim.actors if x.role != "recipient").name or ""), why


def test_a_verb_with_a_paragraph_of_its_own_has_no_lead_in():
    text = "Kenya condemned the raid."
    a = encoder.load().analyse(text, [(0, len(text))])
    assert all(syntax.led_in(a, i) is None for i in range(len(a.tokens)))


SPEAKER = "Ministry of Foreign Affairs of Togo"
# what the document's speaker says, the words of a claim, its modality, why
ASKED = [
    ("We have asked for photographs, a report and the weapon.", "a report", "demanded", "each thing that is asked for"),
    ("We ask for talks at the port of Lomé.", "talks at the port of Lomé", "demanded", "with what stands behind it"),
    ("We expect Chile to return the boat.", "return the boat", "demanded", "what is expected of another"),
    ("We expect prices to fall.", "prices to fall", "planned", "… not what is only foreseen"),
    ("We intend to return the boat.", "return the boat", "planned", "… nor what one means to do"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "modality", "why"), ASKED)
def test_what_a_speaker_asks_for(text, words, modality, why):
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="x", date="2025-03-05", speaker=SPEAKER))).claims
    found = {" ".join(q.text for q in c.evidence): c for c in claims if c.evidence[-1].text.endswith(words)}
    claim = found[min(found, key=len)]
    assert claim.modality == modality, why
    assert [k.how for k in claim.according_to[1:]] == ["document"], why


# a question, the words of a claim, its modality, why
ASKED = [
    (
        "With regard to the ferry held at Port Hervey: (a) why was it held; (b) how many inspections came before; and (c) does the government "
        "intend to pay the passengers?",
        {"why was it held": "questioned", "how many inspections came before": "questioned", "to pay the passengers": "questioned"},
        "whole clauses behind the colon are sentences of their own, whatever noun of the lead-in they were hung on",
    ),
    ("Did Peru promise to return the boats?", {"to return the boats": "questioned"}, "what is promised is asked as well"),
    ("Why does the mayor plan to close the bridge?", {"to close the bridge": "planned"}, "why: that he plans it is taken for granted"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), ASKED, ids=[why for _, _, why in ASKED])
def test_questions_and_their_items(text, wanted, why):
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="case", date="2025-06-18"))).claims
    found = {" … ".join(q.text for q in c.evidence): c.modality for c in claims}
    assert wanted.items() <= found.items(), (why, found)


# a sentence, what each is asked with the name of who would do it, why
EACH = [
    (
        "We urge Chad to open the road and Sudan to release the men.",
        {"to open the road": "Chad", "Sudan to release the men": "Sudan"},
        "the verb is not said again",
    ),
    (
        "We urge Sudan to open the road and Chad to release the men.",
        {"to open the road": "Sudan", "Chad to release the men": "Chad"},
        "the other way about",
    ),
    ("The Council asks Togo to send a list, and Benin to answer it.", {"to send a list": "Togo", "Benin to answer it": "Benin"}, "a comma"),
    (
        "The coalition calls on Kenya to halt the sale and on all governments to respect the embargo.",
        {"to halt the sale": "Kenya", "all governments to respect the embargo": "all governments"},
        "the preposition is said again: whoever it is",
    ),
    (
        "Peru asked Chile to return the boats and the crews to Callao.",
        {"to return the boats and the crews to Callao": "Chile"},
        "a thing beside a thing is asked nothing",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), EACH, ids=[why for *_, why in EACH])
def test_each_is_asked_something_of_its_own(text, wanted, why):
    claims = pipeline.code(ingest.from_text(text, ingest.Given(id="case", date="2025-06-18"))).claims
    asked = {" … ".join(q.text for q in c.evidence): c for c in claims if c.modality == "demanded"}
    assert wanted.keys() <= asked.keys(), (why, list(asked))
    for words, name in wanted.items():
        assert name in {a.name for a in asked[words].actors if a.role != "recipient"}, (why, asked[words].actors)
