"""Accounts and sign-ins: passwords, sessions, cookies. The only place that sees a password."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import bcrypt

from data.errors import NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Permission, Person, Role
from data.model.sign_in import SignIn
from data.rules.access import require
from data.rules.sign_in import (
    FORGOTTEN_AFTER,
    FREE_ATTEMPTS_BY_ADDRESS,
    FREE_ATTEMPTS_BY_NAME,
    LONGEST_PASSWORD_BYTES,
    counting_hour,
    may_be_looked_up,
    must_wait,
    normal_username,
    require_good_password,
    require_good_username,
)
from data.services import network_contacts
from data.services.reachability import if_possible
from data.settings import settings
from data.storage.accounts import Credentials
from data.storage.database import UnitOfWork, reading, writing
from data.storage.sign_in import StoredSignIn

LANGUAGES = ("de", "en")
SESSION_COOKIE = "kompass_session"  # HttpOnly; holds the secret of a sign-in
LANGUAGE_COOKIE = "kompass_language"  # the language chosen last in this browser
BCRYPT_COST = 12  # 0.23 s of processor time; a morning rush of 20 people takes 2.6 s on two cores
TICKET_LIFETIME = timedelta(minutes=1)
TOUCHED_AT_MOST_EVERY = timedelta(minutes=1)
LONGEST_QUEUE_SECONDS = 20
LONGEST_DISPLAY_NAME = 120
KEY_NAME = "secret"
DEMO_USERNAMES = ("leitung", "sachbearbeitung", "steuerung", "fachamt", "plattform")
DEMO_PASSWORD = "Kompass-2035!"  # noqa: S105  (published on purpose; opens demo accounts in demo mode only)
_hashing = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))


def check_password(username: str, password: str, address: str | None) -> int | None:
    """The account that this name and password open, or None; always at the cost of one password hash.

    The answer and its cost are the same for an unknown name, a switched-off account and a wrong password. Failures are
    counted by name, and within each hour by address (None: the same machine, not counted); while either must wait,
    even the right password gives None, and the attempt is not counted.
    """
    name, password = normal_username(username), password.strip()
    allowed = _free_failures(name, address)
    if not _hashing.acquire(timeout=LONGEST_QUEUE_SECONDS):
        return None
    try:
        with reading() as work:
            credentials = _credentials(work, name)
            held = work.sign_ins.failed_attempts(list(allowed))
        right = _matches(credentials, password)
        now = datetime.now(UTC)
        if any(must_wait(held.get(key), free, now) for key, free in allowed.items()):
            return None
        return _note_outcome(credentials if right else None, list(allowed))
    finally:
        _hashing.release()


def begin_session(account_id: int) -> tuple[str, str]:
    """Sign an account in: the id of the session, and the ticket that fetches its cookie once, within a minute."""
    now = datetime.now(UTC)
    session_id, ticket = secrets.token_hex(32), secrets.token_urlsafe(32)
    with writing() as work:
        credentials = work.accounts.credentials_by_id(account_id)
        person = work.accounts.person(account_id)
        if credentials is None or person is None:
            raise NotAllowed("account_not_active")
        expires_at = now + timedelta(hours=settings().session_hours)
        work.sign_ins.begin(session_id, account_id, credentials.token_version, now, expires_at)
        work.sign_ins.add_ticket(_hashed(ticket), session_id, now + TICKET_LIFETIME)
        _log(work, person, AuditEvent.SIGNED_IN)
    return session_id, ticket


def redeem_ticket(ticket: str) -> str:
    """The secret for the cookie of the sign-in that this ticket belongs to. Raises NotFound if it is used up."""
    token = secrets.token_urlsafe(32)
    with writing() as work:
        if not work.sign_ins.use_ticket(_hashed(ticket), _hashed(token), datetime.now(UTC)):
            raise NotFound("ticket_not_found")
    return token


def sign_in_of_session(session_id: str, *, touch: bool = True) -> SignIn | None:
    """The sign-in with this id if it holds: one SQL statement, and one more a minute to remember its use."""
    now = datetime.now(UTC)
    with reading() as work:
        stored = work.sign_ins.by_id(session_id, now, now - _idle_limit(), settings().demo)
    return _used(stored, now, touch)


def sign_in_of_cookie(token: str) -> SignIn | None:
    """The sign-in that this cookie proves if it holds: one SQL statement, and one more a minute."""
    now = datetime.now(UTC)
    with reading() as work:
        stored = work.sign_ins.by_cookie(_hashed(token), now, now - _idle_limit(), settings().demo)
    return _used(stored, now, touch=True)


def end_session(session_id: str) -> None:
    """Sign out: the session and its cookie end everywhere at once. Nothing happens if it had ended before."""
    with writing() as work:
        account_id = work.sign_ins.end(session_id)
        if account_id is not None:
            person = work.accounts.person(account_id)
            work.audit.record(
                AuditEvent.SIGNED_OUT,
                account_id=account_id,
                commune_id=person.commune.id if person and person.commune else None,
                subject=f"account:{account_id}",
            )


def end_other_sessions(acting: Person, kept_session_id: str) -> int:
    """End all other sign-ins of the acting person and say how many there were."""
    require(acting, Permission.USE_OWN_ACCOUNT)
    with writing() as work:
        ended = work.sign_ins.end_others(acting.account_id, kept_session_id)
        _log(work, acting, AuditEvent.SIGNED_OUT, f"others={ended}")
    return ended


def change_password(acting: Person, old: str, new: str, *, address: str | None, kept_session_id: str | None) -> None:
    """Give the acting person a new password; all other sign-ins end, the kept one continues.

    Raises Refused if the old password is wrong (counted like a failed sign-in) or the new one is not good enough.
    """
    require(acting, Permission.USE_OWN_ACCOUNT)
    old, new = old.strip(), new.strip()  # as the sign-in form does
    require_good_password(new, acting.username)
    if old == new:
        raise Refused("password_unchanged")
    if check_password(acting.username, old, address) != acting.account_id:
        raise Refused("password_wrong")
    password_hash = _hash(new)
    with writing() as work:
        work.accounts.set_password_hash(acting.account_id, password_hash)
        work.sign_ins.end_others(acting.account_id, kept_session_id)
        _log(work, acting, AuditEvent.ACCOUNT_PASSWORD_CHANGED)


def add_account(
    acting: Person | None,
    *,
    username: str,
    display_name: str,
    role: Role,
    ags: str | None,
    password: str,
    is_demo: bool = False,
) -> int:
    """Add an account and give back its id. `acting` None is the operator's command line.

    Raises Refused for a bad or used name, a password that is not good enough (demo accounts may have the published
    one) or a role that does not fit: everybody but the platform team belongs to a commune. Raises NotFound for an `ags`
    that does not take part.
    """
    _require_account_manager(acting)
    name, shown, password = normal_username(username), display_name.strip(), password.strip()
    require_good_username(name)
    if not (1 <= len(shown) <= LONGEST_DISPLAY_NAME and shown.isprintable()):
        raise Refused("display_name_length", longest=LONGEST_DISPLAY_NAME)
    if not is_demo:
        require_good_password(password, name)
    if (ags is None) != (role is Role.PLATFORM):
        raise Refused("role_needs_commune" if ags is None else "platform_has_no_commune")
    password_hash = _hash(password)
    with writing() as work:
        return add_account_in(
            work,
            username=name,
            display_name=shown,
            role=role,
            ags=ags,
            password_hash=password_hash,
            by=acting.account_id if acting else None,
            is_demo=is_demo,
        )


def add_account_in(
    work: UnitOfWork,
    *,
    username: str,
    display_name: str,
    role: Role,
    ags: str | None,
    password_hash: str,
    by: int | None,
    is_demo: bool = False,
) -> int:
    """Add an account inside a transaction that is already open: a good name, and a password that is hashed already.

    Raises Refused for a used name, NotFound for an `ags` that does not take part.
    """
    commune = work.communes.by_ags(ags) if ags is not None else None
    if ags is not None and commune is None:
        raise NotFound("commune_not_found", ags=ags)
    account_id = work.accounts.add(
        username=username,
        display_name=display_name,
        role=role,
        commune_id=commune.id if commune else None,
        password_hash=password_hash,
        is_demo=is_demo,
        created_at=datetime.now(UTC),
    )
    work.audit.record(
        AuditEvent.ACCOUNT_ADDED,
        account_id=by,
        commune_id=commune.id if commune else None,
        subject=f"account:{account_id}",
        details=f"role={role.value}",
    )
    return account_id


def demo_password_hash() -> str:
    """A new hash of the published password; takes as long as a sign-in."""
    return _hash(DEMO_PASSWORD)


def switch_off(acting: Person | None, username: str) -> None:
    """Switch an account off; all its sign-ins end, and it is no contact person of the network any more.

    Raises NotFound. `acting` None is the operator's command line.
    """
    _set_active(acting, username, active=False)


def switch_on(acting: Person | None, username: str) -> None:
    """Switch an account on again. Raises NotFound. `acting` None is the operator's command line."""
    _set_active(acting, username, active=True)


def set_language(acting: Person, language: str) -> None:
    """Remember the language that the acting person chose. Raises Refused for one that does not exist."""
    require(acting, Permission.USE_OWN_ACCOUNT)
    if language not in LANGUAGES:
        raise Refused("language_unknown", language=language)
    with writing() as work:
        work.accounts.set_language(acting.account_id, language)
        _log(work, acting, AuditEvent.ACCOUNT_LANGUAGE_CHANGED, f"language={language}")


def display_name_of(username: str) -> str | None:
    """The shown name and nothing else of an account that may sign in; one look-up by name. None if there is none."""
    with reading() as work:
        credentials = _credentials(work, normal_username(username))
    return credentials.display_name if credentials and _usable(credentials) else None


def demo_sign_ins() -> tuple[str, ...]:
    """The names under which everybody may sign in here, in demo mode; none otherwise."""
    if not settings().demo:
        return ()
    with reading() as work:
        found = (work.accounts.credentials(name) for name in DEMO_USERNAMES)
        return tuple(credentials.username for credentials in found if credentials and credentials.is_demo)


def remove_old_sign_ins() -> None:
    """Remove ended sign-ins, old tickets and forgotten failures. Called at start and once an hour."""
    now = datetime.now(UTC)
    with writing() as work:
        work.sign_ins.remove_old(now, now - FORGOTTEN_AFTER)


def warm_up() -> None:
    """Make what the first attempt needs, so that it costs what the later ones cost. Raises SettingsInvalid."""
    _stand_in_hash(BCRYPT_COST)
    settings().key_made_if_missing(KEY_NAME)


def _matches(credentials: Credentials | None, password: str) -> bool:
    usable = credentials is not None and _usable(credentials)
    password_hash = credentials.password_hash if credentials and usable else _stand_in_hash(BCRYPT_COST)
    given = password.encode()
    same = bcrypt.checkpw(given[:LONGEST_PASSWORD_BYTES], password_hash.encode())
    return same and usable and len(given) <= LONGEST_PASSWORD_BYTES


def _usable(credentials: Credentials) -> bool:
    return credentials.active and (settings().demo or not credentials.is_demo)


def _credentials(work: UnitOfWork, name: str) -> Credentials | None:
    return work.accounts.credentials(name) if may_be_looked_up(name) else None


def _note_outcome(credentials: Credentials | None, keys: Sequence[str]) -> int | None:
    now = datetime.now(UTC)
    with writing() as work:
        if credentials is None:
            work.sign_ins.count_failure(keys, now, now - FORGOTTEN_AFTER)
            return None
        # The address keeps its count: otherwise anyone with an account could try other people's passwords for ever.
        work.sign_ins.forget_failures(keys[0])
        return credentials.account_id


def _free_failures(name: str, address: str | None) -> dict[str, int]:
    """How many failures are free by what they are counted under: the name first, then the address in this hour."""
    free = {_keyed(f"u:{name}"): FREE_ATTEMPTS_BY_NAME}
    if address:
        free[_keyed(f"ip:{address} {counting_hour(datetime.now(UTC))}")] = FREE_ATTEMPTS_BY_ADDRESS
    return free


def _used(stored: StoredSignIn | None, now: datetime, touch: bool) -> SignIn | None:
    if stored is None:
        return None
    seen_at = stored.seen_at
    if touch and now - seen_at >= TOUCHED_AT_MOST_EVERY:
        with if_possible(), writing(brief=True) as work:  # where nothing can be written, people still can read
            work.sign_ins.touch(stored.session_id, now)
            seen_at = now
    ends_at = min(stored.expires_at, seen_at + _idle_limit())
    return SignIn(stored.session_id, stored.person, stored.has_cookie, ends_at)


def _set_active(acting: Person | None, username: str, *, active: bool) -> None:
    _require_account_manager(acting)
    with writing() as work:
        credentials = _credentials(work, normal_username(username))
        if credentials is None:
            raise NotFound("account_not_found", username=normal_username(username))
        account_id, commune_id = credentials.account_id, credentials.commune_id
        by = acting.account_id if acting else None
        work.accounts.set_active(account_id, active)
        if not active and commune_id is not None:  # who cannot sign in any more cannot withdraw a consent
            network_contacts.forget_account_in(work, account_id, commune_id, by=by)
        work.audit.record(
            AuditEvent.ACCOUNT_SWITCHED_ON if active else AuditEvent.ACCOUNT_SWITCHED_OFF,
            account_id=by,
            commune_id=commune_id,
            subject=f"account:{account_id}",
        )


def _require_account_manager(acting: Person | None) -> None:
    if acting is not None:
        require(acting, Permission.MANAGE_ACCOUNTS)


def _log(work: UnitOfWork, person: Person, event: AuditEvent, details: str = "") -> None:
    work.audit.record(
        event,
        account_id=person.account_id,
        commune_id=person.commune.id if person.commune else None,
        subject=f"account:{person.account_id}",
        details=details,
    )


def _idle_limit() -> timedelta:
    return timedelta(minutes=settings().session_idle_minutes)


def _hashed(secret: str) -> str:
    # Enough for what is random itself; names and addresses could be found by trying them all.
    return hashlib.sha256(secret.encode()).hexdigest()


def _keyed(text: str) -> str:
    return hmac.digest(settings().key_made_if_missing(KEY_NAME), text.encode(), "sha256").hex()


def _hash(password: str) -> str:
    with _hashing:
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt(BCRYPT_COST)).decode()


@cache
def _stand_in_hash(cost: int) -> str:
    return bcrypt.hashpw(secrets.token_bytes(16).hex().encode(), bcrypt.gensalt(cost)).decode()
