"""Detects the language of a text by its script, else by its common words and letters.

As messages of customers are short ("refund??", "wo ist mein Paket"), the evidence is function
words and frequent words of customer service, hand-picked for each language, and letters that only
some languages have. A statistical identifier (py3langid 0.4.0) was tried: it takes "refund" and
"invoice" for Romanian, loads in 1.1 s and needs 100 MB of memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final, NamedTuple

from retrieval.text import clean


class Language(NamedTuple):
    """A primary language subtag (BCP 47; "" if there are no letters), and the confidence in it."""

    tag: str
    confidence: float


UNKNOWN: Final = Language("", 0.0)
_LOOKED_AT: Final = 2_000
"""Number of characters examined; more would only cost time."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SCRIPTS: Final = re.compile(
    r"(?P<latin>[a-zA-Z\u00aa-\u024f\u1e00-\u1eff]+)"
    r"|(?P<han>[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|(?P<kana>[\u3041-\u30ff\u31f0-\u31ff]+)|(?P<ko>[\u1100-\u11ff\uac00-\ud7af]+)"
    r"|(?P<cyrillic>[\u0400-\u052f]+)|(?P<arabic>[\u0620-\u06ff]+)|(?P<el>[\u0370-\u03ff]+)"
    r"|(?P<he>[\u0591-\u05f4]+)|(?P<hy>[\u0531-\u0587]+)|(?P<ka>[\u10a0-\u10ff]+)"
    r"|(?P<hi>[\u0900-\u097f]+)|(?P<bn>[\u0980-\u09ff]+)|(?P<pa>[\u0a00-\u0a7f]+)"
    r"|(?P<gu>[\u0a80-\u0aff]+)|(?P<ta>[\u0b80-\u0bff]+)|(?P<te>[\u0c00-\u0c7f]+)"
    r"|(?P<kn>[\u0c80-\u0cff]+)|(?P<ml>[\u0d00-\u0d7f]+)|(?P<si>[\u0d80-\u0dff]+)"
    r"|(?P<th>[\u0e00-\u0e7f]+)|(?P<lo>[\u0e80-\u0eff]+)|(?P<my>[\u1000-\u109f]+)"
    r"|(?P<km>[\u1780-\u17ff]+)|(?P<am>[\u1200-\u137f]+)"
)
# A character of these scripts carries about as much information as two or three letters.
_DENSE: Final = {"han": 3, "kana": 2, "ko": 2}

# Without accents, as customers often type them.
_COMMON_WORDS: Final = {
    "en": """a about account after ain all am an and any are aren as at back be been before book
        but buy by call can cancel cannot cant car card change check contact could couldn
        customer days delivered delivery did didn do does doesn don dont email for from get
        getting going good got great had hadn has hasn have haven hello help hey hi how i if im
        in invoice is isn it item its ive just know leave let like long looking made make me
        money my need new no not of off on one open or order orders other our out package park
        pay payment phone please price problem product received refund reset return see send
        service ship shipping should shouldn so some someone start still support sure than thank
        thanks that the there they this to track tracking transfer up us use using want was wasn
        way we were weren what when where which who why will with without won work working would
        wouldn yes yet you your""",
    "de": """aber alle als am an auch auf aus bei bekomme bestellt bestellung bin bis bitte
        brauche da danke dann das dass dem den der des die diese dieser doch durch ein eine
        einen einer er es fur geld gibt guten habe haben hallo hat ich ihr ihre im in ist ja
        kann kaufen kein keine konnen konto kundendienst lieferung mehr mein meine meinen mich
        mir mit mochte muss nach nicht noch nur oder paket rechnung schon sehr sein sich sie
        sind so tag uber um und uns vom von vor wann war warum was wer werden wie wieder wird wo
        zahlung zu zum zur zuruck""",
    "fr": """ai annuler apres au aux avec avez avoir bonjour car carte ce cela ces cette chez
        client colis combien commande comme comment compte dans de depuis des deux dois du elle
        en est et etre facture faire il ils je jour jours la le les leur livraison ma mais me
        merci mes mon ne notre nous ou par pas passe payer peux plus pour pourquoi puis quand
        que quel quelle qui quoi remboursement rien sa sans se ses si son sont sur toujours tout
        tres un une votre voudrais vous""",
    "es": """a al algo antes aun buenos cancelar cliente como con cual cuando cuanto cuenta de
        del dia dias dinero donde dos el ella en envio es esta estan este estoy factura gracias
        ha hacer han hasta hay he hola la las le lo los mas me mi mis muy necesito no nos
        nuestro ordenador pago paquete para pedido pero por porque puedo que quien quiero
        reembolso se ser si sin sobre son su sus tambien tarjeta tengo tiene todavia todo tu un
        una ustedes ya yo""",
    "it": """a acquisto ai al alla anche ancora annullare avete bene buongiorno carta che chi ci
        ciao cliente come con conto cosa cui da dal dalla dei del della delle di dopo dove era
        essere fare fattura gli grazie ha hanno ho i il in indietro io la le lo loro ma mi mia
        mio molto nel nella no noi non ogni ordine pacco pagamento pagare per perche piu posso
        prima quando quanto quella questa questo resi rimborso salve se senza si sono spedizione
        su sul tra tutto un una vi voglio vorrei vostro""",
    "pt": """a agora ainda ao aos as ate cancelar cartao cliente com como compra comprei conta
        da das de dia dias dinheiro do dos ela ele em encomenda entrega envio era essa esse esta
        estou eu fatura fazer foi ha isso ja la mais mas me meu meus minha muito na nao nas nem
        no nos nossa obrigada obrigado ola onde os ou pagamento para pedido pela pelo pode por
        porque posso preciso qual quando quanto que quem quero reembolso se sem ser seu sim sua
        tem tenho uma voce voces""",
    "nl": """aan al als bestelling betalen betaling bij dan dat de deze die dit doen door een en
        er factuur geen gekregen geld goed graag had heb hebben heeft het hier hoe hoeveel ik in
        is ja je jullie kaart kan klant klantenservice kunnen kunt maar meer met mij mijn moet
        na naar niet nog nu of om onder ons onze ook op over pakket rekening retour te tot uit
        van veel voor waar waarom wanneer was wat we wel welke werkt wie wij wil worden wordt ze
        zijn zo zou""",
    "sv": """alla att av bestallning betala betalning bli da de den det din du efter en ett fa
        faktura far for fran fungerar ha hade han har hej hitta hur i ingen inte jag kan kommer
        konto kort kvitto leverans man med men mig min mina mitt mycket nagon nar nu och om oss
        pa paket retur sa sedan sig ska skulle som tack till tillbaka under upp ut vad var
        varfor vi vill""",
    "da": """af afbestille alle at bestilling betale betaling blev de den der det dig din du
        efter eller en er et faar faktura fik for fra har havde hej hun hvad hvor hvordan
        hvorfor hvornar i ikke jeg kan kommer konto kvittering levering man med meget men mig
        min mine mit naar nar og ogsa om ordre pa pakke penge retur sa sig skal som tak til
        tilbage var ved vi vil""",
    "no": """alle at av avbestille bestilling betale betaling ble de deg den der det din du
        eller en er et ett etter faktura far fikk for fra hadde har hei hva hvor hvordan hvorfor
        i ikke jeg kan kommer konto kvittering levering man med meg men min mine mitt mye nar
        noe og ogsa om ordre pa pakke penger retur sa seg skal som takk til tilbake var ved vi
        vil""",
    "fi": """ei ela en etta han hei ja jos kanssa kiitos kortti koska kuin kuinka kun lasku
        maksaa maksu me mika miksi milloin mina minun missa mita mutta myos nain ne niin nyt ole
        olen oli on ovat paketti palautus rahat se sina tai tama tilaukseni tilaus tili toimitus
        vain viela voi voin voinko""",
    "pl": """ale bardzo bez bo byc byl co czy dla do dobry dziekuje dzien faktura faktury gdy
        gdzie i ich ile jak jaki jest jestem jeszcze juz karta kiedy konto ktora ktory ma mam mi
        mnie moge moj moja moje mozna na nie od oraz paczka pieniadze platnosc po pod prosze
        przesylka przez sa sie tak tego ten to tu tylko wiec wy za zamowienia zamowienie ze
        zwrot zwrotu""",
    "cs": """a aby ale ani bez bude by byl co dekuji den do dobry faktura fakturu ho i ja jak
        jako je jeho jen jeste jestli jiz jsem jsou karta kde kdy kdyz ktery ma mam me mi moje
        muj muzu na ne nebo nejak neni nez objednavka objednavku od platba po pri pro proc
        prosim se si tak ten to uz vas ve vraceni za zasilka ze zrusit""",
    "ro": """a aceasta acest ai am ar as avea banii buna ca cand card care ce cea cel comanda
        cont cu cum dar de din doar este eu factura fi foarte fost in inapoi inca la le livrare
        lui mai mea meu mi multumesc nu pachet pana pe pentru plata poate pot prin retur sa sau
        se si sunt timp un una unde va vreau""",
    "hu": """a ami amikor az bankkartya be csak csomag de egy el en es ez ezt fizetes ha hogy
        hogyan hol igen is jo kell ki koszonom le lehet meg megrendeles mert mi miert mikor mint
        mit nem nincs penz rendeles rendelesem szallitas szamla szeretnem szia vagy van vissza
        volt""",
    "tr": """acaba ama ben benim bir bu cok da daha de degil diye en etmek fatura gibi hesap
        iade icin ile iptal istiyorum kadar kargo kart kim merhaba mi mu nasil ne neden nerede
        odeme olan olarak oldu para sey siparis siparisim siparisimi su tesekkur tesekkurler var
        ve veya yok zaman""",
    "id": """ada adalah akan aku anda apa atau bagaimana bayar belum berapa bisa dan dari dengan
        di halo hari ingin ini itu juga kami kapan karena kartu kasih ke kembali kenapa kepada
        lagi mana mau mohon pembayaran pengembalian pesanan saya sudah terima tidak tolong uang
        untuk yang""",
    "vi": """ban bao cam cho chua co cua da dang den don duoc gi giao hang hoa hoan khi khong la
        lam mot muon nao nay nhu on tai thanh the tien toan toi tra trong va ve vi xin""",
}  # fmt: skip
_LETTERS: Final = {
    "ß": "de", "ä": "de sv fi", "ö": "de sv fi hu tr", "ü": "de hu tr", "ñ": "es", "¿": "es",
    "¡": "es", "ã": "pt vi", "õ": "pt vi", "ç": "fr pt tr", "œ": "fr", "è": "fr it", "ê": "fr pt",
    "ë": "nl fr", "ù": "fr it", "ò": "it", "å": "sv da no", "ø": "da no", "æ": "da no", "ő": "hu",
    "ű": "hu", "ł": "pl", "ż": "pl", "ź": "pl", "ś": "pl", "ą": "pl", "ę": "pl", "ć": "pl",
    "ř": "cs", "ě": "cs", "ů": "cs", "š": "cs", "č": "cs", "ž": "cs", "ý": "cs", "ă": "ro vi",
    "ț": "ro", "ș": "ro", "ţ": "ro", "ş": "tr ro", "ğ": "tr", "ı": "tr", "đ": "vi", "ơ": "vi",
    "ư": "vi", "î": "ro fr",
}  # fmt: skip


def _evidence() -> dict[str, dict[str, float]]:
    """Word or letter → language → weight, which is divided among the languages that share it."""
    shared: dict[str, set[str]] = {}
    for lang, text in _COMMON_WORDS.items():
        for word in text.split():
            shared.setdefault(word, set()).add(lang)
    weights = {word: dict.fromkeys(langs, 1 / len(langs)) for word, langs in shared.items()}
    for letter, text in _LETTERS.items():
        langs = text.split()
        weights[letter] = dict.fromkeys(langs, 1.5 / len(langs))
    return weights


_EVIDENCE: Final = _evidence()
_ACCENTED: Final = re.compile("[¡¿\u00df-\u024f]|[\u1ea0-\u1eff]")
_LATIN_WORD: Final = re.compile(r"[^\W\d_]+")
_PLAIN: Final = str.maketrans({"ı": "i", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ß": "ss"})
_DOUBT: Final = 0.6
"""Weight of missing evidence: one clear word gives a confidence of about 0.6, five give 0.9."""
_ONE_WORD: Final = 0.99
"""Minimum score (about one word that only one language has) to prefer a language to English."""
_ENGLISH_FIRST: Final = 0.4
"""Initial score of English, so that names and single nouns do not make a message Romanian."""


def detect_language(text: str) -> Language:
    """The language that most of `text` is written in.

    Chinese, Japanese, Korean and other languages with a script of their own are certain after a few
    characters. Among languages in Latin script, eighteen European and Asian ones are distinguished;
    without any evidence, the result is English with a confidence below one half.

    Args:
        text: A message or passage; its first 2,000 characters decide.
    """
    sample = _ADDRESS.sub(" ", clean(text[:_LOOKED_AT]))
    letters: Counter[str] = Counter()
    for run in _SCRIPTS.finditer(sample):
        script = run.lastgroup or ""
        letters[script] += len(run[0]) * _DENSE.get(script, 1)
    if not letters:
        return UNKNOWN
    if letters["kana"] * 10 >= letters["han"]:  # Chinese may borrow a single の
        letters["kana"] += letters.pop("han", 0) if letters["kana"] else 0
    script, most = letters.most_common(1)[0]
    tag, certainty = _of_script(script, sample)
    return Language(tag, round(certainty * most / letters.total(), 3))


def _of_script(script: str, sample: str) -> tuple[str, float]:
    if script == "latin":
        return _of_latin(sample)
    if script == "cyrillic":
        return _of_cyrillic(sample.casefold())
    if script == "arabic":
        return _of_arabic(sample)
    return {"han": "zh", "kana": "ja"}.get(script, script), 1.0


def _of_cyrillic(sample: str) -> tuple[str, float]:
    if re.search("[їєґ]|і(?!̆)", sample) and "ы" not in sample:
        return "uk", 0.95
    if re.search("[ђјљњћџ]", sample):
        return "sr", 0.9
    if re.search("[ыэё]", sample):
        return "ru", 0.97
    return ("bg", 0.7) if re.search(r"ъ[^еёюя]|\b(?:съм|да|се|ли|ще)\b", sample) else ("ru", 0.75)


def _of_arabic(sample: str) -> tuple[str, float]:
    if re.search("[ٹڈڑںےھ]", sample):
        return "ur", 0.9
    return ("fa", 0.9) if re.search("[پچژگکی]", sample) else ("ar", 0.9)


def _of_latin(sample: str) -> tuple[str, float]:
    lowered = sample.lower()
    score = Counter({"en": _ENGLISH_FIRST})
    for letter in _ACCENTED.findall(lowered):
        score.update(_EVIDENCE.get(letter, {}))
    for word in _LATIN_WORD.findall(lowered if lowered.isascii() else _plain(lowered)):
        score.update(_EVIDENCE.get(word, {}))
    tag, best = score.most_common(1)[0]
    if best < _ONE_WORD:
        tag, best = "en", score["en"]
    return tag, best / (score.total() + _DOUBT)


def _plain(text: str) -> str:
    """The text without accents, like the words above."""
    apart = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
