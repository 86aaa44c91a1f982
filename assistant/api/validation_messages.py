"""Describes pydantic's validation errors in plain words.

The invalid values are left out, as they may contain a customer's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PLACES = ("body", "query", "path", "header")
_EXPECTED = {
    "greater_than_equal": "at least {ge}",
    "greater_than": "more than {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "less than {lt}",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "literal_error": "{expected}",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of 64 bits",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "a text",
    "string_unicode": "a text in UTF-8",
    "list_type": "a list",
    "dict_type": "an object",
    "model_attributes_type": "an object",
    "model_type": "an object",
    "missing": "a value",
    "timezone_aware": "a time with its zone",
    "datetime_parsing": "a date and time in ISO 8601",
    "datetime_from_date_parsing": "a date and time in ISO 8601",
}
"""Maps pydantic's error type to a description of a valid value."""
_FOUND = {
    "greater_than_equal": "less",
    "greater_than": "less, or the same",
    "less_than_equal": "more",
    "less_than": "more, or the same",
    "string_too_short": "fewer",
    "string_too_long": "more",
    "too_short": "fewer",
    "too_long": "more",
    "missing": "none",
    "extra_forbidden": "another field",
}


def expected(fault: Mapping[str, Any]) -> str:
    """Describe which field is invalid and what a valid value would be."""
    if fault["type"] == "json_invalid":
        return f"a body that is JSON: {fault['ctx']['error']}"
    if fault["type"] == "extra_forbidden":
        # the name of an unknown field is the client's text too, so it is left out
        return f"{_place(fault['loc'][:-1])} with known fields only"
    template = _EXPECTED.get(fault["type"])
    wanted = template.format_map(fault.get("ctx", {})) if template else fault["msg"]
    return f"{_place(fault['loc'])}: {_singular(wanted)}"


def _singular(wanted: str) -> str:
    return "at least 1 character" if wanted == "at least 1 characters" else wanted


def found(fault: Mapping[str, Any]) -> str:
    """Describe the invalid value without quoting it."""
    return _FOUND.get(fault["type"], "something else")


def _place(location: tuple[int | str, ...]) -> str:
    steps = [str(step) for step in location]
    named = steps[1:] if steps and steps[0] in _PLACES else steps
    return ".".join(named) or f"the {steps[0] if steps else 'request'}"
