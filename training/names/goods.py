"""Names of products, brands and features, many of which are also names of people."""

from __future__ import annotations

import random
from typing import Final

from training.names.lists import PRODUCTS, given, surname, town, words

_BRANDS: Final = words(
    "Electrolux AEG Whirlpool Zanussi Beko Grundig Panasonic Sharp Toshiba Hitachi Hisense TCL "
    "Xiaomi Realme Oppo Vivo Nokia Motorola Asus Acer Dell HP Fujitsu MSI Corsair Kingston "
    "SanDisk Seagate Synology Qnap Ubiquiti Linksys Belkin Anker Aukey Jabra Plantronics "
    "Sennheiser Marshall Denon Yamaha Pioneer Kenwood DeLonghi Jura Melitta Krups Moulinex "
    "Smeg Liebherr Gaggenau Neff Rowenta Bissell Shark Hoover Eufy Ecovacs Roborock Neato "
    "Blink Eero Netatmo Homematic Shelly Aqara Withings Suunto Coros Amazfit Casio Seiko "
    "Citizen Fossil Swatch Swarovski Puma Asics Reebok Saucony Salomon Merrell Mammut Vaude "
    "Deuter Osprey Fjällräven Zara Mango Bershka Uniqlo Primark Shein Asos Zalando Otto "
    "Bonprix Esprit Gap Guess Diesel Lee Wrangler Timberland Skechers Crocs Ugg Geox Ecco "
    "Samsonite Rimowa Tumi Eastpak Herschel Moleskine Lamy Pelikan Parker Staedtler Wayfair "
    "Westwing Jysk Habitat Muji Hay Vitra Bugaboo Stokke Cybex Britax Chicco Pampers Huggies "
    "Nestle Danone Lavazza Illy Lindt Milka Haribo Oatly Alpro Huel HelloFresh Gousto Gorillas "
    "Getir Glovo Wolt Doordash Grubhub Instacart Ocado Carrefour Auchan Aldi Kroger Costco "
    "Rewe Edeka Migros Coop Lush Boots Rossmann Douglas Notino Garnier Olay Dove Cetaphil "
    "CeraVe Eucerin Vichy Weleda Lamisil Aspirin Paracetamol Zyrtec Telekom Vodafone Orange "
    "Verizon Sprint Comcast Telstra Telia Swisscom N26 Starling Chime Venmo Zelle Adyen Mollie "
    "Worldpay Coinbase Kraken Binance Trezor Metamask Robinhood Etoro Degiro Vanguard Fidelity "
    "Geico Progressive Generali Aviva Cigna Bupa EasyJet Wizz Vueling Transavia Finnair KLM "
    "Qantas Airbnb Expedia Trivago Agoda Kayak Trainline Renfe Sixt Europcar Zipcar Blablacar "
    "Toyota Honda Mazda Hyundai Kia Volvo Saab Peugeot Citroen Dacia Jeep Subaru Ducati Vespa "
    "Giant Cannondale Orbea Canyon Gazelle Strava Komoot Zwift Headspace Calm Babbel Coursera "
    "Udemy Hulu Deezer Tidal Twitch Discord Reddit Pinterest Etsy Temu AliExpress Rakuten "
    "Shopware Magento Squarespace Wix Wordpress Webflow GitHub GitLab Bitbucket Confluence "
    "ClickUp Basecamp Todoist Obsidian Lastpass Bitwarden Dashlane NordVPN Surfshark Mullvad "
    "Cloudflare Heroku Vercel Netlify Datadog Sentry Splunk Kibana Terraform Ansible "
    "Kubernetes Redis Mongo Elastic Kafka Airflow Looker Metabase Segment Mixpanel Amplitude "
    "Hotjar Twilio Sendgrid Klaviyo Marketo Pardot Pipedrive Zoho Freshdesk Gorgias Odoo "
    "Netsuite SAP Workday Bamboo Deel Gusto Personio Lexware Bexio Skype Teams Telegram Viber "
    "Threema WeChat Alipay Purolator Aramex Yodel Seur Correos Colissimo Chronopost Bpost "
    "Correios"
)
_FOUNDED: Final = words(
    "Louis Vuitton|Jean Paul Gaultier|Carolina Herrera|Tom Ford|Tom Tailor|Kate Spade|"
    "Tory Burch|Vera Wang|Marc O'Polo|Helly Hansen|Karl Lagerfeld|Daniel Wellington|"
    "Henry Hoover|Ted Baker|Laura Ashley|Cath Kidston|Betty Crocker|Mr Clean|Mr Coffee|"
    "Aunt Jemima|Dr Scholl|Dr Bronner|Johnny Rockets|Papa John's|Wendy's|Denny's|Macy's|"
    "Sainsbury's|Kellogg's|Reese's|Hershey's|Campbell's|Smucker's|Church's|Christie's|Lowe's|"
    "Kohl's|Wells Fargo|Edward Jones|Goldman Sachs|Merrill Lynch|Raymond James|Harley Davidson|"
    "Rolls Royce|Alfa Romeo|Aston Martin|Peter Pan|Santa Claus|Mickey Mouse|Hello Kitty|"
    "Bob the Builder|Dora the Explorer|Sherlock Holmes|Jack Russell|King Charles spaniel|"
    "Queen Anne|Oscar Mayer|Sara Lee|Marie Callender|Jose Cuervo|Martha Stewart|Rachael Ray|"
    "Bobbi Brown|Charlotte Tilbury|Mary Poppins|Billy Elliot|Evita|Tristan and Isolde|"
    "Hansel and Gretel|Tony Hawk|Max Payne|Tomb Raider|Assassin's Creed|Crash Bandicoot|"
    "Cooking Mama|Peter Rabbit|James Bond|Indiana Jones|Star Wars|Lord of the Rings",
    "|",
)
"""Brands, products and works with names like those of people."""
THINGS: Final = words(
    "jacket|coat|dress|skirt|shirt|hoodie|jeans|trousers|shorts|leggings|socks|boots|sandals|"
    "trainers|belt|bag|handbag|backpack|suitcase|wallet|watch|strap|ring|necklace|bracelet|"
    "earrings|scarf|hat|gloves|sunglasses|sofa|armchair|chair|table|desk|shelf|bookcase|"
    "wardrobe|bed|mattress|pillow|duvet|curtains|rug|lamp|mirror|vase|candle|mug|plate set|"
    "kettle|toaster|mixer|blender|oven|fridge|freezer|dishwasher|washing machine|dryer|vacuum|"
    "iron|fan|heater|thermostat|doorbell|camera|router|modem|speaker|headphones|earbuds|"
    "microphone|charger|cable|adapter|keyboard|mouse|monitor|laptop|tablet|phone|case|"
    "screen protector|printer|scanner|toner|battery|drill|saw|mower|hose|grill|tent|"
    "sleeping bag|bike|scooter|helmet|saddle|tyre|pump|treadmill|dumbbells|yoga mat|racket|"
    "skis|boots|kayak|puzzle|doll|train set|board game|book|audiobook|calendar|poster|ticket|"
    "concert tickets|musical|course|e-book|gift card|subscription|app|plugin|extension|widget|"
    "integration|licence|firmware|driver|dashboard|perfume|lipstick|mascara|cream|lotion|"
    "shampoo|serum|tablets|drops|gel|vitamins|tea|coffee|wine|whisky|beer|juice|honey|cheese|"
    "sauce|salad|pizza|sandwich|cake|chocolate|cereal|dog food|collection|set|bundle|"
    "starter kit|refill|mobile plan|account|voucher|hotel|apartment|tour|cruise|stroller|"
    "car seat|cot|bottle|nappies",
    "|",
)
_LINES: Final = words(
    "Oak Walnut Birch Aspen Heather Poppy Fern Juniper Clover Saffron Sorrel Fennel Coral "
    "Pearl Opal Onyx Topaz Sapphire Emerald Indigo Scarlet Crimson Sienna Umber Ochre Khaki "
    "Mustard Blush Champagne Copper Bronze Cobalt Cherry Peach Mint Sage Rosewood Ebony Snow "
    "Frost Storm River Ocean Harbour Meadow Canyon Sierra Alpine Nordic Royal Classic Heritage "
    "Prestige Signature Velvet Luna Nova Stella Aurora Orion Atlas Apollo Zeus Athena Hera "
    "Juno Diana Titan Phoenix Falcon Raven Robin Wolf Tiger Puma Lynx Panda Koala Rocky Buddy "
    "Bella Coco Lotus Zen Eden Ava Mila Milo Theo Ludo Hugo Viggo Astrid Freja Tilda Marlow "
    "Harlow Winslow Langley Ashby Selby Kingston Windsor Kensington Belmont Dakota Montana "
    "Carolina Tennessee Savoy Verona Roma Milano Sofia Malaga Valencia Havana Cuba Rio Tokyo "
    "Kyoto Osaka Zermatt Davos"
)
COLOURS: Final = words(
    "black|white|red|blue|green|grey|pink|brown|beige|navy|burgundy|coral|pearl|opal|mint|sage|"
    "peach|cherry|copper|bronze|silver|gold|champagne|khaki|mustard|scarlet|crimson|indigo|"
    "violet|lilac|sapphire|emerald|topaz|onyx|walnut|oak|blush|cobalt|sand|stone|ash|rose|"
    "saffron|ebony|snow",
    "|",
)
_DOES: Final = words(
    "Smart Quick Auto Live Dark Light Night Safe Secure Private Shared Team Guest Family Power "
    "Super Advanced Custom Saved Recent Active Pending Bulk Multi Global Local Instant Daily "
    "Weekly Monthly Early Extra Priority Basic Plus Pro Max Prime Select Deep Magic Silent "
    "Background Linked Trusted Hidden Archived Scheduled Draft Public"
)
_WHAT: Final = words(
    "Mode View Views Search Filter Filters List Lists Board Boards Folder Folders Sync Backup "
    "Reply Replies Tags Labels Rules Reports Insights Alerts Reminders Notes Tasks Files Links "
    "Members Groups Roles Access Login Checkout Cart Pay Pass Points Rewards Credits Offers "
    "Deals Delivery Pickup Returns Support Chat Calls Inbox Feed Stories Profile Account "
    "Wallet Balance Budget Cards Transfers Statements Plan Billing Tools Settings Export "
    "Import Upload Editor Preview Timer Calendar Layout Theme Fields Forms Templates Snippets "
    "Macros Widgets Devices Sessions"
)
_MODELS: Final = words(
    "Pro Max Plus Mini Air Lite Ultra One Go Neo SE XL XT GT Duo Prime Classic Sport"
)


def brand(chance: random.Random) -> str:
    """A random brand."""
    return chance.choice(_FOUNDED) if chance.random() < 0.12 else chance.choice(_BRANDS)


def thing(chance: random.Random) -> str:
    """A random kind of product, such as a jacket."""
    return chance.choice(THINGS)


def product(chance: random.Random) -> str:
    """A random product: named by its brand, its model, or a name that a person could have."""
    kind = chance.random()
    if kind < 0.1:
        return chance.choice(PRODUCTS)
    if kind < 0.25:
        return f"{brand(chance)} {_model(chance)}"
    if kind < 0.4:
        return f"{brand(chance)} {_thing(chance)}"
    if kind < 0.46:
        return _model(chance)
    if kind < 0.54:
        return chance.choice(_FOUNDED)
    if kind < 0.6:
        return f"{chance.choice(_FOUNDED)} {_thing(chance)}"
    name = _line(chance)
    return f"{name} {_model(chance)}" if kind > 0.94 else f"{name} {_thing(chance)}"


def line(chance: random.Random) -> str:
    """The name of a product without its kind, as in "the Verona"."""
    return chance.choice(_LINES)


def namesake(chance: random.Random) -> str:
    """A person's name, for a product, a hotel or a play that is named like a person."""
    kind = chance.random()
    if kind < 0.45:
        return given(chance)
    return surname(chance) if kind < 0.8 else f"{given(chance)} {surname(chance)}"


def _line(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(_LINES)
    if kind < 0.72:
        return given(chance)
    if kind < 0.86:
        return surname(chance)
    return town(chance)


def _thing(chance: random.Random) -> str:
    some = chance.choice(THINGS)
    return some.title() if chance.random() < 0.55 else some


def _model(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(_MODELS)
    if kind < 0.5:
        return f"{chance.choice(_LINES)} {chance.randint(1, 20)}"
    letters = "".join(chance.choices("ABCDEFGHKLMNPRSTVWXZ", k=chance.randint(1, 3)))
    joint, most = chance.choice(("", "-", " ")), 10 ** chance.choice((2, 3, 4))
    return f"{letters}{joint}{chance.randint(2, most)}"


def feature(chance: random.Random) -> str:
    """A random feature of a program, as its own texts would name it."""
    kind = chance.random()
    if kind < 0.7:
        return f"{chance.choice(_DOES)} {chance.choice(_WHAT)}"
    return chance.choice(_WHAT)


def colour(chance: random.Random) -> str:
    """A random colour, as shops name it."""
    some = chance.choice(COLOURS)
    return some.title() if chance.random() < 0.6 else some
