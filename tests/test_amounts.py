"""Amounts read off characters: no tree, no model. A row is a text and ``value[-max][<baseline][↑ or ↓]|comparator|unit|words[|rate]`` of each amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.figures import amounts, money, numbers
from accordingto.figures.amounts import Amount

# kind and why it is there, rows
CASES: dict[str, list[tuple[str, list[str]]]] = {
    "number words: sums, halves and quarters, magnitudes, decimals": [
        ("Two out of five hundred villages were spared.", ["2|||Two", "500|||five hundred"]),
        ("The siege lasted two and a half months.", ["2.5||month|two and a half months"]),
        ("One point two million people fled.", ["1200000|||One point two million"]),
        ("Half a million tonnes of rye", ["500000||tonne|Half a million tonnes"]),
        ("a quarter of a million voters", ["250000|||a quarter of a million"]),
        ("three quarters of a million euros", ["750000||EUR|three quarters of a million euros"]),
        ("two dozen rafts", ["24|||two dozen"]),
        ("half a dozen ferries", ["6|||half a dozen"]),
        ("nine thousand three hundred and twelve ballots", ["9312|||nine thousand three hundred and twelve"]),
        ("two hundred and two thousand", ["202000|||two hundred and two thousand"]),
        ("a hundred and forty goats", ["140|||a hundred and forty"]),
        ("forty-five lorries", ["45|||forty-five"]),
        ("a million and a half cattle", ["1500000|||a million and a half"]),
        ("a day and a half", ["1.5||day|a day and a half"]),
        ("half an hour", ["30||minute|half an hour"]),
        ("half a hectare each", ["0.5||hectare|half a hectare"]),
        ("a quarter of an hour", ["15||minute|a quarter of an hour"]),
    ],
    "counts without a number: the least they can be": [
        ("scores of passengers", ["40|>=||scores"]),
        ("hundreds of homes", ["200|>=||hundreds"]),
        ("tens of thousands of pilgrims", ["20000|>=||tens of thousands"]),
        ("hundreds of millions of locusts", ["200000000|>=||hundreds of millions"]),
        ("a few dozen guards", ["24|>=||a few dozen"]),
        ("several hundred tents", ["200|>=||several hundred"]),
        ("thousands of litres", ["2000|>=||thousands"]),
    ],
    "styles of digits: separators of several countries, fractions, signs, powers": [
        ("1,204,500 seedlings", ["1204500|||1,204,500"]),
        ("1 234 567 doses", ["1234567|||1 234 567"]),
        ("12 000 lambs", ["12000|||12 000"]),
        ("1’250’000 francs", ["1250000||CHF|1’250’000 francs"]),
        ("1.250.000 pesos", ["1250000||MXN|1.250.000 pesos"]),
        ("3,5 million euros", ["3500000||EUR|3,5 million euros"]),
        ("13,2% of land", ["13.2||percent|13,2%"]),
        ("1.234,50 euros", ["1234.5||EUR|1.234,50 euros"]),
        ("7½ hours", ["7.5||hour|7½ hours"]),
        ("2 1/2 years", ["2.5||year|2 1/2 years"]),
        ("0.4 percent", ["0.4||percent|0.4 percent"]),
        (".5 percent", ["0.5||percent|.5 percent"]),
        ("−5 degrees", ["-5||deg|−5 degrees"]),
        ("minus 12 degrees Celsius", ["-12||°C|minus 12 degrees Celsius"]),
        ("5.2×10^6 cells per ml", ["5200000|||5.2×10^6"]),
        ("1.1k posts", ["1100|||1.1k"]),
    ],
    "currencies before and behind the number, with a magnitude": [
        ("$350 billion", ["350000000000||USD|$350 billion"]),
        ("€1.2bn", ["1200000000||EUR|€1.2bn"]),
        ("US$1MM", ["1000000||USD|US$1MM"]),
        ("50 MUSD", ["50000000||USD|50 MUSD"]),
        ("HK$4m", ["4000000||HKD|HK$4m"]),
        ("Rs 20 crore", ["200000000||INR|Rs 20 crore"]),
        ("Rs. 500", ["500||INR|Rs. 500"]),
        ("12 lakh rupees", ["1200000||INR|12 lakh rupees"]),
        ("R63 million", ["63000000||ZAR|R63 million"]),
        ("RM79 a month", ["79||MYR|RM79|a month"]),
        ("₦9 million", ["9000000||NGN|₦9 million"]),
        ("40 million Swiss francs", ["40000000||CHF|40 million Swiss francs"]),
        ("6.7 trillion won", ["6700000000000||KRW|6.7 trillion won"]),
        ("EUR 20 million", ["20000000||EUR|EUR 20 million"]),
        ("20 million CHF", ["20000000||CHF|20 million CHF"]),
        ("£3m", ["3000000||GBP|£3m"]),
        ("C$5.5 billion", ["5500000000||CAD|C$5.5 billion"]),
        ("$US113 million", ["113000000||USD|$US113 million"]),
        ("$A82,615", ["82615||AUD|$A82,615"]),
        ("S$4.2 million", ["4200000||SGD|S$4.2 million"]),
        ("86 million Chilean pesos", ["86000000||CLP|86 million Chilean pesos"]),
        ("₹1,50,000", ["150000||INR|₹1,50,000"]),
        ("4,200 Zambian kwacha", ["4200||ZMW|4,200 Zambian kwacha"]),
        ("17 cents", ["17||cent|17 cents"]),
        ("TEUR 500", ["500000||EUR|TEUR 500"]),
        ("$5 million dollars", ["5000000||USD|$5 million dollars"]),
    ],
    "units of the SI and common ones; spans of time": [
        ("12 km", ["12||km|12 km"]),
        ("a 500-kg bomb", ["500||kg|500-kg"]),
        ("3,500 hectares", ["3500||hectare|3,500 hectares"]),
        ("48 tonnes", ["48||tonne|48 tonnes"]),
        ("31,000 tons", ["31000||ton|31,000 tons"]),
        ("17 nautical miles", ["17||nmi|17 nautical miles"]),
        ("420 cubic metres per second", ["420||m3/s|420 cubic metres per second"]),
        ("60 km/h", ["60||km/h|60 km/h"]),
        ("33 kV", ["33||kV|33 kV"]),
        ("7,900 milligrams", ["7900||mg|7,900 milligrams"]),
        ("1.2 terabytes", ["1.2||TB|1.2 terabytes"]),
        ("36°C", ["36||°C|36°C"]),
        ("98.6 degrees Fahrenheit", ["98.6||°F|98.6 degrees Fahrenheit"]),
        ("15 MW", ["15||MW|15 MW"]),
        ("500 million kilowatt-hours", ["500000000||kWh|500 million kilowatt-hours"]),
        ("twelve knots", ["12||knot|twelve knots"]),
        ("six hours", ["6||hour|six hours"]),
        ("14 months", ["14||month|14 months"]),
        ("a 24-hour strike", ["24||hour|24-hour"]),
        ("five years", ["5||year|five years"]),
        ("30 square kilometres", ["30||km2|30 square kilometres"]),
        ("450 sq ft", ["450||ft2|450 sq ft"]),
    ],
    "words and signs before and behind": [
        ("at least 22 crew", ["22|>=||at least 22"]),
        ("no fewer than nine", ["9|>=||no fewer than nine"]),
        ("more than 60 per cent", ["60|>|percent|more than 60 per cent"]),
        ("well over 40", ["40|>||well over 40"]),
        ("up to $6 million", ["6000000|<=|USD|up to $6 million"]),
        ("no more than twenty metres", ["20|<=|m|no more than twenty metres"]),
        ("fewer than 2,000", ["2000|<||fewer than 2,000"]),
        ("just under 300", ["300|<||just under 300"]),
        ("within six weeks", ["6|<=|week|within six weeks"]),
        ("some fifteen", ["15|~||some fifteen"]),
        ("nearly 800", ["800|~||nearly 800"]),
        ("approximately €2m", ["2000000|~|EUR|approximately €2m"]),
        (">40%", ["40|>|percent|>40%"]),
        ("≥ 5 mg", ["5|>=|mg|≥ 5 mg"]),
        ("~1.2 mm", ["1.2|~|mm|~1.2 mm"]),
        ("40+ witnesses", ["40|>=||40+"]),
        ("30 or more", ["30|>=||30 or more"]),
        ("at a cost of about 12 million francs", ["12000000|~|CHF|about 12 million francs"]),
        ("a dispute over 7,397 votes", ["7397|||7,397"]),
        ("handed over 31 weapons", ["31|||31"]),
        ("exceeding 3,000", ["3000|>||exceeding 3,000"]),
        ("as many as 14", ["14|<=||as many as 14"]),
        ("barely 50", ["50|<||barely 50"]),
        ("2,000 or so", ["2000|~||2,000 or so"]),
        ("sub-300 sq m", ["300|<|m2|sub-300 sq m"]),
    ],
    "two numbers that are one figure": [
        ("20 to 30 boats", ["20-30|||20 to 30"]),
        ("between 14 and 17 million euros", ["14000000-17000000||EUR|between 14 and 17 million euros"]),
        ("from 9 to 21 per cent", ["9-21||percent|from 9 to 21 per cent"]),
        ("8-10 minutes", ["8-10||minute|8-10 minutes"]),
        ("5–7 km", ["5-7||km|5–7 km"]),
        ("$3 to $5 billion", ["3000000000-5000000000||USD|$3 to $5 billion"]),
        ("$200 to $4 million", ["200-4000000||USD|$200 to $4 million"]),
        ("450 sq ft up to 900 sq ft", ["450-900||ft2|450 sq ft up to 900 sq ft"]),
        ("two or three weeks", ["2-3||week|two or three weeks"]),
        ("between 1600 and 1900 ships", ["1600-1900|||between 1600 and 1900"]),
        ("5 per cent to 6 per cent", ["5-6||percent|5 per cent to 6 per cent"]),
    ],
    "a change, a level and a baseline are no range": [
        ("rose 6.5% to 164", ["6.5↑||percent|6.5%", "164|||164"]),
        ("Prices fell by nearly 8.1 percent to 99.20 yuan", ["8.1↓|~|percent|nearly 8.1 percent", "99.2||CNY|99.20 yuan"]),
        ("rose from 7 to 22", ["22<7|||7 to 22"]),
        ("a cut from 33% to 30%", ["30<33||percent|33% to 30%"]),
        ("147, up from 126", ["147<126↑|||147"]),
        ("fell to 6.7% from 6.29%", ["6.7<6.29||percent|6.7%"]),
        ("the tonne is down 12% from 340 to 299", ["12||percent|12%", "299<340|||340 to 299"]),
        ("shares added 15 cents to $2.70", ["15↑||cent|15 cents", "2.7||USD|$2.70"]),
        ("the index is at 312 against 298", ["312<298|||312"]),
        ("+0.2%", ["0.2↑||percent|+0.2%"]),
        ("−1.6%", ["-1.6↓||percent|−1.6%"]),
        ("52 (compared with 71)", ["52<71|||52"]),
        ("dropping from 208 pounds to 193", ["193<208||GBP|208 pounds to 193"]),
        ("grew from 24 to 33-35 billion euros", ["33000000000-35000000000<24000000000||EUR|24 to 33-35 billion euros"]),
    ],
    "shares in words and of two numbers": [
        ("Two-thirds of the harvest", ["66.67||percent|Two-thirds"]),
        ("nearly half of them", ["50|~|percent|nearly half"]),
        ("one in five residents", ["20||percent|one in five"]),
        ("four out of every five houses", ["80||percent|four out of every five"]),
        ("47 in 100", ["47||percent|47 in 100"]),
        ("forty-seven in a hundred", ["47||percent|forty-seven in a hundred"]),
        ("a third of the crop", ["33.33||percent|a third"]),
        ("Two in 24 hours", ["2|||Two", "24||hour|24 hours"]),
        ("half the town", ["50||percent|half"]),
    ],
    "dates, times, names, addresses, ordinals: no amount, and what stands beside them is one": [
        ("At 12.30 200 police arrived.", ["200|||200"]),
        ("Article 5 of the pact", []),
        ("on 12 May 2019", []),
        ("the 1990s", []),
        ("T-72 and Su-25", []),
        ("the G7 and the M23", []),
        ("Challenger 2 tanks", []),
        ("call 0900-8844", []),
        ("+254 700 123 456", []),
        ("at 5 p.m.", []),
        ("from 2018 to 2021", []),
        ("in March 20 villages burned", ["20|||20"]),
        ("on March 20 forces attacked", []),
        ("Covid-19", []),
        ("the second half", []),
        ("64th brigade", []),
        ("a sixty-fourth exchange", []),
        ("24/7", []),
        ("5G", []),
        ("16 Corps", []),
        ("50°12′N", []),
        ("www.a1.org/2024", []),
        ("the 2023-24 season", []),
        ("at half past seven", []),
        ("A/RES/77/3", []),
    ],
    "what an amount is reckoned by": [
        ("$80 a barrel", ["80||USD|$80|a barrel"]),
        ("42 million dollars a year", ["42000000||USD|42 million dollars|a year"]),
        ("1,500 kroner per head", ["1500||NOK|1,500 kroner|per head"]),
        ("40 cases per 100,000 people", ["40|||40"]),
        ("12 tonnes for every hectare", ["12||tonne|12 tonnes|for every hectare"]),
        ("$80 per sq m, $7 a square foot", ["80||USD|$80|per sq m", "7||USD|$7|a square foot"]),
        ("from $75 per barrel to $82", ["75||USD|$75|per barrel", "82||USD|$82"]),
        ("12 trucks, against 30 a week earlier", ["12|||12", "30|||30"]),
    ],
    "lists: the unit of the last is that of all": [
        ("by 12, 15 and 20 percent", ["12||percent|12", "15||percent|15", "20||percent|20 percent"]),
        ("tariffs of 10, 15 or 25%", ["10||percent|10", "15||percent|15", "25||percent|25%"]),
        ("4 and 5 km", ["4||km|4", "5||km|5 km"]),
        ("3, 5 and 7 million euros", ["3000000||EUR|3", "5000000||EUR|5", "7000000||EUR|7 million euros"]),
        ("15 or 20 percent", ["15-20||percent|15 or 20 percent"]),
        ("in 2019 and 20 percent", ["2019|||2019", "20||percent|20 percent"]),
        ("of the 300, 20 percent", ["300|||300", "20||percent|20 percent"]),
        ("30 of them and 20 percent", ["30|||30", "20||percent|20 percent"]),
    ],
    "pounds of weight and of money": [
        ("It makes 275 pound-feet.", ["275||pound-foot|275 pound-feet"]),
        ("shedding 15 pounds in a month", ["15||lb|15 pounds"]),
        ("paying 15 pounds a month", ["15||GBP|15 pounds|a month"]),
    ],
}


def shown(text: str, amount: Amount) -> str:
    value = f"{amount.value:.13g}"
    value += f"-{amount.value_max:.13g}" if amount.value_max is not None else ""
    value += f"<{amount.baseline:.13g}" if amount.baseline is not None else ""
    value += {"up": "↑", "down": "↓"}.get(amount.change or "", "")
    words = text[amount.quote_start : amount.quote_end].strip()
    rate = f"|{text[amount.whole[0] : amount.whole[1]].strip()}" if amount.whole else ""
    return f"{value}|{amount.comparator or ''}|{amount.unit or ''}|{words}{rate}"


@pytest.mark.parametrize(("text", "wanted", "why"), [(t, w, k) for k, rows in CASES.items() for t, w in rows])
def test_amounts(text: str, wanted: list[str], why: str) -> None:
    assert [shown(text, a) for a in amounts.find(text, money.context(text))] == wanted, why


# a document, who publishes it, the currency of "$" or the name in it
MONEY = [
    ("The grant is worth $40 million.", (), "USD", "a bare dollar is that of the United States"),
    ("The minister of Australia promised $40 million.", ("Parliament of Australia",), "AUD", "what the document is about decides"),
    ("Canada paid C$3 million; $2 million were lost.", (), "CAD", "the only dollar that is written out"),
    ("The United States and Canada gave $40 million. Canada said so.", (), "USD", "the United States named too: the commonest reading"),
    ("The fine is 300 pesos.", ("Ministry of Defence of Colombia",), "COP", "pesos of the publisher's state"),
    ("Argentina owes 300 pesos.", (), "ARS", "pesos of the state that is named"),
    ("They paid 40,000 rupees in Pakistan.", (), "PKR", "rupees of the state that is named"),
    ("They paid 40,000 Nepalese rupees in Pakistan.", (), "NPR", "an adjective goes before the document"),
    ("The dam in Papua New Guinea cost K12m.", (), "PGK", "one letter, three states"),
    ("The clinic in Chad owes 5,000 CFA francs.", (), "XAF", "two unions share the name"),
]


@pytest.mark.parametrize(("text", "about", "wanted", "why"), MONEY)
def test_whose_money(text: str, about: tuple[str, ...], wanted: str, why: str) -> None:
    assert wanted in [a.unit for a in amounts.find(text, money.context(text, about))], why


@given(st.text(alphabet="0123456789.,-– $€£%kmbn/½°CatoandfifrmeRsU+<>~\u00a0", max_size=60))
def test_nothing_raises_and_spans_hold(text: str) -> None:
    for number in numbers.scan(text):
        assert 0 <= number.start <= number.number_start < number.number_end <= len(text)
    for amount in amounts.find(text, money.context(text)):
        assert 0 <= amount.quote_start <= amount.start < amount.end <= len(text)
