"""Make the PDF and Word pages of this folder: ``python tests/pages/make.py``.

Each has what such files have: columns, footnotes, words broken at a line's end, running heads and page numbers, a letterhead; tracked
changes, text boxes, content controls, footnotes, tables, headers and footers. The files are the same bytes on every run.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import msgspec
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4, A5
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent
SHY = "\u00ad"
"""Where a word of a PDF may be broken; no soft hyphen goes into the file."""

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
BOX_NAMESPACE = 'xmlns:v="urn:schemas-microsoft-com:vml"'


# PDF


class Style(msgspec.Struct, frozen=True):
    """How a paragraph of a PDF is set, in points."""

    font: str = "Times-Roman"
    size: float = 10.5
    after: float = 6
    first: float = 0
    """Indent of the first line."""


BODY = Style()
BOLD = Style(font="Times-Bold")
HEAD = Style(font="Times-Bold", size=15, after=10)
SMALL = Style(font="Times-Roman", size=7.5, after=3)

Set = tuple[str, Style]


class Column(msgspec.Struct, frozen=True):
    """Where lines go on a page, in points from the lower left corner."""

    left: float
    top: float
    width: float
    bottom: float


class Sheet(msgspec.Struct, frozen=True):
    """What a PDF looks like: its columns on the first and on later pages, and what stands on each page outside them."""

    first: Sequence[Column]
    later: Sequence[Column]
    fixed: Sequence[Sequence[tuple[float, float, str, Style]]]
    """Per page: left, height, words, style."""
    size: tuple[float, float] = A4


def lines(canvas: Canvas, words: str, style: Style, width: float) -> list[str]:
    """A paragraph in lines; a word that does not fit is broken at a ``SHY`` where it has one."""
    found, line, room = [], "", width - style.first
    for word in words.split(" "):
        rest = word
        while rest:
            start = f"{line} " if line else ""
            pieces = rest.split(SHY)
            whole = start + "".join(pieces)
            if canvas.stringWidth(whole, style.font, style.size) <= room:
                line, rest = whole, ""
                continue
            fitting = [
                n for n in range(1, len(pieces)) if canvas.stringWidth(start + "".join(pieces[:n]) + "-", style.font, style.size) <= room
            ]
            cut = max(fitting, default=0)
            found.append(start + "".join(pieces[:cut]) + "-" if cut else line)
            line, room, rest = "", width, SHY.join(pieces[cut:])
    return [*found, line]


def pdf(name: str, sheet: Sheet, text: Iterable[Set]) -> None:
    """Set a text in the columns of a sheet."""
    canvas = Canvas(str(FOLDER / name), pagesize=sheet.size, invariant=True)
    page, number = 0, 0

    def furnish() -> None:
        for left, height, words, style in sheet.fixed[page] if page < len(sheet.fixed) else ():
            canvas.setFont(style.font, style.size)
            canvas.drawString(left, height, words)

    furnish()
    column = sheet.first[0]
    height = column.top
    for words, style in text:
        for count, line in enumerate(lines(canvas, words, style, column.width)):
            if height < column.bottom:
                number += 1
                columns = sheet.later if page else sheet.first
                if number == len(columns):
                    canvas.showPage()
                    page, number, columns = page + 1, 0, sheet.later
                    furnish()
                column = columns[number]
                height = column.top
            canvas.setFont(style.font, style.size)
            canvas.drawString(column.left + (style.first if not count else 0), height, line)
            height -= style.size * 1.25
        height -= style.after
    canvas.save()


def bulletin() -> None:
    """Two columns with footnotes under each, a running head and a page number."""
    columns = (Column(36, 500, 165, 90), Column(219, 500, 165, 90))
    later = (Column(36, 545, 165, 90), Column(219, 545, 165, 90))
    head = "Mekong Clinics Network | Bulletin 12 | page {}"
    title = "Clinics on both banks of the Mekong run out of antivenom"
    notes = [
        (36, 62, "1 Register of the provincial hospital, Thakhek, read on 2 May.", SMALL),
        (36, 52, "2 The price was 41 dollars a vial in 2022.", SMALL),
        (36, 42, "3 Letter to the Network of 28 April, in our files.", SMALL),
    ]
    fixed = (
        [(36, 570, head.format(1), SMALL), (36, 540, title, Style(font="Times-Bold", size=13)), (36, 522, "12 May 2025", SMALL), *notes],
        [(36, 570, head.format(2), SMALL)],
    )
    text = [
        (
            "Nurses in Laos and Thai\u00adland are sending snake\u00adbite patients across the river because neither bank has enough anti\u00advenom. We "
            "visited fourteen clinics in Kham\u00admouane and Nakhon Phanom between 22 April and 6 May. Nine of them had not a single vial left.",
            BODY,
        ),
        (
            "The provincial hospital in Thakhek treated sixty-three patients in April.1 In the whole of last year it treated one hun\u00addred and "
            "ten. Early rains drove the snakes out of the paddies, the doctors there believe.",
            BODY,
        ),
        (
            "“We had to choose between two child\u00adren, and I will not tell you how we chose,” said Dr Bounmy Sayavong, who heads the emer\u00adgency "
            "ward. “Both of them lived, thanks to a fisher\u00adman with a fast boat.”",
            BODY,
        ),
        ("A market with one seller", BOLD),
        (
            "Only one factory in the region produces the serum. It raised the price to ninety dol\u00adlars a vial in Janu\u00adary.2 The company told us "
            "that the cost of horses and of refrige\u00adration had doubled. It denied that it was holding back stocks.",
            BODY,
        ),
        (
            "Thai health workers face the same short\u00adage. “Our depot in Khon Kaen has been empty since the New Year,” said Somchai Buakham, "
            "a pharma\u00adcist in That Phanom. “I call them every morn\u00ading and every morn\u00ading they say tomor\u00adrow.”",
            BODY,
        ),
        (
            "The health depart\u00adments of both countries have prom\u00adised to pool what they have. The Lao depart\u00adment wrote that it would hand out "
            "four hun\u00addred vials before the end of May.3 Nothing had arrived when this bul\u00adletin was closed.",
            BODY,
        ),
        ("What we ask for", BOLD),
        (
            "We call on both govern\u00adments to let ambu\u00adlances cross the Friend\u00adship Bridge at night with\u00adout a permit. We call on the factory "
            "to publish its stocks. Donors should pay for refrige\u00adrators in the eight clinics that have none.",
            BODY,
        ),
        (
            "Our own teams will keep a boat and a driver at That Phanom until the rains end. That is not a solution. It is a boat.",
            BODY,
        ),
        (
            "We have asked the two provinces to count every bite from now on, and to count in the same way. Last year one of them counted only "
            "the dead, and the other only those who paid.",
            BODY,
        ),
        (
            "Village health volun\u00adteers on both banks will be trained in June. Sixty of them have signed up so far, forty-one of them women. "
            "They will learn to tie a splint, to keep the patient still and to tele\u00adphone. They will also learn what not to do, since knives "
            "and black stones have cost more legs in these vil\u00adlages than the snakes have.",
            BODY,
        ),
        (
            "The Network treated two hundred and eight people for bites in the past five years and lost eleven of them. Nine of the eleven "
            "reached us more than twelve hours after the bite, most of them at night.",
            BODY,
        ),
        (
            "The bridge is lit at night. We have seen lorries with durian cross it at two in the morn\u00ading.",
            BODY,
        ),
        (
            "The Mekong Clinics Network is a regis\u00adtered associ\u00adation of twenty-two clinics. Printed in Nakhon Phanom.",
            SMALL,
        ),
    ]
    pdf("pdf-columns-bulletin.pdf", Sheet(columns, later, fixed, A5), text)


def letterhead() -> None:
    """A letterhead with an office line and the office's name alone, a statement, a footer with an address."""
    fixed = (
        [
            (70, 800, "GOVERNMENT OF SAINT LUCIA", Style(font="Times-Bold", size=9)),
            (70, 780, "PRIME MINISTER", Style(font="Times-Bold", size=17)),
            (70, 765, "Office: (758) 555-0130   Fax: (758) 555-0131   pmo@gov.example.lc", SMALL),
            (70, 40, "Greaham Louisy Building, Waterfront, Castries, Saint Lucia", SMALL),
        ],
        [(70, 40, "Greaham Louisy Building, Waterfront, Castries, Saint Lucia", SMALL), (500, 40, "2", SMALL)],
    )
    text = [
        ("4th February, 2025", BODY),
        ("Statement by Prime Minister Marcus Désir on the fire at the Castries market", HEAD),
        ("Fellow Saint Lucians,", BODY),
        (
            "Last night a fire destroyed the eastern wing of the Castries market. One hundred and thirty-four vendors have lost their stalls. A "
            "watchman, Mr. Augustin Joseph, was burned on both hands, and he is in stable condition at the OKEU Hospital. We thank God that no life was lost.",
            BODY,
        ),
        (
            "The Fire Service arrived within seven minutes. Martinique sent two engines by ferry before dawn, and Barbados has offered timber. "
            "I spoke to the Prefect and to the Prime Minister of Barbados this morning and I thanked them in your name.",
            BODY,
        ),
        (
            "I know that many of you are angry. The vendors warned the City Council in October that the wiring was old. The Council says that "
            "it repaired the wiring in November. I do not know which of them is right, and I will not guess. The Chief Fire Officer will "
            "report to Cabinet by the twentieth of this month, and his report will be pub\u00adlished without a line removed.",
            BODY,
        ),
        ("Cabinet met at six o'clock this morning and took three decisions.", BODY),
        (
            "First, every registered vendor will receive a grant of two thousand five hundred dollars. Second, the car park at Peynier Street "
            "will be used as a market from Saturday. Third, no rent will be col\u00adlected until the new wing is open.",
            BODY,
        ),
        (
            "There are people who claim on the radio that the fire was set so that a hotel could be built. No hotel will be built on that land. "
            "It belongs to the people of Castries, and it will remain a market as long as I hold this office.",
            BODY,
        ),
        (
            "Let me say a word to the young men who went into the stalls while they were still burning. Some of you carried out sewing machines, "
            "scales and a baby's cot, and you gave them back. Others carried out bottles and did not give them back. The police have the "
            "pictures. Bring the bottles back.",
            BODY,
        ),
        ("May God bless Saint Lucia.", BODY),
        ("Marcus Désir", BOLD),
    ]
    pdf("pdf-letterhead-statement.pdf", Sheet([Column(70, 735, 440, 330)], [Column(70, 780, 440, 90)], fixed), text)


def commission() -> None:
    """A transcript over three pages; pages end in the middle of answers."""
    head, foot = "Malawi Electoral Commission - Verbatim record", "Page {} of 3"
    fixed = [[(40, 570, head, SMALL), (340, 25, foot.format(n), SMALL)] for n in (1, 2, 3)]
    text = [
        ("Media briefing on the voters' register", HEAD),
        ("Blantyre, Wednesday, 23 April 2025", BODY),
        ("Present: Justice Thokozani Mhango, Chairperson; Mr Harold Banda, Chief Elections Officer.", BODY),
        (
            "JUSTICE MHANGO: Good morning. The Commission closed the register on Sunday. It holds seven million, one hundred and twenty "
            "thousand names. That is four hundred thousand more than in 2019. We removed ninety-one thousand names of people who have died, "
            "and sixteen thousand names that had been entered twice.",
            BODY,
        ),
        (
            "Some parties have said that we removed the living. I have asked them for the names. One party sent eleven, and all eleven of them "
            "are on the register. The Chief Elections Officer has the list with him.",
            BODY,
        ),
        ("QUESTION: Chilungamo FM. Chair, will the parties receive a copy of the register, and when?", BODY),
        (
            "MR BANDA: They will receive it on Monday, on a disc and on paper. In 2019 they received it eight days before the vote. This time "
            "it will be five months before the vote. The observers of the African Union and of the Common\u00adwealth have asked for a copy too, and "
            "they will get the same disc on the same day.",
            BODY,
        ),
        (
            "QUESTION: In Nsanje people queued for two days and were sent away. They say that the machines were taken to Chikwawa for a minister's "
            "village. Is that so?",
            BODY,
        ),
        (
            "MR BANDA: Nine machines were moved from Nsanje to Chikwawa on the fifth of April, because nine machines in Chikwawa had been "
            "flooded. No minister asked for them. I signed the order myself. But people in Nsanje were sent away, that is true, and we went "
            "back there for four more days.",
            BODY,
        ),
        (
            "JUSTICE MHANGO: Let me add to that. I went to Nsanje on the twelfth. I met a woman there who had walked for six hours with a child "
            "on her back. She had been told to come back tomorrow. I apologised to her on behalf of the Commission, and I apologise again today.",
            BODY,
        ),
        ("QUESTION: Has anybody been punished?", BODY),
        (
            "JUSTICE MHANGO: Two supervisors were suspended. The police are investigating a third, who is alleged to have sold places in the "
            "queue. I cannot say more about a case that may come before my colleagues on the bench.",
            BODY,
        ),
        ("MR BANDA: The telephone number for complaints is on the wall behind me and it is free of charge. Thank you.", BODY),
        ("The briefing rose at 11.05 hours.", SMALL),
    ]
    pdf("pdf-electoral-transcript.pdf", Sheet([Column(40, 540, 340, 290)], [Column(40, 540, 340, 290)], fixed, A5), text)


def court() -> None:
    """A summary by a court: numbered paragraphs, words broken at line ends, footnotes, page numbers in dashes."""
    fixed = [
        [
            (200, 30, "- 1 -", SMALL),
            (50, 70, "1 Fisheries Resources Act 2020, section 31.", SMALL),
            (50, 60, "2 Judgment, paragraph 88.", SMALL),
        ],
        [(50, 570, "Claim No. 417 of 2023 / Press summary", SMALL), (200, 30, "- 2 -", SMALL)],
    ]
    text = [
        ("HIGH COURT OF BELIZE", BOLD),
        ("18 October 2024", BODY),
        ("Press summary: Lobster Fishers of Sarteneja v Reef Holdings Limited", HEAD),
        ("The High Court of Belize issued the following summary today. It is not part of the judgment.", BODY),
        ("Background", BOLD),
        (
            "1. In 2021 Reef Holdings Limited laid a mooring field of two hundred and forty buoys off Bacalar Chico. The claim\u00adants are thirty-seven "
            "fisher\u00admen who set their traps there. They claimed that the buoys had deprived them of a third of their catch.",
            BODY,
        ),
        (
            "2. The company argued that it held a licence from the Depart\u00adment and that stocks of lobster had fallen all along the coast. "
            "It called two marine biolo\u00adgists as wit\u00adnesses. The fisher\u00admen called one, and eleven of them gave evi\u00addence themselves.",
            BODY,
        ),
        ("Judgment", BOLD),
        (
            "3. Madam Justice Amelia Coc held that the licence was invalid, because the Depart\u00adment had not heard the fisher\u00admen before it was "
            "granted.1 She ordered the company to remove the buoys within ninety days.",
            BODY,
        ),
        (
            "4. The judge rejected the claim for dam\u00adages. “The catch fell,” she wrote, “but it fell as steeply in places where no buoy has "
            "ever floated.”2",
            BODY,
        ),
        (
            "5. The judge found that neither side had acted in bad faith. She did not accept the evi\u00addence of one wit\u00adness of the company, who had "
            "never dived at the site.",
            BODY,
        ),
        (
            "6. Each side bears its own costs. The order is sus\u00adpended for six weeks so that the parties may appeal. Reef Holdings has told the Court "
            "that it will do so.",
            BODY,
        ),
        ("Note to editors: the full judg\u00adment is available from the Registry, Regent Street, Belize City, telephone 555-0149.", SMALL),
    ]
    pdf("pdf-court-summary.pdf", Sheet([Column(50, 550, 320, 175)], [Column(50, 545, 320, 90)], fixed, A5), text)


# Word


def run(words: str) -> str:
    """A run's XML."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def inserted(words: str) -> str:
    """Words put in under tracked changes."""
    return f'<w:ins w:id="1" w:author="Editor" w:date="2024-01-01T00:00:00Z">{run(words)}</w:ins>'


def deleted(words: str) -> str:
    """Words struck out under tracked changes."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="Editor" w:date="2024-01-01T00:00:00Z">{gone}</w:del>'


def footnote(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def control(words: str) -> str:
    """A content control inside a paragraph."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>"


def box(*paragraphs: str) -> str:
    """A text box of an older Word, anchored in a paragraph."""
    inner = "".join(f"<w:p>{run(p)}</w:p>" for p in paragraphs)
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


class Word:
    """A Word file in the making: paragraphs are XML, so that they can hold what python-docx cannot write."""

    def __init__(self, header: str = "", footer: str = "") -> None:
        self.document = docx.Document()
        section = self.document.sections[0]
        if header:
            section.header.paragraphs[0].text = header
        if footer:
            section.footer.paragraphs[0].text = footer

    def add(self, *inner: str, style: str | None = None) -> None:
        """A paragraph of runs (XML)."""
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        paragraph = parse_xml(f"<w:p {nsdecls('w')} {BOX_NAMESPACE}>{look}{''.join(inner)}</w:p>")
        self.document.element.body.insert_element_before(paragraph, "w:sectPr")

    def controlled(self, words: str) -> None:
        """A whole paragraph in a content control."""
        block = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p>{run(words)}</w:p></w:sdtContent></w:sdt>")
        self.document.element.body.insert_element_before(block, "w:sectPr")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table."""
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text

    def footnotes(self, *notes: str) -> None:
        """The footnotes, numbered from 1."""
        inner = "".join(f'<w:footnote w:id="{n}"><w:p>{run(words)}</w:p></w:footnote>' for n, words in enumerate(notes, 1))
        xml = f"<w:footnotes {nsdecls('w')}>{inner}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def save(self, name: str) -> None:
        """Write the file with fixed times, so that a second run gives the same bytes."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(FOLDER / name, "w", zipfile.ZIP_DEFLATED) as kept:
            for member in sorted(made.namelist()):
                kept.writestr(zipfile.ZipInfo(member, (2024, 1, 1, 0, 0, 0)), made.read(member), zipfile.ZIP_DEFLATED)


def tracked() -> None:
    """A statement with tracked changes, a contact in a text box, a header and a footer."""
    word = Word(header="MINISTRY OF AGRICULTURE OF HUNGARY - PRESS OFFICE", footer="Draft 3, cleared by legal on 5 March")
    word.add(run("Statement by the Ministry of Agriculture of Hungary on avian influenza in Bács-Kiskun"), style="Title")
    word.add(run("Budapest, 5 March 2024"))
    word.add(
        run("Avian influenza was confirmed on Sunday at two goose farms near Kiskunmajsa. The Ministry "),
        inserted("did not order "),
        deleted("has ordered "),
        run("a general ban on the sale of poultry. Birds may be sold everywhere outside the two zones."),
        box("Press officer on duty: Eszter Halmai, +36 1 555 0117"),
    )
    word.add(
        deleted("Nine thousand geese were killed on Monday. "),
        run("The owners of the two farms will be compensated within thirty days"),
        inserted(", and their workers will be paid for the time that they cannot work"),
        run("."),
    )
    word.add(
        run(
            "We are in daily contact with the veterinary services of Austria, Romania and Serbia. None of them has closed its border to Hungarian feed."
        )
    )
    word.add(
        run("A newspaper reported on Monday that inspectors had carried the virus from one farm to the other. "),
        inserted("The Ministry rejects that report. "),
        run("The two farms were visited by different teams on different days, and each team "),
        deleted("says that it has burned"),
        inserted("burned"),
        run(" its overalls afterwards."),
    )
    word.add(
        run("“No inspector of mine has entered two farms on one day,” the Chief Veterinary Officer, Gábor Pintér, "),
        inserted("told the Ministry's staff meeting"),
        deleted("is said to have shouted"),
        run(". “They keep a log, and the log is open to the owners.”"),
    )
    word.add(run("The Ministry asks keepers of poultry to report dead birds at once. They should keep their geese indoors until 31 March."))
    word.add(run("The zoo in Kecskemét has closed its aviary. It will reopen when three tests in a row have found nothing."))
    word.save("docx-tracked-statement.docx")


def controls() -> None:
    """A release whose title and date stand in content controls, with a pulled quotation in a text box."""
    word = Word(footer="Char Schools Forum | House 14, Road 9, Rangpur | +880 521 555 012 | www.charschools.example")
    word.controlled("PRESS RELEASE")
    word.controlled("Forty boat schools to open on the Teesta before the monsoon")
    word.add(run("Rangpur, "), control("28 May 2025"))
    word.add(
        run("The Char Schools Forum will open forty boat schools on the Teesta and the Brahmaputra in June. The boats were built in "),
        control("Kurigram"),
        run(" by carpenters whose own children will learn on them."),
        box("“A river that moves needs a school that moves.”"),
    )
    word.add(
        run(
            "Last year, erosion took twenty-seven school houses in three districts. Some eleven thousand children stayed at home for four months."
        )
    )
    word.add(
        run("“We lost our school on a Tuesday and by Friday there was no land where it had stood,” said "),
        control("Rokeya Parvin"),
        run(", head teacher at Char Bishwanath. “The children asked me whether they still had to do their homework.”"),
    )
    word.add(
        run(
            "Each boat carries solar panels, a library of four hundred books and a teacher who can swim. The Forum pays the teachers. The district pays for fuel."
        )
    )
    word.add(
        run(
            "The Forum calls on the Directorate of Primary Education to recognise the boats as schools. Without recognition, pupils cannot sit the "
        ),
        run("examination in November. The Directorate replied in April that it was “studying the matter with sympathy”."),
    )
    word.add(
        run(
            "We also ask the Water Development Board to warn us when it opens the barrage. In August it did not warn anybody, and two boats were torn from their moorings."
        )
    )
    word.add(run("The first six boats will leave Chilmari on 9 June. Journalists are welcome on board and should bring life jackets."))
    word.controlled("For interviews: Tanvir Alam, +880 1711 555 014")
    word.save("docx-controls-release.docx")


def wire() -> None:
    """Agency copy: footnotes, a table, a header with a slug, a footer with terms."""
    word = Word(
        header="LN0417 4 3 MOZ-CASHEW-PORT 0390 / For subscribers only",
        footer="Lusophone Newsdesk. No resale, no archive longer than 30 days.",
    )
    word.add(run("Cashew exports from Nacala halve as scales fail"), style="Heading1")
    word.add(run("By Telma Cossa"))
    word.add(
        run(
            "NACALA, Mozambique, 9 December 2024 (Lusophone Newsdesk) - Exports of raw cashew from the port of Nacala have halved since October because two of its three weighbridges are broken, the port's operator said on Monday."
        )
    )
    word.add(
        run(
            "“A ship cannot sail on an estimate,” operations manager Ibraimo Saíde said. “The buyers in India and Vietnam pay by the kilo and they are right to.”"
        ),
        footnote(1),
    )
    word.add(run("Some 31,000 tonnes were waiting in warehouses."), footnote(2))
    word.table([["Month", "Tonnes shipped"], ["October", "18,400"], ["November", "9,150"]])
    word.add(
        run(
            "Growers in Monapo said they were being paid 30 meticais a kilo, down from 52. The head of their cooperative, Atija Momade, accused traders of using the breakdown as a pretext."
        )
    )
    word.add(
        run(
            "“The nuts are weighed in our village on a scale that works very well,” Momade said. “I have not seen a broken scale that lowers a price in the field.”"
        )
    )
    word.add(
        run(
            "The traders' association denied that. It said that its members had borrowed money to pay for storage and that three of them had stopped buying."
        )
    )
    word.add(
        run(
            "Economy Minister Leonel Zandamela told parliament last week that spare parts had been ordered from Italy and would arrive by 20 December."
        )
    )
    word.add(
        run(
            "The opposition wants an inquiry. Its spokeswoman, Graça Muianga, said that the contract for the weighbridges had never been put out to tender."
        )
    )
    word.footnotes("Interview in Portuguese, translated by the agency.", "Figure of the Cashew Institute for 6 December.")
    word.save("docx-wire-copy.docx")


def hearing() -> None:
    """A hearing as a table: who speaks in the left cell, what is said in the right."""
    word = Word(
        header="Office of the Municipal Ombudsman of Rotterdam", footer="File 2024/0881 - page 1 of 1 - Not to be copied without leave"
    )
    word.add(run("Record of hearing: complaint about the Maashaven ferry"), style="Title")
    word.add(run("Held on 6 June 2024 in Rotterdam, in English at the request of both parties"))
    word.table(
        [
            [
                "Ombudsman Saskia Verbruggen",
                "Mr Pillai, you complained that the ferry left without you on nineteen mornings. Please tell me what happened.",
            ],
            [
                "Anand Pillai",
                "I use a wheelchair. The skipper told me that the ramp was broken. I photographed the ramp on three of those mornings and it was down, and bicycles were rolling over it.",
            ],
            ["Ombudsman Verbruggen", "Ms de Graaf, you manage the ferry for the company. Was the ramp broken?"],
            [
                "Marieke de Graaf",
                "It was broken on four mornings in February. We have the mechanic's slips. On the other fifteen mornings the skipper was wrong, and we have told him so.\nThe company has written to Mr Pillai and it has offered him a season ticket.",
            ],
            [
                "Mr Pillai",
                "I received the letter. It does not say that anybody was wrong. It says that the company regrets any inconvenience.",
            ],
            ["Ms de Graaf", "Then I say it now. The skipper was wrong and the company was wrong to believe him."],
            [
                "Ombudsman Verbruggen",
                "Thank you. I propose that the company put that into a second letter, and that a second mechanic check the ramp every Monday until September. My office will publish the slips. Does either party object?",
            ],
            ["Mr Pillai", "I do not object. I would like the letter before the summer holidays."],
            ["Ms de Graaf", "You will have it on Monday."],
        ]
    )
    word.add(run("The hearing was closed at 11.40. Nothing was said off the record."))
    word.add(run("Recorded by T. Oudshoorn, clerk"))
    word.save("docx-hearing-table.docx")


def main() -> None:
    """Make all eight."""
    for make in (bulletin, letterhead, commission, court, tracked, controls, wire, hearing):
        make()


if __name__ == "__main__":
    main()
