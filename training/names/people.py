"""Random names of people and companies, in various forms."""

from __future__ import annotations

import random

from training.names.lists import given, language, surname


def full(chance: random.Random) -> str:
    """A full name, as written in forms, signatures and articles."""
    of = language(chance)
    first, last = given(chance, of), surname(chance, of)
    kind = chance.random()
    if kind < 0.58:
        name = f"{first} {last}"
    elif kind < 0.68:
        name = f"{first} {chance.choice('ABCDEFGHJKLMNOPRSTVW')}. {last}"
    elif kind < 0.74:
        name = f"{first} {given(chance, of)} {last}"
    elif kind < 0.8:
        name = f"{first} {last}{chance.choice('- ')}{surname(chance, of)}"
    elif kind < 0.85:
        name = f"{first[0]}. {last}"
    elif kind < 0.9:
        particle = chance.choice(
            ("van", "van der", "de", "von", "de la", "al", "bin", "da", "Van", "Mac")
        )
        name = f"{first} {particle} {last}"
    elif kind < 0.95:
        name = f"{last} {first}"
    else:
        name = f"{first} {surname(chance)} {chance.choice(('Jr.', 'III', 'Sr.'))}"
    return name


def short(chance: random.Random) -> str:
    """A given name, sometimes with the initial of a surname."""
    name = given(chance)
    return f"{name} {surname(chance)[0]}." if chance.random() < 0.08 else name


def title(chance: random.Random) -> str:
    """A title before a name, such as "Mr"."""
    return chance.choice(("Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof."))


def company(chance: random.Random) -> str:
    """A company name, often made from surnames."""
    end = chance.choice(
        ("Ltd", "Inc", "Inc.", "LLC", "GmbH", "Group", "and Sons", "Bank", "Airlines", "Media",
         "Systems", "Holdings", "Foundation", "Insurance", "Studios", "Corporation", "Energy")
    )  # fmt: skip
    kind = chance.random()
    if kind < 0.6:
        return f"{surname(chance)} {end}"
    if kind < 0.64:
        return f"{surname(chance)}, {surname(chance)} and {surname(chance)}"
    if kind < 0.7:
        return f"{surname(chance)}-{surname(chance)}"
    return chance.choice(
        ("Nova", "Blue", "Quick", "Open", "Smart", "Green", "Data")
    ) + chance.choice(
        ("bank", "Health", "soft", "Works", "cart", "ship", "IQ", "Net", "line", " Labs")
    )
