"""Moodle's paths of categories, as its exports write them: "$course$/top/Endocrinology/Thyroid"."""

from __future__ import annotations

import re

_CONTEXT = re.compile(r"\$[a-z0-9]+\$")
_SEPARATOR = re.compile(r"(?<!/)/(?!/)")


def names_in(path: str) -> tuple[str, ...]:
    """The names in a path, without the context and the "top" that stand before all; "//" is a slash."""
    names = [" ".join(name.replace("//", "/").split()) for name in _SEPARATOR.split(path)]
    if _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    if names[:1] == ["top"]:
        names = names[1:]
    return tuple(filter(None, names))


def path_of(names: tuple[str, ...]) -> str:
    """The path of a category; a name that begins or ends with a slash is kept from those that part."""
    return "/".join(("$course$", "top", *map(_escaped, names)))


def _escaped(name: str) -> str:
    return f"{' ' * name.startswith('/')}{name.replace('/', '//')}{' ' * name.endswith('/')}"
