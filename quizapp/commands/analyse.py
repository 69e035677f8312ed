"""``quizapp analyse``: item analysis over all sets, which takes misleading items from learners."""

from __future__ import annotations

import click

from quizapp import clock
from quizapp.commands.installation import existing_installation


@click.command()
def analyse() -> None:
    """Quarantine items that good learners get wrong more often than poor ones.

    Instructors see them on the page "Item analysis" of their set, and give them back or retire them. An item
    that somebody found right is left alone until it reads otherwise.
    """
    from quizapp.filters import plural
    from quizapp.sets.analysing.quarantine import quarantine_misleading

    with existing_installation():
        count = quarantine_misleading(clock.now())
    click.echo(f"{plural(count, 'item')} quarantined.")
