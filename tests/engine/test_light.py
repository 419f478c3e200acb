"""Checking a shipment of shares and terms loads no unit library."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import sys
from datetime import date
from exportgate import check, load_law
line = {"line": "1", "form": "magnet", "magnet_family": "ndfeb",
        "composition": "Nd 30 %, Dy 500 ppm, B 1 %, Fe balance"}
check({"destination": "DE", "lines": [line]}, on=date(2026, 3, 2), law=load_law(use_store=False))
print([name for name in ("pint", "periodictable", "openpyxl", "rich") if name in sys.modules])
"""


def test_no_heavy_library_is_loaded() -> None:
    result = subprocess.run(
        [sys.executable, "-P", "-c", _CODE], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"
