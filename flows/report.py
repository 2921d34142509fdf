"""What a Prefect run shows of itself: a markdown artifact with the summary and a table of the inputs it could not use."""

from dataclasses import asdict
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.publish import open_published
from tasks.summary import read_summary


def report_artifacts(warehouse: Path) -> None:
    """Create both artifacts from the published warehouse; to be called inside a flow run."""
    with open_published(warehouse) as con:
        summary = read_summary(con)
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in (*summary.measures, *summary.states))
    create_markdown_artifact(
        f"| measure | count |\n|---|---|\n{rows}\n", key="nightdesk-summary", description=str(warehouse)
    )
    rejected = [asdict(each) for each in summary.rejected]
    create_table_artifact(rejected, key="nightdesk-rejected-inputs", description="Inputs that gave no article, and why")
