"""The customs document codes."""

import pytest

from exportgate.catalog.document_codes import (
    all_document_codes,
    find_document_code,
    split_document_codes,
)
from exportgate.errors import CatalogError


def test_case_matters() -> None:
    small, large = find_document_code("x"), find_document_code("X")
    assert small is not None
    assert large is not None
    assert small.name.zh == "出口许可证(加工贸易)"
    assert large.name.zh == "有毒化学品环境管理放行通知单"


def test_dual_use_licence() -> None:
    code = find_document_code("3")
    assert code is not None
    assert (code.applies_export, code.applies_import) == (True, False)


def test_every_code_has_both_names() -> None:
    codes = all_document_codes()
    assert len(codes) == 55
    assert all(code.name.en and code.name.zh and len(code.code) == 1 for code in codes)
    assert all(code.applies_export or code.applies_import for code in codes)


def test_split() -> None:
    assert [code.code for code in split_document_codes("34Bxy")] == ["3", "4", "B", "x", "y"]
    assert split_document_codes("") == ()


def test_an_unknown_sign_is_named() -> None:
    with pytest.raises(CatalogError, match="no customs document code `!`") as error:
        split_document_codes("3!")
    assert error.value.seen == "3!"


def test_unknown_code() -> None:
    assert find_document_code("xy") is None
