"""What the tests of cleaning share: bytes and declarations in, an article or a refusal out."""

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.reading import Refusal
from tasks.records import Article, Document, Supplied


def cleaned(media_type: str, body: str | bytes, supplied: Supplied | None = None) -> Article | Refusal:
    """What becomes of a document with this body."""
    raw = body.encode() if isinstance(body, str) else body
    return clean_document(Document("doc-1", "a.txt", media_type, raw, supplied or Supplied()), CleanDefaults())


def article(media_type: str, body: str | bytes, supplied: Supplied | None = None) -> Article:
    """The article of a document that must have one."""
    found = cleaned(media_type, body, supplied)
    assert isinstance(found, Article), found
    return found


def unknown(found: Article) -> dict[str, str]:
    """The reasons by column."""
    return {gap.column_name: gap.reason for gap in found.unknowns}


def removed(found: Article) -> list[tuple[int, str]]:
    """Number and reason of each line that went."""
    return [(line.line_no, line.reason) for line in found.removed_lines]
