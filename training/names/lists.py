"""Names of people, towns, countries and products in many languages, to generate sentences with.

They are common given names and surnames. `blended` joins the beginning of one with the end of
another, so that the tagger learns the context and the spelling of names, not a list of them.
"""

from __future__ import annotations

import random
from typing import Final


def words(text: str, joint: str = " ") -> tuple[str, ...]:
    """Split a text into the words of a list."""
    return tuple(text.split(joint))


_GIVEN: Final = {
    "en": (
        "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara "
        "Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy "
        "Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily "
        "Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy George Melissa "
        "Edward Deborah Ronald Stephanie Timothy Rebecca Jason Sharon Jeffrey Laura Ryan Cynthia "
        "Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry "
        "Pamela Justin Emma Scott Nicole Brandon Helen Ben Tom Sam Joe Jim Kate Liz Meg Dan Tim "
        "Ed Sue Pete Nick Zoe Chloe Ellie Alfie Harry Callum Isla Freya Rhys Nia Owen Siobhan "
        "Niamh Aoife Sean Liam Fiona Hamish Ewan Gladys Logan Leroy Frank Jack Rose Grace Hope "
        "Faith Dawn Mason Hunter Tyler Jordan Taylor Morgan Casey Riley"
    ),
    "de": (
        "Peter Hans Klaus Jürgen Wolfgang Andreas Stefan Markus Uwe Jens Ralf Sabine Ursula "
        "Monika Petra Renate Birgit Claudia Heike Anja Katrin Lukas Felix Jonas Leon Lena Hannah "
        "Mia Greta Till"
    ),
    "fr": (
        "Jean Pierre Michel Philippe Alain Nicolas Julien Guillaume Marie Nathalie Isabelle "
        "Sylvie Catherine Céline Aurélie Camille Chloé Manon Léa Hugo Théo Mathieu Benoît Gaëlle "
        "Étienne Zoé"
    ),
    "es": (
        "Antonio José Manuel Francisco Javier Carlos Miguel Pablo Diego Sergio Álvaro Lucía "
        "Carmen María Ana Isabel Pilar Rosa Cristina Marta Elena Paula Raquel Beatriz Ximena "
        "Joaquín Iván Inés"
    ),
    "it": (
        "Giuseppe Giovanni Marco Luca Matteo Alessandro Francesco Lorenzo Davide Giulia Chiara "
        "Francesca Elisa Martina Alessia Valentina Paola Stefania Silvia Federica Enzo Nicolò"
    ),
    "pt": (
        "João Pedro Tiago Rui Nuno Rodrigo Thiago Gustavo Luiz Mariana Catarina Inês Beatriz "
        "Juliana Larissa Fernanda Leonor Vitória Otávio Estevão Antônia Luísa"
    ),
    "nl": (
        "Jan Pieter Willem Hendrik Joost Maarten Bram Daan Sander Femke Anouk Marieke Sanne Lotte "
        "Fleur Saskia Wouter Jeroen Thijs Maaike"
    ),
    "nordic": (
        "Lars Erik Anders Björn Sven Magnus Henrik Mikkel Rasmus Søren Jørgen Øyvind Håkon Kjell "
        "Ingrid Astrid Karin Sigrid Maja Freja Linnéa Åsa Solveig Marit Jussi Matti Juhani Pekka "
        "Mikko Aino Päivi Riikka Tuula Eero Guðrún Þórdís Ragnar Snorri Sólveig Jón Elsa Tove"
    ),
    "pl": (
        "Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Łukasz Jakub Zbigniew Agnieszka "
        "Katarzyna Małgorzata Joanna Ewa Zofia Iwona Grażyna Aleksandra Wojciech Stanisław Bożena"
    ),
    "cz": (
        "Jiří Petr Tomáš Pavel Martin Zdeněk Václav Miroslav Jana Eva Hana Lenka Kateřina Lucie "
        "Věra Jitka Ondřej Vojtěch Radek Alžběta Ľubica Štefan"
    ),
    "hu": (
        "László István Ferenc Zoltán Attila Gábor Tibor Mária Erzsébet Katalin Ildikó Zsuzsanna "
        "Ágnes Réka Boglárka Bence Máté Dániel Gergő Emese Csilla Lajos"
    ),
    "balkan": (
        "Marko Nikola Stefan Dragan Goran Zoran Ivana Jelena Milica Snežana Tijana Ljiljana Luka "
        "Ana Petra Davor Željko Mirjana Andrei Ioan Mihai Elena Ștefan Radu Bogdan Ioana Georgi "
        "Dimitar"
    ),
    "slav": (
        "Ivan Dmitri Sergey Alexei Nikolai Vladimir Mikhail Oleg Boris Yuri Natalia Olga Tatiana "
        "Svetlana Irina Ekaterina Anastasia Galina Lyudmila Taras Oksana Bohdan Iryna Yaroslav "
        "Artyom Ruslan Timur Aigerim Nurlan Saule"
    ),
    "tr": (
        "Mehmet Mustafa Ahmet Ali Hüseyin Emre Burak Ayşe Fatma Emine Zeynep Elif Merve Esra Özge "
        "Gülşen Çağla Kerem Yusuf Defne"
    ),
    "arab": (
        "Mohammed Ahmed Omar Hassan Khalid Youssef Tariq Samir Fatima Aisha Layla Noor Yasmin "
        "Amira Rania Hanan Bilal Karim Zainab Mariam Faisal Ibrahim Nadia Salma"
    ),
    "in": (
        "Rahul Amit Sanjay Rajesh Vikram Arjun Suresh Anil Ravi Priya Anjali Neha Pooja Sunita "
        "Lakshmi Divya Kavita Deepa Aarav Rohan Meera Harpreet Gurpreet Anand Venkatesh Padma"
    ),
    "asia": (
        "Wei Jing Ming Xiu Hui Chen Yan Fang Hiroshi Takashi Kenji Yuki Sakura Haruto Akira Naoko "
        "Keiko Minh Linh Anh Thuy Duc Min-jun Ji-woo Seo-yeon Siti Putri Budi Agus Dewi Nguyen "
        "Kwame Somchai Malee Rizal Jose Maricel Jun Hyun Soo Takumi Emiko Daiki"
    ),
    "africa": (
        "Kwame Kofi Ama Abena Chidi Ngozi Emeka Adaeze Oluwaseun Folake Tunde Amina Thabo Sipho "
        "Nomsa Lindiwe Wanjiku Kamau Otieno Achieng Tesfaye Selam Ifeoma Babajide"
    ),
    "greek": (
        "Giorgos Dimitris Yannis Kostas Nikos Eleni Katerina Vasiliki Sofia Panagiotis Despina "
        "Ioanna Stavros Andreas Christos"
    ),
}
_SURNAMES: Final = {
    "en": (
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson "
        "Martin Lee Thompson White Harris Clark Lewis Robinson Walker Hall Allen Young King "
        "Wright Scott Hill Green Adams Nelson Baker Campbell Mitchell Roberts Carter Phillips "
        "Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper "
        "Peterson Reed Bailey Bell Ward Hughes O'Brien O'Neill McCarthy MacDonald Fitzgerald "
        "Fleming Burke Wallace Whitfield Ashworth Blackwood Hargreaves Pemberton Kowalski Hawkins "
        "Barlow Spencer Dixon Sutton Chapman Wyatt Hartley Marsh"
    ),
    "de": (
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer "
        "Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Hartmann Lange Köhler "
        "Vogel Winkler"
    ),
    "fr": (
        "Martin Bernard Dubois Durand Moreau Laurent Lefebvre Leroy Roux Girard Bonnet Lambert "
        "Fontaine Rousseau Chevalier Gauthier Perrin Lemaire Marchand Deschamps Beaulieu Tremblay "
        "Desrosiers"
    ),
    "es": (
        "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez "
        "Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres "
        "Domínguez Vázquez"
    ),
    "it": (
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
        "Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana DeLuca"
    ),
    "pt": (
        "Silva Santos Oliveira Souza Pereira Lima Carvalho Ferreira Ribeiro Almeida Gomes Barbosa "
        "Rocha Azevedo Cardoso Teixeira Correia Araújo Cunha Magalhães"
    ),
    "nl": (
        "Jansen Visser Smit Bakker Mulder Bos Vos Peters Hendriks Dekker Brouwer Kuiper Verhoeven "
        "Schouten Hoekstra Postma Bouwman Vandenberg"
    ),
    "nordic": (
        "Hansen Johansen Olsen Larsen Andersen Nilsen Nielsen Jensen Pedersen Johansson Karlsson "
        "Lindqvist Bergström Sjöberg Öberg Lindgren Korhonen Virtanen Mäkinen Nieminen Laine "
        "Heikkinen Jónsdóttir Einarsson Sigurðardóttir Gunnarsson Bakken Haugen Solberg Lund Dahl"
    ),
    "pl": (
        "Nowak Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak "
        "Dąbrowska Kozłowska Jankowski Mazur Krawczyk Piotrowska Grabowski Pawlak Michalska"
    ),
    "cz": (
        "Novák Svoboda Novotný Dvořák Černý Procházková Kučera Veselý Horáková Němec Pokorná "
        "Marek Pospíšil Hájek Jelínková Růžička Beneš Fiala Sedláček"
    ),
    "hu": (
        "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász "
        "Mészáros Oláh Simon Rácz Fekete Szilágyi"
    ),
    "balkan": (
        "Jovanović Petrović Nikolić Marković Đorđević Stojanović Horvat Kovačević Babić Marić "
        "Jurić Popescu Ionescu Popa Dumitru Stan Georgiev Dimitrov Petrov Hodžić"
    ),
    "slav": (
        "Ivanov Smirnov Kuznetsov Popov Volkov Sokolova Lebedev Kozlova Morozov Petrova Pavlov "
        "Fedorova Orlov Makarova Shevchenko Bondarenko Kovalenko Tkachenko Akhmetov Sultanova"
    ),
    "tr": (
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin "
        "Koç Kurt Özkan Şimşek"
    ),
    "arab": (
        "Khan Hussain Rahman Al-Sayed Haddad Khoury Mansour Nasser Saleh Farouk Aziz Hamdan "
        "Qureshi Abdallah Darwish Sabbagh Shaikh Malik El-Masry Najjar"
    ),
    "in": (
        "Sharma Verma Gupta Singh Kumar Patel Shah Mehta Reddy Nair Iyer Menon Chopra Kapoor Das "
        "Banerjee Mukherjee Chatterjee Rao Joshi Desai Bhat Pillai Agarwal Kaur Srinivasan"
    ),
    "asia": (
        "Wang Li Zhang Chen Liu Yang Huang Zhao Wu Zhou Tanaka Sato Suzuki Takahashi Watanabe Ito "
        "Yamamoto Nakamura Kobayashi Nguyen Tran Pham Kim Park Choi Jung Santos Reyes Wijaya "
        "Hidayat Kurosawa Matsuda Ong Lim Tan Goh"
    ),
    "africa": (
        "Okafor Adeyemi Mensah Owusu Nwosu Eze Balogun Dlamini Nkosi Ndlovu Mokoena Kamau Mwangi "
        "Otieno Abebe Bekele Diallo Traoré Keita Sesay"
    ),
    "greek": (
        "Papadopoulos Georgiou Nikolaidis Vlachos Karagiannis Ioannou Dimitriou Pappas Economou "
        "Antoniou Makris Christodoulou"
    ),
}
_TOWNS: Final = words(
    "London Manchester Leeds Bristol Glasgow Cardiff Dublin Austin Boston Denver Phoenix "
    "Chicago Seattle Springfield Riverside Fairview Toronto Montreal Calgary Sydney Perth "
    "Auckland Berlin Hamburg München Köln Wien Graz Zürich Paris Lyon Marseille Toulouse "
    "Madrid Barcelona Sevilla Roma Milano Torino Lisboa Porto Amsterdam Utrecht Gent "
    "Stockholm Göteborg Malmö Oslo Bergen Trondheim Helsinki Tampere Turku Reykjavík "
    "Warszawa Kraków Gdańsk Praha Brno Budapest Szeged Zagreb Split Beograd Bucharest Sofia "
    "Athens Thessaloniki Istanbul Ankara Cairo Dubai Mumbai Delhi Bangalore Chennai Tokyo "
    "Osaka Seoul Hanoi Singapore Manila Jakarta Lagos Accra Nairobi Johannesburg Mexico "
    "Bogotá Lima Santiago"
)
COUNTRIES: Final = words(
    "Germany|France|Spain|Italy|Portugal|Poland|Norway|Sweden|Finland|Denmark|Iceland|"
    "Austria|Switzerland|Belgium|the Netherlands|Hungary|Croatia|Serbia|Slovenia|Romania|"
    "Greece|Cyprus|Turkey|Brazil|Mexico|Argentina|Chile|Canada|Australia|New Zealand|Japan|"
    "China|India|South Africa|Kenya|Nigeria|Egypt|United Kingdom|UK|USA|United States|"
    "Ireland|Scotland|Greenland|Estonia|Latvia|Uruguay|Vietnam",
    "|",
)
PRODUCTS: Final = words(
    "iPhone Galaxy PlayStation Kindle Windows Chrome Excel Zoom Netflix Spotify Visa "
    "Mastercard PayPal Bluetooth ThinkPad Roomba AirPods Xbox GoPro Fitbit Nespresso "
    "Photoshop Outlook Android"
)
COMMON: Final = words(
    "Order Delivery Refund Returns Account Password Invoice Support Team Service Premium "
    "Basic Settings Checkout Warranty Billing Payment Shipping Policy Update Help Center "
    "Store Gift Card Express Standard Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March June July September October November December Christmas "
    "Easter English German French Spanish"
)


def _pick(chance: random.Random, lists: dict[str, str], language: str) -> str:
    some = lists[language].split()
    word = chance.choice(some)
    return blended(chance, word, chance.choice(some)) if chance.random() < 0.45 else word


def blended(chance: random.Random, one: str, other: str) -> str:
    """Join the beginning of one name with the end of another; short names are returned as they
    are."""
    if min(len(one), len(other)) < 4 or "-" in one + other:
        return one
    return (
        one[: chance.randint(2, len(one) - 1)] + other[-chance.randint(2, len(other) - 1) :].lower()
    )


def language(chance: random.Random) -> str:
    """A random language; somewhat less than half of the time English."""
    return "en" if chance.random() < 0.4 else chance.choice(list(_GIVEN))


def given(chance: random.Random, of: str = "") -> str:
    """A random given name, often blended from two."""
    return _pick(chance, _GIVEN, of or language(chance))


def surname(chance: random.Random, of: str = "") -> str:
    """A random surname, often blended from two."""
    return _pick(chance, _SURNAMES, of or language(chance))


def town(chance: random.Random) -> str:
    """A random town, real or invented."""
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(_TOWNS)
    if kind < 0.8:
        return blended(chance, chance.choice(_TOWNS), chance.choice(_TOWNS))
    return chance.choice(("St ", "New ", "Bad ", "Port ", "Lake ", "Saint-")) + surname(chance)
