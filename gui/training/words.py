"""Display texts for the codes of states, kinds and reasons used by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QCoreApplication, QLocale

from gui.knowledge.spoken import language

if TYPE_CHECKING:
    from assistant.contracts import TrainingKind, TranscriptSet

Tone = Literal["accent", "good", "warn", "bad", "neutral"]
translate = QCoreApplication.translate
_UNNAMED: Final[dict[TrainingKind, str]] = {
    "replies": "Replies", "preferences": "Preferences", "intents": "Intents", "search": "Search",
    "mood": "Mood",
}  # fmt: skip
"""Names that the engine gives to unnamed runs."""
_MINUTE: Final = 60
_HOUR: Final = 3_600
_ROUND_MINUTES: Final = 10


def kinds() -> dict[str, str]:
    """Kinds of training."""
    return {
        "replies": translate("TrainingWords", "Replies"),
        "preferences": translate("TrainingWords", "Preferences"),
        "intents": translate("TrainingWords", "Intents"),
        "search": translate("TrainingWords", "Search"),
        "mood": translate("TrainingWords", "Mood"),
    }


def run_name(name: str, kind: TrainingKind) -> str:
    """Return the name of a run or version; an unnamed one is named after its kind."""
    return name if name and name != _UNNAMED.get(kind) else kinds()[kind]


def kind_texts() -> dict[str, str]:
    """What each kind improves."""
    return {
        "replies": translate(
            "TrainingWords",
            "Drafts sound like your agents: their tone, their order, what they leave out. Facts "
            "still come from the passages found for each question.",
        ),
        "preferences": translate(
            "TrainingWords",
            "Drafts learn from what your agents changed in them: to write what was sent rather "
            "than what was shown.",
        ),
        "intents": translate(
            "TrainingWords",
            "What a message is about is recognised, from the labels in your export or from "
            "groups of messages that you name. Messages that fit none of them are noticed.",
        ),
        "search": translate(
            "TrainingWords",
            "The search learns which of your answers goes with which question, without "
            "forgetting what it knew.",
        ),
        "mood": translate(
            "TrainingWords",
            "How a customer feels is recognised better, "
            "from the ratings and labels in your export.",
        ),
    }


def export_states() -> dict[str, tuple[str, Tone]]:
    """States of an export."""
    return {
        "examining": (translate("TrainingWords", "being examined"), "accent"),
        "examined": (translate("TrainingWords", "examined"), "neutral"),
        "keeping": (translate("TrainingWords", "personal data is being replaced"), "accent"),
        "review": (translate("TrainingWords", "waiting for your approval"), "warn"),
        "approved": (translate("TrainingWords", "approved for training"), "good"),
        "failed": (translate("TrainingWords", "could not be read"), "bad"),
    }


def run_states() -> dict[str, tuple[str, Tone]]:
    """States of a run."""
    return {
        "preparing": (translate("TrainingWords", "being prepared"), "accent"),
        "waiting": (translate("TrainingWords", "waiting for its turn"), "neutral"),
        "running": (translate("TrainingWords", "learning"), "accent"),
        "pausing": (translate("TrainingWords", "pausing"), "warn"),
        "paused": (translate("TrainingWords", "paused"), "warn"),
        "judging": (translate("TrainingWords", "being judged"), "accent"),
        "exporting": (translate("TrainingWords", "being converted"), "accent"),
        "done": (translate("TrainingWords", "done"), "good"),
        "failed": (translate("TrainingWords", "failed"), "bad"),
        "cancelled": (translate("TrainingWords", "cancelled"), "neutral"),
        "interrupted": (translate("TrainingWords", "interrupted"), "warn"),
    }


def presets() -> dict[str, str]:
    return {
        "quick": translate("TrainingWords", "Quick"),
        "balanced": translate("TrainingWords", "Balanced"),
        "thorough": translate("TrainingWords", "Thorough"),
    }


def preset_texts() -> dict[str, str]:
    """What each preset means for the user."""
    return {
        "quick": translate("TrainingWords", "A short run that shows whether it is worth more."),
        "balanced": translate("TrainingWords", "What suits most teams."),
        "thorough": translate(
            "TrainingWords", "Takes the longest, and makes the most of what there is."
        ),
    }


def levels() -> dict[str, tuple[str, Tone]]:
    """Whether there is enough data to train on."""
    return {
        "no": (translate("TrainingWords", "too little"), "bad"),
        "little": (translate("TrainingWords", "little"), "warn"),
        "enough": (translate("TrainingWords", "enough"), "good"),
        "plenty": (translate("TrainingWords", "plenty"), "good"),
    }


def reasons() -> dict[str, str]:
    """Reasons for skipping a conversation."""
    return {
        "duplicate": translate("TrainingWords", "The same again"),
        "near-duplicate": translate("TrainingWords", "Nearly the same again"),
        "too-short": translate("TrainingWords", "Too short"),
        "not-answered": translate("TrainingWords", "Not answered"),
        "unsolved": translate("TrainingWords", "Not solved"),
        "badly-rated": translate("TrainingWords", "Badly rated"),
        "one-side": translate("TrainingWords", "Only one side speaks"),
        "bot-only": translate("TrainingWords", "Only a bot answered"),
        "unreadable": translate("TrainingWords", "Unreadable"),
        "erased": translate("TrainingWords", "The customer was erased"),
    }


def roles() -> dict[str, str]:
    return {
        "customer": translate("TrainingWords", "Customer"),
        "agent": translate("TrainingWords", "Agent"),
        "note": translate("TrainingWords", "Internal note"),
        "bot": translate("TrainingWords", "Bot"),
    }


def removals() -> dict[str, str]:
    """Parts that the importer removes from messages."""
    return {
        "quote": translate("TrainingWords", "quoted mail"),
        "signature": translate("TrainingWords", "signature"),
        "greeting": translate("TrainingWords", "greeting"),
        "markup": translate("TrainingWords", "formatting"),
    }


def personal() -> dict[str, str]:
    """Kinds of personal data, as named in placeholders, and those left in place."""
    return {
        "Name": translate("TrainingWords", "Names"),
        "Email": translate("TrainingWords", "Mail addresses"),
        "Phone": translate("TrainingWords", "Phone numbers"),
        "Card Number": translate("TrainingWords", "Card numbers"),
        "Account Number": translate("TrainingWords", "Bank accounts"),
        "ID Number": translate("TrainingWords", "Identity numbers"),
        "Order Number": translate("TrainingWords", "Order numbers"),
        "Customer Number": translate("TrainingWords", "Customer numbers"),
        "Tracking Number": translate("TrainingWords", "Tracking numbers"),
        "Invoice Number": translate("TrainingWords", "Invoice numbers"),
        "Ticket Number": translate("TrainingWords", "Ticket numbers"),
        "Reference Number": translate("TrainingWords", "Reference numbers"),
        "Username": translate("TrainingWords", "Usernames"),
        "Address": translate("TrainingWords", "Postal addresses"),
        "Postcode": translate("TrainingWords", "Postcodes"),
        "IP Address": translate("TrainingWords", "Network addresses"),
        "MAC Address": translate("TrainingWords", "Device addresses"),
        "Link": translate("TrainingWords", "Links"),
        "Secret": translate("TrainingWords", "Passwords and codes"),
        "Date of Birth": translate("TrainingWords", "Dates of birth"),
        "capitalised": translate("TrainingWords", "Looks like a name"),
        "number": translate("TrainingWords", "A number"),
        "handle": translate("TrainingWords", "Looks like a user's name"),
    }


def boundaries() -> dict[str, str]:
    """How messages are divided into conversations."""
    return {
        "export": translate("TrainingWords", "as the export divides them"),
        "thread": translate("TrainingWords", "a thread each"),
        "gap": translate("TrainingWords", "divided where there is a long silence"),
    }


def said(words: dict[str, str], code: str) -> str:
    """Return the text for a code; a code unknown to this window is returned unchanged."""
    return words.get(code, code)


def number(value: float, digits: int = 0) -> str:
    """Format a number for the current locale."""
    return QLocale().toString(float(value), "f", digits)


def scales() -> dict[str, str]:
    """Scales of customer ratings."""
    return {
        "yes-no": translate("TrainingWords", "0 bad, 1 good"),
        "signed": translate("TrainingWords", "-1 bad to 1 good"),
        "five": translate("TrainingWords", "1 to 5"),
        "ten": translate("TrainingWords", "0 to 10"),
        "hundred": translate("TrainingWords", "0 to 100"),
    }


def share(value: float) -> str:
    """Format a fraction as a percentage."""
    return translate("TrainingWords", "{percent} %").format(percent=number(100 * value))


def duration(seconds: float) -> str:
    """Format a duration, rounded to a reasonable precision."""
    if seconds < _MINUTE:
        return translate("TrainingWords", "under a minute")
    if seconds < _HOUR:
        minutes = round(seconds / _MINUTE)
        return translate("TrainingWords", "{count} min").format(count=minutes)
    hours, rest = divmod(round(seconds / _MINUTE / _ROUND_MINUTES) * _ROUND_MINUTES, 60)
    if not rest:
        return translate("TrainingWords", "{hours} h").format(hours=hours)
    return translate("TrainingWords", "{hours} h {minutes} min").format(hours=hours, minutes=rest)


def languages(found: dict[str, int]) -> str:
    """Return the names of the languages, most frequent first."""
    names = [language(code) for code in sorted(found, key=lambda one: -found[one]) if code]
    return listed(names)


def worth(item: TranscriptSet) -> str:
    """Summarise in one line how much of an export can be used."""
    if item.examination is None:
        return ""
    if not item.examination.detected.format:
        return translate("TrainingWords", "Not recognised: say which column is what")
    text = translate("TrainingWords", "{used} of {all} conversations can be used")
    return text.format(used=number(item.used), all=number(item.examination.conversations))


def listed(names: Iterable[str]) -> str:
    """Join names as a localised list."""
    return translate("TrainingWords", ", ").join(names)


def device(name: str) -> str:
    """Return the display name of the device that computes."""
    if name == "cpu":
        return translate("TrainingWords", "the processor")
    if name.startswith("cuda"):
        return translate("TrainingWords", "the graphics card")
    return name


def measures() -> dict[str, str]:
    """Measures that recipes compute on held-out examples."""
    return {
        "": translate("TrainingWords", "Quality"),
        "accuracy": translate("TrainingWords", "Share that is right"),
        "likelihood": translate("TrainingWords", "How likely it finds your agents' words"),
        "r_at_1": translate("TrainingWords", "Share with the right answer first"),
    }
