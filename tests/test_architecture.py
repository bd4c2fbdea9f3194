"""The shape of the tree, held by a machine. The import rules between packages are held by import-linter as well."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGES = ("pages", "components", "data", "serving")
LONGEST_PAGE = 60
LONGEST_MODULE = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
PAGE_MAY_IMPORT = ("streamlit", "components", "data.services", "data.model", "data.errors")
SERVICES_MAY_BE_ASKED_BY = {"session.py", "sign_in.py"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def attributes_of(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def starts_with(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_script_lies_directly_in_pages() -> None:
    # A flat script in pages/ opens without sign-in by deep link (streamlit 1.67).
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("path", modules("pages"), ids=named)
def test_a_page_is_short_and_imports_only_what_a_page_may(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE
    foreign = {
        name
        for name in imports_of(path)
        if not starts_with(name, PAGE_MAY_IMPORT) and name not in {"data", "__future__", "__future__.annotations"}
    }
    assert foreign == set()


@pytest.mark.parametrize("path", modules("components"), ids=named)
def test_components_ask_services_only_where_somebody_signs_in(path: Path) -> None:
    asks = {name for name in imports_of(path) if starts_with(name, ("data.services",))}
    assert not asks or path.name in SERVICES_MAY_BE_ASKED_BY


@pytest.mark.parametrize("path", modules("components"), ids=named)
def test_components_know_no_rule_but_access(path: Path) -> None:
    rules = {name for name in imports_of(path) if starts_with(name, ("data.rules",))}
    assert all(starts_with(name, ("data.rules.access",)) or name == "data.rules" for name in rules)


def test_session_state_is_touched_in_one_module() -> None:
    touching = {path.name for path in modules(*PACKAGES) if "session_state" in path.read_text(encoding="utf-8")}
    assert touching <= {"session.py"}


def test_sql_is_written_in_storage_only() -> None:
    speaking = {
        named(path)
        for path in modules(*PACKAGES)
        if any(starts_with(name, ("sqlmodel", "sqlalchemy")) for name in imports_of(path))
        and "data/storage/" not in named(path)
    }
    assert speaking == set()


SERVES_THE_COMPARISON = [
    *(ROOT / "data" / "services" / name for name in ("benchmarks.py", "peers.py")),
    *(ROOT / "data" / "rules" / name for name in ("benchmark_filters.py", "benchmark_groups.py", "peer_position.py")),
    *(ROOT / "data" / "exchange" / name for name in ("peer_texts.py", "peer_workbook.py")),
    ROOT / "data" / "storage" / "benchmark_releases.py",
    ROOT / "pages" / "results" / "peers.py",
    *modules("components/peers"),
    *sorted((ROOT / "components" / "charts").glob("peer_*.py")),
]
READS_ANSWERS = (
    *(f"data.storage.{name}" for name in ("answers", "benchmark_intake", "proposals", "question_states", "results")),
    *(f"data.storage.{name}" for name in ("self_checks", "discussions", "tables.self_checks", "tables.teamwork")),
    *(f"data.services.{name}" for name in ("answering", "approval", "benchmark_publishing", "benchmark_units")),
    *(f"data.services.{name}" for name in ("proposals", "questionnaire", "uploads")),
    *(f"data.rules.{name}" for name in ("benchmark_points", "benchmark_scores", "benchmarking", "scoring")),
)


@pytest.mark.parametrize("path", SERVES_THE_COMPARISON, ids=named)
def test_the_comparison_is_served_without_answers(path: Path) -> None:
    assert not [name for name in imports_of(path) if starts_with(name, READS_ANSWERS)]
    # What a unit of work offers of answers, in case that somebody has one.
    assert not attributes_of(path) & {"answers", "results", "self_checks", "proposals", "question_states"}


def test_the_comparison_reads_releases_and_public_facts_of_the_database_and_nothing_else() -> None:
    assert asked_of("work", "benchmarks.py") == {"benchmark", "register"}


def test_beside_the_peers_stand_the_own_result_and_goals_and_nothing_else() -> None:
    assert asked_of("results", "peers.py") == {"latest"}
    assert asked_of("goals", "peers.py") == {"field_goals"}
    assert asked_of("work", "peers.py") == set()


def asked_of(name: str, service: str) -> set[str]:
    """What a service asks of something that it knows by this name."""
    nodes = ast.walk(ast.parse((ROOT / "data" / "services" / service).read_text(encoding="utf-8")))
    return {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    }


@pytest.mark.parametrize("path", modules(*PACKAGES), ids=named)
def test_a_module_is_named_after_what_it_does_and_stays_readable(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_streamlit_is_drawn_by_components_and_pages_only() -> None:
    drawing = {
        named(path)
        for path in modules("data")
        if any(starts_with(name, ("streamlit", "plotly")) for name in imports_of(path))
    }
    assert drawing == set()


def test_nothing_is_cached_by_streamlit() -> None:
    # A permission check inside st.cache_data is skipped on a hit.
    assert {
        named(path) for path in modules(*PACKAGES) if attributes_of(path) & {"cache_data", "cache_resource"}
    } == set()


def test_every_library_that_is_imported_is_pinned() -> None:
    # A library that only happens to be installed here is missing in a fresh environment.
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    runtime = {
        library(line) for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if "==" in line
    }
    development = {library(line) for line in groups["dev"]}
    assert not_among(runtime, [*modules(*PACKAGES, "migrations"), ROOT / "app.py"]) == {}
    assert not_among(runtime | development, modules("tests", "bench")) == {}


def library(pin: str) -> str:
    """The name of a pinned library as package registries compare it."""
    return normal(re.split(r"[\[=;]", pin)[0])


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def not_among(pinned: set[str], files: list[Path]) -> dict[str, str]:
    """Libraries outside of `pinned`, each with a file that imports it; the project's own modules are none."""
    distributions = packages_distributions()
    paths = [path.relative_to(ROOT) for path in modules(*PACKAGES, "migrations", "tests", "bench")]
    own = {path.stem for path in paths} | {part for path in paths for part in path.parts}
    found = {}
    for path in files:
        for name in {each.split(".")[0] for each in imports_of(path)} - set(sys.stdlib_module_names):
            named_so = {normal(each) for each in distributions.get(name, [] if name in own else [name])}
            if named_so and not named_so & pinned:
                found[name] = named(path)
    return found
