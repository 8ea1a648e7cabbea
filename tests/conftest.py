"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from whynow.server import demo

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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder, this test's own."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def demo_warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo world as one WARC file; its clock is `whynow.server.demo.AS_OF`."""
    return demo.warc(tmp_path_factory.mktemp("demo"))
