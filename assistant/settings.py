"""The engine's settings: each is declared once, with type, default and description.

They are stored in `settings.json` in the home folder. Settings that an administrator deployed for
the machine (`assistant.deployed`) override them. Unknown names and invalid values are errors that
give the name; they are never ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import deployed
from assistant.contracts.administration import CompanyPhrases, PhrasesLanguage
from assistant.deployed import SettingsError
from assistant.paths import Home, unwritable, write_owner_only
from retrieval.documents.limits import MEGABYTE, Limits

_LARGEST_FILE = Limits().file_bytes // MEGABYTE


class DraftServer(BaseModel):
    """An OpenAI-compatible server on the company's network that writes drafts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(description="The API's base, such as http://models.example:8000/v1")
    model: str = Field(description="The name the server knows the model by")
    rendering: Literal["chat", "own"] = Field(
        default="chat", description="`own` for models of ours, which read our own prompts"
    )
    context_tokens: int = Field(default=4096, ge=512, description="What the model can read")
    token: str = Field(default="", repr=False, description="Sent as a bearer token")


class Settings(BaseModel):
    """All settings of one engine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(default=1, ge=1, le=1, description="Version of this file's format")
    threads: int = Field(
        default=0, ge=0, le=64, description="Threads for embedding; 0 chooses by the processor"
    )
    embedding_model: str = Field(
        default="", description="Folder of a prepared embedding model; empty for the built-in one"
    )
    models_folder: str = Field(
        default="",
        description="Folder for dialogue models, as on a larger disk; empty for the home's own",
    )
    confidence_floor: float = Field(
        default=-1.0,
        ge=-1,
        le=1,
        description="Below this confidence an answer is not offered; -1 keeps the measured floor",
    )
    similar_replies: bool = Field(
        default=True, description="Offer (redacted) replies of similar solved conversations"
    )
    drafts: Literal["auto", "composed", "off"] = Field(
        default="auto",
        description="Who writes drafts: the dialogue model where one is in use (auto), or verified "
        "sentences between the company's phrases (composed); off: nobody",
    )
    company_phrases: dict[PhrasesLanguage, CompanyPhrases] = Field(
        default={},
        description="What drafts say around an answer, by language (en, zh): `greeting`, "
        "`empathy_angry`, `empathy_worried`, `empathy_sad`, `empathy_thankful`, `closing`, "
        "`sign_off`, each a list of which one is taken",
    )
    draft_server: DraftServer | None = Field(
        default=None,
        description="A server on the company's network that writes drafts: "
        "`url`, `model`, `rendering` (chat or own), `context_tokens`, `token`",
    )
    daily_backup: bool = Field(default=True, description="Make a verified backup every day")
    linger_seconds: int = Field(
        default=600, ge=5, description="How long an engine without clients waits before it ends"
    )
    upload_megabytes: int = Field(
        default=_LARGEST_FILE,
        ge=1,
        le=_LARGEST_FILE,
        description="The largest file that may be uploaded; no larger one is read",
    )
    allowed_hosts: list[str] = Field(
        default=[], description="Names under which clients reach a company server"
    )


def load(home: Home) -> Settings:
    """Read the settings of a home; the defaults if there is no file.

    Raises:
        SettingsError: The file, or the deployed one, is not JSON, has an unknown name or an
            invalid value.
    """
    try:
        own = Settings.model_validate(_own(home))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(
            expected=f"known settings with valid values in {home.settings.name}",
            found=f"{'.'.join(map(str, first['loc']))}: {first['msg']}",
            remedy="Correct that line, or delete the file to return to the defaults",
        ) from error
    except (ValueError, OSError) as error:
        raise SettingsError(
            expected=f"readable JSON in {home.settings.name}",
            found=type(error).__name__,
            remedy="Correct the file, or delete it to return to the defaults",
        ) from error
    return _with_deployed(own)


def _own(home: Home) -> Any:
    try:
        return json.loads(home.settings.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}


def _with_deployed(own: Settings) -> Settings:
    first = deployed.in_force().engine
    try:
        return changed(own, first)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = f"engine.{'.'.join(map(str, wrong['loc']))}"
        raise deployed.unusable(deployed.place(), name, wrong["msg"]) from error


def changed(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Return the settings with some values replaced; `values` are as in JSON, and validated."""
    return Settings.model_validate(settings.model_dump() | dict(values))


def save(home: Home, settings: Settings) -> None:
    """Write the settings that differ from the defaults, except those that are deployed.

    Raises:
        HomeUnwritableError, StoreFullError: The file cannot be written; it is unchanged.
    """
    values = settings.model_dump(exclude_defaults=True, exclude=set(deployed.in_force().engine))
    values["format"] = settings.format
    try:
        write_owner_only(home.settings, json.dumps(values, indent=2).encode())
    except OSError as error:
        raise unwritable(home.settings, error) from error
