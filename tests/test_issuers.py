"""Whose statement a text is where no title says so, and quotations that a page sets off: each null rather than wrong."""

import pytest

from accordingto import ingest, pipeline
from accordingto.ingest import Given

# why, publisher, text, speaker
TEXTS = [
    ("an office in a title in capitals", None,
     "STATEMENT BY THE OFFICE OF THE GOVERNOR OF ATACAMA ON THE STRIKE AT THE PORT\n\nWe regret that the union has left the table. We call on it to lift the blockade.",
     "OFFICE OF THE GOVERNOR OF ATACAMA"),
    ("a ministry in capitals", None,
     "STATEMENT BY THE MINISTRY OF MINES OF PERU ON THE STRIKE\n\nWe regret that the union has left the table. We call on it to lift the blockade.",
     "MINISTRY OF MINES OF PERU"),
    ("a person in capitals is the person still", None,
     "STATEMENT BY AMBASSADOR AMINA DIALLO ON THE TALKS\n\nWe regret that the union has left the table. We call on it to lift the blockade.",
     "AMINA DIALLO"),
    ("the subject of the first sentence is not the issuer", None,
     "What happened at the crossing\n\nHamas has spread the story that the gate was shut. Both halves are false.\n\nWe asked for the list twice and it has not come.", None),
    ("the union on whose page it stands", "Quarry and Stone Workers' Union of Namibia",
     "Quarry workers down tools\n\nSome 340 members of our union stopped work on Monday. We have not been paid since April.\n\nWe warn the company. We call on the minister to act.",
     "Quarry and Stone Workers' Union of Namibia"),
    ("a paper that says we", "The Harbour Post",
     "Harbour closed\n\nWe walked along the wall on Monday. Our reporter counted nine cracks, and our readers sent us forty pictures.", None),
    ("the Ministry, named no further", None,
     "On the strike at the depot\n\nTwo depots burned on Monday. The Ministry rejects the claims of the rebels. The Ministry calls on the agency to publish its pictures.", "Ministry"),
    ("an explanation of vote", None,
     "Explanation of vote before the vote by the delegation of Azerbaijan on draft resolution L.17\n\nMr President,\n\nMy delegation thanks the sponsors. We cannot support the amendment.",
     "delegation of Azerbaijan"),
    ("a commentary of a body", None,
     "Commentary of the State Border Committee on the closure of two roads\n\nThe Polish side shut two crossings on Monday. We regard this as a hostile step.", "State Border Committee"),
    ("a label of a live page is nobody", "Andes Monitor",
     "LIVE: Landslide cuts the railway\n\nWe will bring you updates all day. Our reporter is at the station, and we have asked the operator.", None),
    ("its first sentence is about its own work in the past", None,
     "Calm queues, missing seals\n\nThe Danube Delta Election Network had 64 observers in the county on Sunday. What follows holds for the places we saw.\n\n"
     "In nine places our observers found boxes without seals. We draw no conclusion about the others, and we recommend a recount there.",
     "Danube Delta Election Network"),
    ("who attacks in the first sentence does not issue it", None,
     "No answer from the garrison\n\nThe Border Guard shelled our wells on Sunday. We buried nine of our men. We ask for an inquiry, and we shall not leave our land.", None),
    ("a firm on its own page begins with what it does", "Lagoa Shipping Ltd",
     "Collision off Mindelo: second update\n\nLagoa Shipping can confirm that its ferry was struck on Monday. Two of our crew were hurt.\n\nWe thank the rescuers. We have paid for the beds.",
     "Lagoa Shipping"),
    ("a firm that is written about", "Cape Islands Post",
     "Ferry struck\n\nLagoa Shipping can confirm that its ferry was struck. We spoke to our readers, and we have asked the harbour master.", None),
    ("a state for which a delegation speaks", None,
     "Item 7, general debate\n\nMr President,\n\nMy delegation has asked for the floor. We thank the sponsors. The Commission has closed nine hundred cases, and our courts have closed more.\n\n"
     "For these reasons Paraguay has called for a vote and will abstain. We thank you.", "Paraguay"),
    ("a body that says today what it did", None,
     "Zambia: Release the Drivers\n\nPolice in Kitwe detained nine drivers without a charge on Monday, Copperbelt Legal Centre said today.\n\nThe Centre spoke with 14 witnesses. "
     "The Centre also saw four letters.\n\n\"Nobody was told why,\" said Ruth Mwale, the Centre's director. The Centre asked the police for an answer.", "Copperbelt Legal Centre"),
    ("a paper that says once what a body said today", None,
     "Nine drivers detained in Kitwe\n\nPolice in Kitwe detained nine drivers without a charge on Monday, Copperbelt Legal Centre said today.\n\nA police spokesman said the Centre was mistaken.",
     None),
    ("the two states of a joint text", None,
     "Joint communiqué on the visit of the Prime Minister of Mongolia to the Kyrgyz Republic\n\nThe Sides agreed to open a road. They will meet again in May. The Sides noted that trade had grown.",
     "Mongolia and Kyrgyzstan"),
    ("a joint text about three states", None,
     "Joint communiqué on the meeting of Chad, Niger and Libya\n\nThe Sides agreed to open a road. They will meet again in May. The Sides noted that trade had grown.", None),
    ("a spokesperson without a name speaks for the body", None,
     "Remarks by the Foreign Ministry's Spokesperson regarding the ferry Dong Hai 4\n\nThe ferry was stopped without a reason. We demand that it be let go.", "Foreign Ministry"),
    ("a spokesperson with a name is a person", None,
     "Remarks by Foreign Ministry Spokesperson Tran Thi Mai regarding the ferry Dong Hai 4\n\nThe ferry was stopped without a reason. We demand that it be let go.", "Tran Thi Mai"),
    ("whoever signs for a body's organ signs for the body", None,
     "Why we stopped\n\nWe stopped work on Tuesday. The hospital has not paid our nurses since June. We shall stop again.\n\nDr. Irena Novak, for the union's executive", "union"),
    ("a town that issues its notice", None,
     "WATER SUPPLY INTERRUPTION\n\nThe City of Masvingo wishes to inform residents that the supply of water will be cut on 17 February.\n\n"
     "The Council regrets this.", "City of Masvingo"),
    ("a body by its letters", None,
     "Sokoto floods, report 4\n\nOur teams found nine families on a roof. NWRA has sent 400 blankets. The Federation has sent money.\n\nNWRA takes no part in the quarrel. We shall go back on Friday, and we need boats. "
     "NWRA thanks the boatmen.", "NWRA"),
    ("a group that also calls itself the organisation", None,
     "Nine days on the road to Kassala\n\nHalima Osman, 40, walked for nine days. “The soldiers took our goat,” she told our nurses.\n\n"
     "Médecins du Delta has collected 31 accounts that agree. In the last week our clinic has treated 90 children.\n\n"
     "The organisation asks the governor to open the road.", "Médecins du Delta"),
    ("a firm that its title sets the incident at", None,
     "Fire at Baltkaunas Cranes: update 3\n\nNobody was hurt. The fire reached our second store.\n\n"
     "The Fire Inspectorate has drawn its own conclusions, on which the company takes no position. We thank the crews.", "Baltkaunas Cranes"),
    ("a coalition that has no other name", None,
     "Two boats sunk\n\nWe have no word of any dead. The coalition calls on all crews to keep ten miles off. The rebels fired first, as far as we know.", "coalition"),
    ("the organisation that another kind of text is about", None,
     "Border post shut\n\nThe camp is full. Water Without Walls has sent nine trucks. The organisation asks for more, and the army says nothing.", None),
    ("two names that may be the organisation", None,
     "Flood in Beira\n\nOur teams saw the bridge.\n\nWater Without Walls has sent nine trucks.\n\nBread Across Borders has sent four.\n\nThe organisation asks for more.", None),
    ("a firm that is told what it must do is not the organisation that tells it", None,
     "Sawmill at a standstill\n\nWe stopped work on Monday.\n\nNorrland Timber must pay the overtime.\n\nThe organisation asks the company to come.", None),
    ("a person who does something is no organisation", None,
     "Flood in Beira\n\nMaria Duarte has counted nine houses for us.\n\nThe organisation asks the council for boats.", None),
    ("a paper that writes of a union", None,
     "Quay blocked\n\nHarbour Courier has spoken to nine of our readers.\n\nThe union says the strike goes on.", None),
    ("the Ministry that thanks", None,
     "Statement on the vote of the Assembly\n\nThe Assembly voted on Tuesday. That is no reason to change our position.\n\nThe Ministry thanks Ghana, whose delegates voted against.", "Ministry"),
    ("an interview by somebody named is both of theirs", None,
     "“We paid”: minister Petra Kos on the dam\n\nRadio Drava: Did you pay?\n\nKos: We paid in May.\n\nRadio Drava: Why not before?\n\nKos: The court had shut the account.", None),
    ("a member who asks and a minister who answers", None,
     "Oral question No. 4\n\nMERE TAMATI to the Minister of Fisheries: Does she stand by her statement?\n\nMinister of Fisheries: Yes, it is correct.\n\n"
     "Mere Tamati: Why were the boats let in?\n\nMinister of Fisheries: Nobody let them in. The patrol turned them back.", None),
    ("a report of what a state will do", None,
     "Zambia will lift its ban on maize on 1 April, and Malawi has done so already. Traders at the border have asked for a date.\n\n"
     "The lorries that stand at Mchinji were counted on Monday; there were 212.", None),
    ("a report in which a state condemns", None,
     "A court in Oran fined nine nurses on Wednesday for standing in the road.\n\nTunisia condemns the fines. Their lawyers have appealed, and the hospital has not said who will do their work.", None),
    ("a report that opens with what a bank expects", None,
     "The African Development Bank expects Togo to grow by 4 per cent this year, a little less than last. Half of the debt is owed to two lenders.\n\nThe price of maize fell in May.", None),
    *(
        (f"a statement that answers {other}", None,
         f"No gas has flowed since midnight. {other} warns that the deed will have consequences; {own} will meet them with patience.\n\n"
         "The pumps stood still for nine hours, and our engineers were not let in.", None)
        for own, other in (("Bolivia", "Chile"), ("Chile", "Bolivia"), ("Kenya", "Somalia"), ("Somalia", "Kenya"))
    ),
    ("questions without a name leave the speaker", None,
     "Briefing on the dam\n\nQ: Did you pay?\n\nMinister Kos: We paid in May.\n\nQ: Why not before?\n\nMinister Kos: The court had shut the account.", "Kos"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "publisher", "text", "speaker"), TEXTS, ids=[t[0] for t in TEXTS])
def test_whose_statement_it_is(why, publisher, text, speaker):
    read = pipeline.code(ingest.from_text(text, Given(date="2024-12-13", publisher=publisher)))
    assert read.document.speaker == speaker, why


# why, lines of a page, words, who says them
SET_OFF = [
    ("announced", "<p>From the mayor, Gregor Arh:</p><blockquote><p>Nobody was taken to hospital in time that day.</p></blockquote>", "hospital", "Gregor Arh"),
    ("announced over two paragraphs",
     "<p>From the mayor, Gregor Arh:</p><blockquote><p>Nobody was taken to hospital in time.</p><p>The council closed the road on Monday.</p></blockquote>", "closed", "Gregor Arh"),
    ("announced by nobody", "<p>The report was read on Monday.</p><blockquote><p>The council closed the road in May.</p></blockquote>", "closed", "Alpine Post"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "lines", "words", "who"), SET_OFF, ids=[s[0] for s in SET_OFF])
def test_quotations_that_the_page_sets_off(tmp_path, why, lines, words, who):
    file = tmp_path / "page.html"
    body = "<p>The town of Bohinj limits the number of coaches from Monday, and the hotels are angry about it, as they said on Friday.</p>"
    file.write_text(
        f"<html><head><title>Bohinj limits buses</title></head><body><article><h1>Bohinj limits buses</h1>{body}{lines}{body}</article></body></html>",
        encoding="utf-8",
    )
    (read,) = pipeline.read(file, Given(date="2024-12-13", publisher="Alpine Post"))
    found = {c.according_to[-1].name for c in read.claims if any(words in q.text for q in c.evidence)}
    assert found == {who}, why
