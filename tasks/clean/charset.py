"""Bytes to characters."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
# What the web means by these names, after the WHATWG Encoding Standard.
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
}
_CHARSET_NAME = re.compile(r"(?:iso|windows|cp|koi|gbk?|big5|euc|shift|s?jis|mac|latin|ks|tis|hz)[a-z0-9_.:-]*")
_WEB_CHARSETS = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "koi8_r", "koi8_u", "gb18030",
    "big5", "cp932", "euc_jp", "cp949", "tis_620",
]  # fmt: skip
_FREQUENT = ("cp1252", "cp1251", "gb18030", "cp1250")
COHERENCE_GRACE = 0.06  # what two charsets of one script differ by on a sentence
SAMPLE_SIZE = 32_768  # bytes; guessing a charset costs more the more it reads


def decoded(body: bytes, declared: str | None = None) -> str:
    """The characters of a text: by byte order mark, as UTF-8 when that fits, by the declared charset, else by the likeliest one.

    UTF-8 goes before the declaration because text in another charset hardly ever happens to be valid UTF-8, while UTF-8 that is
    declared as Latin-1 is common. Bytes that no charset explains become U+FFFD; nothing is refused here.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body.decode(charset, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as failure:
        if failure.start > 0 and failure.reason == "unexpected end of data" and len(body) - failure.start < 4:
            return body.decode("utf-8", "ignore")  # cut in the middle of its last character
    return _damaged_utf8(body) or _by_name(body, declared) or _by_guess(body)


def declared_charset(head: bytes) -> str | None:
    """The charset that a page or XML document names in its first kilobytes."""
    found = _DECLARED.search(head[:4096])
    return found[1].decode("ascii") if found else None


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any charset: more than a tenth of the first kilobytes are control bytes, without UTF-16's pattern."""
    head = body[:4096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b")
    return controls * 10 > len(head)


def _damaged_utf8(body: bytes) -> str | None:
    """UTF-8 with some broken bytes: whole sequences outnumber them, which no other charset brings about."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if whole > broken else None


def _by_name(body: bytes, declared: str | None) -> str | None:
    name = (declared or "").strip().lower()
    name = _WEB_NAMES.get(name, name)
    if not _CHARSET_NAME.fullmatch(name):  # no codec of Python's that is no charset, such as punycode
        return None
    try:
        return body.decode(name, "replace")
    except (LookupError, ValueError):
        return None


def _by_guess(body: bytes) -> str:
    guesses = from_bytes(body[:SAMPLE_SIZE], cp_isolation=_WEB_CHARSETS)
    best = guesses.best()
    if best is None:
        return body.decode("cp1252", "replace")
    # charset-normalizer lists equals by the alphabet; the web's own frequency tells them apart better
    likely = [
        guess for guess in guesses if guess.chaos <= best.chaos and guess.coherence >= best.coherence - COHERENCE_GRACE
    ]
    equals = {name for guess in likely for name in (guess.encoding, *guess.could_be_from_charset)}
    return body.decode(next((name for name in _FREQUENT if name in equals), best.encoding), "replace")
