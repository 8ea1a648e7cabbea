"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real data beside the checkout; a user's clone has none."""
    if not SHARED.is_dir():
        pytest.skip("the real data of ../shared is not on this machine")
    return SHARED
