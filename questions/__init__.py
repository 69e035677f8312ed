"""Condition articles to facts, facts to questions, question-set files in and out."""
