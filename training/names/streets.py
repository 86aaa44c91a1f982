"""Random postal addresses in the formats of many countries, on one line or several."""

from __future__ import annotations

import random
from typing import Final

from training.names.lists import COUNTRIES, given, surname, town, words

_USUAL: Final = words(
    "Street St St. Avenue Ave Road Rd Boulevard Blvd Lane Ln Drive Dr Court Ct Place Square "
    "Terrace Way"
)
_ENGLISH: Final = words(
    "Alley Arcade Beach Bend Bluff Branch Bridge Brook Bypass Camp Canyon Cape Causeway "
    "Center Circle Cliff Close Common Corner Course Cove Creek Crescent Crest Crossing Dale "
    "Dam Estate Expressway Extension Falls Ferry Field Fields Flat Flats Ford Forest Forge "
    "Fork Fort Freeway Garden Gardens Gateway Glen Green Grove Harbor Haven Heights Highway "
    "Hill Hills Hollow Island Isle Junction Key Knoll Knolls Lake Landing Lock Lodge Loop "
    "Mall Manor Meadow Meadows Mews Mill Mission Motorway Mount Mountain Orchard Oval "
    "Overpass Park Parkway Pass Path Pike Pine Pines Plain Plains Plaza Point Port Prairie "
    "Quay Ranch Rapids Rest Ridge Rise River Route Row Run Shoals Shore Spring Springs Spur "
    "Square Station Stream Summit Track Trail Tunnel Turnpike Underpass Union Vale Valley "
    "Viaduct View Village Ville Vista Walk Wall Well Wells Wharf"
)
"""Endings of street names, most of them from Publication 28, C1, of the US Postal Service."""
_FIRST: Final = words(
    "Oak Maple Cedar Elm Pine Willow Main High Church Station Mill Park Victoria Queen King "
    "Bridge River Lake Hill Forest Sunset Garden Market School Spring Chestnut North South "
    "East West Old New Green First Second Third Fourth Fifth Ocean Meadow Orchard Castle "
    "Abbey"
)
_JOINED: Final = {
    "de": ["straße", "strasse", "str.", "weg", "platz", "gasse", "allee", "ring", "damm", "ufer"],
    "nl": ["straat", "laan", "weg", "plein", "kade", "dijk"],
    "sv": ["gatan", "vägen", "gränd", "stigen", "backen"],
    "no": ["veien", "gata", "vegen", "bakken", "vollen", "terrasse", "stien"],
    "da": ["vej", "gade", "allé", "stræde"],
    "fi": ["katu", "tie", "kuja", "polku"],
    "is": ["gata", "vegur", "stígur", "braut"],
    "hu": ("i utca", "i út", " u.", " tér", " utca"),
    "cz": ("ova", "ská", "ova ulice", " náměstí"),
    "tr": (" Sokak", " Caddesi", " Cad.", " Mah."),
    "ru": (" ulitsa", "skaya ul.", "skiy prospekt"),
    "ee": (" tee", " tänav", " pst"),
    "gr": (" Street", "ou", " Avenue"),
    "in": (" Nagar", " Marg", " Road", " Colony"),
}
_LEADING: Final = words(
    "rue|rue de|rue des|avenue de|boulevard|chemin du|place de la|Calle|Calle de|Avenida|"
    "Plaza|Carrer de|Via|Via della|Viale|Piazza|Corso|Rua|Rua da|Avenida da|Travessa|ul.|"
    "ulica|al.|os.|Strada|Str.|Bulevardul|Jalan|Jl.|Ulitsa|Rr.|Praça|Largo|Camino|Paseo|"
    "Route de|Quai|Ulice|Trg|Cesta",
    "|",
)
_UNITS: Final = ("Apt.", "Apt", "Apartment", "Suite", "Unit", "Flat", "Floor", "Room", "#", "Ste")


def street(chance: random.Random) -> str:
    """A random street, usually with a number, in the order of its country; or a PO box."""
    number = _number(chance)
    kind = chance.random()
    if kind < 0.36:
        name = _english(chance)
        return name if chance.random() < 0.15 else f"{number} {name}"
    if kind < 0.62:
        of = chance.choice(list(_JOINED))
        stem = chance.choice((surname(chance), given(chance), town(chance), chance.choice(_FIRST)))
        whole = stem + chance.choice(_JOINED[of])
        return _with_number(chance, whole, number)
    if kind < 0.86:
        words = [surname(chance)] if chance.random() < 0.6 else [given(chance), surname(chance)]
        return _with_number(chance, " ".join((chance.choice(_LEADING), *words)), number)
    if kind < 0.95:  # a street name without a word such as "Street", as on maps
        return _with_number(chance, surname(chance), number)
    return chance.choice(
        (f"P.O. Box {number}", f"PO Box {number}", f"Postfach {number}", f"Postboks {number}",
         f"PSC {number}, Box {chance.randint(10, 9999)}",
         f"Unit {number} Box {chance.randint(10, 9999)}")
    )  # fmt: skip


def _english(chance: random.Random) -> str:
    name = chance.choice(_FIRST) if chance.random() < 0.4 else surname(chance)
    if chance.random() < 0.2:
        name = f"{given(chance)} {name}"
    return f"{name} {chance.choice(_USUAL if chance.random() < 0.5 else _ENGLISH)}"


def _with_number(chance: random.Random, name: str, number: str) -> str:
    kind = chance.random()
    if kind < 0.5:
        return f"{name} {number}"
    if kind < 0.6:
        return f"{name}, {number}"
    if kind < 0.75:
        return f"{number} {name}"
    if kind < 0.9:  # a house number, and the number of a street or flat
        return f"{number} {name} {_number(chance)}"
    return f"{name} nr. {number}"


def _number(chance: random.Random) -> str:
    number = str(chance.randint(1, 10 ** chance.choice((1, 2, 2, 3, 3, 4, 5))))
    if chance.random() < 0.06:
        number += chance.choice(("a", "b", "A", "B", "-12", "/3", "bis"))
    return number.zfill(chance.choice((1, 1, 1, 4)))


def _code(chance: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXY"
    one, two, three = (chance.choice(letters) for _ in range(3))
    return chance.choice(
        (f"{chance.randint(10000, 99999)}", f"{chance.randint(10000, 99999)}",
         f"{chance.randint(1000, 9999)}", f"{chance.randint(10, 99)}-{chance.randint(100, 999)}",
         f"{chance.randint(100, 999)} {chance.randint(10, 99)}",
         f"{one}{two}{chance.randint(1, 20)} {chance.randint(1, 9)}{three}{one}",
         f"{one}{chance.randint(1, 9)}{two} {chance.randint(1, 9)}{three}{chance.randint(1, 9)}",
         f"{chance.randint(100000, 999999)}", f"{chance.randint(1000, 9999)} {one}{two}",
         f"{chance.randint(10000, 99999)}-{chance.randint(1000, 9999)}")
    )  # fmt: skip


def address(chance: random.Random) -> str:
    """A random street, in most cases followed by a flat, town, postcode or country; or a street
    corner."""
    start = street(chance)
    if chance.random() < 0.07:
        corner = chance.choice(("the corner of ", "corner of ", "", "between "))
        return f"{corner}{start} {chance.choice(('and', '&'))} {street(chance)}"
    if chance.random() < 0.3:
        return start
    unit = ""
    if chance.random() < 0.4:
        unit = f"{chance.choice(_UNITS)} {chance.randint(1, 999)}"
        if chance.random() < 0.3:
            unit = f"{chance.choice(_UNITS)} {str(chance.randint(1, 99)).zfill(3)}"
    place, code = town(chance), _code(chance)
    place = place.upper() if chance.random() < 0.25 else place
    state = "".join(chance.choice("ABCDILMNORTVWY") for _ in range(2))
    tails = (
        [f"{code} {place}"], [place, code], [f"{place}, {state} {code}"],
        [f"{place}, {state}", code],
        [f"{place} {state} {code}"], [place], [place, code, chance.choice(COUNTRIES)],
        [f"{code} {place}", chance.choice(COUNTRIES)], [place, chance.choice(COUNTRIES)],
        [place, f"{chance.choice(COUNTRIES)} {code}"],
        [f"{place}, {state}", f"{chance.choice(COUNTRIES)} {code}"],
    )  # fmt: skip
    lines = [start, *([unit] if unit else []), *chance.choice(tails)]
    kind = chance.random()
    if kind < 0.4:
        return ", ".join(lines)
    if kind < 0.5 and unit:
        return f"{start} {unit}, " + ", ".join(lines[2:])
    if kind < 0.6:
        return " ".join(lines)
    if kind < 0.72:
        return "\n, ".join(lines) if chance.random() < 0.3 else ",\n".join(lines)
    return ("\n" if kind < 0.9 else "\n ").join(lines)
