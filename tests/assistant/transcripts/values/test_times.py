"""Times as tools and people write them: a wrong hour is worse than none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.transcripts.values.times import Clock

EVENING = datetime(2025, 3, 5, 22, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "March 5, 2025 10:14 PM", "Mar 5, 2025, 10:14\u202fPM", "Wednesday, March 5, 2025 10:14 pm",
        "5 Mar 2025 22:14", "Wed, 05 Mar 2025 22:14:00 +0000", "Wed, 5 Mar 2025 22:14:00 GMT",
        "Wed Mar 05 22:14:00 +0000 2025", "Wed Mar 05 2025 23:14:00 GMT+0100 (CET)",
        "Wed, 5 Mar 2025 17:14:00 EST", "05-Mar-2025 22:14", "05/Mar/25 10:14 PM",
        "5. März 2025 22:14", "5. März 2025 um 22:14 Uhr", "le 5 mars 2025 à 22h14",
        "5 de marzo de 2025 22:14", "5 août 2025 22:14",
        "2025-03-05 14:14:00 -0800", "2025/03/05 22:14:00 UTC", "13/3/2025 22:14 +0000",
        "2025-03-05T22:14:00.000+0000", "20250305T221400Z", "1741212840", "1741212840000",
    ],
)  # fmt: skip
def test_an_hour_is_the_right_one(text: str) -> None:
    found = Clock().read(text)
    assert found is not None
    assert found.replace(month=3, day=5) == EVENING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mar 5, 2025 12:05 AM", datetime(2025, 3, 5, 0, 5, tzinfo=UTC)),
        ("5 juin 2025", datetime(2025, 6, 5, tzinfo=UTC)),
        ("5 juil. 2025", datetime(2025, 7, 5, tzinfo=UTC)),
        ("5 fév. 2025", datetime(2025, 2, 5, tzinfo=UTC)),
        ("5 dez 2025", datetime(2025, 12, 5, tzinfo=UTC)),
        ("٥/٣/٢٠٢٥", None), ("31 Feb 2025", None), ("5 apples 2025", None), ("March 2025", None),
        ("5 Mar 2025 10:14 XYZ", None), ("12 AM", None),
    ],
)  # fmt: skip
def test_what_is_clear_and_what_is_not(text: str, expected: datetime | None) -> None:
    assert Clock().read(text) == expected
