"""``python -m quizapp``: the command by the interpreter that runs it, wherever its script lies."""

from quizapp.cli import main

main()
