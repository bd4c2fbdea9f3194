"""The operator's command line: `python -m data COMMAND`. Every command says what it did; failure ends non-zero."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from data.content import catalogues
from data.errors import KompassError, Refused
from data.model.calendar import TIME_ZONE
from data.model.people import GONE, CommuneKind, Role
from data.model.register import ImportStatus
from data.settings import settings

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of sentences.")]


def _command(function: Callable[..., None]) -> Callable[..., None]:
    """Register a command; whatever an operator can mend ends with one line on standard error and status 1."""

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except (KompassError, OSError) as error:
            raise _failed(str(error)) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            from data.services.readiness import database_is_ready
            from data.storage.database import is_out_of_reach

            if not database_is_ready():
                raise _failed("the database cannot be reached, or it needs: python -m data migrate") from None
            if is_out_of_reach(error):
                raise _failed("the database is busy, full or read-only; nothing was stored") from None
            raise

    app.command(name=function.__name__.rstrip("_").replace("_", "-"))(guarded)
    return function


def _failed(reason: str) -> typer.Exit:
    typer.echo(f"error: {reason}", err=True)
    return typer.Exit(1)


@contextmanager
def _progress_bar(label: str, *, shown: bool) -> Iterator[Callable[[float], None]]:
    """A bar on standard error while somebody looks at a terminal; takes the share that is done, 0 to 1."""
    with typer.progressbar(length=100, label=label, file=sys.stderr, hidden=not (shown and sys.stderr.isatty())) as bar:
        yield lambda share: bar.update(round(100 * share) - bar.pos)


def _today() -> date:
    """The day in German time, like everything that people are told."""
    return datetime.now(TIME_ZONE).date()


def _say(as_json: bool, told: dict[str, Any], sentence: str) -> None:
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else sentence)


@_command
def migrate(as_json: Json = False) -> None:
    """Bring the database to the schema of this version."""
    from data.storage.migrations import migrate as run

    revision = run()
    _say(as_json, {"revision": revision}, f"Database is at revision {revision}.")


@_command
def demo(as_json: Json = False) -> None:
    """Add 40 invented communes with answers, accounts and a release of the comparison."""
    # Whoever asks for the demo means demo mode; serving it still needs KOMPASS_DEMO=1.
    os.environ["KOMPASS_DEMO"] = "1"
    settings.cache_clear()
    from data.services import demo as demo_service
    from data.storage.migrations import migrate as bring_up_to_date

    bring_up_to_date()
    made = demo_service.create()
    sentence = (
        "Demo communes were added. Serve them with KOMPASS_DEMO=1." if made else "Demo communes were there already."
    )
    _say(as_json, {"created": made}, sentence)


@_command
def add_commune(
    ags: Annotated[str, typer.Argument(help="Official key: 8 digits, districts 5")],
    name: str,
    land: Annotated[str, typer.Option()],
    population: Annotated[int, typer.Option(min=0)],
    kind: Annotated[CommuneKind, typer.Option()] = CommuneKind.MUNICIPALITY,
    urbanisation: Annotated[str, typer.Option(help="As in the register, for example: dicht besiedelt")] = "",
    benchmark_consent: Annotated[bool, typer.Option(help="The commune agreed to the anonymous comparison")] = False,
    public_results: Annotated[
        bool, typer.Option(help="The commune publishes its own results: the comparison hides nobody behind it")
    ] = False,
    trust_domain: Annotated[
        str | None,
        typer.Option(help="Who looks after several communes and knows their answers; the district if not given"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Add a commune that takes part."""
    from data.services import communes

    added = communes.add(
        None,
        ags=ags,
        name=name,
        land=land,
        population=population,
        kind=kind,
        urbanisation=urbanisation,
        benchmark_consent=benchmark_consent,
        public_results=public_results,
        trust_domain=trust_domain,
    )
    unknown = " The register does not know this key: it is not counted." if added.register_standing in GONE else ""
    _say(as_json, {"id": added.id, "ags": added.ags}, f"Added {added.name} ({added.ags}).{unknown}")


@_command
def add_account(
    username: str,
    role: Annotated[Role, typer.Option()],
    commune: Annotated[str | None, typer.Option(help="Official key; not for the platform team")] = None,
    name: Annotated[str | None, typer.Option(help="Name shown to others; the user name if not given")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the password; - for standard input; asked otherwise")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add an account. The password is asked, or read from a file or standard input, never from the command line."""
    from data.services import accounts

    if password_file is None:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        text = sys.stdin.read() if str(password_file) == "-" else password_file.read_text(encoding="utf-8")
        password = text.splitlines()[0] if text else ""
    account_id = accounts.add_account(
        None, username=username, display_name=name or username, role=role, ags=commune, password=password
    )
    _say(as_json, {"id": account_id, "username": username}, f"Added account {username} ({role.value}).")


@_command
def switch_off(username: str, as_json: Json = False) -> None:
    """Switch an account off; whoever is signed in with it is signed out at once."""
    from data.services import accounts

    accounts.switch_off(None, username)
    _say(as_json, {"username": username, "active": False}, f"Switched off account {username}.")


@_command
def switch_on(username: str, as_json: Json = False) -> None:
    """Switch an account on again."""
    from data.services import accounts

    accounts.switch_on(None, username)
    _say(as_json, {"username": username, "active": True}, f"Switched on account {username}.")


@_command
def template(
    out: Annotated[Path, typer.Argument(help="File to write; .xlsx, .ods or .csv")],
    catalogue: Annotated[str, typer.Option(help="Catalogue version")] = catalogues.versions()[-1],
    language: Annotated[str, typer.Option(help="de or en")] = "de",
    as_json: Json = False,
) -> None:
    """Write an empty answer workbook."""
    from data.services import answer_files
    from data.services.accounts import LANGUAGES

    if language not in LANGUAGES:
        raise Refused("language_unknown", language=language)

    out.write_bytes(answer_files.blank_template(catalogue, out.suffix, language))
    _say(as_json, {"file": str(out), "catalogue_version": catalogue}, f"Wrote {out} for catalogue {catalogue}.")


@_command
def score(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], as_json: Json = False) -> None:
    """Read an answer sheet and print its scores, coverage and problems. Stores nothing."""
    from data.services import answer_files

    told = answer_files.scored(file.read_bytes(), file.name)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for key, field in told["fields"].items():
        percent = "not scored" if field["percent"] is None else f"{field['percent']:.1f}"
        typer.echo(f"{key:28} {percent:>10}  coverage {field['coverage']:.0%}  {field['band'] or ''}")
    for problem in told["problems"]:
        typer.echo("problem: {sheet} row {row} column {column}: {found!r}, expected {expected}".format(**problem))


@_command
def import_answers(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    commune: Annotated[str, typer.Option(help="Official key")],
    round_: Annotated[str, typer.Option("--round", help="Name of the round; begun if there is none of this name")],
    submit: Annotated[bool, typer.Option(help="Submit the round afterwards")] = False,
    partial: Annotated[bool, typer.Option(help="Take over the good rows although others have problems")] = False,
    as_json: Json = False,
) -> None:
    """Take an answer sheet over into a round. With problems in it, nothing is stored unless --partial is given."""
    from data.services import answer_files

    told = answer_files.imported(file.read_bytes(), file.name, commune, round_, submit=submit, partial=partial)
    _say(
        as_json,
        told,
        f"Round {round_}: {told['new']} new, {told['changed']} changed, {told['unchanged']} unchanged, "
        f"{len(told['problems'])} problems, {'submitted' if told['submitted'] else 'not submitted'}.",
    )


@_command
def load_catalogue(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Workbook, csv or YAML")],
    release: Annotated[
        bool, typer.Option(help="Release it at once and for ever; you say that its wording may be used here")
    ] = False,
    as_json: Json = False,
) -> None:
    """Load a catalogue of one's own as a draft. With errors in the file nothing is stored."""
    from data.services import catalogue_files

    told = catalogue_files.loaded(file.read_bytes(), file.name, release=release)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for problem in told["problems"]:
            typer.echo("{level}: {place}: {found!r} ({name})".format(**problem))
        state = "nothing was stored" if told["status"] is None else told["status"]
        typer.echo(f"Catalogue {told['version'] or file.name}: {told['questions']} questions, {state}.")
    if told["status"] is None or (release and told["status"] != "released"):
        raise typer.Exit(1)


@_command
def import_register(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="GV100AD text of Destatis, or csv")],
    partial: Annotated[
        bool, typer.Option(help="The file holds a part of the register: what it does not name, or not well, stays")
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Only say what would change; store nothing")] = False,
    borders_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of the borders, for a csv, which does not tell it"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Import the official register of communes. Communes that take part follow it and keep their rounds."""
    from data.services import register

    with _progress_bar("Importing", shown=not as_json) as progress:
        told = register.import_register(
            None,
            file.read_bytes(),
            file.name,
            partial=partial,
            dry_run=dry_run,
            borders_on=borders_on.date() if borders_on else None,
            progress=progress,
        )
    if as_json:
        typer.echo(json.dumps(told.as_dict(), ensure_ascii=False))
    else:
        for problem in (*told.problems, *told.remarks):
            typer.echo(f"line {problem.line}: {problem.kind.value}: {problem.found!r}, expected {problem.expected!r}")
        for commune in told.communes:
            typer.echo(f"{commune.ags} {commune.name}: {commune.news.value} {', '.join(commune.facts)}".rstrip())
        typer.echo(("Dry run, nothing stored. " if dry_run else "") + told.as_sentence())
    if told.status is ImportStatus.HAS_PROBLEMS:
        raise typer.Exit(1)


@_command
def publish_benchmark(
    dry_run: Annotated[bool, typer.Option(help="Only say what a release would hold; store nothing")] = False,
    if_due: Annotated[
        bool, typer.Option(help="For a timer: after the first release, publish once after each release date")
    ] = False,
    as_json: Json = False,
) -> None:
    """Publish a release of the anonymous comparison if its rules allow one now."""
    from data.services import benchmark_publishing

    today = datetime.now(UTC).date()
    if dry_run:
        outcome = benchmark_publishing.preview(None, today).outcome
        _say(as_json, outcome.as_dict() | {"dry_run": True}, f"Dry run, nothing stored. {outcome.as_sentence()}")
        return
    if if_due:
        due = benchmark_publishing.publish_if_due(today)
        if due is None:
            _say(as_json, {"status": "not_due", "release_id": None}, "Nothing published: not due.")
            return
        outcome = due
    else:
        with _progress_bar("Computing", shown=not as_json) as progress:
            outcome = benchmark_publishing.publish(None, today, progress)
    _say(as_json, outcome.as_dict(), outcome.as_sentence())


@_command
def published_benchmark(as_json: Json = False) -> None:
    """Print everything that any user could ever be shown of the peers, and nothing else."""
    from data.services import benchmarks

    if as_json:
        typer.echo("".join(benchmarks.published_in_pieces()))
        return
    told = benchmarks.published_as_json()
    for release in told["releases"]:
        counted = f"{release['participants']} communes, {len(release['cells'])} cells"
        typer.echo(f"{release['id']} {release['date']}: {counted}")
    if not told["releases"]:
        typer.echo("No release was published yet.")


@_command
def send_reminders(
    dry_run: Annotated[bool, typer.Option(help="Only say who would get a mail; send and store nothing")] = False,
    as_json: Json = False,
) -> None:
    """For a timer, once a day: send the mails on what is due to those who wished for them, once a week at most."""
    from data.services import reminder_sending

    told = reminder_sending.send_due(_today(), datetime.now(UTC), dry_run=dry_run)
    if not as_json:
        for failure in told.failures:
            typer.echo(f"account {failure.account_id}: {failure.code}")
    _say(as_json, told.as_dict(), ("Dry run, nothing sent. " if dry_run else "") + told.as_sentence())
    if told.failures:
        raise typer.Exit(1)


@_command
def accessibility_template(as_json: Json = False) -> None:
    """Put a declaration of accessibility to complete into the data folder; never writes over one."""
    from data.services import public_texts

    file = public_texts.write_declaration_template()
    _say(as_json, {"file": str(file)}, f"Complete it: {file}. The page /barrierefreiheit shows it at once.")


@_command
def support_checked(
    key: Annotated[str, typer.Argument(help="Key of a service or of a rule of law, as --list shows it")] = "",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day; today if not given")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Only list what a person should check")] = False,
    as_json: Json = False,
) -> None:
    """Note that a person checked an entry of the support page, or list those that wait for it."""
    from data.services import support_checks

    if list_ or not key:
        due = support_checks.due(_today())
        _say(as_json, {"due": [entry.as_dict() for entry in due]}, "\n".join(entry.as_line() for entry in due))
        return
    noted = support_checks.note(key, on.date() if on else _today(), _today())
    _say(as_json, noted.as_dict(), f"Noted: a person checked {noted.name} on {noted.checked_on}.")


@_command
def check(as_json: Json = False) -> None:
    """Check settings, database, migrations and content; ends non-zero if something is wrong."""
    from data.services import operation, support_checks

    found, due = operation.problems(), support_checks.due(_today())
    sentence = "\n".join(found) or "Settings, database, migrations and content are fine."
    told = {"problems": found, "support_entries_due": len(due)}
    _say(as_json, told, sentence + support_checks.as_sentence(due))
    if found:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
