"""Plots: what of the counted numbers is drawn, and how high."""

from datetime import date

from tasks.show.plots import Counted, days_until, make_plot
from tasks.show.templates import TEMPLATES


def test_the_highest_bar_is_that_of_the_days_shown_though_an_earlier_day_had_more() -> None:
    days = {"2026-01-01": 50, "2026-03-01": 2, "2026-03-02": 4}
    counted = [Counted("", day, number, 100, f"/day/{day}") for day, number in days.items()]
    plot = make_plot("Reports by day", counted, days_until(date(2026, 3, 2), 3))
    assert [(mark.column, mark.number, mark.share) for mark in plot.marks] == [(1, 2, 0.5), (2, 4, 1.0)]
    drawn = TEMPLATES.from_string('{% from "plots.html.j2" import plot %}{{ plot(it) }}').render(it=plot)
    assert ">4</text>" in drawn
