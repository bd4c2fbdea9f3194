"""The words of the exported comparison in German and English: content of a file, not of the screen."""

from __future__ import annotations

from collections.abc import Mapping

from data.model.benchmark import GroupBasis, Standing

TEXTS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "title": "Vergleich mit anderen Kommunen",
        "comparison": "Vergleich",
        "questions": "Fragen",
        "distribution": "Verteilung",
        "basis": "Grundlage",
        "whole_field": "gesamtes Handlungsfeld",
        "own": "Eigene Punkte",
        "goal": "Eigenes Ziel 2035",
        "standing": "Einordnung",
        "remark": "Hinweis",
        "mean": "Durchschnitt",
        "q25": "Mittlere Hälfte von",
        "median": "Median",
        "q75": "Mittlere Hälfte bis",
        "counted": "Gezählte Kommunen",
        "own_level": "Eigene Stufe (0 bis 4)",
        "level": "Mittlere Stufe der Gruppe",
        "bar": "{low} bis {high} Punkte",
        "provisional": "vorläufig",
        "not_scored": "nicht bewertet",
        "presumably": "vermutlich {words}",
        "commune": "Kommune",
        "group": "Vergleichsgruppe",
        "wished": "Gewünscht",
        "everybody": "alle Kommunen",
        "participating": "Teilnehmende Kommunen, die passen",
        "of_cell": "Kommunen in dieser Zelle",
        "existing": "Bestehende Kommunen, die passen (amtliches Register)",
        "own_counted": "Eigene Kommune mitgezählt",
        "yes": "ja",
        "no": "nein",
        "release_date": "Vergleichsstand",
        "catalogue": "Fragenkatalog",
        "round": "Eigene Runde",
        "approved": "Freigegeben am",
        "written_on": "Erstellt am",
        "notes": "Hinweise",
        "other_version": (
            "Ihre letzte Runde nutzt den Fragenkatalog {own}, dieser Vergleich den Fragenkatalog {release}. Deshalb "
            "stehen Ihre Punkte nicht daneben."
        ),
        "volunteers": (
            "Gezählt sind Kommunen, die freiwillig teilnehmen und ihre Antworten selbst geben. Das ist nicht der "
            "deutsche Durchschnitt."
        ),
        "reading": (
            "Alle Punkte reichen von 0 bis 100. Unter dem Median liegt die Hälfte der gezählten Kommunen. Die mittlere "
            "Hälfte lässt das untere und das obere Viertel weg."
        ),
        "detail": (
            "Unter 20 gezählten Kommunen gibt es nur den Durchschnitt, gerundet auf 5 Punkte. Ab 20 kommen Median und "
            "mittlere Hälfte hinzu, ab 50 die Verteilung. Leer bleibt, wozu zu wenige Kommunen Werte haben."
        ),
        "anonymity": (
            "Jede Kommune geht nur in einer festen Zelle von mindestens sieben Kommunen in den Vergleich ein, und dort "
            "nur als gerundete Durchschnitte von mindestens drei Kommunen, bei einzelnen Fragen von mindestens sieben. "
            "Die Zahlen ändern sich höchstens zweimal im Jahr."
        ),
    },
    "en": {
        "title": "Comparison with other local authorities",
        "comparison": "Comparison",
        "questions": "Questions",
        "distribution": "Distribution",
        "basis": "Basis",
        "whole_field": "whole action field",
        "own": "Own points",
        "goal": "Own goal 2035",
        "standing": "Position",
        "remark": "Note",
        "mean": "Average",
        "q25": "Middle half from",
        "median": "Median",
        "q75": "Middle half to",
        "counted": "Local authorities counted",
        "own_level": "Own level (0 to 4)",
        "level": "Average level of the group",
        "bar": "{low} to {high} points",
        "provisional": "provisional",
        "not_scored": "not scored",
        "presumably": "presumably {words}",
        "commune": "Local authority",
        "group": "Peer group",
        "wished": "Wished for",
        "everybody": "all local authorities",
        "participating": "Local authorities taking part that match",
        "of_cell": "Local authorities in this cell",
        "existing": "Existing local authorities that match (official register)",
        "own_counted": "Own local authority counted",
        "yes": "yes",
        "no": "no",
        "release_date": "Comparison as of",
        "catalogue": "Catalogue",
        "round": "Own round",
        "approved": "Approved on",
        "written_on": "Written on",
        "notes": "Notes",
        "other_version": (
            "Your last round uses catalogue {own}, this comparison catalogue {release}. That is why your points are "
            "not shown beside it."
        ),
        "volunteers": (
            "The local authorities counted take part of their own accord and give their answers themselves. This is "
            "not the German average."
        ),
        "reading": (
            "All points range from 0 to 100. Half of the local authorities counted are below the median. The middle "
            "half leaves out the bottom and the top quarter."
        ),
        "detail": (
            "With fewer than 20 local authorities counted there is only the average, rounded to 5 points. From 20 on "
            "the median and the middle half are added, from 50 on the distribution. A place stays empty where too few "
            "local authorities have values."
        ),
        "anonymity": (
            "Every local authority enters the comparison only within a fixed cell of at least seven local authorities, "
            "and there only as rounded averages of at least three, for single questions of at least seven. The figures "
            "change at most twice a year."
        ),
    },
}
"""The words by language and place."""

GROUP_BASES: Mapping[str, Mapping[GroupBasis, str]] = {
    "de": {
        GroupBasis.WIDENED: (
            "Für die gewünschte Gruppe gibt es noch keine geschützte Vergleichsgruppe. Gezeigt wird eine weitere."
        ),
        GroupBasis.OWN_CELL: (
            "Für die gewünschte Gruppe gibt es noch keine geschützte Vergleichsgruppe. Gezeigt wird die feste Zelle "
            "der eigenen Kommune: Was ihre Kommunen gemeinsam haben, steht oben."
        ),
        GroupBasis.ALL: (
            "Für die gewünschte Gruppe gibt es noch keine geschützte Vergleichsgruppe. Gezeigt werden alle."
        ),
    },
    "en": {
        GroupBasis.WIDENED: "There is no protected peer group for what was wished for yet. A wider one is shown.",
        GroupBasis.OWN_CELL: (
            "There is no protected peer group for what was wished for yet. The fixed cell of your local authority is "
            "shown: what its members have in common is told above."
        ),
        GroupBasis.ALL: (
            "There is no protected peer group for what was wished for yet. All local authorities are shown."
        ),
    },
}
"""What is shown where the wished group cannot be."""

STANDINGS: Mapping[str, Mapping[Standing, str]] = {
    "de": {
        Standing.BOTTOM_QUARTER: "unteres Viertel",
        Standing.BELOW_MIDDLE: "unter der Mitte",
        Standing.ABOUT_MIDDLE: "etwa in der Mitte",
        Standing.ABOVE_MIDDLE: "über der Mitte",
        Standing.TOP_QUARTER: "oberes Viertel",
    },
    "en": {
        Standing.BOTTOM_QUARTER: "bottom quarter",
        Standing.BELOW_MIDDLE: "below the middle",
        Standing.ABOUT_MIDDLE: "about in the middle",
        Standing.ABOVE_MIDDLE: "above the middle",
        Standing.TOP_QUARTER: "top quarter",
    },
}
"""Where the own score stands."""

DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "type": "Art",
        "band": "Einwohnerzahl",
        "size_class": "Einwohnerzahl, feiner",
        "east_west": "Ost oder West",
        "region": "Städtisch oder ländlich",
        "land": "Land",
    },
    "en": {
        "type": "Kind",
        "band": "Population",
        "size_class": "Population, finer",
        "east_west": "East or West",
        "region": "Urban or rural",
        "land": "Federal state",
    },
}
"""What groups are formed by, in the order of the file."""

_DE_SIZES = {
    "under_2k": "unter 2.000",
    "under_5k": "unter 5.000",
    "2k_5k": "2.000 bis unter 5.000",
    "5k_10k": "5.000 bis unter 10.000",
    "5k_20k": "5.000 bis unter 20.000",
    "10k_20k": "10.000 bis unter 20.000",
    "20k_50k": "20.000 bis unter 50.000",
    "20k_100k": "20.000 bis unter 100.000",
    "50k_100k": "50.000 bis unter 100.000",
    "from_100k": "mindestens 100.000",
    "100k_200k": "100.000 bis unter 200.000",
    "200k_500k": "200.000 bis unter 500.000",
    "from_500k": "mindestens 500.000",
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "de": _DE_SIZES
    | {
        "municipality": "Gemeinden",
        "independent_city": "kreisfreie Städte",
        "district": "Landkreise",
        "east": "Ost",
        "west": "West",
        "urban": "städtisch",
        "rural": "ländlich",
        "not_classified": "ohne Angabe zur Besiedlung",
    },
    "en": {
        key: words.replace("unter", "under").replace("bis", "to").replace("mindestens", "at least").replace(".", ",")
        for key, words in _DE_SIZES.items()
    }
    | {
        "municipality": "municipalities",
        "independent_city": "independent cities",
        "district": "districts",
        "east": "East",
        "west": "West",
        "urban": "urban",
        "rural": "rural",
        "not_classified": "degree of urbanisation not stated",
    },
}
"""The values of the dimensions; Länder are named as they are."""
