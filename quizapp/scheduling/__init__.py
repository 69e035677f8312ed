"""When a card comes back: pure rules, with no database, no clock and no randomness.

Separate so that the rules can be replayed, checked and simulated away from the web. Import the modules by
name: `sm2` the formula, `card` one card's state and what changes it, `replay` the log as the truth, `queue`
what comes next, `day` the learner's day, `grades` from buttons to grades, `explain` the numbers shown beside
a button.
"""
