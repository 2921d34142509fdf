"""The build: every layer from ``raw.*``, in one transaction, checked before it counts; and since when each fact has been known."""

from tasks.build.checks import BuildFailed
from tasks.build.models import BuildResult, InPlace, build
from tasks.build.reading import LAYERS, Model, read_models

__all__ = ["LAYERS", "BuildFailed", "BuildResult", "InPlace", "Model", "build", "read_models"]
