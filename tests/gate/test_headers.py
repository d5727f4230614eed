"""Every answer, a refusal too, tells the browser how little it may do."""

import pytest
from starlette.testclient import TestClient

from gate.headers import content_policy

ADDED = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "evil.example"])
def test_every_answer_is_headed(guarded: TestClient, host: str) -> None:
    told = guarded.get("/", headers={"Host": host}).headers
    assert {name: told.get(name) for name in ADDED} == ADDED
    assert "frame-ancestors 'none'" in told["content-security-policy"]


def test_the_policy_lets_nothing_come_from_elsewhere() -> None:
    policy = content_policy(["sha256-abc="])
    assert "default-src 'self'" in policy
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='" in policy
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy
