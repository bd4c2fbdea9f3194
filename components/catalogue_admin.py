"""Loading a catalogue on screen: all versions, template, upload, the checks of a draft, its release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from components import catalogue_texts, notice, session, texts
from components.figures import table
from components.language import _, number, plural
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError
from data.model.catalogue import CatalogueMapping, CatalogueProblem
from data.model.catalogue_versions import (
    CatalogueDraft,
    CatalogueFileProblem,
    CatalogueFormat,
    CatalogueVersion,
    UploadedCatalogue,
)

MIME = {
    CatalogueFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CatalogueFormat.CSV: "text/csv",
    CatalogueFormat.YAML: "application/yaml",
}
SHOWN_ROWS = 100
LONGEST_FOUND = 80


def all_versions(versions: Sequence[CatalogueVersion]) -> None:
    """Every version with its state, how many questions it has and where its wording comes from."""
    st.header(_("Alle Fassungen"))
    table(
        (_("Fassung"), _("Titel"), _("Stand"), _("Fragen"), _("Quelle des Wortlauts")),
        [
            (
                f"**{escaped(version.version)}**",
                escaped(version.title),
                catalogue_texts.state(version),
                number(version.questions),
                escaped(version.source) or "–",
            )
            for version in versions
        ],
    )


def downloads(template: Callable[[CatalogueFormat], bytes]) -> None:
    """The template in three formats, made at the moment of the click."""
    st.header(_("Eigene Fassung laden"))
    st.markdown(
        _(
            "Die Vorlage enthält als Beispiel den neuesten mitgelieferten Katalog. Ersetzen Sie, was anders sein soll, "
            "und laden Sie die Datei wieder hoch. Sie wird geprüft und als Entwurf abgelegt; bis zur Freigabe sieht "
            "ihn nur das Plattform-Team."
        )
    )
    labels = {
        CatalogueFormat.XLSX: _("Vorlage für Excel und LibreOffice (xlsx)"),
        CatalogueFormat.CSV: _("Textdatei (csv)"),
        CatalogueFormat.YAML: _("YAML"),
    }
    with st.container(horizontal=True):
        for file_format, label in labels.items():
            st.download_button(
                label,
                data=partial(template, file_format),
                file_name=_("Vorlage Fragenkatalog") + f".{file_format.value}",
                mime=MIME[file_format],
                key=f"catalogue_template_{file_format.value}",
                icon=":material/download:",
                on_click="ignore",
                type="primary" if file_format is CatalogueFormat.XLSX else "secondary",
            )


def upload(keep: Callable[[bytes, str], UploadedCatalogue]) -> None:
    """Take a file, once; what is wrong in it is told in a table until another file comes."""
    file = st.file_uploader(
        _("Datei im Format xlsx, xlsm, xls, ods, csv oder yaml"),
        key=f"catalogue_file_{session.get(Key.CATALOGUE_NUMBER, 0)}",
    )
    if file is None:
        session.put(Key.CATALOGUE_UPLOAD, None)
        return
    known: tuple[str, UploadedCatalogue] | None = session.get(Key.CATALOGUE_UPLOAD, None)
    if known is None or known[0] != file.file_id:
        try:
            with st.spinner(_("Die Datei wird gelesen …")):
                known = (file.file_id, keep(file.getvalue(), file.name))
        except KompassError as error:
            st.error(texts.sentence_for(error), title=_("Diese Datei kann nicht übernommen werden"))
            return
        session.put(Key.CATALOGUE_UPLOAD, known)
    if known[1].content is not None:
        session.put(Key.CATALOGUE_NUMBER, session.get(Key.CATALOGUE_NUMBER, 0) + 1)
        sentence = _("Als Entwurf abgelegt: {version}.", version=escaped(known[1].content.catalogue.version))
        notice.tell(notice.Notice(notice.TOP, sentence, went_well=True))
        st.rerun()
    _file_problems(known[1].problems)


def _file_problems(problems: Sequence[CatalogueFileProblem]) -> None:
    with st.container(border=True, key="catalogue_file_problems"):
        st.error(
            plural(
                "Eine Stelle der Datei ist zu bessern. Es wurde nichts abgelegt.",
                "{n} Stellen der Datei sind zu bessern. Es wurde nichts abgelegt.",
                len(problems),
            ),
            icon=":material/error:",
        )
        table(
            (_("Blatt"), _("Zeile"), _("Spalte"), _("Gefunden"), _("Was zu tun ist")),
            [
                (
                    escaped(problem.position.sheet) or "–",
                    str(problem.position.row or "–"),
                    escaped(problem.position.column or "–"),
                    _found(problem.found) or _("leer"),
                    catalogue_texts.file_problem(problem),
                )
                for problem in problems[:SHOWN_ROWS]
            ],
        )
        _and_more(len(problems))


def chosen_draft(drafts: Sequence[CatalogueVersion]) -> str:
    """The draft to look at; asked for only if there are several."""
    names = [draft.version for draft in drafts]
    if len(names) == 1:
        return names[0]
    return st.selectbox(_("Entwurf"), names, key="catalogue_draft")


def preview(draft: CatalogueDraft) -> None:
    """Everything about a draft that somebody should see before releasing it."""
    about, catalogue = draft.about, draft.content.catalogue
    st.header(_("Entwurf {version}", version=escaped(about.version)))
    st.markdown(f"**{escaped(about.title)}**")
    st.caption(
        _(
            "Quelle: {source} · Recht zur Nutzung: {right} · abgelegt von {name}",
            source=escaped(about.source) or "–",
            right=escaped(about.right_of_use) or "–",
            name=escaped(about.uploaded_by) or _("der Betreuung dieses Programms"),
        )
    )
    with st.container(horizontal=True, key="catalogue_counts"):
        st.metric(_("Handlungsfelder"), len(catalogue.fields), border=True)
        st.metric(_("Kriterien"), len(list(catalogue.criteria)), border=True)
        st.metric(_("Fragen"), len(catalogue), border=True)
        st.metric(_("Fehler"), len(draft.errors), border=True)
        st.metric(_("Hinweise"), len(draft.notes), border=True)
    _checks(draft)
    _contents(draft)
    _mapping(draft.content.mapping)


def _checks(draft: CatalogueDraft) -> None:
    st.subheader(_("Prüfungen"))
    if not draft.problems:
        st.success(_("Alle Prüfungen sind bestanden."), icon=":material/check_circle:")
    if draft.errors:
        st.error(
            plural(
                "Ein Fehler steht der Freigabe im Weg. Bessern Sie die Datei nach und laden Sie sie erneut.",
                "{n} Fehler stehen der Freigabe im Weg. Bessern Sie die Datei nach und laden Sie sie erneut.",
                len(draft.errors),
            ),
            icon=":material/error:",
        )
        _findings(draft.errors)
    if draft.notes:
        label = plural(
            "Ein Hinweis, der die Freigabe nicht hindert",
            "{n} Hinweise, die die Freigabe nicht hindern",
            len(draft.notes),
        )
        with st.expander(label, icon=":material/info:", key="catalogue_notes"):
            _findings(draft.notes)


def _findings(problems: Sequence[CatalogueProblem]) -> None:
    """Findings with the rule they break; those of the same rule and place in both languages stand below each other."""
    rules, english = catalogue_texts.checks(), _("englisch")
    in_language = {"de": "", "en": f" ({english})"}
    table(
        (_("Prüfung"), _("Wo"), _("Gefunden"), _("Was gelten soll")),
        [
            (
                problem.check,
                escaped(problem.where) + in_language[problem.language],
                _found(problem.found) or _("leer"),
                rules[problem.name],
            )
            for problem in problems[:SHOWN_ROWS]
        ],
    )
    _and_more(len(problems))


def _contents(draft: CatalogueDraft) -> None:
    st.subheader(_("Umfang"))
    fields = draft.content.catalogue.fields
    table(
        (_("Handlungsfeld"), _("Kriterien"), _("Fragen")),
        [(escaped(f.title), number(len(f.criteria)), number(len(f.questions))) for f in fields],
    )
    with st.expander(_("Kriterien und Fragen im Einzelnen"), key="catalogue_contents", on_change="rerun") as opened:
        if opened.open:
            table(
                (_("Nr."), _("Kriterium"), _("Frage")),
                [
                    (f"**{escaped(question.id)}**", escaped(criterion.title), escaped(question.text))
                    for field in fields
                    for criterion in field.criteria
                    for question in criterion.questions
                ],
            )


def _mapping(mapping: CatalogueMapping | None) -> None:
    st.subheader(_("Zuordnung"))
    if mapping is None:
        st.info(_("Diese Fassung ist keiner früheren zugeordnet."), icon=":material/info:")
        return
    words = catalogue_texts.kinds()
    # Of a merger the new question counts once, of a split each of the new ones.
    counted = Counter(
        kind for _question, kind in {(entry.to_id or entry.from_id, entry.kind) for entry in mapping.entries}
    )
    parts = [f"{number(counted[kind])} {word}" for kind, word in words.items() if counted[kind]]
    st.markdown(
        _("Gegenüber {version}: {parts}.", version=escaped(mapping.from_version), parts=texts.listed(parts))
        + " "
        + _("Nur gleiche Fragen werden über die Zeit verglichen.")
    )
    rows = [
        (escaped(entry.from_id or "–"), escaped(entry.to_id or "–"), words.get(entry.kind, escaped(entry.kind)))
        for entry in mapping.entries
        if entry.kind != "equal"
    ]
    if rows:
        with st.expander(_("Was nicht gleich blieb"), expanded=len(rows) <= 12, key="catalogue_mapping"):
            table((_("Frühere Nr."), _("Neue Nr."), _("Art")), rows)


def wants_release(draft: CatalogueDraft) -> bool:
    """Whether somebody releases the draft now, after saying that its wording may be used."""
    st.subheader(_("Freigeben"))
    st.markdown(
        _(
            "Mit der Freigabe können alle Kommunen Runden mit dieser Fassung beginnen. Danach lässt sie sich nicht "
            "mehr ändern und nicht mehr löschen. In den Vergleich mit anderen Kommunen gehen ihre Antworten nicht ein."
        )
    )
    possible = not draft.errors
    sure = st.checkbox(
        _("Wir haben das Recht, diesen Wortlaut zu verwenden."),
        key=_key("catalogue_right", draft),
        disabled=not possible,
    )
    return st.button(
        _("{version} freigeben", version=escaped(draft.about.version)),
        type="primary",
        icon=":material/verified:",
        disabled=not (possible and sure),
        key=_key("release_catalogue", draft),
    )


def wants_to_discard(draft: CatalogueDraft) -> bool:
    """Whether somebody throws the draft away, after being asked."""
    with st.popover(_("Entwurf verwerfen"), icon=":material/delete:", key="discard_catalogue"):
        st.markdown(
            _("Den Entwurf {version} verwerfen? Die Datei bleibt bei Ihnen.", version=escaped(draft.about.version))
        )
        return st.button(_("Ja, verwerfen"), key=_key("confirm_discard_catalogue", draft))


def _key(name: str, draft: CatalogueDraft) -> str:
    """The key of what decides over exactly this content: a click on what was seen says nothing about a newer one."""
    return f"{name}_{draft.about.fingerprint[:16]}"


def _found(text: str) -> str:
    return escaped(text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + " …")


def _and_more(total: int) -> None:
    if total > SHOWN_ROWS:
        st.markdown(_("und {n} weitere", n=number(total - SHOWN_ROWS)))
