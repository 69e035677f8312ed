"""What each subcommand of ``questions`` does: one module a subcommand, with ``run`` giving the exit code."""
