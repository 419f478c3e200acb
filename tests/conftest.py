"""Generated examples are the same in every run, and no user's settings leak into a test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# `ci` never flakes: its examples follow from the test alone. `HYPOTHESIS_PROFILE=explore make test`
# looks further, with other examples in each run; what it finds becomes a named case.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    """Give every test, and pytest itself, a terminal of one width."""
    os.environ["COLUMNS"] = "100"


@pytest.fixture(scope="session", autouse=True)
def _nobody_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests an empty home, and a terminal without colours."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [*os.environ]:
            if name.startswith(("EXPORTGATE_", "XDG_", "FORCE_COLOR")):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("NO_COLOR", "1")
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: the folder that is the package."""
    return Path(__file__).resolve().parent.parent
