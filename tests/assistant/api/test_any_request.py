"""Random requests, valid and invalid ones, are answered as the API's description says.

schemathesis generates them from the description of the API, and checks the answers against it.
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
# the first never ends, the second ends the engine
NOT_TRIED = {"follow_events", "shut_down"}
# wrong examples of schemathesis: it rounds up the largest id, and generates blank texts
UNTELLABLE = re.compile(f"{2**63 - 1}|at least 1 character")
CONFIG = {
    # seconds; an erasure rewrites all backups and may take long
    "request-timeout": 60,
    # NUL is refused everywhere, which is not repeated in every schema; requests without a token
    # have a test of their own
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
    # a request without parameters and body cannot be invalid
    if mode is GenerationMode.POSITIVE or {"parameters", "requestBody"} & operation.keys()
]


@pytest.fixture(scope="module")
def described(served: Served) -> Any:
    """The API's description as the running engine serves it."""
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
            # a request that matches its schema may still be refused, with a specific code
            assert problem["code"] != "request.invalid" or UNTELLABLE.search(told), problem

    tried()


@pytest.mark.parametrize(("mode", "name"), TRIED)
def test_any_request_is_answered_as_described(described, served, name, mode):
    try_out(described, served, name, mode, examples=EXAMPLES, excluded=[positive_data_acceptance])


@pytest.mark.soak
@pytest.mark.parametrize(("mode", "name"), TRIED)
def test_many_requests_are_answered_as_described(described, served, name, mode):
    # of so many, some invalid requests become valid when they are serialized
    excluded = [positive_data_acceptance, negative_data_rejection]
    try_out(described, served, name, mode, examples=SOAK_EXAMPLES, excluded=excluded)


def test_the_description_served_is_the_one_tried(served):
    assert served.call("GET", "/v1/openapi.json") == (200, DESCRIPTION)
