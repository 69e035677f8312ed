"""Commands that need no app and no database, a module each; ``cli`` adds them to ``quizapp``."""
