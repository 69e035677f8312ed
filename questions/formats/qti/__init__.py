"""The parts of the QTI formats: packages, mending, texts, scoring, and the two generations of items.

``questions.formats.qti12`` and ``questions.formats.qti21`` are the formats; they share the package and the
reading of it, for some packages hold items of both.
"""
