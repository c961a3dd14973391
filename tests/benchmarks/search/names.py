"""Names, cities and streets of six countries, with about their real frequencies.

The most frequent ones are given, per thousand people; the rest follows Zipf's law with invented names that
sound like the given ones, as registers of real ones are too large for a repository.
"""

from __future__ import annotations

import bisect
import itertools
import random
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Country:
    """A country: its share of customers, its calling code, and its names with their frequencies."""

    code: str
    share: float
    calling_code: str
    last: str
    last_rest: int
    first: str
    first_rest: int
    cities: str
    cities_rest: int
    streets: str
    streets_rest: int
    domains: str
    spelled: bool = True
    """Whether e-mail addresses are made of the names as they are written, without accents."""

    @cached_property
    def last_names(self) -> Weighted:
        return Weighted.of(self.last, self.last_rest, seed=f"{self.code} last")

    @cached_property
    def first_names(self) -> Weighted:
        return Weighted.of(self.first, self.first_rest, seed=f"{self.code} first")

    @cached_property
    def city_names(self) -> Weighted:
        return Weighted.of(self.cities, self.cities_rest, seed=f"{self.code} city")

    @cached_property
    def street_names(self) -> Weighted:
        return Weighted.of(self.streets, self.streets_rest, seed=f"{self.code} street")

    @cached_property
    def mail_domains(self) -> Weighted:
        return Weighted.of(self.domains, 3_000, seed=f"{self.code} domain", ending=".com")


@dataclass(frozen=True)
class Weighted:
    """Texts with their cumulative weights."""

    texts: tuple[str, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, given: str, rest: int, *, seed: str, ending: str = "") -> Weighted:
        """Read `text:per mille` pairs, and share what is left of 1,000 among so many invented texts."""
        chance = random.Random(seed)
        pairs = [each.rpartition(":")[::2] for each in given.split()]
        texts = [text.replace("_", " ") for text, _ in pairs]
        weights = [float(weight) for _, weight in pairs]
        left = max(1000 - sum(weights), 0)
        # Zipf with an offset: the first of the rest is about as frequent as the last of those given.
        ranks = [1 / (rank + len(pairs)) for rank in range(1, rest + 1)]
        scale = left / sum(ranks) if rest else 0
        model = _Model(texts)
        known = set(texts)
        for rank in ranks:
            name = model.name(chance)
            while name + ending in known:
                name += model.letter(chance)
            known.add(name + ending)
            texts.append(name + ending)
            weights.append(rank * scale)
        return cls(tuple(texts), tuple(itertools.accumulate(weights)))

    def draw(self, chance: random.Random) -> str:
        """Return one of the texts."""
        return self.texts[bisect.bisect(self.cumulative, chance.random() * self.cumulative[-1])]


class _Model:
    """Which letter follows which two, in the given names."""

    def __init__(self, names: list[str]) -> None:
        self._next: dict[str, list[str]] = {}
        self._letters = sorted({letter for name in names for letter in name.lower() if letter.isalpha()})
        for name in names:
            marked = f"  {name.lower().replace(' ', '')}."
            for at in range(2, len(marked)):
                self._next.setdefault(marked[at - 2 : at], []).append(marked[at])
        self._longest = max(map(len, names)) + (3 if self._letters[0].isascii() else 0)

    def letter(self, chance: random.Random) -> str:
        return chance.choice(self._letters)

    def name(self, chance: random.Random) -> str:
        made = "  "
        while len(made) < self._longest + 2:
            following = self._next.get(made[-2:], self._letters)
            # Now and then any letter, so that names are not only those that the given ones contain.
            letter = chance.choice(following) if chance.random() > 0.12 else self.letter(chance)
            if letter == ".":
                if len(made) >= 5 or not self._letters[0].isascii():
                    break
                continue
            made += letter
        return made.strip()


COUNTRIES = (
    Country(
        "DE",
        0.35,
        "49",
        # "Müller" is 9.5 per mille in Germany; here it is 2 % of all customers of the tenant.
        "Müller:57 Schmidt:6.9 Schneider:4.1 Fischer:3.5 Weber:3.1 Meyer:3.1 Wagner:2.9 Becker:2.7 Schulz:2.7"
        " Hoffmann:2.6 Schäfer:2.3 Koch:2.2 Bauer:2.1 Richter:2.1 Klein:2.1 Wolf:2 Schröder:2 Neumann:1.9"
        " Schwarz:1.8 Zimmermann:1.8 Braun:1.7 Krüger:1.7 Hofmann:1.6 Hartmann:1.5 Lange:1.5 Schmitt:1.4"
        " Werner:1.4 Schmitz:1.4 Krause:1.4 Meier:1.3 Lehmann:1.3 Schmid:1.2 Schulze:1.2 Maier:1.2",
        60_000,
        "Peter:18 Michael:17 Thomas:16 Andreas:14 Wolfgang:12 Klaus:11 Jürgen:11 Günther:10 Stefan:10"
        " Christian:10 Uwe:9 Werner:9 Horst:9 Frank:9 Dieter:8 Manfred:8 Gerhard:8 Hans:8 Bernd:8 Thorsten:7"
        " Maria:14 Ursula:13 Monika:11 Petra:11 Elisabeth:11 Sabine:10 Renate:10 Helga:9 Karin:9 Brigitte:9"
        " Anna:12 Sophie:6 Lena:6 Laura:7 Julia:10 Katharina:8 Lukas:6 Leon:5 Jonas:5 Felix:5 Paul:7 Jan:8",
        4_000,
        "Berlin:44 Hamburg:22 München:18 Köln:13 Frankfurt_am_Main:9 Stuttgart:7.6 Düsseldorf:7.5 Leipzig:7.2"
        " Dortmund:7 Essen:7 Bremen:6.8 Dresden:6.7 Hannover:6.4 Nürnberg:6.2 Duisburg:6 Bochum:4.4"
        " Wuppertal:4.3 Bielefeld:4 Bonn:4 Münster:3.8",
        3_000,
        "Hauptstraße:30 Schulstraße:16 Dorfstraße:15 Gartenstraße:15 Bahnhofstraße:14 Wiesenweg:8"
        " Bergstraße:10 Birkenweg:8 Lindenstraße:9 Kirchstraße:9 Waldstraße:9 Ringstraße:8 Goethestraße:5"
        " Am_Sportplatz:5 Blumenstraße:5 Lange_Straße:4",
        8_000,
        "gmail.com:250 web.de:150 gmx.de:150 t-online.de:80 yahoo.de:30 outlook.de:40 icloud.com:50",
    ),
    Country(
        "GB",
        0.25,
        "44",
        "Smith:12 Jones:9 Taylor:6.5 Brown:6 Williams:5.7 Wilson:4.8 Johnson:4.7 Davies:4.3 Robinson:4"
        " Wright:4 Thompson:4 Evans:3.9 Walker:3.7 White:3.6 Roberts:3.6 Green:3.5 Hall:3.4 Wood:3.3"
        " Jackson:3.3 Clarke:3.2 Patel:3 Khan:3 Lewis:2.9 James:2.8 Phillips:2.8 Mason:2.6 Mitchell:2.6"
        " O'Brien:1.5 Davis:2.5 Anderson:2.4 Cooper:2.2 Hill:2.2 Ward:2.1 Turner:2.4 Martin:2.4",
        50_000,
        "David:20 John:18 Michael:14 Paul:13 Andrew:11 Susan:12 Margaret:11 Sarah:11 Peter:11 James:16"
        " Stephen:9 Robert:10 Christine:7 Richard:9 Karen:8 Mark:10 Julie:8 Linda:7 Elizabeth:10 Emma:10"
        " Mary:12 Helen:8 Jack:6 Oliver:6 Harry:5 George:7 Olivia:5 Amelia:5 Charlotte:5 Sophie:5",
        3_000,
        "London:130 Birmingham:17 Leeds:11 Glasgow:9 Sheffield:8 Manchester:8 Edinburgh:7.5 Liverpool:7.5"
        " Bristol:7 Cardiff:5 Leicester:5 Coventry:5 Bradford:5 Belfast:5 Nottingham:5 Newcastle:4",
        2_500,
        "High_Street:20 Station_Road:17 Main_Street:10 Park_Road:10 Church_Road:9 Church_Street:9"
        " London_Road:8 Victoria_Road:8 Green_Lane:7 Manor_Road:6 Church_Lane:6 Park_Avenue:5 The_Avenue:5",
        8_000,
        "gmail.com:400 hotmail.co.uk:120 outlook.com:80 yahoo.co.uk:90 icloud.com:70 btinternet.com:40",
    ),
    Country(
        "PL",
        0.15,
        "48",
        "Nowak:5.3 Kowalski:3.6 Wiśniewski:2.9 Wójcik:2.6 Kowalczyk:2.5 Kamiński:2.5 Lewandowski:2.4"
        " Zieliński:2.4 Szymański:2.3 Woźniak:2.3 Dąbrowski:2.3 Kozłowski:2 Jankowski:1.8 Mazur:1.8"
        " Kwiatkowski:1.7 Wojciechowski:1.7 Krawczyk:1.7 Kaczmarek:1.6 Piotrowski:1.6 Grabowski:1.5"
        " Zając:1.4 Pawłowski:1.4 Michalski:1.3 Król:1.3 Wieczorek:1.2 Jabłoński:1.2 Wróbel:1.2",
        40_000,
        "Anna:28 Piotr:18 Krzysztof:17 Andrzej:15 Maria:17 Katarzyna:16 Jan:15 Małgorzata:14 Agnieszka:14"
        " Stanisław:13 Tomasz:14 Paweł:12 Barbara:13 Ewa:12 Marcin:11 Michał:11 Marek:10 Grzegorz:9"
        " Magdalena:10 Joanna:10 Jerzy:9 Łukasz:9 Zofia:8 Jadwiga:6",
        1_500,
        "Warszawa:47 Kraków:20 Łódź:18 Wrocław:17 Poznań:14 Gdańsk:12 Szczecin:10 Bydgoszcz:9 Lublin:9"
        " Białystok:8 Katowice:8 Gdynia:6",
        1_500,
        "Polna:16 Leśna:15 Słoneczna:14 Krótka:11 Szkolna:12 Ogrodowa:11 Lipowa:9 Brzozowa:9 Łąkowa:8"
        " Kwiatowa:8 Kościuszki:6 Mickiewicza:6 Sienkiewicza:5",
        6_000,
        "gmail.com:350 wp.pl:200 o2.pl:110 onet.pl:100 interia.pl:80",
    ),
    Country(
        "TR",
        0.10,
        "90",
        "Yılmaz:10 Kaya:7 Demir:6.6 Şahin:5.7 Çelik:5.6 Yıldız:5.4 Yıldırım:5.3 Öztürk:5 Aydın:5 Özdemir:4"
        " Arslan:4 Doğan:4 Kılıç:3.5 Aslan:3.4 Çetin:3.2 Kara:3.1 Koç:3 Kurt:2.9 Özkan:2.6 Şimşek:2.6",
        20_000,
        "Mehmet:32 Mustafa:23 Ahmet:20 Ali:17 Hüseyin:14 Hasan:13 Fatma:24 Ayşe:22 Emine:14 Hatice:14"
        " Zeynep:12 Elif:9 İbrahim:12 İsmail:9 Osman:8 Yusuf:9 Murat:9 Ömer:8 Meryem:6 Şerife:5",
        1_500,
        "İstanbul:185 Ankara:66 İzmir:52 Bursa:37 Antalya:31 Konya:27 Adana:27 Şanlıurfa:25 Gaziantep:25"
        " Kocaeli:24 Mersin:22 Diyarbakır:21",
        900,
        "Atatürk_Caddesi:30 Cumhuriyet_Caddesi:25 İstiklal_Caddesi:15 Gazi_Caddesi:10 İnönü_Caddesi:12"
        " Okul_Sokak:8 Çiçek_Sokak:6",
        5_000,
        "gmail.com:550 hotmail.com:200 outlook.com:60 yahoo.com:40",
    ),
    Country(
        "JP",
        0.08,
        "81",
        "佐藤:15 鈴木:14 高橋:11 田中:10.5 伊藤:8.4 渡辺:8.3 山本:8.2 中村:8.1 小林:8 加藤:7 吉田:6.5"
        " 佐々木:5.3 山口:5 松本:4.9 井上:4.8 木村:4.5 林:4.3 斎藤:4.2 清水:4.2 山崎:3.7 森:3.6 池田:3.5",
        8_000,
        "翔太:9 健一:9 誠:8 大輔:8 裕子:9 陽子:8 直樹:7 恵子:8 美咲:6 さくら:6 太郎:5 花子:4 一郎:5 幸子:7"
        " 和子:8 京子:7 隆:7 博:7 結衣:5 蓮:4",
        2_000,
        "横浜市:30 大阪市:22 名古屋市:18 札幌市:16 福岡市:13 川崎市:12 神戸市:12 京都市:12 世田谷区:7"
        " 千代田区:1",
        900,
        "本町:20 中央:15 栄町:9 東町:8 緑町:7 丸の内:4 銀座:3",
        3_000,
        "gmail.com:350 yahoo.co.jp:200 docomo.ne.jp:120 icloud.com:100 ezweb.ne.jp:60",
        spelled=False,
    ),
    Country(
        "AE",
        0.07,
        "971",
        "محمد:25 أحمد:18 علي:16 حسن:12 حسين:11 إبراهيم:10 خان:9 عبدالله:14 الخطيب:5 المصري:5 السيد:8 صالح:7"
        " يوسف:7 عثمان:6 النجار:4 حداد:4 منصور:4 سليمان:5",
        8_000,
        "محمد:60 أحمد:40 علي:25 عمر:16 خالد:15 فاطمة:22 مريم:16 عائشة:14 يوسف:15 حسن:12 سارة:12 نور:12"
        " عبدالله:14 ليلى:7",
        900,
        "دبي:300 أبوظبي:150 الشارقة:130 العين:60 القاهرة:60 الرياض:50",
        250,
        "شارع_الشيخ_زايد:40 شارع_الملك:30 شارع_الجامعة:20",
        1_500,
        "gmail.com:500 hotmail.com:200 yahoo.com:120 outlook.com:60",
        spelled=False,
    ),
)
"""The order is that of the shares."""
LATIN_NAMES = Weighted.of(
    "sato:15 suzuki:14 takahashi:11 tanaka:10 ito:8 watanabe:8 yamamoto:8 mohamed:20 ahmed:18 ali:16"
    " hassan:12 hussein:11 ibrahim:10 khan:9 abdullah:14 khatib:5 masri:5 yuki:6 taro:5 hanako:4 sakura:6",
    10_000,
    seed="latin",
)
"""Of e-mail addresses whose owners do not write their names in Latin letters."""
COMPANY_WORDS = Weighted.of(
    "Logistik:20 Bau:20 Elektro:18 Consulting:30 Trading:25 Solutions:25 Services:25 Systems:15 Media:15"
    " Transport:15 Technik:15 Immobilien:12 Holding:12 Design:12 Digital:12",
    20_000,
    seed="company",
)
LEGAL_FORMS = Weighted.of("GmbH:500 AG:80 Ltd:250 KG:80 Inc:60 UG:30", 0, seed="forms")
