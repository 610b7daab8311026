"""Modality and polarity, phenomenon by phenomenon, on hand-written trees; and the lexicon's own examples on the real model."""

import pytest

from accordingto import modality
from tests.trees import tree

# why, tree, predicate's form, modality, polarity
CASES = [
    (
        "a plain past clause is asserted",
        """
The the DET DT 2 det
patrol patrol NOUN NN 3 nsubj
left leave VERB VBD 0 root
~. . PUNCT . 3 punct""",
        "left",
        "asserted",
        "positive",
    ),
    (
        "not on the auxiliary negates the clause",
        """
The the DET DT 2 det
patrol patrol NOUN NN 5 nsubj
did do AUX VBD 5 aux
not not PART RB 5 advmod
leave leave VERB VB 0 root""",
        "leave",
        "asserted",
        "negative",
    ),
    (
        "never is a negator",
        """
Peru Peru PROPN NNP 4 nsubj
has have AUX VBZ 4 aux
never never ADV RB 4 advmod
closed close VERB VBN 0 root
it it PRON PRP 4 obj""",
        "closed",
        "asserted",
        "negative",
    ),
    (
        "let alone carries the negation on to a clause",
        """
Peru Peru PROPN NNP 3 nsubj
never never ADV RB 3 advmod
apologised apologise VERB VBN 0 root
~, , PUNCT , 7 punct
let let VERB VB 7 cc
alone alone ADJ JJ 5 fixed
paid pay VERB VBD 3 conj""",
        "paid",
        "asserted",
        "negative",
    ),
    (
        "let alone where the parser takes it for a verb",
        """
Peru Peru PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
apologise apologise VERB VB 0 root
~, , PUNCT , 6 punct
let let VERB VB 4 parataxis
alone alone ADJ JJ 6 fixed
pay pay VERB VB 6 xcomp""",
        "pay",
        "asserted",
        "negative",
    ),
    (
        "much less before an adjective compares",
        """
Snow snow NOUN NN 2 nsubj
fell fall VERB VBD 0 root
~, , PUNCT , 8 punct
much much ADV RB 5 advmod
less less ADV RBR 6 advmod
severe severe ADJ JJ 7 amod
winds wind NOUN NNS 8 nsubj
blew blow VERB VBD 2 conj""",
        "blew",
        "asserted",
        "positive",
    ),
    (
        "hardly anyone is next to nobody",
        """
Hardly hardly ADV RB 2 advmod
anyone anyone PRON NN 3 nsubj
left leave VERB VBD 0 root""",
        "left",
        "asserted",
        "negative",
    ),
    (
        "no longer",
        """
Peru Peru PROPN NNP 4 nsubj
no no ADV RB 3 advmod
longer longer ADV RBR 4 advmod
trades trade VERB VBZ 0 root""",
        "trades",
        "asserted",
        "negative",
    ),
    (
        "neither … nor on the subject negates the clause",
        """
Neither neither CCONJ CC 2 cc:preconj
Togo Togo PROPN NNP 5 nsubj
nor nor CCONJ CC 4 cc
Benin Benin PROPN NNP 2 conj
signed sign VERB VBD 0 root""",
        "signed",
        "asserted",
        "negative",
    ),
    (
        "not before a quantifier of the subject negates the clause",
        """
Not not PART RB 2 advmod
all all DET DT 4 nsubj
have have AUX VBP 4 aux
left leave VERB VBN 0 root""",
        "left",
        "asserted",
        "negative",
    ),
    (
        "has yet to, the infinitive on top",
        """
Oman Oman PROPN NNP 5 nsubj
has have AUX VBZ 5 aux
yet yet ADV RB 5 advmod
to to PART TO 5 mark
sign sign VERB VB 0 root""",
        "sign",
        "asserted",
        "negative",
    ),
    (
        "a negative determiner of the subject negates the clause",
        """
No no DET DT 2 det
ship ship NOUN NN 3 nsubj
sailed sail VERB VBD 0 root""",
        "sailed",
        "asserted",
        "negative",
    ),
    (
        "will is planned",
        """
Ghana Ghana PROPN NNP 3 nsubj
will will AUX MD 3 aux
host host VERB VB 0 root
talks talk NOUN NNS 3 obj""",
        "host",
        "planned",
        "positive",
    ),
    (
        "a coordinated predicate shares the auxiliary",
        """
Ghana Ghana PROPN NNP 3 nsubj
will will AUX MD 3 aux
host host VERB VB 0 root
talks talk NOUN NNS 3 obj
and and CCONJ CC 6 cc
sign sign VERB VB 3 conj
it it PRON PRP 6 obj""",
        "sign",
        "planned",
        "positive",
    ),
    (
        "negation reaches a coordinated predicate over 'or'",
        """
Ghana Ghana PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
host host VERB VB 0 root
or or CCONJ CC 6 cc
fund fund VERB VB 4 conj
them they PRON PRP 6 obj""",
        "fund",
        "asserted",
        "negative",
    ),
    (
        "must is demanded",
        """
Troops troops NOUN NNS 3 nsubj
must must AUX MD 3 aux
leave leave VERB VB 0 root""",
        "leave",
        "demanded",
        "positive",
    ),
    (
        "must not is demanded and negative",
        """
Troops troops NOUN NNS 4 nsubj
must must AUX MD 4 aux
not not PART RB 4 advmod
leave leave VERB VB 0 root""",
        "leave",
        "demanded",
        "negative",
    ),
    (
        "may is no assertion",
        """
Troops troops NOUN NNS 3 nsubj
may may AUX MD 3 aux
attack attack VERB VB 0 root""",
        "attack",
        "questioned",
        "positive",
    ),
    (
        "the if-clause is conditional",
        """
If if SCONJ IN 3 mark
troops troops NOUN NNS 3 nsubj
attack attack VERB VBP 6 advcl
~, , PUNCT , 6 punct
we we PRON PRP 6 nsubj
respond respond VERB VBP 0 root""",
        "attack",
        "conditional",
        "positive",
    ),
    (
        "a question is no assertion",
        """
Did do AUX VBD 3 aux
troops troops NOUN NNS 3 nsubj
attack attack VERB VB 0 root
~? ? PUNCT . 3 punct""",
        "attack",
        "questioned",
        "positive",
    ),
    (
        "an imperative is a demand",
        """
Open open VERB VB 0 root
the the DET DT 3 det
border border NOUN NN 1 obj
~! ! PUNCT . 1 punct""",
        "Open",
        "demanded",
        "positive",
    ),
    (
        "what forbids is a demand, in reported speech too",
        """
Do do AUX VB 3 aux
not not PART RB 3 advmod
pay pay VERB VB 6 ccomp
the the DET DT 5 det
agency agency NOUN NN 6 nsubj
said say VERB VBD 0 root""",
        "pay",
        "demanded",
        "negative",
    ),
    (
        "and what is joined to it",
        """
Do do AUX VB 3 aux
not not PART RB 3 advmod
pay pay VERB VB 9 ccomp
and and CCONJ CC 7 cc
do do AUX VB 7 aux
not not PART RB 7 advmod
answer answer VERB VB 3 conj
agencies agency NOUN NNS 9 nsubj
said say VERB VBD 0 root""",
        "answer",
        "demanded",
        "negative",
    ),
    (
        "whoever does not pay is told to do nothing",
        """
They they PRON PRP 4 nsubj
do do AUX VBP 4 aux
not not PART RB 4 advmod
pay pay VERB VB 0 root""",
        "pay",
        "asserted",
        "negative",
    ),
    (
        "the complement of plan is planned",
        """
Chad Chad PROPN NNP 2 nsubj
plans plan VERB VBZ 0 root
to to PART TO 4 mark
leave leave VERB VB 2 xcomp""",
        "leave",
        "planned",
        "positive",
    ),
    (
        "failed to: the complement did not happen",
        """
Chad Chad PROPN NNP 2 nsubj
failed fail VERB VBD 0 root
to to PART TO 4 mark
leave leave VERB VB 2 xcomp""",
        "leave",
        "asserted",
        "negative",
    ),
    (
        "did not fail to: it did",
        """
Chad Chad PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
fail fail VERB VB 0 root
to to PART TO 6 mark
leave leave VERB VB 4 xcomp""",
        "leave",
        "asserted",
        "positive",
    ),
    (
        "began to is transparent",
        """
Chad Chad PROPN NNP 2 nsubj
began begin VERB VBD 0 root
to to PART TO 4 mark
leave leave VERB VB 2 xcomp""",
        "leave",
        "asserted",
        "positive",
    ),
    (
        "will begin to: the governor's future holds for the complement",
        """
Chad Chad PROPN NNP 3 nsubj
will will AUX MD 3 aux
begin begin VERB VB 0 root
to to PART TO 5 mark
leave leave VERB VB 3 xcomp""",
        "leave",
        "planned",
        "positive",
    ),
    (
        "a purpose clause is planned",
        """
Police police NOUN NNS 2 nsubj
came come VERB VBD 0 root
to to PART TO 4 mark
guard guard VERB VB 2 advcl
it it PRON PRP 4 obj""",
        "guard",
        "planned",
        "positive",
    ),
    (
        "an infinitive under a noun of intention is planned",
        """
The the DET DT 2 det
plan plan NOUN NN 5 nsubj
to to PART TO 4 mark
leave leave VERB VB 2 acl
failed fail VERB VBD 0 root""",
        "leave",
        "planned",
        "positive",
    ),
    (
        "it is important to: demanded",
        """
It it PRON PRP 3 expl
is be AUX VBZ 3 cop
important important ADJ JJ 0 root
to to PART TO 5 mark
talk talk VERB VB 3 csubj""",
        "talk",
        "demanded",
        "positive",
    ),
    (
        "allegedly keeps it at a distance",
        """
A a DET DT 2 det
drone drone NOUN NN 4 nsubj
allegedly allegedly ADV RB 4 advmod
hit hit VERB VBD 0 root
it it PRON PRP 4 obj""",
        "hit",
        "alleged",
        "positive",
    ),
    (
        "perhaps is no assertion",
        """
Perhaps perhaps ADV RB 3 advmod
rebels rebel NOUN NNS 3 nsubj
left leave VERB VBD 0 root""",
        "left",
        "questioned",
        "positive",
    ),
    (
        "I would like to thank is the thanking itself",
        """
I I PRON PRP 3 nsubj
would would AUX MD 3 aux
like like VERB VB 0 root
to to PART TO 5 mark
thank thank VERB VB 3 xcomp
you you PRON PRP 5 obj""",
        "like",
        "asserted",
        "positive",
    ),
    (
        "would without a performative is conditional",
        """
Niger Niger PROPN NNP 3 nsubj
would would AUX MD 3 aux
leave leave VERB VB 0 root""",
        "leave",
        "conditional",
        "positive",
    ),
    (
        "a demanded event noun has not happened",
        """
Chile Chile PROPN NNP 2 nsubj
called call VERB VBD 0 root
for for ADP IN 5 case
a a DET DT 5 det
ceasefire ceasefire NOUN NN 2 obl""",
        "ceasefire",
        "demanded",
        "positive",
    ),
    (
        "a definite event noun stands, whatever is done about it",
        """
Chile Chile PROPN NNP 2 nsubj
fears fear VERB VBZ 0 root
the the DET DT 4 det
attack attack NOUN NN 2 obj""",
        "attack",
        "asserted",
        "positive",
    ),
    (
        "the future of a light verb holds for its indefinite noun",
        """
Chile Chile PROPN NNP 3 nsubj
will will AUX MD 3 aux
see see VERB VB 0 root
protests protest NOUN NNS 3 obj""",
        "protests",
        "planned",
        "positive",
    ),
    (
        "a noun that says it is not",
        """
The the DET DT 2 det
lack lack NOUN NN 5 nsubj
of of ADP IN 4 case
talks talk NOUN NNS 2 nmod
hurts hurt VERB VBZ 0 root""",
        "lack",
        "asserted",
        "negative",
    ),
    (
        "a fake report is denied",
        """
The the DET DT 3 det
fake fake ADJ JJ 3 amod
attack attack NOUN NN 4 nsubj
spread spread VERB VBD 0 root""",
        "attack",
        "denied",
        "positive",
    ),
    (
        "doubt that: questioned",
        """
Togo Togo PROPN NNP 2 nsubj
doubts doubt VERB VBZ 0 root
that that SCONJ IN 5 mark
rebels rebel NOUN NNS 5 nsubj
left leave VERB VBD 2 ccomp""",
        "left",
        "questioned",
        "positive",
    ),
    (
        "not clear whether: asked, not negated",
        """
It it PRON PRP 4 expl
is be AUX VBZ 4 cop
not not PART RB 4 advmod
clear clear ADJ JJ 0 root
whether whether SCONJ IN 7 mark
rebels rebel NOUN NNS 7 nsubj
left leave VERB VBD 4 csubj""",
        "left",
        "questioned",
        "positive",
    ),
    (
        "a condition by inversion",
        """
Had have AUX VBD 3 aux
troops troops NOUN NNS 3 nsubj
left leave VERB VBN 6 advcl
~, , PUNCT , 6 punct
we we PRON PRP 6 nsubj
won win VERB VBD 0 root""",
        "left",
        "conditional",
        "positive",
    ),
    (
        "what an if-clause hangs on is conditional too",
        """
If if SCONJ IN 3 mark
rain rain NOUN NN 3 nsubj
falls fall VERB VBZ 6 advcl
boats boat NOUN NNS 6 nsubj
will will AUX MD 6 aux
stay stay VERB VB 0 root""",
        "stay",
        "conditional",
        "positive",
    ),
    (
        "provided that opens a condition",
        """
Provided provide VERB VBN 4 mark
that that SCONJ IN 4 mark
rain rain NOUN NN 4 nsubj
stops stop VERB VBZ 6 advcl
boats boat NOUN NNS 6 nsubj
sail sail VERB VBP 0 root""",
        "stops",
        "conditional",
        "positive",
    ),
    (
        "were X to: a condition by inversion",
        """
Were be AUX VBD 5 aux
the the DET DT 3 det
court court NOUN NN 5 nsubj
to to PART TO 5 mark
agree agree VERB VB 8 advcl
~, , PUNCT , 8 punct
boats boat NOUN NNS 8 nsubj
sail sail VERB VBP 0 root""",
        "agree",
        "conditional",
        "positive",
    ),
    (
        'are to be quartered is arranged: the passive\'s own helper stands behind "to"',
        """
The the DET DT 2 det
soldiers soldier NOUN NNS 6 nsubj:pass
are be AUX VBP 6 aux:pass
to to PART TO 6 mark
be be AUX VB 6 aux:pass
quartered quarter VERB VBN 0 root
here here ADV RB 6 advmod""",
        "quartered",
        "planned",
        "positive",
    ),
    (
        "were quartered is not",
        """
The the DET DT 2 det
soldiers soldier NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
quartered quarter VERB VBN 0 root
to to PART TO 6 mark
rest rest VERB VB 4 advcl""",
        "quartered",
        "asserted",
        "positive",
    ),
    (
        "unlikely as the predicate leaves its own clause open",
        """
The the DET DT 2 det
quarrel quarrel NOUN NN 4 nsubj
is be AUX VBZ 4 cop
unlikely unlikely ADJ JJ 0 root
to to PART TO 6 mark
end end VERB VB 4 xcomp""",
        "unlikely",
        "questioned",
        "positive",
    ),
    (
        "likely before a noun leaves nothing open",
        """
The the DET DT 3 det
likely likely ADJ JJ 3 amod
buyer buyer NOUN NN 4 nsubj
left leave VERB VBD 0 root""",
        "left",
        "asserted",
        "positive",
    ),
    (
        "are to meet is arranged",
        """
Envoys envoy NOUN NNS 4 nsubj
are be AUX VBP 4 cop
to to PART TO 4 mark
meet meet VERB VB 0 root""",
        "meet",
        "planned",
        "positive",
    ),
    (
        "can is no doubt",
        """
Boats boat NOUN NNS 3 nsubj
can can AUX MD 3 aux
sail sail VERB VB 0 root""",
        "sail",
        "asserted",
        "positive",
    ),
    (
        "could have is no fact",
        """
Boats boat NOUN NNS 4 nsubj
could can AUX MD 4 aux
have have AUX VB 4 aux
sailed sail VERB VBN 0 root""",
        "sailed",
        "conditional",
        "positive",
    ),
    (
        "asked if: a question",
        """
Traders trader NOUN NNS 2 nsubj
know know VERB VBP 0 root
if if SCONJ IN 5 mark
boats boat NOUN NNS 5 nsubj
sail sail VERB VBP 2 ccomp""",
        "sail",
        "questioned",
        "positive",
    ),
    (
        "should have: a reproach, no demand",
        """
Boats boat NOUN NNS 4 nsubj
should should AUX MD 4 aux
have have AUX VB 4 aux
sailed sail VERB VBN 0 root""",
        "sailed",
        "conditional",
        "positive",
    ),
    (
        "without doing: it was not done",
        """
Guards guard NOUN NNS 2 nsubj
left leave VERB VBD 0 root
without without SCONJ IN 4 mark
paying pay VERB VBG 2 advcl""",
        "paying",
        "asserted",
        "negative",
    ),
    (
        "declined to: what is said is that they did not",
        """
Guards guard NOUN NNS 2 nsubj
declined decline VERB VBD 0 root
to to PART TO 4 mark
pay pay VERB VB 2 xcomp""",
        "declined",
        "asserted",
        "negative",
    ),
    (
        "so-called before an event noun, however it hangs",
        """
The the DET DT 5 det
so so ADV RB 4 advmod
~- - PUNCT HYPH 2 punct
called call VERB VBN 5 amod
rescue rescue NOUN NN 6 nsubj
failed fail VERB VBD 0 root""",
        "rescue",
        "alleged",
        "positive",
    ),
    (
        "let us is a demand",
        """
Let let VERB VB 0 root
us we PRON PRP 1 obj
open open VERB VB 1 xcomp
the the DET DT 5 det
port port NOUN NN 3 obj""",
        "open",
        "demanded",
        "positive",
    ),
    (
        "what was demanded in the passive",
        """
Talks talk NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
demanded demand VERB VBN 0 root
by by ADP IN 5 case
traders trader NOUN NNS 3 obl:agent""",
        "Talks",
        "demanded",
        "positive",
    ),
    (
        "a relative clause stands outside its noun's governor",
        """
Togo Togo PROPN NNP 2 nsubj
wants want VERB VBZ 0 root
ships ship NOUN NNS 2 obj
that that PRON WDT 5 nsubj
sank sink VERB VBD 3 acl:relcl""",
        "sank",
        "asserted",
        "positive",
    ),
]


@pytest.mark.parametrize(("why", "rows", "form", "expected", "polarity"), CASES, ids=[c[0] for c in CASES])
def test_modality(why, rows, form, expected, polarity):
    analysis = tree(rows)
    i = next(i for i, t in enumerate(analysis.tokens) if t.form == form)
    nominal = analysis.tokens[i].upos == "NOUN"
    reading = modality.of(analysis, i, nominal=nominal)
    assert (reading.modality, reading.polarity) == (expected, polarity), why


def test_the_walk_stops_at_a_cue():
    """What a reporting cue does to its content is attribution's to say."""
    analysis = tree("""
Togo Togo PROPN NNP 2 nsubj
doubts doubt VERB VBZ 0 root
that that SCONJ IN 5 mark
rebels rebel NOUN NNS 5 nsubj
left leave VERB VBD 2 ccomp""")
    assert modality.of(analysis, 4, stop={1}).modality == "asserted"


def test_every_governor_has_an_effect_and_examples():
    known = {"transparent", "factive", "planned", "demanded", "conditional", "reverse", "prevents", "hinges", "questioned", "alleged"}
    known |= {"averts", "puts off", "entertains", "seems", "means to"}
    lexicon = modality.lexicon()
    for entry in (*lexicon.governor, *lexicon.noun):
        assert entry.effect in known
        assert entry.examples, entry.effect


# a sentence, the modality of its claim, why
ATTEMPTS = [
    ("The rebels tried to seize the port.", "asserted", "the attempt was made"),
    ("Two firms are trying hard to block the inquiry.", "asserted", "it is being made"),
    ("The gang sought to burn the school.", "asserted", "to seek is to try"),
    ("The army will try to retake the village.", "planned", "it will be made"),
    ("The rebels plan to seize the port.", "planned", "a plan is none"),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "wanted", "why"), ATTEMPTS, ids=[why for *_, why in ATTEMPTS])
def test_an_attempt_is_asserted(sentence, wanted, why):
    from accordingto import read_text

    assert [c.modality for c in read_text(sentence)] == [wanted], why


def test_a_label_that_the_model_has_not_learned_can_be_hinted_at():
    """docs/extending.md: a new modality or type is as likely as any to the model, so the hint decides."""
    import numpy as np

    from accordingto.decide import weighing

    model = np.log(np.array([0.9, 0.1], np.float32))
    weighed = weighing.weigh(("asserted", "planned"), model, [weighing.Push("predicted", 3.0, "modality")])
    assert weighed.chosen == "predicted"
    assert weighed.labels == ("asserted", "planned", "predicted")
    assert weighing.weigh(("asserted", "planned"), model, []).labels == ("asserted", "planned")
