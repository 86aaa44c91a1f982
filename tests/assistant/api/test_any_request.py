"""Any request that the description allows, and many that it forbids: no fault, no surprise.

schemathesis makes them up from the API's own description and holds the answers against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from assistant.api.app import routes
from main import extension
from tests.assistant.api.engine_over_http import Served

EXAMPLES = 5
SOAK_EXAMPLES = 200
# the first has no end, the second is one
NOT_TRIED = {"follow_events", "shut_down"}
# the largest id, which the makers of examples round up; a text of nothing but blanks
UNTELLABLE = re.compile(f"{2**63 - 1}|at least 1 character")
CONFIG = {
    # an erasure rewrites every backup that was made before
    "request-timeout": 60,
    # a NUL is refused everywhere, which the description says once and not in every schema;
    # requests without a token are a test of their own, and here each gets the right one
    "generation": {"allow-x00": False, "with-security-parameters": False},
    "checks": {"negative_data_rejection": {"expected-statuses": [401, 403, 404, 409, 413, 422]}},
}
DESCRIPTION = routes(further=extension().routers()).openapi()
OPERATIONS = {
    operation["operationId"]: operation
    for operations in DESCRIPTION["paths"].values()
    for operation in operations.values()
    if operation["operationId"] not in NOT_TRIED
}
TRIED = [
    (mode, name)
    for mode in GenerationMode
    for name, operation in OPERATIONS.items()
    # a request that takes nothing cannot be wrong
    if mode is GenerationMode.POSITIVE or {"parameters", "requestBody"} & operation.keys()
]


@pytest.fixture(scope="module")
def described(served: Served) -> Any:
    """The description as the running engine gives it."""
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_url(
        f"{served.running.url}/openapi.json", headers=served.headers, config=config
    )


def try_out(
    described: Any,
    served: Served,
    name: str,
    mode: GenerationMode,
    *,
    examples: int,
    excluded: Sequence[Any],
) -> None:
    operation = described.find_operation_by_id(name)

    @settings(
        max_examples=examples, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck), database=None,
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case: Any) -> None:
        response = case.call_and_validate(headers=served.headers, excluded_checks=excluded)
        if mode is GenerationMode.POSITIVE and response.status_code == 422:
            problem = response.json()
            told = problem["expected"]
            # what fits may still be refused for what it means, under a code of its own
            assert problem["code"] != "request.invalid" or UNTELLABLE.search(told), problem

    tried()


@pytest.mark.parametrize(("mode", "name"), TRIED)
def test_any_request_is_answered_as_described(described, served, name, mode):
    try_out(described, served, name, mode, examples=EXAMPLES, excluded=[positive_data_acceptance])


@pytest.mark.soak
@pytest.mark.parametrize(("mode", "name"), TRIED)
def test_many_requests_are_answered_as_described(described, served, name, mode):
    # among so many, some lose on their way to the wire what made them wrong
    excluded = [positive_data_acceptance, negative_data_rejection]
    try_out(described, served, name, mode, examples=SOAK_EXAMPLES, excluded=excluded)


def test_the_description_served_is_the_one_tried(served):
    assert served.call("GET", "/v1/openapi.json") == (200, DESCRIPTION)
