"""Measurements; tests never assert a time. Each speed is a ratio to a limit measured in the same run."""
