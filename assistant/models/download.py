"""Download a model folder from the Hugging Face hub; nothing else here connects to the internet.

It runs in the command a person entered, never in the engine, and only with `--online`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from assistant.errors import InputError, MachineError

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_WANTED: Final = (
    "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json",
    "special_tokens_map.json", "chat_template.jinja", "chat_template.json",
    "*.safetensors", "model.safetensors.index.json", "adapter_config.json", "replydesk.json",
    "README.md", "LICEN[CS]E*", "COPYING*", "NOTICE*", "USE_POLICY*",
)  # fmt: skip
"""Files the shelf accepts; program code and pickles are not even downloaded."""


class DownloadError(MachineError):
    """The model could not be fetched."""

    code = "shelf.download"


def download(repository: str, target: Path, *, revision: str = "main") -> None:
    """Download the files of a repository that the shelf needs, except those already there.

    Args:
        repository: `owner/name` on the hub.
        target: Folder to create; must be empty or hold an earlier attempt of the same download.
        revision: A branch, tag or commit.

    Raises:
        InputError: `repository` is not a valid name.
        DownloadError: huggingface_hub is not installed, or the hub cannot be reached or refuses.
    """
    if not _REPOSITORY.fullmatch(repository):
        raise InputError(
            expected="a repository such as Qwen/Qwen3-0.6B",
            found="something else",
            remedy="Copy owner and name from its page",
            code="shelf.repository",
        )
    try:
        from huggingface_hub import snapshot_download
    except ModuleNotFoundError:
        raise DownloadError(
            code="shelf.no-hub",
            expected="the package huggingface_hub",
            found="it is not installed",
            remedy="Install it (pip install huggingface_hub), or fetch the folder in another way "
            "and add it: replydesk models add DIR",
        ) from None
    try:
        snapshot_download(
            repository, revision=revision, local_dir=target, allow_patterns=list(_WANTED)
        )
    except Exception as error:
        raise DownloadError(
            expected="to fetch the model from the hub",
            found=type(error).__name__,
            remedy="Check the name, the connection and your rights to the model, and try again",
        ) from error
