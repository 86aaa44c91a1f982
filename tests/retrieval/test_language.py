"""Languages: certain ones by script, European ones by small words, and no crash on anything."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language import Language, detect_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("refund", "en"),
        ("where is my order?", "en"),
        ("hi", "en"),
        ("No, I don't.", "en"),
        ("Wo ist meine Bestellung?", "de"),
        ("Ich möchte mein Geld zurück", "de"),
        ("où est ma commande", "fr"),
        ("je veux annuler mon colis", "fr"),
        ("quiero cancelar mi pedido", "es"),
        ("dove si trova il mio pacco", "it"),
        ("onde está meu pedido", "pt"),
        ("waar is mijn bestelling", "nl"),
        ("när får jag mitt paket", "sv"),
        ("gdzie jest moja paczka", "pl"),
        ("kde je moje zásilka", "cs"),
        ("siparişim nerede", "tr"),
        ("di mana pesanan saya", "id"),
        ("退款", "zh"),
        ("我的order没到", "zh"),
        ("请看 https://www.example.com/a/long/path 谢谢", "zh"),
        ("優の品商店訂單查詢退款在哪裡", "zh"),
        ("注文はまだですか", "ja"),
        ("배송 조회", "ko"),
        ("заказ не пришёл", "ru"),
        ("де моє замовлення", "uk"),
        ("أين طلبي", "ar"),
        ("سفارش من کجاست", "fa"),
        ("πού είναι", "el"),
        ("ส่งของ", "th"),
        ("", ""),
        ("48213", ""),
        ("😀 !!", ""),
        ("\u202e\x00", ""),
    ],
)
def test_languages(text: str, tag: str) -> None:
    assert detect_language(text).tag == tag


def test_a_script_is_certain_and_a_guess_is_not() -> None:
    assert detect_language("退款").confidence == 1.0
    assert detect_language("Zorblax").confidence < 0.5
    assert detect_language("Where is the order that I made with you?").confidence > 0.6


def test_most_of_a_mixed_text_decides() -> None:
    english = detect_language("Can you please explain what 退款 means to me?")
    assert english.tag == "en"
    assert english.confidence < detect_language("Can you please explain what it means to me?")[1]


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    found = detect_language(text)
    assert isinstance(found, Language)
    assert 0 <= found.confidence <= 1
    assert (found.tag == "") == (found.confidence == 0)


@pytest.mark.data
def test_short_english_messages_are_english(shared_data: Path) -> None:
    with (shared_data / "banking77" / "test.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert sum(detect_language(text).tag == "en" for text in texts) >= 0.998 * len(texts)


@pytest.mark.data
def test_short_chinese_messages_are_chinese(shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / "crosswoz_val" / "val.json.zip") as archive:
        dialogues = json.loads(archive.read("val.json")).values()
    texts = [m["content"] for dialogue in dialogues for m in dialogue["messages"]]
    assert sum(detect_language(text).tag == "zh" for text in texts) >= 0.998 * len(texts)
