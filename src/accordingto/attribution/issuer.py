"""Whose statement a text is where no title says so: whoever issues it by name, or the body that speaks in it.

A statement says "we", or lets its own body act in the present tense ("The Ministry condemns …"); a report lets it speak in the past and
cites others too. What is named in both ways is the issuer; where nothing tells two bodies apart, nobody is.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from accordingto import cues, gazetteer, language, turnlabels, world
from accordingto.analysis import Analysis, Token
from accordingto.attribution import quotes
from accordingto.attribution.turns import read_blocks
from accordingto.ingest import bodies
from accordingto.syntax import head
from accordingto.types import RUNNING, Block, Page

TITLES = ("title", "subtitle")
_LEAST = 2
"""Points from which a body is the issuer of a text that says "we"."""
_LEAST_SILENT = 3
"""The same for a text that does not."""
_OFTEN = 4
"""Points for acting from which a text that says neither "we" nor whose it is is a body's."""
_LEAST_REPORT = 5
"""The same for a text that quotes others like a report."""
_TITLED = 2
_SURE = 3
"""Words of the first person from which a text is somebody's own though it quotes others."""
_SELVES = 1
"""Words of the first person outside quotations that show that the text is somebody's own."""
_FIRST = 3
"""Paragraphs in which the issuer introduces itself."""
_MOST = 300
"""Mentions that are looked at: who issues a text says so early and often."""
_OPENING = re.compile(
    r"^(?:(?:for|in|on|at|to|as|by|from|of|and|but|while|after|before|with|our|this|that|the|under|since|against|when|if|by|now|yesterday|today"
    r"|also|neither|both|no|not|regarding|concerning|according|dear|fellow|mr|madam"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b,?\s*)+",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:(?:Final|Joint|Official|Press|Public) )?(?:Statement|Communiqu[eé]|Commentary|Comment|Declaration|Notice|Message|Appeal|Note|Reply"
    r"|Response)s? (?:of|by|from) (?:the )?"
    r"(?:(?:[A-ZÀ-Ý][\w-]* )*(?:Session|Meeting|Summit|Conference) of (?:the )?)?"
)
# "OCHA's figures are based on …": a note on the body's own product.
_PRODUCT = re.compile(
    r"['’]s? (?:reports?|figures|updates?|bulletins?|data|estimates|statements|releases) (?:are|is) (?:based|compiled|issued|published)\b"
)
# A town as a body: "the City of Gweru wishes to inform residents".
_MUNICIPAL = re.compile(r"(?:City|Town|Municipality|Borough|County|Shire|Commune|Prefecture|Township|Village|District) of [A-ZÀ-Ý]")
_LEGAL = re.compile(r",? (?:AB|AG|A/S|ASA|BV|Co\.?|GmbH|Inc\.?|Limited|Ltd\.?|LLC|NV|Oy|OÜ|Pty\.?(?: Ltd\.?)?|plc|PLC|S\.?A\.?|SARL|SpA)$")
_JOINT = re.compile(r"(?:The )?Joint (?:press |final )?(?:communiqu[eé]|statement|declaration)\b", re.IGNORECASE)
_SAID_TODAY = re.compile(r"\s+(?:said|says) (?:today|in a (?:report|briefing|letter|statement) (?:released|published|issued) today)\b")
_AGAIN = 4
"""Times that a text calls a body by the last word of its name before it is taken for the text's own."""
_REPORT = 2
_MOST_CITED = 3
CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/issuers.toml``; what each list is stands there."""

    acts: frozenset[str]
    selves: frozenset[str]
    bodies: frozenset[str]
    titles: frozenset[str]
    about: frozenset[str]
    organs: frozenset[str]
    works: frozenset[str]
    offices: frozenset[str]
    parties: frozenset[str]
    selfnames: frozenset[str]
    several: frozenset[str]
    lone: frozenset[str]
    definite: frozenset[str]
    pointing: frozenset[str]
    owning: frozenset[str]
    now: frozenset[str]
    voting: frozenset[str]
    before_titles: frozenset[str]
    delegated: frozenset[str]
    statehood: frozenset[str]
    ranks: frozenset[str]
    officers: frozenset[str]
    particles: frozenset[str]
    armed: frozenset[str]
    remits: frozenset[str]
    topics: frozenset[str]
    leads: frozenset[str]
    delivering: tuple[str, ...]
    in_office: frozenset[str]
    one_more: frozenset[str]
    no_title: frozenset[str]
    hanging: frozenset[str]
    replies: frozenset[str]


class Issuer(msgspec.Struct, frozen=True):
    """A body, where the text names it (-1: nowhere), and why it is taken for the issuer."""

    name: str
    start: int
    end: int
    reason: str


class _Mention(msgspec.Struct, frozen=True):
    """A body's name in the text; ``owned`` behind "our" or "this"."""

    name: str
    start: int
    end: int
    block: Block
    owned: bool


@cache
def words() -> Words:
    """The words of issuers.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("issuers", Words)


def find(page: Page, a: Analysis, more: "Callable[[Search], Issuer | None]") -> Issuer | None:
    """The issuer of a text.

    Args:
        page: the document; what its head says of the issuer counts first.
        a: its analysis.
        more: a further search, asked before what speaks for each body is weighed.
    """
    named = page.head.issuer
    if named is not None:
        return Issuer(canonical(without_organ(named.value) or named.value), named.start, named.end, named.reason)
    search = Search(page, a)
    return sides(a, search.blocks) or search.says_itself() or more(search) or search.best() or _host(search)


def canonical(name: str) -> str:
    """The neutral name of a body that the world tables know ("UNIFIL"), else the name without its article."""
    entry = world.load().names.get(world.words_of(name))
    return entry.name if entry is not None else re.sub(r"^[Tt]he ", "", name)


def sides(a: Analysis, blocks: Sequence[Block]) -> Issuer | None:
    """The two states of a joint text that names neither as its author: "Joint communiqué on the visit of …", "the Sides agreed"."""
    for b in blocks:
        title = a.text[b.start : b.end]
        if b.kind not in TITLES or not _JOINT.match(title):
            continue
        called = "|".join(sorted(w.capitalize() for w in words().parties))
        if re.search(rf"\b(?:the|The|[Bb]oth|[Tt]he (?:two|Two)) (?:{called})\b", a.text[b.end :]) is None:
            continue
        states = _states(title)
        if len(states) == 2:
            both = " and ".join(states)
            return Issuer(both, -1, -1, f"a joint text of “the Sides”, whose title names {both}")
    return None


class Search:
    """The bodies of a text with what speaks for each being its issuer."""

    def __init__(self, page: Page, a: Analysis) -> None:
        self.page, self.a = page, a
        self.blocks = read_blocks(page)
        self.quoted = quotes.find(a)
        self.selves, self.alone = self._selves()
        self.printed = page.document.publisher is not None and bodies.medium(page.document.publisher)
        if self.printed:
            self.selves = 0  # "we" in a paper is the paper
        self.aliases: dict[str, str] = {}
        self.bodies = {" ".join(a.words(e.first, e.last).split()) for e in a.entities if e.type == "ORG"}
        self.mentions = list(itertools.islice(self._mentions(), _MOST))

    def best(self) -> Issuer | None:
        points: dict[str, int] = {}
        for name in dict.fromkeys(m.name for m in self.mentions):
            points[name] = self._points(name)
        if not points:
            return None
        ranked = sorted(points, key=lambda n: -points[n])
        least = _LEAST_REPORT if self.printed else _LEAST if self.selves >= _SELVES else _LEAST_SILENT
        top = points[ranked[0]]
        rivals = [n for n in ranked if points[n] == top and not _same(n, ranked[0]) and not self._taken_up(n, ranked[0])]
        report = (
            self.selves < _SURE
            and self._cites_others() >= _REPORT
            and not self._calls_itself()
            and top < _LEAST_REPORT
            and self._title_points(ranked[0]) < _LEAST_SILENT
        )
        if top < least or rivals or report:
            return None
        whole = self._whole(ranked[0], points)
        first = next(m for m in self.mentions if m.name == whole)
        how = "says “we”" if self.selves >= _SELVES else "lets it speak in the present tense"
        return Issuer(canonical(whole), first.start, first.end, f"the text {how} and names “{whole}” as its own")

    def says_itself(self) -> Issuer | None:
        """The body that says of itself "X said today", is then "the Centre" throughout, and whose own people are quoted."""
        first = self._first_blocks()[:1]
        for m in self.mentions:
            after = self.a.text[m.end : m.end + 20]
            if m.block not in first or not _SAID_TODAY.match(after) or len(m.name.split()) < 2 or _state(m.name):
                continue
            short = m.name.split()[-1]
            again = re.findall(rf"\b[Tt]he {re.escape(short)}\b(?! of\b)(['’]s \w+)?", self.a.text[m.end :])
            if len(again) >= _AGAIN and any(again) and short.lower() in heads():
                return Issuer(canonical(m.name), m.start, m.end, f"“{m.name} said today”, and the text is about what “the {short}” did")
        return None

    def _whole(self, name: str, points: dict[str, int]) -> str:
        """The fullest name of a body: of "Ministry" the one ministry whose name the text has in full."""
        longer = [n for n in points if n != name and _same(n, name) and len(n) > len(name) and (points[n] > 0 or len(name.split()) == 1)]
        return (
            max(longer, key=lambda n: (points[n], -len(n)), default=name)
            if len({*longer}) == 1 or any(points[n] > 0 for n in longer)
            else name
        )

    def _selves(self) -> tuple[int, bool]:
        """How many words of the first person stand outside quotations, and whether they are mostly one person's."""
        found: Counter[bool] = Counter()
        for k, token in enumerate(self.a.tokens):
            form = token.form.lower()
            block = self.blocks[self.a.sentences[self.a.sentence_of[k]].block]
            if form in words().selves and block.kind in ("paragraph", "item") and not self.quoted.inside(k):
                found[form in words().lone] += 1
        return found.total(), found[True] > found[False]

    def _mentions(self) -> Iterator[_Mention]:
        for b in self.blocks:
            if b.kind not in (*RUNNING, *TITLES):
                continue
            text = self.a.text
            for m in names().finditer(text, b.start, b.end):
                if self._is_quoted(m.start()):
                    continue
                start = m.start("name") + len(m["name"]) - len(_OPENING.sub("", m["name"]))
                name = re.sub(r"['’]s?$", "", text[start : m.end("name")]).strip()
                if m["short"] and name:
                    self.aliases[m["short"]] = name
                if stated := _STATED.match(name):
                    start, name = start + stated.end(), name[stated.end() :]
                if name and (_body(name) or name in self.bodies) and not self._person(start, start + len(name)):
                    before = text[:start].rsplit(maxsplit=1)[-1:] if start <= 40 else text[start - 40 : start].rsplit(maxsplit=1)[-1:]
                    yield _Mention(name, start, start + len(name), b, _owned(before[0].lower() if before else "", name))

    def _person(self, start: int, end: int) -> bool:
        """Whether a name is a person's, with office or place: "Lena Voss of the University of X", "Secretary General of the Council"."""
        first = self.a.text[start:end].split(" of ")[0].split()
        if all(p.lower().strip(".,") in turnlabels.words().offices | words().ranks for p in first):
            return True
        return any(e.type == "PER" and e.last - e.first > 1 and self.a.tokens[e.first].start == start for e in self.a.entities)

    def _is_quoted(self, offset: int) -> bool:
        k = self.a.token_at(offset)
        return k is not None and self.quoted.inside(k)

    def _points(self, name: str) -> int:
        own = [m for m in self.mentions if self._is(m.name, name)]
        alike = [m for m in self.mentions if not self._is(m.name, name) and _same(m.name, name) and len(m.name) < len(name)]
        titled = self._title_points(name)
        acting = min(4, 2 * len({self._sentence(m) for m in (*own, *alike) if self._acts(m)}))
        if self._delegation() and gazetteer.country(name) is not None and any(map(self._has_acted, own)):
            acting = max(acting, 2)
        if self.selves >= _SURE and any(self._opens(m) and self._introduces(self._subject_of(m)) for m in own):
            acting = max(acting, 2)  # the first sentence says what it has done, the text says "we"
        if self._delegation() and gazetteer.country(name) is None and not (titled or _delegated(name)):
            return 0  # who says "my delegation" speaks for a state
        if (_state(name) and not acting) or (self.alone and titled < _TITLED):
            return 0  # what a text is about; a person who speaks is no body
        if _state(name) and not (titled or self._delegation() or self.selves >= _SURE or (self.selves and acting >= _OFTEN)):
            return 0  # a report of what a state does; a statement that answers one
        owned = 2 * (any(m.owned for m in (*own, *alike)) or any(_PRODUCT.match(self.a.text, m.end) for m in own))
        early = self._early(own)
        back = any(len(m.name.split()) == 1 for m in alike)
        noted = self.page.head.letterhead or self.page.head.publisher
        headed = 2 * (noted is not None and _same(noted.value, name))
        country = 2 * (_state(name) and self._delegation())
        if not (titled or acting or owned or headed or country or (back and self.selves)):
            return 0  # whoever is named early may be whom the text is about
        bare = acting and len(name.split()) == 1 and self._definite(own) and not alike
        if not (self.selves or titled or owned or headed or back or bare or self._acts_again(name)) and acting < _OFTEN:
            return 0  # a report may open with what somebody expects
        return titled + acting + owned + early + back + headed + country + bool(bare)

    def _taken_up(self, bare: str, name: str) -> bool:
        """Whether "the Council" takes up a fuller name that stands before it ("the City of X")."""
        return len(bare.split()) == 1 < len(name.split()) and self._definite([m for m in self.mentions if m.name == bare])

    def _acts_again(self, name: str) -> bool:
        """Whether what a fuller name begins to say goes on by "the Council"."""
        return any(self._taken_up(m.name, name) and self._acts(m) for m in self.mentions)

    def _definite(self, own: Sequence[_Mention]) -> bool:
        """Whether a body is only ever "the Ministry", whose name the reader knows from the page."""
        before = {self.a.text[: m.start].rstrip()[-4:].lower().strip() for m in own if m.block.kind in RUNNING}
        return (
            before == words().definite
            and own[0].name.lower() in heads()
            and not any(n.name != own[0].name and own[0].name in n.name for n in self.mentions)
        )

    def _title_points(self, name: str) -> int:
        return max((self._titled(m) for m in self.mentions if self._is(m.name, name) and m.block.kind in TITLES), default=0)

    def _is(self, mention: str, name: str) -> bool:
        return mention == name or self.aliases.get(mention) == name

    def _early(self, own: Sequence[_Mention]) -> int:
        """One point for a body that acts in the first paragraphs, one more for the subject of the first sentence."""
        subjects = [m for m in own if m.block in self._first_blocks() and self._subject_of(m) is not None]
        return bool(subjects) + any(map(self._opens, subjects))

    def _opens(self, m: _Mention) -> bool:
        return m.block == self._first_blocks()[0] and self._sentence(m) == self.a.sentence_of[self.a.token_at(m.block.start) or 0]

    def _delegation(self) -> bool:
        return re.search(r"\b(?:[Mm]y|[Oo]ur) (?:delegation|country|nation)\b", self.a.text) is not None

    def _first_blocks(self) -> list[Block]:
        return [b for b in self.blocks if b.kind in RUNNING][:_FIRST]

    def _titled(self, m: _Mention) -> int:
        """What a title says: "X: …", "X statement on …" most, "…: X on Y" less, any other place least."""
        before = self.a.text[m.block.start : m.start].strip()
        after = self.a.text[m.end : m.block.end].lstrip()
        own = (after[:1] == ":" and self.selves > 0) or _speaks_behind(m.name, after)
        if not before or before.lower() in words().definite:
            return 3 if own else 1
        if _STATED.fullmatch(f"{before} "):
            return 3
        return 2 if before.endswith((":", "–", "—")) else 0

    def _sentence(self, m: _Mention) -> int:
        k = self.a.token_at(m.start)
        return self.a.sentence_of[k] if k is not None else -1

    def _head(self, m: _Mention) -> int | None:
        """The token of a mention that hangs outside it."""
        return head(self.a, self.a.tokens_in(m.start, m.end))

    def _subject_of(self, m: _Mention) -> int | None:
        """The verb whose subject a mention is, also as "the members of the Council"."""
        k = self._head(m)
        for _ in range(2):
            if k is None:
                return None
            if self.a.tokens[k].deprel == "nsubj":
                return self.a.tokens[k].head
            k = self.a.tokens[k].head if self.a.tokens[k].deprel == "nmod" and self.a.tokens[k].head >= 0 else None
        return None

    def _acts(self, m: _Mention) -> bool:
        """Whether a body acts in the present, perfect or future by a verb of statements, outside titles."""
        if m.block.kind not in RUNNING:
            return False
        v = self._subject_of(m)
        if v is None or not self.now(v):
            return False
        if _makes_statement(self.a.tokens[v]):
            return True
        return self.selves >= _SURE and len(m.name.split()) == 1 and (m.name.isupper() or self._definite([m]))

    def _has_acted(self, m: _Mention) -> bool:
        """Whether a body "has called for", "will vote": what a delegation says of its own state, in whatever clause."""
        v = self._subject_of(m) if m.block.kind in RUNNING else None
        if v is None or self.a.tokens[v].lemma.lower() not in words().acts:
            return False
        return bool({self.a.tokens[j].form.lower() for j in self.a.dependents(v, "aux")} & words().voting)

    def now(self, v: int | None) -> bool:
        """Whether a main clause is in the present, perfect or future, outside quotations."""
        if v is None or self.a.rel(v) not in ("root", "conj") or self.quoted.inside(v):
            return False
        helpers = {self.a.tokens[j].form.lower() for j in self.a.dependents(v, "aux")}
        return _tagged_noun(self.a.tokens[v]) or self.a.tokens[v].xpos in ("VBZ", "VBP") or bool(helpers & words().now)

    def _introduces(self, v: int | None) -> bool:
        """Whether a first sentence says what a body does, or, in a text that quotes nobody, what its work was ("had 86 observers")."""
        if self.now(v):
            return True
        return (
            v is not None and self.a.rel(v) == "root" and self.a.tokens[v].lemma.lower() in words().works and self._cites_others() < _REPORT
        )

    def _calls_itself(self) -> bool:
        """Whether a title calls the text what bodies issue: "Gaza: Flash Update – …", "Public notice"."""
        kinds = "|".join(sorted(words().titles))
        own = re.compile(rf"(?:^|[:–—-] )(?:[\w-]+ ){{0,2}}(?:{kinds})(?: no\.? ?\d+)?\s*(?:$|[:–—-])", re.IGNORECASE)
        return any(own.search(self.a.text[b.start : b.end]) for b in self.blocks if b.kind in TITLES)

    def _cites_others(self) -> int:
        """How many quotations of some length there are: two and more as in a report."""
        return sum(q.last - q.first > 6 for q in self.quoted.found)


def _host(s: Search) -> Issuer | None:
    """The body on whose page a text that says "we" stands, where the text calls it "our union", "the Authority"."""
    name = s.page.document.publisher
    if name is None or s.selves < _SURE or s.alone or bodies.medium(name) or s._cites_others() > _MOST_CITED:
        return None
    if (introduced := _introduced(s, _LEGAL.sub("", name))) is not None:
        return introduced
    kinds = "|".join(re.escape(w.strip(".,’'")) for w in name.split() if w.lower().strip(".,’'") in heads())
    own = re.search(rf"\b(?:[Oo]ur|[Tt]his|[Tt]he) (?:{kinds})\b", s.a.text, re.IGNORECASE) if kinds else None
    said = re.search(rf"\b{re.escape(name)}\b", s.a.text)
    found = said or own
    if own is None or found is None or s._is_quoted(own.start()):
        return None
    return Issuer(canonical(name), found.start(), found.end(), f"the text says “we” and “{own.group()}” on the page of “{name}”")


def _introduced(s: Search, name: str) -> Issuer | None:
    """The body of the page where the text's first sentence is about what it does: "Harbour Freight can confirm that …"."""
    for b in s._first_blocks()[:1]:
        for found in re.finditer(rf"\b{re.escape(name)}\b", s.a.text[b.start : b.end]):
            m = _Mention(name, b.start + found.start(), b.start + found.end(), b, False)
            if s._opens(m) and s.now(s._subject_of(m)):
                return Issuer(canonical(name), m.start, m.end, f"the text says “we” and begins with what “{name}” does, on its own page")
    return None


def _makes_statement(token: Token) -> bool:
    """A verb of statements, also where its lemma is a noun's ("The Ministry thanks …")."""
    return token.lemma.lower() in words().acts or _third(token)


def _third(token: Token) -> bool:
    """Whether a word has the form of a verb of statements in the present ("thanks")."""
    return token.form.lower().removesuffix("s") in words().acts


def _tagged_noun(token: Token) -> bool:
    """A verb of statements that the encoder takes for a plural or a past: "The Ministry thanks …"."""
    return token.xpos in ("NNS", "VBD") and _third(token)


@cache
def names() -> re.Pattern[str]:
    """Names of bodies: capitals with small words between, the word before them."""
    small = r"(?:(?:of|for|in|to|and)(?:\s+the)?|de|des|du|da|do|del|la|le|y|&)"
    return re.compile(rf"(?P<name>\b{CAPITAL}(?:,?\s+(?:{small}\s+){{0,2}}{CAPITAL}){{0,8}})(?:\s+\((?P<short>{CAPITAL})\))?")


@cache
def heads() -> frozenset[str]:
    return cues.lexicon().words.bodies | words().bodies


def without_organ(name: str) -> str | None:
    """The body of an organ without a name: "the union" of "the union's executive", "the Foreign Ministry" of its unnamed spokesperson.

    Args:
        name: the words that name the organ.

    Returns:
        the words before the organ; None where there is none, or they are no body's name.
    """
    low = name.lower()
    organ = next((o for o in sorted(words().offices, key=len, reverse=True) if low.endswith(f" {o}")), None)
    if organ is None:
        return None
    owner = re.sub(r"['’]s?$", "", name[: -len(organ) - 1].rstrip())
    bare = re.sub(r"^[Tt]he ", "", owner)
    return owner if bare and (bare.lower() in heads() or _body(bare)) and not _state(bare) else None


def _body(name: str) -> bool:
    """Whether a name is a body's or a state's: by a word for bodies, by the tables, or as letters of one."""
    parts = name.split()
    if parts[0].lower() in cues.lexicon().words.statements or " ".join(parts).lower() in turnlabels.words().unread:
        return False  # "Briefing to the Security Council", "LIVE"
    if any(p.lower().strip(".,’'") in heads() for p in parts) or _MUNICIPAL.match(name):
        return True
    if gazetteer.country(name) is not None or world.words_of(name) in world.load().names:
        return True
    return len(parts) == 1 and name.isupper() and 3 <= len(name) <= 8


def _speaks_behind(name: str, after: str) -> bool:
    """Whether a title's words behind a name make it the name of who speaks: "… statement on", "… on the raid"; not "Police on alert"."""
    words_ = [w.lower().strip(",.:") for w in after.split()[:3]]
    if words_ and words_[0] in words().before_titles:
        words_ = words_[1:]
    if words_ and words_[0] in words().titles:
        return len(words_) == 1 or words_[1] in words().about
    return bool(words_) and words_[0] in words().about and (len(name.split()) > 1 or name.isupper())


def _delegated(name: str) -> bool:
    """Whether a name is that of whom a delegation speaks for ("Delegation of X", "the Group", "the Union")."""
    return bool({w.lower() for w in name.split()} & words().delegated)


def _state(name: str) -> bool:
    """Whether a name is a state's, or the word for one."""
    return gazetteer.country(name) is not None or name.lower() in words().statehood


def _states(title: str) -> list[str]:
    """The states that a title names, each once, in its order: "… of the Kyrgyz Republic to Uzbekistan"."""
    found: dict[str, str] = {}
    for name in re.split(r"\s+(?:(?:of|to|in|for|and|with|from|between|by|the)\s+)+|[,:;]\s+", title):
        name = name.strip(" .:")
        known = world.load().names.get(world.words_of(name))
        if known is not None and known.kind == "state" and known.country is not None:
            found.setdefault(known.country, known.name)
    return list(found.values())


def _owned(before: str, name: str) -> bool:
    """ "this Authority", "our Movement"; "our Army" is an organ of whoever speaks."""
    return before in words().pointing or (before in words().owning and name.rsplit(maxsplit=1)[-1].lower() not in words().organs)


def _same(one: str, other: str) -> bool:
    """Whether two names are of one body as far as their words tell: the shorter begins or ends the longer."""
    short, long = sorted(([w.lower().strip(".,’'") for w in n.split()] for n in (one, other)), key=len)
    if len(short) == 1 and "of" in long and short[0] in long[: long.index("of")] and short[0] in heads() | words().officers:
        return True  # "the Ministers" of "Foreign Ministers of X and Y"
    return long[: len(short)] == short or long[-len(short) :] == short


def body(blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """The issuer's words: all running text."""
    return tuple((b.start, b.end) for b in blocks if b.kind in RUNNING)
