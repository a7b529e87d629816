"""The built site and a browser; `nox -s site` builds the one, looks for the other and runs these tests.

`DPRKREL_SITE` is the folder of the built pages; without it nothing here is collected. `DPRKREL_BROWSER=required`
makes a missing browser a failure; else what needs it is skipped, and says how to get one.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the other tests run where it is not installed
    from playwright.sync_api import Browser

SITE = os.environ.get("DPRKREL_SITE", "")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ADVICE = f"no Chromium was found ({', '.join(NAMES)}): install one, as with `apt-get install chromium`"

collect_ignore_glob = [] if SITE else ["test_*.py"]


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built pages."""
    folder = Path(SITE).resolve()
    assert (folder / "index.html").exists(), f"{folder} has no index.html: build the pages with `nox -s docs`"
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Start one browser for all tests."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        (pytest.fail if os.environ.get("DPRKREL_BROWSER") == "required" else pytest.skip)(ADVICE)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class _Silent(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone, and return its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `nox -s site -- --deep` check every page that is made from the data."""
    parser.addoption("--deep", action="store_true", help="check all pages of the site, not a sample")
