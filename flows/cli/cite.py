"""The command that prints what a row rests on, footnote-ready."""

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.options import Warehouse
from flows.settings import load_settings
from tasks.citations import as_bibtex, as_json_ld, as_text, find_citation, find_record
from tasks.publish import open_published


class CitationForm(StrEnum):
    """How a citation is printed."""

    TEXT = "text"
    JSON_LD = "json-ld"
    BIBTEX = "bibtex"


FORMS = {CitationForm.TEXT: as_text, CitationForm.JSON_LD: as_json_ld, CitationForm.BIBTEX: as_bibtex}


def cite(
    row_id: Annotated[str, typer.Argument(help="A quote_id, event_id, mention_id, article_id or version_id.")],
    warehouse: Warehouse = None,
    form: Annotated[CitationForm, typer.Option("--format", help="text, json-ld or bibtex.")] = CitationForm.TEXT,
) -> None:
    """Print a row's exact words and what they rest on: outlet, byline, date, version, document, archived answer, run and rules."""
    settings = load_settings(warehouse=warehouse)
    with open_published(settings.warehouse) as con:
        citation = find_citation(con, row_id)
        if citation is None:
            raise ValueError(f"no quote, event, mention, article or version has the id {row_id!r}")
        record = find_record(con, citation.source, settings.documents_dir, settings.archive_dir)
    print(FORMS[form](citation, record))
