"""How long the knowledge base takes to be searched and to stand beside criteria, with 50 and with 2,000 articles.

    python bench/knowledge_search.py

The ratio says what counts: forty times as many articles, how many times as long.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from data.content.catalogues import catalogue
from data.content.knowledge import articles
from data.model.knowledge import Article, Hit, Wish
from data.rules import knowledge as rules
from data.services.knowledge_search import KnowledgeIndex

SIZES = (50, 2_000)
QUERIES = ("Beschwerdestelle", "Wohnung", "Sprachmittlung im Bürgerbüro", "Leitbidl", "Zusammenarbeit mit Vereinen")
ROUNDS = 40


def library(size: int) -> list[Article]:
    """So many articles, made of the shipped ones: each copy says a word that no other does."""
    made = []
    for number, article in enumerate(islice(cycle(articles().values()), size)):
        german = article.content.german
        own = replace(german, title=f"{german.title} {number}", body=f"{german.body}\n\nStichwort{number}")
        made.append(replace(article, key=f"{article.key}-{number}", content=replace(article.content, german=own)))
    return made


def milliseconds(action: Callable[[], object]) -> float:
    """The middle of many times."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        action()
        times.append((time.perf_counter() - begun) * 1_000)
    return statistics.median(times)


def main() -> None:
    """Measure both sizes and print them with their ratio."""
    criteria = {criterion.key: criterion.title for criterion in catalogue("2021-07").criteria}
    field_of = {c.key: field.key for field in catalogue("2021-07").fields for c in field.criteria}
    told: dict[str, list[float]] = {}
    for size in SIZES:
        every = library(size)
        begun = time.perf_counter()
        index = KnowledgeIndex(every, "de", criteria)
        told.setdefault("build the index", []).append((time.perf_counter() - begun) * 1_000)
        for query in QUERIES:
            told.setdefault(f"search {query}", []).append(milliseconds(lambda: index.search(query)))  # noqa: B023
        hits = [Hit(article) for article in every]
        told.setdefault("filter and count", []).append(milliseconds(lambda: rules.chosen(hits, Wish(), field_of)))  # noqa: B023
    print(f"{'':44}{SIZES[0]:>10,}{SIZES[1]:>10,}   ratio")
    for name, (small, large) in told.items():
        print(f"{name:44}{small:8.2f}ms{large:8.2f}ms{large / small:8.1f}")


if __name__ == "__main__":
    main()
