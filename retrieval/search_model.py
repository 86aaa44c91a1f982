"""The fitted parameters of the search: weights of ranking and confidence, and the floor.

`search_model.json` is written by `python -m benchmarks.fit_search`, with the data it was fitted on.
An embedding model that was fine-tuned on a company's questions has such a file in its folder.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval.calibration import CONFIDENCE_FEATURES
from retrieval.errors import CodedError
from retrieval.fusion import FEATURES

FORMAT: Final = 1
FILE: Final = "search_model.json"
"""Name of the file, also in a model's folder for parameters that were fitted to that model."""

_log = logging.getLogger(__name__)
Floats = NDArray[np.float64]


class SearchModelError(CodedError):
    """The shipped figures do not fit the shipped code: an installation gone wrong."""

    code = "search.model"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchModel:
    """Parameters of the search.

    Attributes:
        ranking: Weights of `fusion.FEATURES`.
        nothing: Score of the rival "none of these" (`calibration.odds`) for a query that the model
            can read; scaled by the readable share for others.
        confidence: Weights of `calibration.CONFIDENCE_FEATURES`.
        floor: Confidence below which a result does not count as an answer.
    """

    ranking: Floats
    nothing: float
    confidence: Floats
    floor: float


def parse(text: str) -> SearchModel:
    """Parse the content of `search_model.json`.

    Raises:
        SearchModelError: It has another format, or is for other features.
    """
    read = json.loads(text)
    ranking, confidence = read.get("ranking", {}), read.get("confidence", {})
    if (read.get("format"), tuple(ranking), tuple(confidence)) != (
        FORMAT,
        FEATURES,
        CONFIDENCE_FEATURES,
    ):
        raise SearchModelError(
            expected=f"figures of format {FORMAT} for the features of this version",
            found=f"format {read.get('format')}, {len(ranking)} and {len(confidence)} figures",
            remedy="install the program again, or run python -m benchmarks.fit_search",
        )
    return SearchModel(
        ranking=np.array(list(ranking.values()), float),
        nothing=float(read["nothing"]),
        confidence=np.array(list(confidence.values()), float),
        floor=float(read["floor"]),
    )


@cache
def shipped() -> SearchModel:
    """The parameters that are part of the program."""
    return parse((files("retrieval") / FILE).read_text(encoding="utf-8"))


def beside(folder: Path) -> SearchModel:
    """The parameters for the embedding model in a folder: those fitted to it, else (or if they are
    unusable in this version) those of the program."""
    try:
        return parse((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return shipped()
    except (OSError, ValueError, AttributeError, KeyError, TypeError, SearchModelError):
        _log.warning("figures of the search beside an embedding model cannot be used")
        return shipped()


def written(model: SearchModel) -> str:
    """The parameters as JSON for `parse`."""
    return json.dumps(
        {
            "format": FORMAT,
            "ranking": dict(zip(FEATURES, model.ranking.tolist(), strict=True)),
            "nothing": model.nothing,
            "confidence": dict(zip(CONFIDENCE_FEATURES, model.confidence.tolist(), strict=True)),
            "floor": model.floor,
        },
        indent=1,
    )
