"""Display names of the choices of recipe options."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def choices() -> dict[str, str]:
    """Return option value → display name."""
    return {
        "auto": translate("OptionWords", "Auto"),
        "export": translate("OptionWords", "Export"),
        "groups": translate("OptionWords", "Groups"),
        "head": translate("OptionWords", "Head (seconds)"),
        "tuned": translate("OptionWords", "Tuned (longer)"),
        "lora": translate("OptionWords", "LoRA"),
        "adalora": translate("OptionWords", "AdaLoRA"),
        "full": translate("OptionWords", "Full"),
        "on": translate("OptionWords", "On"),
        "off": translate("OptionWords", "Off"),
        "single": translate("OptionWords", "Single"),
        "half": translate("OptionWords", "Half"),
    }
