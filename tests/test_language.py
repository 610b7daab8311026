"""English is read, with names from anywhere and however short; other languages are refused, with English names in them too."""

import pytest

from accordingto import ingest
from accordingto.errors import WrongLanguage
from accordingto.ingest import language

# Two a country: a short sentence and a longer one.
ENGLISH = {
    "Nigeria": ("Bandits abducted Malam Sani Bello near Kuriga.", "Governor Uba Sani told Daily Trust that nine pupils of Kuriga school were free."),
    "Somalia": ("Cali Xasan Maxamed resigned.", "Elders of the Habar Gidir in Galkacyo said that Xasan Guuleed had paid for the wells."),
    "Wales": ("Eluned Prys-Davies left Llanfairfechan.", "Gwenllian ap Rhys of Cyngor Gwynedd said the slate tips above Blaenau Ffestiniog were safe."),
    "Poland": ("Grzegorz Brzęczyszczykiewicz denied it.", "Prokurator Wojciech Szczęsny of Rzeszów told Gazeta Wyborcza that two border guards were charged."),
    "South Africa": ("Nkosazana Dlamini blamed Eskom.", "Sipho Mthethwa of the Abahlali baseMjondolo movement accused eThekwini of burning shacks."),
    "Ukraine": ("Kharkiv’s Oleh Synyehubov counted six dead.", "Shelling of Vovchansk and Kupiansk killed Halyna Tkachenko, the oblast head Synyehubov said."),
    "Russia": ("Vyacheslav Gladkov reported drones.", "Belgorod governor Gladkov said two drones struck Shebekino and hurt Nadezhda Ilyina."),
    "Israel": ("Hadash quit the Knesset.", "Yair Ben-Ami of Kibbutz Nir Yitzhak told Haaretz that the army had left Kerem Shalom at dawn."),
    "Palestine": ("Khan Younis lost water.", "Umm Ibrahim al-Najjar of Deir al-Balah told Wafa that soldiers had taken her sons on Sunday."),
    "India": ("Rajnath Kumawat met villagers at Jhunjhunu.", "Sarpanch Devi Lal Meghwal alleged that Rajasthan Vidyut Prasaran Nigam cut the lines to Bhinmal."),
    "Pakistan": ("Maulana Fazal Karim called a strike.", "Jamaat workers blocked the Indus Highway at Dera Ismail Khan, SHO Gul Nawaz Marwat said."),
    "Sri Lanka": ("Galagoda Ratnayake drew crowds.", "Mahaweli officials in Polonnaruwa denied that Wijesinghe Mudiyanselage had opened the sluices."),
    "Nepal": ("Pushpa Lal Tharu fasted.", "Landslides in Sindhupalchok buried the home of Dil Maya Tamang, the ward chairman told Setopati."),
    "China": ("Zhongnanhai said nothing.", "Li Guoqiang of the Heilongjiang water bureau blamed Qiqihar officials for opening the gates."),
    "Japan": ("Itoigawa mayor Yoneda apologised.", "Fishermen of Soma and Namie asked Tokyo Denryoku to wait, Asahi Shimbun reported."),
    "South Korea": ("Yeongdong farmers marched.", "Gangwon-do governor Kim Jin-tae called off the Chuncheon festival after two deaths."),
    "Vietnam": ("Quang Ninh closed its ports.", "Nguyen Thi Hanh of Thua Thien Hue told Tuoi Tre that floods had taken three bridges."),
    "Philippines": ("Barangay captain Dela Cruz fled.", "Bangsamoro deputies in Cotabato accused Datu Ampatuan of hiding rifles in Maguindanao del Sur."),
    "Indonesia": ("Wonosobo held its breath.", "Bupati Sri Wahyuni of Gunungkidul said Merapi had sent ash over Kulon Progo and Sleman."),
    "Malaysia": ("Kuala Terengganu flooded again.", "Datuk Seri Ismail Yaakob of Terengganu accused Tenaga Nasional of opening the Kenyir dam."),
    "Thailand": ("Nakhon Si Thammarat voted.", "Phuyaiban Somchai Srisuwan of Mae Hong Son said smoke from Tak had closed both schools."),
    "Myanmar": ("Hpakant miners struck.", "U Aung Kyaw Moe of Sagaing told Mizzima that the army burned Kyunhla and two more villages."),
    "Kazakhstan": ("Zhanaozen oilmen downed tools.", "Akim Nurlan Nogayev of Mangystau promised Zhanaozen workers their pay by Nauryz."),
    "Uzbekistan": ("Nukus stayed calm.", "Hokim Otabek Yusupov said two men from Qoraqalpog'iston had been freed without charge."),
    "Turkey": ("Ekrem Yıldız sued Sabah.", "Hatay Büyükşehir Belediyesi said the rubble of Antakya and İskenderun would go by August."),
    "Iran": ("Zahedan shops shut.", "Hojjatoleslam Mohammad Reza Sistani told Tasnim that Sistan-va-Baluchestan needed water, not troops."),
    "Iraq": ("Sadr City buried Abu Zaynab.", "Peshmerga commander Sirwan Barzanji said Hashd fighters had left Tuz Khurmatu on Friday."),
    "Egypt": ("Sharm el-Sheikh hosted Arish’s mayors.", "Mahmoud Abd el-Fattah of Kafr el-Sheikh told Al-Masry al-Youm that bread was short."),
    "Morocco": ("Moulay Brahim lost ninety homes.", "Fatima Zahra Ait Benhaddou of Tafeghaghte said the Makhzen had sent tents but no bread."),
    "Algeria": ("Tizi Ouzou burned.", "Wali Djamel Eddine Brimi said fires near Béjaïa had killed Mohand Aït Saïd and his wife."),
    "Ethiopia": ("Woreda chief Gebremedhin fell silent.", "Tigray elders in Adigrat accused Eritrean troops of taking Haleka Tesfay and six monks."),
    "Kenya": ("Wajir elders met Garre chiefs.", "Baringo's Kiptum arap Kirui said Tugen herders had been driven from Mukutani by Pokot raiders."),
    "Rwanda": ("Nyiramongo woke Rubavu.", "Umurenge secretary Uwimana Jeannette told Igihe that rains had cut Ngororero from Muhanga."),
    "DR Congo": ("Beni mourned Kasereka Mbusa.", "Lubero's Colonel Kiwewa Mitela said Mai-Mai had shot at Virunga rangers near Kanyabayonga."),
    "Ghana": ("Okyenhene scolded galamsey chiefs.", "Nana Akufo of Akyem Abuakwa accused Asante Gold of digging up the Birim again."),
    "Mexico": ("Coahuila freed Ruiz Esparza.", "Zapotec teachers in Juchitán de Zaragoza blocked the highway, Señora López y López said."),
    "Brazil": ("Roraima expelled garimpeiros.", "Cacique Raoni Txucarramãe of the Kayapó told Folha de S.Paulo that Ibama had come too late."),
    "Peru": ("Ayacucho buried Quispe Huamaní.", "Ronderos of Cajamarca held two men from Minera Yanacocha, Radio Programas del Perú said."),
    "Hungary": ("Hódmezővásárhely voted Márki-Zay out.", "Polgármester Szabó Zoltánné said the Tisza at Szolnok stood at nine metres on Monday."),
    "Finland": ("Rovaniemi sent Jääskeläinen home.", "Kokoomus and Keskusta in Jyväskylä could not agree on a harbour tax, Helsingin Sanomat wrote."),
}  # fmt: skip

OTHERS = [
    ("fr", "Le port est fermé."),
    ("fr", "Le porte-parole de Human Rights Watch a déclaré lundi que l’armée avait quitté la ville."),
    ("es", "El puerto está cerrado."),
    ("es", "El alcalde de New York dijo que los vecinos de Brooklyn no habían recibido la ayuda."),
    ("pt", "O governador negou tudo."),
    ("pt", "Segundo a Amnesty International, a polícia matou nove pessoas em Manaus na segunda-feira."),
    ("it", "Il sindaco ha negato."),
    ("it", "Il portavoce di Save the Children ha detto che i bambini sono stati portati a Catania."),
    ("de", "Der Hafen wurde gesperrt."),
    ("de", "Der Sprecher von Doctors Without Borders sagte in London, dass neun Menschen getötet wurden."),
    ("nl", "De haven is gesloten."),
    ("nl", "De woordvoerder van Greenpeace zei dat het schip maandag niet zou uitvaren."),
    ("af", "Die hawe is gesluit."),
    ("sv", "Hamnen är stängd."),
    ("da", "Havnen er lukket, sagde borgmesteren mandag aften."),
    ("no", "Ordføreren sa at havna er stengt til fredag."),
    ("fi", "Satama on suljettu maanantaina, kertoi kaupunginjohtaja."),
    ("hu", "A polgármester hétfőn azt mondta, hogy a kikötőt lezárták."),
    ("pl", "Port jest zamknięty."),
    ("pl", "Rzecznik World Food Programme powiedział, że ciężarówki nie dotarły do miasta."),
    ("cs", "Starosta řekl, že přístav je od pondělí zavřený."),
    ("hr", "Gradonačelnik je rekao da luka neće biti otvorena."),
    ("sq", "Kryetari i bashkisë tha se porti është mbyllur."),
    ("ro", "Primarul a spus luni că portul a fost închis după furtună."),
    ("tr", "Liman kapatıldı."),
    ("tr", "Vali, pazartesi günü limanın kapatıldığını ve dokuz kişinin öldüğünü söyledi."),
    ("id", "Pelabuhan ditutup."),
    ("ms", "Datuk Bandar berkata pelabuhan itu telah ditutup sejak hari Isnin."),
    ("tl", "Isinara ang daungan noong Lunes, ayon sa alkalde."),
    ("vi", "Thị trưởng cho biết cảng đã bị đóng cửa từ thứ Hai."),
    ("sw", "Bandari imefungwa tangu Jumatatu, alisema meya wa mji."),
    ("so", "Dekedda waa la xiray, ayuu yiri duqa magaalada."),
    ("ha", "An rufe tashar jiragen ruwa tun ranar Litinin, in ji magajin gari."),
    ("zu", "Imeya yathi ichweba livaliwe ngoba kunesiphepho."),
    ("cy", "Mae’r porthladd ar gau ers dydd Llun, meddai’r maer."),
    ("lt", "Meras sakė, kad uostas uždarytas nuo pirmadienio."),
    ("ru", "Порт закрыт."),
    ("ar", "قال رئيس البلدية إن الميناء مغلق."),
    ("zh", "市长表示港口已经关闭。"),
    ("hi", "महापौर ने कहा कि बंदरगाह बंद है।"),
]  # fmt: skip


def english(text):
    try:
        ingest.from_text(text)
    except WrongLanguage:
        return False
    return True


def test_the_table_is_whole():
    assert sum(map(len, ENGLISH.values())) == 80
    assert len(ENGLISH) == 40
    assert len(OTHERS) == 40
    assert len({code for code, _ in OTHERS}) >= 20


def test_english_is_read():
    wrong = [text for pair in ENGLISH.values() for text in pair if not english(text)]
    assert len(wrong) <= 1, wrong


def test_others_are_refused():
    wrong = [text for _, text in OTHERS if english(text)]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("text", language.lexicon().examples)
def test_examples(text):
    assert language.guess(text) == "en"


@pytest.mark.parametrize("text", language.lexicon().counterexamples)
def test_counterexamples(text):
    assert language.guess(text) != "en"


# why, text
EDGES = [
    ("figures only", "12 345 – 6.7%"),
    ("a name alone", "Kgalema Motlanthe"),
    ("a headline in capitals", "CONGOLESE ARMY KILLS 12 REBELS NEAR GOMA"),
    ("a headline without a function word", "Rebels kill nine soldiers, shell bakery"),
    ("a foreign title quoted", "She sang “La vie en rose” and “Non, je ne regrette rien” to the crowd, and they wept."),
    ("a slogan quoted", "Crowds in Caracas shouted “No más presos políticos” on Sunday."),
    ("an English text with its French translation below", "The port is closed. The mayor said that it would open on Monday. Nobody was hurt, and the ferry will go from the other pier until then.\n\nLe port est fermé. Le maire a déclaré lundi."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text"), EDGES, ids=[e[0] for e in EDGES])
def test_edges(why, text):
    assert english(text), why
