"""Full-text search in the knowledge base, with the word forms of the language; in memory, for one content version.

German compounds are found by their parts and the other way round: `Beschwerde` finds `Beschwerdestelle`. The parts are
words that the articles themselves use alone, so that nobody has to keep a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    SnippetGenerator,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from data.model.knowledge import Article, Mark
from data.rules.markdown_blocks import blocks, words

STEMMERS = {"de": "german", "en": "english"}
BOOSTS = {"title": 4.0, "criteria": 2.5, "summary": 2.0, "body": 1.0}
"""How much more a word counts where it stands, whole."""
IN_PARTS = {"names": 1.5, "parts": 0.6}
"""How much it counts as a part of a compound, in title, summary and criteria or in the text."""
BY_BEGINNING, SIMILAR = 0.3, 0.2
LONGEST_TEXT, MOST_WORDS = 300, 12
LONGEST_WORD = 60
SHORTEST_BEGINNING, SHORTEST_INNER, SHORTEST_SIMILAR = 4, 5, 5
TWO_SLIPS_FROM = 8
MOST_TERMS = 40
NEAR_THE_BEST = 0.4
"""Of a wider search only what is at least that near to the best is worth a look."""
SNIPPET_LENGTH = 170
MOST_SNIPPETS = 60
"""Who reads on beyond five pages of hits reads summaries: a snippet takes a tenth of a millisecond."""
BETWEEN_LINES = " · "
SHORTEST_PART = 4
SHORT_PARTS = frozenset({"amt", "ort", "rat", "weg"})
JOINTS = ("", "s", "n", "en", "es")
TAKES_S = ("ung", "heit", "keit", "schaft", "ion", "tat")
NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{2,}\b")
SPELLED = (("ae", "a"), ("oe", "o"), ("ue", "u"))
"""How people write umlauts on a keyboard without them; in the index they stand without their dots."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Match:
    """An article that was found, by its key, with a stretch of its text; none where title and summary say why."""

    key: str
    snippet: tuple[Mark, ...]


class KnowledgeIndex:
    """The articles of one content version in one language, ready to be searched; never changes."""

    def __init__(self, articles: Iterable[Article], language: str, criteria: Mapping[str, str]) -> None:
        """Build it: some milliseconds for each article that is new. `criteria` are the titles by key."""
        texts = {article.key: _texts(article, language, criteria) for article in articles}
        constituents = _constituents(texts.values()) if language == "de" else []
        self._whole = _analyzer(language, [])
        self._split = _analyzer(language, constituents)
        self._schema = _schema()
        self._index = Index(self._schema)
        self._index.register_tokenizer("whole", self._whole)
        self._index.register_tokenizer("split", self._split)
        with self._index.writer(num_threads=1) as writer:
            for key, told in texts.items():
                writer.add_document(Document(key=key, **told))
        self._index.reload()
        self._searcher = self._index.searcher()
        self._count = max(1, len(texts))
        self._terms = tuple({term for name in IN_PARTS for term, _n in self._searcher.terms_with_prefix(name, "")})

    def search(self, text: str) -> tuple[list[Match], bool]:
        """What has all words of a text, the best first; whatever is typed is only words.

        Where nothing has all of them: what has some, or words that differ by a letter or two; then the second value is
        True.
        """
        asked = [word for word in _words(text) if self._whole.analyze(word)]
        if not asked:
            return [], False
        for is_wider in (False, True):
            found = self._matches(asked, is_wider)
            if found:
                return found, is_wider
        return [], False

    def _matches(self, asked: Sequence[str], is_wider: bool) -> list[Match]:
        joined = Occur.Should if is_wider else Occur.Must
        query = Query.boolean_query([(joined, self._one_word(word, is_wider)) for word in asked])
        hits = self._searcher.search(query, self._count).hits
        if not hits:
            return []
        least = hits[0][0] * NEAR_THE_BEST if is_wider else 0
        marked = Query.boolean_query([(Occur.Should, term) for word in asked for term in self._marked(word)])
        generator = SnippetGenerator.create(self._searcher, marked, self._schema, "parts")
        generator.set_max_num_chars(SNIPPET_LENGTH)
        documents = (self._searcher.doc(address) for score, address in hits if score >= least)
        return [
            Match(document["key"][0], _marks(generator, document) if number < MOST_SNIPPETS else ())
            for number, document in enumerate(documents)
        ]

    def _one_word(self, word: str, is_wider: bool) -> Query:
        """An article has the word if one of these holds; how well tells the sum."""
        ways = [
            Query.boost_query(self._term(name, stem), by) for stem in self._stems(word) for name, by in BOOSTS.items()
        ]
        for parts in self._parts(word):
            for name, by in IN_PARTS.items():
                all_parts = Query.boolean_query([(Occur.Must, self._term(name, part)) for part in parts])
                ways.append(Query.boost_query(all_parts, by))
        for name in IN_PARTS:
            begun = [self._term(name, term) for term in self._begun_or_inner(word, is_wider)]
            similar = self._similar(name, word) if is_wider else []
            ways += [Query.const_score_query(each, BY_BEGINNING) for each in begun]
            ways += [Query.const_score_query(each, SIMILAR) for each in similar]
        return Query.boolean_query([(Occur.Should, way) for way in ways])

    def _marked(self, word: str) -> Iterator[Query]:
        terms = {part for parts in self._parts(word) for part in parts} | set(self._begun_or_inner(word, True))
        return (self._term("parts", term) for term in sorted(terms))

    def _similar(self, name: str, word: str) -> list[Query]:
        return [
            Query.fuzzy_term_query(self._schema, name, stem, distance=2 if len(stem) >= TWO_SLIPS_FROM else 1)
            for stem in self._stems(word)
            if len(stem) >= SHORTEST_SIMILAR
        ]

    def _begun_or_inner(self, word: str, is_wider: bool) -> list[str]:
        """Terms that begin with the word, and if it shall be wider, that hold it."""
        stems = self._stems(word)
        found = [
            term
            for term in self._terms
            for stem in stems
            if (len(stem) >= SHORTEST_BEGINNING and term.startswith(stem))
            or (is_wider and len(stem) >= SHORTEST_INNER and stem in term)
        ]
        return sorted(found, key=len)[:MOST_TERMS]

    def _stems(self, word: str) -> list[str]:
        return list(dict.fromkeys(stem for each in _spellings(word) for stem in self._whole.analyze(each)))

    def _parts(self, word: str) -> list[list[str]]:
        return [parts for each in _spellings(word) if (parts := self._split.analyze(each))]

    def _term(self, name: str, term: str) -> Query:
        return Query.term_query(self._schema, name, term)


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="whole")
    builder.add_text_field("names", tokenizer_name="split")
    builder.add_text_field("parts", stored=True, tokenizer_name="split")
    return builder.build()


def _analyzer(language: str, constituents: list[str]) -> TextAnalyzer:
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD)).filter(Filter.lowercase())
    )
    builder = builder.filter(Filter.stopword(STEMMERS[language])).filter(Filter.ascii_fold())
    if constituents:
        builder = builder.filter(Filter.split_compound(constituents))
    return builder.filter(Filter.stemmer(STEMMERS[language])).build()


def _texts(article: Article, language: str, criteria: Mapping[str, str]) -> dict[str, str]:
    """What is searched of an article, by field."""
    text = article.content.text(language)
    titles = ". ".join(criteria[key] for key in article.content.criteria if key in criteria)
    told = article.practice
    answers = (told.situation, told.action, told.outcome, told.differently) if told else ()
    body = _in_one_line(answers) if answers else _body(text.body)
    names = f"{text.title}. {text.summary}. {titles}"
    return {
        "title": text.title,
        "summary": text.summary,
        "criteria": titles,
        "body": body,
        "parts": body,
        "names": names,
    }


@lru_cache(maxsize=4_000)  # after an edit only what changed is read anew: reading Markdown takes most of the time
def _body(markdown: str) -> str:
    return _in_one_line(words(blocks(markdown)).splitlines())


def _in_one_line(lines: Iterable[str]) -> str:
    """The lines one after the other; where one does not end as a sentence does, a dot keeps it from the next."""
    told = [" ".join(line.split()) for line in lines if line.strip()]
    return "".join(f"{line} " if line.endswith((".", "!", "?", ":")) else f"{line}{BETWEEN_LINES}" for line in told)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text[:LONGEST_TEXT])[:MOST_WORDS]


def _spellings(word: str) -> list[str]:
    """A word as it was typed, and as it would be if its `ae`, `oe` and `ue` meant umlauts."""
    spelled = word
    for typed, meant in SPELLED:
        spelled = re.sub(typed, meant, spelled, flags=re.IGNORECASE)
    return list(dict.fromkeys((word, spelled)))


def _constituents(texts: Iterable[Mapping[str, str]]) -> list[str]:
    """The nouns of which compounds are made, as small letters without umlauts; no compound is among them."""
    fold = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()
    written = {noun for told in texts for noun in NOUN.findall(f"{told['names']} {told['body']}")}
    nouns = {term for noun in written for term in fold.analyze(noun)}
    found: set[str] = set()
    joints: set[str] = set()
    for noun in sorted(nouns, key=lambda noun: (len(noun), noun)):
        parts = _taken_apart(noun, found)
        if parts:
            joints.update(parts[:-1])
        elif len(noun) >= SHORTEST_PART or noun in SHORT_PARTS:
            found.add(noun)
    joints.update(f"{noun}s" for noun in found if noun.endswith(TAKES_S))
    return sorted(found | joints)


def _taken_apart(word: str, known: set[str]) -> list[str]:
    """The parts of a compound, each but the last with what joins it to the next; nothing if it is none."""
    for end in range(len(word) - 1, 2, -1):
        for joint in JOINTS:
            if word[:end].endswith(joint) and word[: end - len(joint)] in known:
                rest = word[end:]
                others = [rest] if rest in known else _taken_apart(rest, known)
                if others:
                    return [word[:end], *others]
    return []


def _marks(generator: SnippetGenerator, document: Document) -> tuple[Mark, ...]:
    """A stretch of the text with the hits marked; nothing where there is none in it."""
    snippet = generator.snippet_from_doc(document)
    stretch = snippet.fragment().encode()
    marks: list[Mark] = []
    at = 0
    for begin, end in _merged((each.start, each.end) for each in snippet.highlighted()):
        marks += [Mark(stretch[at:begin].decode()), Mark(stretch[begin:end].decode(), is_hit=True)]
        at = end
    if not marks:
        return ()
    return tuple(mark for mark in (*marks, Mark(stretch[at:].decode())) if mark.text)


def _merged(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for begin, end in sorted(ranges):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
