"""Web pages of different make: every visible word is in the record, read or removed with a reason; what must be read is, what must not is not."""

import re
from collections import Counter
from html.parser import HTMLParser

import msgspec
import pytest

from accordingto import ingest
from accordingto.types import Page

INLINE = set(
    "abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup tt u var wbr".split()
)
UNSEEN = {"script", "style", "template", "head", "title", "iframe", "object"}
VOID = {"br", "img", "hr", "meta", "link", "input", "wbr", "col", "source"}
P1 = "The transport minister of Ghana opened the rebuilt bridge at Akosombo on Tuesday and thanked the crews who had worked through the rains."
P2 = "Drivers from the Volta region said that the old bridge had been closed for eleven months, and that traders had lost a season."
P3 = "An opposition member of parliament accused the ministry of hiding what the work had cost, and asked for an audit by June."
PROSE = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"


class Words(HTMLParser):
    """The words that a browser could show, by the standard library's own parser."""

    def __init__(self, page):
        super().__init__()
        self.unseen, self.found = 0, []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in UNSEEN
        self.found.append("" if tag in INLINE else " ")

    def handle_endtag(self, tag):
        self.unseen -= tag in UNSEEN and self.unseen > 0
        self.found.append("" if tag in INLINE else " ")

    def handle_data(self, data):
        if not self.unseen:
            self.found.append(data)

    def words(self):
        return Counter(re.findall(r"\w+", "".join(self.found)))


class Made(msgspec.Struct):
    """A page: why it is here, its markup, and words that must be read and must not be."""

    why: str
    body: str
    read: tuple[str, ...]
    furniture: tuple[str, ...] = ()
    head: str = "<title>Bridge opens at Akosombo</title>"


PAGES = [
    Made(
        "a layout of tables, the menu in a cell",
        f"<table width=100%><tr><td colspan=2><a href=/>Volta Herald</a></td></tr><tr><td width=120><a href=/n>News</a><br><a href=/s>Sport</a></td><td><font size=5><b>Bridge opens</b></font><br><br>{P1}<br><br>{P2}<p>{P3}</td></tr><tr><td colspan=2>Volta Herald, Ho. All rights reserved.</td></tr></table>",
        (P1, P2, P3),
        ("News", "Sport"),
    ),
    Made(
        "bare text between blocks",
        f"<main><section><p>{P1}</p>Toll booths were burned in the night<div><h4>From the union</h4><p>{P2}</p>Nobody has been arrested so far</div></section></main>",
        (P1, "Toll booths were burned in the night", P2, "Nobody has been arrested so far"),
    ),
    Made(
        "lists in cells",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<table><tr><th>Month</th><th>Closed for</th></tr><tr><td>March</td><td><ul><li>9 days</li><li>two nights</li></ul></td></tr><tr><td>April</td><td><ul><li>7</li></ul></td></tr></table></article>",
        (P1, "April", "7", "two nights"),
    ),
    Made(
        "block quotations with their source",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<blockquote><p>“We never saw a bill,” she said.</p><footer>Efua Mensah, member for Ho</footer></blockquote><p>{P2} Again.</p></article>",
        ("“We never saw a bill,” she said.", "Efua Mensah, member for Ho"),
    ),
    Made(
        "line breaks inside a sentence, at a width, and between sentences",
        f"<div class=post-body>{P1}<br>The minister told<br>the crowd that he would return.<br><br>Six people were hurt.<br>One of them, a driver, died.<br/>{P2}</div>",
        ("The minister told the crowd that he would return.", "Six people were hurt.", P2),
    ),
    Made(
        "spans in spans, words cut by markup",
        f"<div><div><div><span><span>{P1}</span></span></div><div><span>The <span>re<b>bel</b>s</span> <i>left</i> the mill, the mayor said on Friday in a short note.</span></div><div><span>{P2}</span></div></div></div>",
        (P1, "The rebels left the mill, the mayor said on Friday in a short note.", P2),
    ),
    Made(
        "a live report: entries as list items with their times",
        f"<header><nav><a href=/>Home</a></nav></header><main><h1>Bridge opens at Akosombo</h1><ul class=live><li class=entry><time datetime=2023-05-02T09:10>09:10</time><h3>Police close the road</h3><p>{P1}</p></li><li class=entry><time>09:25</time><h3>First lorries cross</h3><p>{P2}</p></li><li class=entry><time>09:40</time><p>{P3}</p></li><li class=entry><time>09:55</time><p>Crowds leave.</p></li></ul></main>",
        (P1, P2, P3, "Crowds leave.", "First lorries cross"),
        ("Home",),
    ),
    Made(
        "a forum: posts of a table with their authors",
        f"<div class=thread><table><tr><td class=user>kofi_77</td><td class=message>{P1}</td></tr><tr><td class=user>amina</td><td class=message><blockquote>{P2}</blockquote>I was there, that is not true.</td></tr><tr><td class=user>kofi_77</td><td class=message>{P3}</td></tr></table><form><textarea>Your answer</textarea><button>Send</button></form></div>",
        (P1, P3, "I was there, that is not true."),
        ("Your answer", "Send"),
    ),
    Made(
        "a ministry's page with a menu at the side, in one form",
        f"<form id=aspnetForm><div id=header><a href=/>Ministry of Transport</a></div><div id=leftmenu class=left-menu><ul><li><a href=/m>Minister</a></li><li><a href=/t>Tenders</a></li><li>Contact us</li></ul></div><div id=content><h2>Bridge opens at Akosombo</h2><p class=date>02/05/2023</p>{PROSE}</div><div id=footer>Tel. 0302 000 111</div></form>",
        (P1, P2, P3, "02/05/2023"),
        ("Minister", "Tenders", "Contact us"),
    ),
    Made(
        "captions and credits of pictures",
        f"<article><h1>Bridge opens at Akosombo</h1><figure><img src=a alt=bridge><figcaption>Lorries wait at the old bridge in March.</figcaption></figure>{PROSE}</article>",
        (P1, "Lorries wait at the old bridge in March."),
    ),
    Made(
        "definition lists",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<dl><dt>Length</dt><dd>It measures 670 metres from bank to bank.</dd><dt>Cost</dt><dd>The ministry has not said what was paid.</dd></dl></article>",
        ("It measures 670 metres from bank to bank.", "The ministry has not said what was paid.", "Length"),
    ),
    Made(
        "details that open on a click",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<details><summary>What the contract says</summary><p>The contractor must repair any crack for ten years at its own cost.</p></details><p>{P1} Twice.</p></article>",
        ("What the contract says", "The contractor must repair any crack for ten years at its own cost."),
    ),
    Made(
        "words hidden from screen readers, from sight, and for screen readers only",
        f"<article><h1>Bridge opens at Akosombo</h1><span aria-hidden=true>◆ ornament</span>{PROSE}<p style='display:none'>Draft of a paragraph that was withdrawn.</p><span class=sr-only>opens in a new window</span><p hidden>Not yet approved.</p></article>",
        (P1,),
        ("◆ ornament", "Draft of a paragraph that was withdrawn.", "opens in a new window", "Not yet approved."),
    ),
    Made(
        "preformatted text, wrapped at a width",
        f"<html><body><pre>MINISTRY OF TRANSPORT\n\nThe minister said on Tuesday that the bridge would be\nopen to lorries from the first of June, and that the\nferry would stop.\n\n{P2}\n{P3}</pre></body></html>",
        ("The minister said on Tuesday that the bridge would be open to lorries from the first of June, and that the ferry would stop.", P3),
    ),
    Made(
        "words in a drawing",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<svg><text>Fig. 2: spans of the bridge</text></svg><p>{P2} Again.</p></article>",
        (P1, P2),
    ),
    Made(
        "templates, scripts, and what stands for browsers without them",
        f"<article><h1>Bridge opens at Akosombo</h1><script>var a = '<p>no words</p>';</script>{PROSE}<template><p>Unseen</p></template><noscript>Please switch scripts on.</noscript></article>",
        (P1, P3),
        ("Please switch scripts on.",),
    ),
    Made(
        "entities, no-break blanks, soft hyphens",
        f"<article><h1>Bridge opens at Akosombo</h1>{PROSE}<p>&ldquo;It&rsquo;s open,&rdquo; said M&uuml;ller &amp; Sons &mdash; for&nbsp;9&nbsp;days &lt;only&gt;.</p><p>{P1} &#8211; so far.</p></article>",
        ("“It’s open,” said Müller & Sons — for 9 days <only>.",),
    ),
    Made(
        "a news page: bars of links, sharing, related stories, a sign-up, readers' comments",
        f"<header class=site-header><nav><ul><li><a href=/a>Politics</a></li><li><a href=/b>Business</a></li></ul></nav></header><main><article><div class=breadcrumbs><a href=/>Home</a> › <a href=/g>Ghana</a></div><h1>Bridge opens at Akosombo</h1><div class=byline>By Esi Owusu</div><div class=share-bar>Share <a href=f>Facebook</a></div>{PROSE}<div class=newsletter><p>Get the day’s news in your inbox every morning at six.</p></div><p>{P1} Once more.</p></article><aside class=related><h3>Related</h3><a href=/1>Ferry talks resume</a><p>Ferry crews met the owner on Monday for the first time.</p></aside><section class=comments><h3>2 comments</h3><div class=comment><p>I crossed it yesterday and it is a disgrace to us all.</p></div></section></main><footer>© Volta Herald</footer>",
        (P1, P2, P3, "By Esi Owusu"),
        ("Politics", "Home › Ghana", "Share Facebook", "Get the day’s news in your inbox every morning at six.", "Ferry talks resume", "I crossed it yesterday and it is a disgrace to us all.", "© Volta Herald"),
    ),
    Made(
        "a page of divisions without any name, the last lines short",
        f"<div><div>Bridge opens at Akosombo</div><div><div>{P1}</div><div>{P2}</div><div>{P3}</div><div>Ends.</div><div>Notes to editors</div><div>The bridge was built in 1961.</div></div></div>",
        (P1, P3, "The bridge was built in 1961."),
    ),
    Made(
        "marks of footnotes, and the notes",
        f"<article><h1>Bridge opens at Akosombo</h1><p>{P1}<sup><a href=#n1>1</a></sup> It spans 40 m<sup>2</sup> of rock.</p><p>{P2}<sup>[2]</sup></p><ol><li id=n1>Ministry of Transport, statement of 2 May.</li><li>Interview with the union, 3 May.</li></ol></article>",
        (P1, "It spans 40 m2 of rock.", "Ministry of Transport, statement of 2 May."),
        ("1", "[2]"),
    ),
    Made(
        "spans that cut a word, boxes side by side",
        f"<article><h1>Bridge opens at Akosombo</h1><div><a href=/k>Esi Owusu</a><time datetime=2023-05-02>2 May 2023</time></div>{PROSE}<p><span>The traders</span><span>’ union</span><span>&nbsp;said that the toll was too high for them.</span></p></article>",
        (P1, "2 May 2023", "The traders’ union said that the toll was too high for them."),
    ),
    Made(
        "an encyclopedia: edit links, a table of contents, references",
        f"<div id=content><h1>Bridge at Akosombo</h1><div class=toc><h2>Contents</h2><ul><li><a href=#a>1 History</a></li></ul></div><h2><span>History</span><span class=mw-editsection>[<a href=e>edit</a>]</span></h2>{PROSE}<h2>References</h2><ol class=references><li>Volta Herald, 2 May 2023.</li></ol></div>",
        (P1, P3, "History"),
        ("Contents", "[ edit ]", "Volta Herald, 2 May 2023."),
    ),
    Made(
        "nested deeper than parsers like",
        f"<article>{'<div>' * 400}<h1>Bridge opens at Akosombo</h1>{PROSE}{'</div>' * 400}</article>",
        (P1, P2, P3),
    ),
    Made(
        "markup that is broken",
        f"<body><p>{P1}<p><b>{P2}<p><i>{P3}</b></i><div><span>The last word is not closed",
        (P1, P2, P3),
    ),
]  # fmt: skip


@pytest.fixture(params=PAGES, ids=[p.why for p in PAGES])
def made(request, tmp_path):
    markup = (
        request.param.body
        if request.param.body.startswith(("<html", "<body"))
        else f"<html><head>{request.param.head}</head><body>{request.param.body}</body></html>"
    )
    (tmp_path / "a.html").write_text("<!doctype html>" + markup, encoding="utf-8")
    (page,) = ingest.open(tmp_path / "a.html")
    assert isinstance(page, Page), page
    return request.param, markup, page


def test_every_visible_word_is_accounted_for(made):
    row, markup, page = made
    text = page.document.text
    covered = Counter(word for b in page.blocks for word in re.findall(r"\w+", text[b.start : b.end]))
    assert not Words(markup).words() - covered, row.why


def test_what_is_read_and_what_is_not(made):
    row, _, page = made
    read = [re.sub(r"\s+", " ", page.document.text[b.start : b.end]) for b in page.blocks if b.kind != "furniture"]
    removed = [page.document.text[b.start : b.end] for b in page.blocks if b.kind == "furniture"]
    for words in row.read:
        assert any(words in line for line in read), (row.why, words)
    for words in row.furniture:
        assert words in removed, (row.why, words)


def test_furniture_has_a_reason(made):
    _, _, page = made
    for block in page.blocks:
        if block.kind == "furniture":
            assert any(s.start <= block.start and block.end <= s.end and s.reason for s in page.document.removed)
