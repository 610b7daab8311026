"""Events: which words name one, and who takes part. Trees are written by hand; the lexicon's own examples run with the model."""

from typing import get_args

import pytest

from accordingto import events
from accordingto.analysis import Analysis, Entity
from accordingto.errors import LexiconError
from accordingto.events import Coded
from accordingto.lexicons import EventLexicon, EventType, Example, load_events, merge_events
from tests.trees import tree

TYPES = set(get_args(EventType))


def coded(analysis: Analysis, form: str) -> Coded | None:
    found = [i for i, t in enumerate(analysis.tokens) if t.form == form]
    return events.code(analysis, found[0])


def forms(analysis: Analysis, tokens: tuple[int, ...]) -> list[str]:
    return [analysis.tokens[i].form for i in tokens]


ATTACK = """
    The the DET DT 2 det
    rebels rebel NOUN NNS 3 nsubj
    attacked attack VERB VBD 0 root
    a a DET DT 5 det
    clinic clinic NOUN NN 3 obj
"""
PASSIVE = """
    The the DET DT 2 det
    clinic clinic NOUN NN 4 nsubj:pass
    was be AUX VBD 4 aux:pass
    attacked attack VERB VBN 0 root
    by by ADP IN 6 case
    rebels rebel NOUN NNS 4 obl
"""
AGENTLESS = """
    Six six NUM CD 2 nummod
    herders herder NOUN NNS 4 nsubj:pass
    were be AUX VBD 4 aux:pass
    killed kill VERB VBN 0 root
"""
RELATIVE = """
    The the DET DT 2 det
    valley valley NOUN NN 0 root
    ~, , PUNCT , 6 punct
    which which PRON WDT 6 nsubj:pass
    was be AUX VBD 6 aux:pass
    invaded invade VERB VBN 2 acl:relcl
    by by ADP IN 8 case
    Chad Chad PROPN NNP 6 obl
"""
GAP = """
    The the DET DT 2 det
    towns town NOUN NNS 0 root
    they they PRON PRP 4 nsubj
    captured capture VERB VBD 2 acl:relcl
    fell fall VERB VBD 2 dep
"""
PARTICIPLE = """
    Atrocities atrocity NOUN NNS 0 root
    committed commit VERB VBN 1 acl
    by by ADP IN 4 case
    bandits bandit NOUN NNS 2 obl
    against against ADP IN 6 case
    traders trader NOUN NNS 2 obl
"""
CONTROL = """
    Peru Peru PROPN NNP 2 nsubj
    decided decide VERB VBD 0 root
    to to PART TO 4 mark
    launch launch VERB VB 2 xcomp
    an a DET DT 6 det
    attack attack NOUN NN 4 obj
    on on ADP IN 8 case
    Piko Piko PROPN NNP 6 nmod
"""
SHARED = """
    Soldiers soldier NOUN NNS 2 nsubj
    looted loot VERB VBD 0 root
    shops shop NOUN NNS 2 obj
    and and CCONJ CC 5 cc
    torched torch VERB VBD 2 conj
    barns barn NOUN NNS 5 obj
"""
NOMINAL = """
    The the DET DT 2 det
    shelling shelling NOUN NN 0 root
    of of ADP IN 5 case
    the the DET DT 5 det
    port port NOUN NN 2 nmod
    by by ADP IN 8 case
    the the DET DT 8 det
    navy navy NOUN NN 2 nmod
"""
LIFTED = NOMINAL.replace("navy navy NOUN NN 2 nmod", "navy navy NOUN NN 5 nmod")
POSSESSIVE = """
    Ghana Ghana PROPN NNP 3 nmod:poss
    's 's PART POS 1 case
    attack attack NOUN NN 0 root
    on on ADP IN 6 case
    the the DET DT 6 det
    ferry ferry NOUN NN 3 nmod
"""
ADJECTIVE = """
    a a DET DT 3 det
    Kenyan Kenyan ADJ JJ 3 amod
    attack attack NOUN NN 0 root
    on on ADP IN 5 case
    camps camp NOUN NNS 3 nmod
"""
COMPOUND = """
    Rebel rebel NOUN NN 2 compound
    attacks attack NOUN NNS 0 root
    on on ADP IN 4 case
    clinics clinic NOUN NNS 2 nmod
"""
WITHDRAWAL = """
    the the DET DT 2 det
    withdrawal withdrawal NOUN NN 0 root
    of of ADP IN 5 case
    Chadian Chadian ADJ JJ 5 amod
    forces force NOUN NNS 2 nmod
    from from ADP IN 7 case
    Faru Faru PROPN NNP 2 nmod
"""
TALKS = """
    Talks talk NOUN NNS 0 root
    between between ADP IN 3 case
    Oman Oman PROPN NNP 1 nmod
    and and CCONJ CC 5 cc
    Qatar Qatar PROPN NNP 3 conj
"""
HYPHEN = """
    the the DET DT 5 det
    Chile Chile PROPN NNP 4 compound
    ~- - PUNCT HYPH 4 punct
    ~Peru Peru PROPN NNP 5 compound
    talks talk NOUN NNS 0 root
"""
ACCUSED = """
    Chad Chad PROPN NNP 2 nsubj
    accused accuse VERB VBD 0 root
    Niger Niger PROPN NNP 2 obj
    of of SCONJ IN 5 mark
    shelling shell VERB VBG 2 advcl
    a a DET DT 7 det
    market market NOUN NN 5 obj
"""
ACCUSED_PASSIVE = """
    Niger Niger PROPN NNP 3 nsubj:pass
    was be AUX VBD 3 aux:pass
    accused accuse VERB VBN 0 root
    of of SCONJ IN 5 mark
    shelling shell VERB VBG 3 advcl
    markets market NOUN NNS 5 obj
"""
CALLED_ON = """
    Peru Peru PROPN NNP 2 nsubj
    called call VERB VBD 0 root
    on on ADP IN 4 case
    Chile Chile PROPN NNP 2 obl
    to to PART TO 6 mark
    withdraw withdraw VERB VB 2 xcomp
"""
THREATENED = """
    Militias militia NOUN NNS 2 nsubj
    threatened threaten VERB VBD 0 root
    to to PART TO 4 mark
    bomb bomb VERB VB 2 xcomp
    the the DET DT 6 det
    dam dam NOUN NN 4 obj
"""
CONDEMNED = """
    Kenya Kenya PROPN NNP 2 nsubj
    condemned condemn VERB VBD 0 root
    the the DET DT 4 det
    attack attack NOUN NN 2 obj
    by by ADP IN 6 case
    bandits bandit NOUN NNS 4 nmod
"""
PRAISED = """
    Chile Chile PROPN NNP 2 nsubj
    praised praise VERB VBD 0 root
    the the DET DT 4 det
    efforts effort NOUN NNS 2 obj
    of of ADP IN 6 case
    Uruguay Uruguay PROPN NNP 4 nmod
"""
DEMANDED = """
    Ghana Ghana PROPN NNP 2 nsubj
    demanded demand VERB VBD 0 root
    that that SCONJ IN 5 mark
    Togo Togo PROPN NNP 5 nsubj
    release release VERB VBP 2 ccomp
    the the DET DT 7 det
    sailors sailor NOUN NNS 5 obj
"""

ROLES = [
    # reason, tree, trigger, type, actor, recipient, both
    ("active", ATTACK, "attacked", "ASSAULT", ["rebels"], ["clinic"], []),
    ("passive with its agent", PASSIVE, "attacked", "ASSAULT", ["rebels"], ["clinic"], []),
    ("passive without one", AGENTLESS, "killed", "ASSAULT", [], ["herders"], []),
    ("relative pronoun stands for its antecedent", RELATIVE, "invaded", "ASSAULT", ["Chad"], ["valley"], []),
    ("relative clause without pronoun", GAP, "captured", "COERCE", ["they"], ["towns"], []),
    ("light participle lends its phrases", PARTICIPLE, "Atrocities", "ASSAULT", ["bandits"], ["traders"], []),
    ("light verb under control", CONTROL, "launch", "ASSAULT", ["Peru"], ["Piko"], []),
    ("coordinated verbs share the subject", SHARED, "torched", "ASSAULT", ["Soldiers"], ["barns"], []),
    ("event noun with of and by", NOMINAL, "shelling", "ASSAULT", ["navy"], ["port"], []),
    ("by-phrase that the parser hung on the wrong noun", LIFTED, "shelling", "ASSAULT", ["navy"], ["port"], []),
    ("possessive agent", POSSESSIVE, "attack", "ASSAULT", ["Ghana"], ["ferry"], []),
    ("adjectival agent", ADJECTIVE, "attack", "ASSAULT", ["Kenyan"], ["camps"], []),
    ("agent in a compound", COMPOUND, "attacks", "ASSAULT", ["Rebel"], ["clinics"], []),
    ("of-phrase is the agent of a withdrawal", WITHDRAWAL, "withdrawal", "RETREAT", ["forces"], ["Faru"], []),
    ("reciprocal noun", TALKS, "Talks", "CONSULT", [], [], ["Oman", "Qatar"]),
    ("hyphenated parties", HYPHEN, "talks", "CONSULT", [], [], ["Chile", "Peru"]),
    ("accuser and accused", ACCUSED, "accused", "ACCUSE", ["Chad"], ["Niger"], []),
    ("the accused acts", ACCUSED, "shelling", "ASSAULT", ["Niger"], ["market"], []),
    ("the accused acts, in the passive too", ACCUSED_PASSIVE, "shelling", "ASSAULT", ["Niger"], ["markets"], []),
    ("who is called on is the recipient", CALLED_ON, "called", "REQUEST", ["Peru"], ["Chile"], []),
    ("who is called on would act", CALLED_ON, "withdraw", "RETREAT", ["Chile"], [], []),
    ("who threatens would act", THREATENED, "bomb", "ASSAULT", ["Militias"], ["dam"], []),
    ("condemning an act is condemning who did it", CONDEMNED, "condemned", "ACCUSE", ["Kenya"], ["bandits"], []),
    ("an abstract noun stands for its holder", PRAISED, "praised", "SUPPORT", ["Chile"], ["Uruguay"], []),
    ("a demand that a third party act", DEMANDED, "demanded", "REQUEST", ["Ghana"], ["Togo"], []),
]


@pytest.mark.parametrize("case", ROLES, ids=[r[0] for r in ROLES])
def test_roles(case: tuple[str, str, str, str, list[str], list[str], list[str]]) -> None:
    reason, rows, trigger, kind, actor, recipient, both = case
    analysis = tree(rows)
    found = coded(analysis, trigger)
    assert found is not None, reason
    got = (found.type, forms(analysis, found.actor), forms(analysis, found.recipient), forms(analysis, found.both))
    assert got == (kind, actor, recipient, both), reason


CONTENTS = [
    ("the accused act", ACCUSED, "accused", "shelling", ["Niger"]),
    ("the demanded act", CALLED_ON, "called", "withdraw", ["Chile"]),
    ("the threatened act", THREATENED, "threatened", "bomb", ["Militias"]),
    ("the condemned act", CONDEMNED, "condemned", "attack", ["bandits"]),
]


@pytest.mark.parametrize(("reason", "rows", "trigger", "content", "by"), CONTENTS, ids=[c[0] for c in CONTENTS])
def test_content(reason: str, rows: str, trigger: str, content: str, by: list[str]) -> None:
    analysis = tree(rows)
    found = coded(analysis, trigger)
    assert found is not None
    assert found.content is not None, reason
    assert analysis.tokens[found.content].form == content, reason
    assert forms(analysis, found.content_actor) == by, reason


def test_agentless_says_that_somebody_acts() -> None:
    found = coded(tree(AGENTLESS), "killed")
    assert found is not None
    assert found.agentless


def test_light_verb_and_noun_are_one_trigger() -> None:
    analysis = tree(CONTROL)
    found = coded(analysis, "launch")
    assert found is not None
    assert analysis.words(found.first, found.last) == "launch an attack"


NO_EVENT = [
    ("merely reports", "Peru Peru PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root", "said"),
    ("qualifies another noun", "the the DET DT 3 det\nattack attack NOUN NN 3 compound\nhelicopter helicopter NOUN NN 0 root", "attack"),
    ("an attribute of a thing", "the the DET DT 3 det\noccupied occupy VERB VBN 3 amod\nhouse house NOUN NN 0 root", "occupied"),
    ("the strike of a clock has no parties", "The the DET DT 2 det\nstrike strike NOUN NN 0 root", "strike"),
    (
        "an opposition party opposes nothing here",
        "The the DET DT 2 det\nopposition opposition NOUN NN 3 nsubj\nwon win VERB VBD 0 root",
        "opposition",
    ),
]


@pytest.mark.parametrize(("reason", "rows", "word"), NO_EVENT, ids=[n[0] for n in NO_EVENT])
def test_no_event(reason: str, rows: str, word: str) -> None:
    assert coded(tree(rows), word) is None, reason


def test_names_are_no_events() -> None:
    plain = tree(
        "the the DET DT 3 det\nRural rural ADJ JJ 3 amod\nAid aid PROPN NNP 0 root\nof of ADP IN 5 case\nMali Mali PROPN NNP 3 nmod"
    )
    named = Analysis(plain.text, plain.tokens, plain.sentences, (Entity(0, 4, "ORG", 0.9),))
    assert coded(named, "Aid") is None


LOADED = [("liberate", "liberated"), ("occupy", "occupied"), ("capture", "captured"), ("annex", "annexed")]


@pytest.mark.parametrize("doer", ["Soldiers", "Rebels"])
@pytest.mark.parametrize(
    ("verb", "form"), [("liberate", "liberated"), ("occupy", "occupied"), ("capture", "captured"), ("seize", "seized")]
)
def test_loaded_verbs_have_one_type_whoever_acts(doer: str, verb: str, form: str) -> None:
    rows = f"{doer} {doer[:-1].lower()} NOUN NNS 2 nsubj\n{form} {verb} VERB VBD 0 root\nthe the DET DT 4 det\ntown town NOUN NN 2 obj"
    found = coded(tree(rows), form)
    assert found is not None
    assert (found.type, found.mode) == ("COERCE", "seize")


def test_a_long_chain_of_governors_ends() -> None:
    rows = "\n".join(f"accused accuse VERB VB {i} {'xcomp' if i else 'root'}" for i in range(400))
    analysis = tree(rows)
    assert len([c for i in events.predicates(analysis) if (c := events.code(analysis, i))]) <= 400


def test_order_of_questions_does_not_matter() -> None:
    one, other = tree(ACCUSED), tree(ACCUSED)
    forward = [events.code(one, i) for i in range(len(one.tokens))]
    backward = [events.code(other, i) for i in reversed(range(len(other.tokens)))]
    assert forward == backward[::-1]


def test_lexicon_is_broad() -> None:
    lexicon = load_events()
    words = {w for s in lexicon.sense for w in (*s.verbs, *s.nouns, *s.adjectives)}
    assert len(words) >= 350
    assert {s.type for s in lexicon.sense} == TYPES


def test_light_verbs_name_no_event_by_themselves() -> None:
    rows = "Peru Peru PROPN NNP 2 nsubj\nheld hold VERB VBD 0 root\na a DET DT 4 det\nlantern lantern NOUN NN 2 obj"
    assert coded(tree(rows), "held") is None


BROKEN = [
    ("no TOML", b"[[sense]", "lexicons/en/x.toml: not TOML"),
    ("unknown key", b"[[sense]]\ntype = 'AID'\nexamples = []\ncolour = 1", "colour"),
    ("unknown type", b"[[sense]]\ntype = 'HUG'\nexamples = []", "HUG"),
    ("unknown frame", b"[[sense]]\ntype = 'AID'\nverbs = ['x']\nframe = 'y'\nexamples = []", "frame 'y'"),
    ("no examples", b"[frame.act]\n[[sense]]\ntype = 'AID'\nverbs = ['x']\nexamples = []", "no examples"),
    ("unknown class", b"[frame.act]\n[[sense]]\ntype='AID'\nverbs=['x']\nwhen=['obj:@q']\nexamples=[{text='a',trigger='a'}]", "@q"),
]


@pytest.mark.parametrize(("reason", "content", "message"), BROKEN, ids=[b[0] for b in BROKEN])
def test_broken_lexicon(reason: str, content: bytes, message: str) -> None:
    with pytest.raises(LexiconError, match=message.replace("'", ".")):
        merge_events({"x": content})


# --- the lexicon's own examples, with the model


def rows_of(lexicon: EventLexicon) -> list[tuple[str, Example, bool]]:
    entries = [*lexicon.sense, *lexicon.light, *lexicon.refine]
    rows = [(getattr(e, "type", ""), x, False) for e in entries for x in e.examples]
    return rows + [(s.type, x, True) for s in lexicon.sense for x in s.counterexamples]


@pytest.mark.model
@pytest.mark.parametrize(("kind", "example", "counter"), rows_of(load_events()), ids=lambda x: x.text if isinstance(x, Example) else "")
def test_examples(kind: str, example: Example, counter: bool) -> None:
    from accordingto import encoder

    analysis = encoder.load().analyse(example.text, [(0, len(example.text))])
    found = coded(analysis, example.trigger)
    if counter and example.type is None:
        assert found is None or found.type != kind
        return
    assert found is not None
    assert found.type == (example.type or kind)
    assert example.mode is None or found.mode == example.mode
    for role in ("actor", "recipient", "both"):
        wanted = list(getattr(example, role))
        assert not wanted or forms(analysis, getattr(found, role)) == wanted
