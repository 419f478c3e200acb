"""The data travel with their attribution, and reading a module stays cheap."""

import subprocess
import sys
from datetime import date
from importlib.resources import files

import pytest

from exportgate.catalog import faults
from exportgate.catalog._data import day_or_none, read_content, read_rows, read_text
from exportgate.errors import CatalogError

MODULES = [
    "agencies", "cn_numbers", "composition", "composition_text", "control_numbers", "countries",
    "document_codes", "elements", "formula", "hs", "ingredient_text", "measure_text", "units",
]  # fmt: skip


def test_every_data_file_is_attributed() -> None:
    attribution = read_text("ATTRIBUTION.md")
    names = [found.name for found in (files("exportgate.catalog") / "data").iterdir()]
    assert len(names) >= 10
    for name in names:
        assert name == "ATTRIBUTION.md" or f"`{name}`" in attribution


def test_codes_stay_text() -> None:
    assert read_rows("hs6_2022.csv")[0]["code"] == "01"
    assert "NO" in read_content("countries.yaml")["countries"]


def test_days() -> None:
    assert day_or_none("2025-04-04") == date(2025, 4, 4)
    assert day_or_none("") is None
    assert day_or_none(None) is None


@pytest.mark.parametrize("module", MODULES)
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = (
        f"import sys, exportgate.catalog.{module}; "
        "heavy = {'pint', 'periodictable', 'pycountry', 'numpy', 'yaml'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_fault_is_a_catalogue_error() -> None:
    own = [kind for kind in vars(faults).values() if isinstance(kind, type)]
    assert len(own) == 7
    assert all(issubclass(kind, CatalogError) for kind in own)
