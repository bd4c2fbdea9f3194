"""The one file that people run: no start by accident goes without the protection around the pages."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest
import streamlit as st
from conftest import ROOT

from components import incidents
from serving import MIDDLEWARE, ROUTES, lifespan

SOURCE = (ROOT / "app.py").read_text(encoding="utf-8")


def test_app_serves_the_shell_behind_gates_routes_and_one_place_for_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def an_app(script: str, **options: object) -> object:
        asked.update(options, script=script)
        return object()

    monkeypatch.setattr(st, "App", an_app)
    assert runpy.run_path(str(ROOT / "app.py"))["app"] is not None
    assert asked == {
        "script": "components/shell.py",
        "lifespan": lifespan,
        "routes": ROUTES,
        "middleware": MIDDLEWARE,
        "on_script_error": incidents.show,
    }
    assert (ROOT / str(asked["script"])).exists()


def test_app_draws_nothing_itself() -> None:
    assert len(SOURCE.splitlines()) <= 30
    calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Call)]
    assert calls == ["st.App"]


def test_only_app_knows_what_serves_it() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for folder in ("components", "pages", "data")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any(name.split(".")[0] == "serving" for name in _imported(node))
    }
    assert knowing == set()


def _imported(node: ast.ImportFrom | ast.Import) -> list[str]:
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]


def test_nothing_else_can_be_run_by_streamlit_by_accident() -> None:
    assert {path.name for path in Path(ROOT).glob("*.py")} == {"app.py"}
