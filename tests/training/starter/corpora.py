"""A small corpus, written for the tests."""

from __future__ import annotations

from training.starter.corpora import Corpora, Dialogue, Request, Snippet

SNIPPETS = (
    Snippet(
        "hotel/1", "Brook Lodge", "When can I check in?",
        "Check-in at Brook Lodge is at 14:30.",
        ("You can check in at Brook Lodge from 14:30. Anything else?",),
    ),
    Snippet("hotel/1", "Brook Lodge", "Is there a gym?", "There is no gym at Brook Lodge."),
    Snippet(
        "shop/2", "Fenwick", "What does delivery cost?",
        "Delivery within Ireland costs 4.90 euros.",
        ("Within Ireland delivery costs 4.90 euros. Can I help with anything else?",),
    ),
)  # fmt: skip
REQUESTS = (
    Request("cancel_order", "cancel my order 4411", "Open {{Order Details}} and press Cancel."),
    Request("cancel_order", "how to cancel", "To cancel, go to {{Order Details}} of your order."),
)
DIALOGUES = (
    Dialogue(
        (
            ("customer", "I need a table for two."),
            ("agent", "I found the Golden Fork in Oakland, which has tables at 7 pm."),
            ("customer", "What is their phone number?"),
            ("agent", "You can reach them at 510-555-0199 until ten in the evening."),
        )
    ),
)
DEMO = (
    Snippet("demo/0", "", "Do you take cash?", "We do not take cash on delivery, cards only."),
    Snippet("demo/1", "", "Can I return a sale item?", "Yes, within 30 days. Keep the receipt."),
)
CORPORA = Corpora(SNIPPETS, REQUESTS, DIALOGUES, DEMO)
