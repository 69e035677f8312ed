"""The parts of ``quizapp check``: each proves one thing of all learners; ``study.check`` runs them."""
