"""Loading: what a run extracted and what a night is to remember, into ``raw.*``."""

from tasks.load.night import load_night
from tasks.load.rows import EXTRACTED_TABLES, RunRow, append_rows, load_extractions

__all__ = ["EXTRACTED_TABLES", "RunRow", "append_rows", "load_extractions", "load_night"]
