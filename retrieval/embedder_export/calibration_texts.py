"""Sentences for calibrating an eight-bit model, written by us in the style of customers.

They only determine the input range of each layer; nothing is learnt from their content. `CHECK` is
a held-out set to measure the loss of quality by quantisation.
"""

from __future__ import annotations

from typing import Final

CALIBRATION: Final = (
    "How do I reset my password?",
    "refund",
    "My card was charged twice for order #48213-B, once on 3 March and again on the 5th. Why?",
    "hi",
    "The kettle arrived with a cracked lid and the box was wet. I would like another, please.",
    "Can you deliver to a different address if nobody is at home on Thursday between 9 and 12?",
    "WHERE IS MY PARCEL??? It says delivered but nothing is here!!!",
    (
        "Invoices are sent by e-mail as a PDF on the first working day of each month. To have "
        "one sent again, open Account, choose Billing, and press Resend beside the month you "
        "need. Companies can add a VAT number there; it appears on every later invoice but not "
        "on earlier ones."
    ),
    (
        "Returns are free within 30 days. Print the label from your order page, put the item in"
        " its box, and leave it at any parcel shop. We refund the price within five working "
        "days after the parcel has reached our warehouse; shipping costs are refunded only if "
        "the item was faulty."
    ),
    (
        "Your warranty covers defects in material and workmanship for two years from the day of"
        " purchase. It does not cover damage from falls, water, or use with other chargers."
    ),
    "Does the X200 work with 110 V? Also: USB-C or micro-USB?",
    "Is there parking near the hotel, and is breakfast included in the price of the room?",
    "thanks, that solved it :)",
    "I forgot which e-mail address I signed up with; can you find my account by phone number?",
    "error code E-1042 after the update, tried restarting 3 times, iOS 17.4",
    "The train was late and I missed my connection. Am I entitled to compensation for the ticket?",
    "- Size: 42\n- Colour: dark blue\n- Quantity: 2",
    "Please cancel my subscription at the end of this billing period, not today.",
    "https://shop.example/orders/9931?ref=mail",
    "A doctor should be told about any medicine you take before the vaccine is given.",
    "What is the difference between the basic and the premium plan, and can I switch later?",
    (
        "The castle was built in the twelfth century by monks and rebuilt after a fire in 1641;"
        " its tower, 63 metres high, was for two hundred years the tallest building of the "
        "region."
    ),
    "我的订单什么时候发货?",
    "退款一般在三到五个工作日内原路退回,请耐心等待。",
    "Wo bleibt mein Paket? Die Sendungsnummer ist ungültig.",
    "Comment puis-je modifier l'adresse de livraison de ma commande ?",
    "¿Cuánto tarda en llegar el reembolso a mi tarjeta?",
    "Как вернуть товар и получить деньги обратно?",
    "注文をキャンセルしたいのですが。",
    "كيف يمكنني تغيير كلمة المرور؟",
)
CHECK: Final = (
    "I was billed after I had cancelled. Please give the money back.",
    "how long does shipping to Norway take",
    (
        "You can change the delivery day until midnight before. Open your order, choose another"
        " day, and confirm; the courier is told at once. Large furniture cannot be moved by "
        "this way."
    ),
    "do you have this jacket in green, size M?",
    "Our shop in the old town is open from Monday to Saturday, ten to seven.",
    "app crashes when I tap Pay",
    "To activate the card, sign in, press Activate, and type the last four digits on its back.",
    "Can two people share one membership if they live together?",
)
