"""Whether this installation is in order, for the operator."""

from __future__ import annotations

from data.content import knowledge
from data.content.catalogues import candidate, versions
from data.errors import KompassError
from data.exchange import mail_server
from data.model.catalogue import CheckLevel
from data.rules.catalogue_checks import problems as catalogue_problems
from data.services import public_texts, support_checks
from data.services.readiness import database_is_ready
from data.settings import settings


def problems() -> list[str]:
    """What is wrong with settings, database, migrations, mail server or content; empty when all is well."""
    try:
        settings()
    except KompassError as error:
        return [f"settings: {error}"]
    found = [] if database_is_ready() else ["database: cannot be reached, or run: python -m data migrate"]
    if settings().sends_mails and (why := mail_server.problem()) is not None:
        found.append(f"mail server: {why}")
    if (why := support_checks.problem()) is not None:
        found.append(f"checks of the support page: {why}")
    try:
        knowledge.articles()
    except KompassError as error:
        found.append(f"knowledge: {error}")
    for version in versions():
        found += [
            f"catalogue {version}: {problem.check} {problem.where} {problem.found}"
            for problem in catalogue_problems(candidate(version))
            if problem.level is CheckLevel.ERROR
        ]
    if (wrong := public_texts.declaration_problem()) is not None:
        found.append(f"declaration of accessibility: {wrong}")
    return found
