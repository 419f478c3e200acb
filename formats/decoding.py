"""Bytes of a text file to text: which encodings are read, and what is no text at all."""

from __future__ import annotations

import codecs

from ..errors import Fault, InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "give it the suffix .xlsx if it is one"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it in Excel and save it as .xlsx"),
    (b"%PDF", "a PDF", "export the table itself, as .xlsx or .csv"),
)


def decode(content: bytes, source: str) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file, and a warning when its encoding had to be guessed.

    UTF-8 with or without a mark, UTF-16 with a mark, and GB18030 (which includes GBK and GB2312).

    Raises:
        InputError: It is no text.
    """
    for magic, what, remedy in _MAGIC:
        if content.startswith(magic):
            raise _refused(source, f"the file is {what}, not text", remedy)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ()
            except UnicodeDecodeError as error:
                message = f"the file begins as {encoding} but byte {error.start + 1} is not"
                raise _refused(source, message, "save it again as UTF-8") from None
    if b"\x00" in content:
        raise _refused(
            source,
            "the file is not text: it holds zero bytes",
            "save it as UTF-8, or as UTF-16 with a byte order mark",
        )
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _refused(
            source,
            f"the file is neither UTF-8 nor GB18030 text: byte {error.start + 1} fits neither",
            "save it as UTF-8 (in Excel: `CSV UTF-8`)",
        ) from None
    warning = Fault(
        "the file is not UTF-8: read as GB18030 (the Chinese encoding)",
        source,
        remedy="compare a name with accents or Chinese signs, or save the file as UTF-8",
    )
    return text, (warning,)


def _refused(source: str, message: str, remedy: str) -> InputError:
    return InputError((Fault(message, source, remedy=remedy),))
