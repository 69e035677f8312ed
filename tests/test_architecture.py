"""Who may import whom: the two packages, their layers, and no cycles. Imports are parsed, not run."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WEB = {"quizapp", "flask", "sqlalchemy", "wtforms", "alembic", "werkzeug"}
# Of the questions package, what every part may import: the contract, and the handling of texts and images.
COMMON = {
    "model",
    "errors",
    "decoding",
    "lines",
    "english",
    "jsonl",
    "html",
    "mathml",
    "images",
    "sql_values",
}
PARTS = {
    "model": set(),
    "errors": set(),
    "icd10": set(),
    "facts": {"icd10", "article", "header", "headings"},
    "generate": {"facts", "flaws", "icd10"},
    "formats": {"docx"},
    "flaws": set(),
    "check": {"flaws", "formats"},
}
# The health check's one query is whether the database answers at all: no rule of any service.
ASKS_THE_DATABASE = {"quizapp.pages.views"}
REQUEST_NAMES = {"request", "flash", "session", "g", "abort", "redirect", "render_template", "url_for"}


@dataclass(frozen=True, kw_only=True)
class Import:
    """One imported name: who imports it, from which module, and the function around the import."""

    importer: str
    module: str
    name: str
    function: str
    line: int

    @property
    def target(self) -> str:
        """The imported module where it is ours, else the module named."""
        inner = f"{self.module}.{self.name}"
        return inner if inner in MODULES else self.module

    def is_in(self, *prefixes: str) -> bool:
        return any(f"{self.importer}.".startswith(f"{prefix}.") for prefix in prefixes)

    def is_of(self, *prefixes: str) -> bool:
        return any(f"{self.target}.".startswith(f"{prefix}.") for prefix in prefixes)

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path
    for package in ("questions", "quizapp")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def imports_of(module: str) -> Iterator[Import]:
    yield from _imports(ast.parse(MODULES[module].read_text(encoding="utf-8")), module, "")


def _imports(node: ast.AST, importer: str, function: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(
                    importer=importer, module=alias.name, name="", function=function, line=child.lineno
                )
        elif isinstance(child, ast.ImportFrom):
            module = _absolute(child, importer)
            for alias in child.names:
                yield Import(
                    importer=importer, module=module, name=alias.name, function=function, line=child.lineno
                )
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _imports(child, importer, child.name if inside else function)


def _absolute(node: ast.ImportFrom, importer: str) -> str:
    if not node.level:
        return node.module or ""
    package = importer if MODULES[importer].name == "__init__.py" else importer.rpartition(".")[0]
    base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base


IMPORTS = [one for module in MODULES for one in imports_of(module)]


def breaches(found: Iterator[Import]) -> list[str]:
    return [str(one) for one in found]


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def role_of(module: str) -> str:
    """ "views" for quizapp.study.views and quizapp.study.exam.views; empty for no file of a feature."""
    parts = module.split(".")
    return parts[-1] if len(parts) in {3, 4} and parts[0] == "quizapp" else ""


def test_there_is_something_to_check() -> None:
    assert len(IMPORTS) > 100


def test_questions_knows_nothing_of_the_web() -> None:
    assert not breaches(one for one in IMPORTS if one.is_in("questions") and one.module.split(".")[0] in WEB)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_questions_imports_only_what_it_may(part: str) -> None:
    allowed = COMMON | PARTS[part] | {part}

    assert not breaches(
        one
        for one in IMPORTS
        if one.is_in(f"questions.{part}") and one.is_of("questions") and part_of(one.target) not in allowed
    )


def test_model_and_errors_import_nothing_of_ours() -> None:
    contract = ("questions.model", "questions.errors")

    assert not breaches(
        one
        for one in IMPORTS
        if one.is_in(*contract) and one.is_of("questions") and not one.is_of(one.importer)
    )


def test_generate_and_formats_never_import_each_other() -> None:
    generate, formats = "questions.generate", "questions.formats"

    assert not breaches(
        one
        for one in IMPORTS
        if (one.is_in(generate) and one.is_of(formats)) or (one.is_in(formats) and one.is_of(generate))
    )


def test_quizapp_uses_only_the_public_face_of_questions() -> None:
    import questions

    assert not breaches(
        one
        for one in IMPORTS
        if one.is_in("quizapp")
        and one.is_of("questions")
        and not (one.module == "questions" and one.name in questions.__all__)
    )


def test_services_know_nothing_of_the_request() -> None:
    assert not breaches(
        one
        for one in IMPORTS
        if role_of(one.importer) == "service"
        and one.module.split(".")[0] == "flask"
        and (not one.name or one.name in REQUEST_NAMES)
    )


def test_services_import_no_views_and_no_forms() -> None:
    assert not breaches(
        one
        for one in IMPORTS
        if role_of(one.importer) == "service" and role_of(one.target) in {"views", "forms"}
    )


def test_views_import_no_tables_and_no_schedulers() -> None:
    assert not breaches(
        one
        for one in IMPORTS
        if role_of(one.importer) == "views"
        and one.importer not in ASKS_THE_DATABASE
        and (
            one.is_of("quizapp.scheduling", "quizapp.extensions") or one.module.split(".")[0] == "sqlalchemy"
        )
    )


def test_scheduling_needs_only_the_standard_library_and_fsrs() -> None:
    allowed = sys.stdlib_module_names | {"fsrs"}

    assert not breaches(
        one
        for one in IMPORTS
        if one.is_in("quizapp.scheduling")
        and not one.is_of("quizapp.scheduling")
        and one.module.split(".")[0] not in allowed
    )


@pytest.mark.parametrize(
    ("layer", "allowed"),
    [
        # Beyond the architecture's list: access uses the database's session (extensions), and the framework
        # calls it before any view could hand it the time (clock).
        (
            "quizapp.access",
            (
                "quizapp.access",
                "quizapp.models",
                "quizapp.errors",
                "quizapp.extensions",
                "quizapp.clock",
                "quizapp.scheduling",
            ),
        ),
        # Scheduling is pure, and its choices are what some columns hold.
        ("quizapp.roles", ()),
        ("quizapp.models", ("quizapp.models", "quizapp.extensions", "quizapp.roles", "quizapp.scheduling")),
        ("quizapp.extensions", ("quizapp.extensions",)),
    ],
)
def test_the_floor_of_quizapp_imports_only_what_lies_below(layer: str, allowed: tuple[str, ...]) -> None:
    assert not breaches(
        one for one in IMPORTS if one.is_in(layer) and one.is_of("quizapp") and not one.is_of(*allowed)
    )


def test_only_the_clock_and_its_tests_ask_for_the_time() -> None:
    asking = [
        f"{module}:{node.lineno}"
        for module, path in MODULES.items()
        if module != "quizapp.clock"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and _is_dated(node.value)
    ]

    assert not asking


def _is_dated(value: ast.expr) -> bool:
    return ast.unparse(value).split(".")[-1] in {"datetime", "date"}


BEGIN_OR_END = re.compile(
    r".*(engine|session|connection)(\(\))?\.(connect|begin(_nested)?|raw_connection|commit|rollback)"
)


def test_transactions_begin_and_end_in_one_place() -> None:
    """The driver begins none on SQLite, so whoever opens a connection has to: `extensions` does, and the
    operator's commands on whole databases. An error's page ends the transaction that failed.
    """
    opening = [
        f"{module}:{node.lineno} {node.func.attr}"
        for module, path in MODULES.items()
        if module not in {"quizapp.extensions", "quizapp.database", "quizapp.errors"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and BEGIN_OR_END.fullmatch(ast.unparse(node.func))
    ]

    assert not opening


def test_no_module_imports_itself_through_others() -> None:
    graph = {module: set() for module in MODULES}
    for one in IMPORTS:
        assembles = one.importer == "quizapp" and one.function == "create_app"
        if one.target in MODULES and not assembles:
            graph[one.importer].add(one.target)

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = " -> ".join(reversed(error.args[1]))
        pytest.fail(f"import cycle: {ring}")


def test_imports_are_found_in_functions_and_relative_ones_too() -> None:
    tree = ast.parse(
        "import os\nfrom . import model\ndef f():\n    from questions.errors import QuestionsError\n"
    )

    found = list(_imports(tree, "questions.article", ""))

    assert [(one.target, one.function) for one in found] == [
        ("os", ""),
        ("questions.model", ""),
        ("questions.errors", "f"),
    ]


def test_importing_questions_loads_no_web_framework_and_no_language_data() -> None:
    heavy = (
        "flask",
        "sqlalchemy",
        "quizapp",
        "syntok",
        "inflect",
        "rapidfuzz",
        "snowballstemmer",
        "sqlite3",
        "click",
    )
    program = f"import sys, questions; print(*[name for name in {heavy} if name in sys.modules])"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert loaded.strip() == ""


def test_every_public_name_of_questions_can_be_had_without_flask_and_sqlalchemy() -> None:
    program = (
        "import sys, questions\n"
        "for name in questions.__all__: getattr(questions, name)\n"
        "print(*[name for name in ('flask', 'sqlalchemy', 'quizapp') if name in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert loaded.strip() == ""


@pytest.mark.parametrize("words", [["--help"], ["schedule", "sm2", "4442444"]])
def test_commands_that_need_no_app_start_without_flask_and_sqlalchemy(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from quizapp.cli import main\n"
        f"main({words}, standalone_mode=False)\n"
        "print(*[name for name in ('flask', 'sqlalchemy', 'fsrs') if name in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert said.splitlines()[-1] == ""


def test_the_app_is_made_without_the_classification(tmp_path: Path) -> None:
    program = (
        "import sys, sqlite3\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'sqlite3.connect' and opened.append(args))\n"
        "from quizapp import create_app\n"
        "from quizapp.config import read_settings\n"
        f"create_app(read_settings({{'QUIZAPP_DATA': {str(tmp_path)!r}, 'QUIZAPP_SECRET_KEY': 'x' * 40}}))\n"
        "print(*[args for args in opened if 'icd10' in str(args)])\n"
        "print(*[name for name in ('simple_icd_10_cm', 'questions.icd10') if name in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert loaded.strip() == ""
