"""The fixed set of the parity check: realistic prompts, and replies no model was trained on."""

from __future__ import annotations

from typing import Final

from assistant.prompt import Passage, Prompt, PromptTurn

_CASES: Final = (
    (
        "Can I return a lamp that I have used once?",
        (
            "Used items can be returned within 14 days if they are clean and undamaged. The "
            "refund is made to the card you paid with and takes 3 to 5 working days."
        ),
        "Hi, I switched the lamp on once and it is too bright. Can I still send it back?",
        (
            "Yes, you can. If the lamp is clean and undamaged, please send it back within 14 "
            "days; the refund reaches your card 3 to 5 working days later."
        ),
    ),
    (
        "Delivery costs",
        (
            "Standard delivery costs 4.95 and is free for orders above 50. Express delivery "
            "costs 9.95 and arrives on the next working day if you order before 2 pm."
        ),
        "how much is shipping if I want it tomorrow??",
        (
            "Express delivery costs 9.95. If you order before 2 pm, your parcel arrives on "
            "the next working day."
        ),
    ),
    (
        "Changing the delivery address",
        (
            "As long as the order is not packed, the address can be changed under My orders. "
            "After that, please contact the carrier with the tracking number."
        ),
        "I moved last week and forgot to change my address, the order is AB-1234567.",
        (
            "I am sorry for the trouble. Please look under My orders: while the order is not "
            "packed, you can change the address there. After that, the carrier can help with "
            "the tracking number."
        ),
    ),
    (
        "Is breakfast included?",
        "Yes, breakfast is included in the price of every room and is served from 7 to 10:30.",
        "Good evening, do we have to pay extra for breakfast on Sunday?",
        "No, breakfast is included in the price of your room. It is served from 7 to 10:30.",
    ),
    (
        "Resetting the password",
        (
            "Open Settings, choose Security and press Reset password. The link in the e-mail "
            "is valid for 30 minutes. Look in the spam folder if nothing arrives."
        ),
        "The link you sent me says it is expired. What now?",
        (
            "The link is valid for 30 minutes only. Please open Settings, choose Security and"
            " press Reset password once more, then use the new link straight away."
        ),
    ),
    (
        "Are dogs allowed on the terrace?",
        "No, dogs are not allowed on the terrace. Guide dogs are welcome everywhere.",
        "We would like to bring our guide dog to lunch, is that a problem?",
        "Not at all: guide dogs are welcome everywhere, on the terrace as well.",
    ),
    (
        "Cancelling a subscription",
        (
            "A subscription can be cancelled at any time to the end of the paid month. What "
            "was paid is not refunded for the days that are left."
        ),
        "Please cancel my plan today and send me the rest of the money.",
        (
            "I can cancel your plan for you; it then ends with the paid month. I am afraid "
            "that the days that are left cannot be refunded."
        ),
    ),
    (
        "Warranty",
        (
            "All devices have a warranty of two years from the day of purchase. Please keep "
            "the receipt. Damage by water is not covered."
        ),
        "my headphones stopped working after 20 months, no water or anything",
        (
            "Two years of warranty cover that, as there was no water. Please send us the "
            "headphones with a copy of your receipt."
        ),
    ),
    (
        "Minimum age for a rental car",
        (
            "Drivers must be at least 21 years old and have held a licence for one year. "
            "Drivers under 25 pay 12 per day on top."
        ),
        "I am 23 and got my licence when I was 18. Anything I should know before I book?",
        (
            "You can rent a car with us. As you are under 25, there is a charge of 12 per day"
            " on top of the price."
        ),
    ),
    (
        "退货",
        "收到商品后14天内可以退货，商品需保持完好。退款将在3到5个工作日内退回原付款账户。",
        "你好，我买的杯子颜色不喜欢，还没用过，可以退吗？",
        "您好，可以的。商品完好的话，请在收到后14天内寄回，退款会在3到5个工作日内退回原付款账户。",
    ),
    (
        "发票",
        "下单时可以选择开具电子发票，发票会在发货后24小时内发送到您的邮箱。",
        "我昨天收到货了，但是没有收到发票，怎么办？",
        "很抱歉给您带来不便。电子发票会在发货后24小时内发送到邮箱，请您先看一下垃圾邮件，如果没有，我马上为您补发。",
    ),
    (
        "Umtausch",
        "Ein Umtausch ist innerhalb von 30 Tagen möglich. Bitte legen Sie den Kassenbon bei.",
        "Guten Tag, die Schuhe sind zu klein. Kann ich sie gegen Größe 42 tauschen?",
        "Guten Tag, das geht gern innerhalb von 30 Tagen. Bitte legen Sie den Kassenbon bei.",
    ),
)


def cases() -> list[tuple[Prompt, str]]:
    """Prompts with a reply each; each also has another case's passage as a distractor."""
    made = []
    for at, (name, text, message, reply) in enumerate(_CASES):
        other = _CASES[(at + 5) % len(_CASES)]
        passages = (Passage(name, text), Passage(other[0], other[1]))
        made.append((Prompt(passages, (PromptTurn("customer", message),)), reply))
    return made
