"""The words of the hand-over, plain as they stand in the document; on the page they are escaped as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from components import standing, texts
from components.language import _, clock, day, plural
from data.model.handover import (
    Dated,
    DatedKind,
    FirstStep,
    Handover,
    HandoverPart,
    OwnWords,
    StepKind,
    Urgent,
    UrgentKind,
)
from data.model.plan import MeasureStatus

Names = Mapping[str, str]
"""Short titles of fields by key."""

NAMED = 3
"""How many titles a sentence names before it counts the rest."""


def part_title(part: HandoverPart) -> str:
    """What a part of the document is called."""
    return {
        HandoverPart.FIRST_STEPS: _("Ihre ersten 30 Tage"),
        HandoverPart.STANDING: _("Wo wir stehen"),
        HandoverPart.AGREED: _("Was vereinbart ist"),
        HandoverPart.OPEN: _("Was offen ist"),
        HandoverPart.PEOPLE: _("Wer was weiß"),
        HandoverPart.CALENDAR: _("Die nächsten zwölf Monate"),
        HandoverPart.WORDS: _("Was nur Menschen wissen"),
    }[part]


def part_summary(part: HandoverPart, told: Handover) -> str:
    """How much a part holds, in one short line."""
    return {
        HandoverPart.FIRST_STEPS: lambda: plural("ein erster Schritt", "{n} erste Schritte", len(told.first_steps)),
        HandoverPart.STANDING: lambda: _standing_summary(told),
        HandoverPart.AGREED: lambda: _agreed_summary(told),
        HandoverPart.OPEN: lambda: _open_summary(told),
        HandoverPart.PEOPLE: lambda: _people_summary(told),
        HandoverPart.CALENDAR: lambda: (
            plural("ein Termin", "{n} Termine", len(told.calendar)) if told.calendar else _("noch kein Termin")
        ),
        HandoverPart.WORDS: lambda: _(
            "{written} von {all} Abschnitten geschrieben", written=len(told.words.written), all=len(OwnWords)
        ),
    }[part]()


def _standing_summary(told: Handover) -> str:
    results = told.standing.results
    goals = sum(field.plan.target is not None for field in told.standing.vision.fields)
    of_goals = plural("ein Ziel für 2035", "{n} Ziele für 2035", goals) if goals else _("noch kein Ziel für 2035")
    if results is None:
        return _("noch kein Ergebnis, {goals}", goals=of_goals)
    return _("Runde {name}, {goals}", name=results.current.round_name, goals=of_goals)


def _agreed_summary(told: Handover) -> str:
    chosen, measures, decisions = _chosen(told), len(_counted(told)), len(told.agreed.decisions)
    counted = (
        (chosen, plural("ein Schwerpunkt", "{n} Schwerpunkte", chosen)),
        (measures, plural("eine Maßnahme", "{n} Maßnahmen", measures)),
        (decisions, plural("ein geltender Beschluss", "{n} geltende Beschlüsse", decisions)),
    )
    words = [word for n, word in counted if n]
    return texts.listed(words) if words else _("noch nichts")


def _chosen(told: Handover) -> int:
    return sum(group.priority is not None for group in told.agreed.chosen)


def _counted(told: Handover) -> list[MeasureStatus]:
    """Where the measures stand, without what was stopped."""
    status = (each.measure.status for each in told.measures)
    return [each for each in status if each is not MeasureStatus.STOPPED]


def _open_summary(told: Handover) -> str:
    found = told.open
    looks, tasks, postponed, disputed = map(len, (found.measures, found.tasks, found.postponed, found.disputed))
    counted = (
        (looks, plural("eine Maßnahme braucht einen Blick", "{n} Maßnahmen brauchen einen Blick", looks)),
        (tasks, plural("eine offene Aufgabe", "{n} offene Aufgaben", tasks)),
        (postponed, plural("ein vertagter Punkt", "{n} vertagte Punkte", postponed)),
        (disputed, plural("eine strittige Angabe", "{n} strittige Angaben", disputed)),
    )
    words = [word for n, word in counted if n]
    if found.round is not None:
        words.append(_("Runde {name} in Arbeit", name=found.round.self_check.round_name))
    if found.consent_undecided:
        words.append(_("Teilnahme am Vergleich nicht entschieden"))
    return texts.listed(words) if words else _("nichts")


def _people_summary(told: Handover) -> str:
    units, accounts = len(told.people.units), len(told.people.accounts)
    words = [plural("eine Stelle", "{n} Stellen", units)] if units else [_("noch keine Stelle")]
    if told.people.told_of_people:
        words.append(plural("ein Konto", "{n} Konten", accounts))
    return texts.listed(words)


def own_title(part: OwnWords) -> str:
    """The heading of a text of the one who leaves."""
    return {
        OwnWords.WORKS: _("Was gut läuft"),
        OwnWords.WATCH: _("Worauf zu achten ist"),
        OwnWords.UNWRITTEN: _("Offene Absprachen, die nirgends stehen"),
        OwnWords.PLACES: _("Wo was liegt"),
        OwnWords.CALL_FIRST: _("Wen man zuerst anruft"),
    }[part]


def own_hint(part: OwnWords) -> str:
    """What helps to write it."""
    return {
        OwnWords.WORKS: _("Was sollte so bleiben, und wem ist es zu verdanken?"),
        OwnWords.WATCH: _("Wo kann es haken? Was braucht Fingerspitzengefühl?"),
        OwnWords.UNWRITTEN: _("Was wurde mündlich zugesagt, mit wem und bis wann?"),
        OwnWords.PLACES: _("Ordner, Verteiler, Verträge, Vorlagen; keine Passwörter."),
        OwnWords.CALL_FIRST: _("Name, Stelle, wofür. Bitte nur Menschen, die damit einverstanden sind."),
    }[part]


def five_minutes(told: Handover, names: Names) -> str:
    """Where the commune stands, what is agreed and what is open, in one sentence each."""
    return " ".join((_where(told, names), _what_is_agreed(told), _what_is_open(told)))


def _where(told: Handover, names: Names) -> str:
    view = told.standing.results
    if view is None:
        return _("Ein Ergebnis liegt noch nicht vor: Noch ist keine Runde des Selbstchecks freigegeben.")
    found, scores = view.insights.standing, view.current.result.scores()
    headline = standing.headline(view, view.commune.name)
    if found.strongest is None or found.weakest is None:
        return headline
    return _(
        "{headline} Am weitesten ist {strongest} ({high} Punkte), am meisten Spielraum hat {weakest} ({low} Punkte).",
        headline=headline,
        strongest=names[found.strongest],
        high=texts.points(scores[found.strongest].percent),
        weakest=names[found.weakest],
        low=texts.points(scores[found.weakest].percent),
    )


def _what_is_agreed(told: Handover) -> str:
    chosen, status = _chosen(told), _counted(told)
    if not chosen and not status:
        return _("Schwerpunkte und Maßnahmen sind noch nicht vereinbart.")
    return _(
        "Vereinbart: {priorities} und {measures}, davon {running} in Umsetzung und {done} erledigt.",
        priorities=plural("ein Schwerpunkt", "{n} Schwerpunkte", chosen),
        measures=plural("eine Maßnahme", "{n} Maßnahmen", len(status)),
        running=status.count(MeasureStatus.RUNNING),
        done=status.count(MeasureStatus.DONE),
    )


def _what_is_open(told: Handover) -> str:
    looks, late = len(told.open.measures), sum(each.overdue for each in told.open.tasks)
    if not looks and not late:
        return _("Überfällig oder blockiert ist heute nichts.")
    found = []
    if looks:
        found.append(plural("eine Maßnahme braucht einen Blick", "{n} Maßnahmen brauchen einen Blick", looks))
    if late:
        found.append(plural("eine Aufgabe ist überfällig", "{n} Aufgaben sind überfällig", late))
    return _("Offen: {found}.", found=texts.listed(found))


def urgent(about: Urgent, names: Names) -> tuple[str, str]:
    """What is urgent: what it is about, and why it is urgent."""
    title = {
        UrgentKind.OFF_TRACK: lambda: names.get(about.field_key, about.field_key),
        UrgentKind.CONSENT: lambda: _("Anonymer Vergleich"),
        UrgentKind.NO_MEETING: lambda: _("Steuerungsgruppe"),
        UrgentKind.ROUND: lambda: _("Runde {name}", name=about.title),
        UrgentKind.APPROVE_ROUND: lambda: _("Runde {name}", name=about.title),
    }.get(about.kind, lambda: about.title)()
    because = _urgent_because(about)
    return title, " ".join((because, _("Zuständig: {unit}.", unit=about.unit))) if about.unit else because


def _urgent_because(about: Urgent) -> str:
    on = day(about.day) if about.day else ""
    return {
        UrgentKind.APPROVE_ROUND: lambda: _("liegt zur Freigabe vor."),
        UrgentKind.BLOCKED: lambda: (
            _("ist blockiert, weil: „{why}“", why=about.because) if about.because else _("ist blockiert.")
        ),
        UrgentKind.OVERDUE: lambda: _("war bis {day} fällig.", day=on),
        UrgentKind.DECISION: lambda: _("wartet seit {day} auf eine Entscheidung.", day=on),
        UrgentKind.TASK: lambda: _("war bis {day} fällig.", day=on),
        UrgentKind.DISPUTED: lambda: _("Zwei verschiedene Angaben warten auf eine Entscheidung."),
        UrgentKind.OFF_TRACK: lambda: _("ist nicht auf Kurs zum Ziel 2035."),
        UrgentKind.CONSENT: lambda: _("Über die Teilnahme ist noch nicht entschieden."),
        UrgentKind.ROUND: lambda: plural(
            "Eine Frage ist noch ohne Antwort.", "{n} Fragen sind noch ohne Antwort.", about.count
        ),
        UrgentKind.REVIEW: lambda: _("war für {day} zur Wiedervorlage vorgesehen.", day=on),
        UrgentKind.LATE_STEPS: lambda: plural("Ein Schritt ist spät.", "{n} Schritte sind spät.", about.count),
        UrgentKind.POSTPONED: lambda: _("wurde vertagt."),
        UrgentKind.NO_MEETING: lambda: _("Eine nächste Sitzung ist nicht geplant."),
    }[about.kind]()


def week_title(week: int) -> str:
    """When the first steps are due."""
    return {
        1: _("Woche 1: verstehen"),
        2: _("Woche 2: Dringendes klären"),
        3: _("Woche 3: die Steuerungsgruppe"),
        4: _("Bis Tag 30: weiterführen"),
    }[week]


def first_step(step: FirstStep, names: Names) -> str:
    """A first step as somebody does it."""
    named = _some([texts.in_quotes(title) for title in step.titles])
    fields = _some([names.get(key, key) for key in step.field_keys])
    return {
        StepKind.READ_WORDS: lambda: plural(
            "Lesen, was Ihnen hinterlassen wurde: ein Abschnitt.",
            "Lesen, was Ihnen hinterlassen wurde: {n} Abschnitte.",
            step.count,
        ),
        StepKind.ASK_FOR_WORDS: lambda: _(
            "Mit der bisherigen Person sprechen und aufschreiben, was nirgends steht: Noch ist kein Abschnitt "
            "geschrieben."
        ),
        StepKind.MEET_UNITS: lambda: _("Zuerst sprechen mit: {units}.", units=_some(list(step.titles))),
        StepKind.CHECK_ACCOUNTS: lambda: plural(
            "Das eine Konto durchsehen: Wer nicht mehr dabei ist, wird vom Plattform-Team abgeschaltet.",
            "Die {n} Konten durchsehen: Wer nicht mehr dabei ist, wird vom Plattform-Team abgeschaltet.",
            step.count,
        ),
        StepKind.APPROVE_ROUND: lambda: _(
            "Die Runde {name} prüfen und über die Freigabe entscheiden.", name=step.titles[0]
        ),
        StepKind.UNBLOCK: lambda: _("Klären, was blockiert: {measures}.", measures=named),
        StepKind.NEW_DAYS: lambda: _("Neue Termine vereinbaren: {measures}.", measures=named),
        StepKind.DECIDE: lambda: _("Entscheiden oder entscheiden lassen: {measures}.", measures=named),
        StepKind.SETTLE: lambda: _("Festlegen, welche von zwei Angaben gilt: {measures}.", measures=named),
        StepKind.TASKS: lambda: _("Überfällige Aufgaben ansprechen: {tasks}.", tasks=named),
        StepKind.SET_MEETING: lambda: _("Zur nächsten Sitzung der Steuerungsgruppe einladen."),
        StepKind.PREPARE_MEETING: lambda: _meeting(step),
        StepKind.CONSENT: lambda: _("Entscheiden, ob die Kommune am anonymen Vergleich teilnimmt."),
        StepKind.ROUND: lambda: plural(
            "Die Runde {name} weiterführen: Eine Antwort fehlt.",
            "Die Runde {name} weiterführen: {n} Antworten fehlen.",
            step.count,
            name=step.titles[0],
        ),
        StepKind.BEGIN_ROUND: lambda: _("Die erste Runde des Selbstchecks beginnen."),
        StepKind.AGREE_PRIORITIES: lambda: _("Drei bis fünf Schwerpunkte vereinbaren."),
        StepKind.SET_GOALS: lambda: _("Ein Ziel für 2035 setzen: {fields}.", fields=fields),
        StepKind.COVER_GOALS: lambda: _("Besprechen, was zum Ziel fehlt: {fields}.", fields=fields),
    }[step.kind]()


def _meeting(step: FirstStep) -> str:
    told = _("Die Sitzung „{title}“ am {day} vorbereiten", title=step.titles[0], day=day(step.day) if step.day else "")
    if not step.count:
        return f"{told}."
    return f"{told}; " + plural("ein vertagter Punkt wartet.", "{n} vertagte Punkte warten.", step.count)


def _some(titles: list[str]) -> str:
    if not titles:
        return ""
    rest = len(titles) - NAMED
    if rest <= 0:
        return texts.listed(titles)
    return texts.listed([*titles[:NAMED], plural("ein weiteres", "{n} weitere", rest)])


def dated(entry: Dated, names: Names) -> str:
    """What happens on a day."""
    return {
        DatedKind.MEETING: lambda: _(
            "Sitzung: {title}, {time} Uhr", title=entry.title, time=clock(entry.starts_at) if entry.starts_at else ""
        ),
        DatedKind.MEASURE: lambda: _("Maßnahme fällig: {title}", title=entry.title),
        DatedKind.STEP: lambda: _("Schritt: {step} ({title})", step=entry.part, title=entry.title),
        DatedKind.REVIEW: lambda: _("Wiedervorlage: {title}", title=entry.title),
        DatedKind.TASK: lambda: _("Aufgabe: {title}", title=entry.title),
        DatedKind.CRITERIA: lambda: plural(
            "Antworten fällig: ein Kriterium", "Antworten fällig: {n} Kriterien", entry.count
        ),
        DatedKind.MILESTONE: lambda: _(
            "Etappe: {field} {points} Punkte",
            field=names.get(entry.field_key, entry.field_key),
            points=entry.count,
        ),
        DatedKind.RELEASE: lambda: _("Neuer Stand des anonymen Vergleichs"),
    }[entry.kind]()
