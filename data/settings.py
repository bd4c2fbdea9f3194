"""Typed settings from the environment, prefix `KOMPASS_`; the README has the table."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, Self

from pydantic import (
    Field,
    HttpUrl,
    SecretStr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import SettingsInvalid

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SHORTEST_SECRET = 32
PRIVATE_FOLDER = 0o700
OTHERS = 0o077
PLACEHOLDERS = ("change", "changeme", "secret", "example", "placeholder", "geheim", "xxxx")


class Settings(BaseSettings):
    """All settings with defaults that serve one town hall on one machine."""

    model_config = SettingsConfigDict(env_prefix="KOMPASS_", extra="ignore")

    data_dir: Path = Field(default=PROJECT_ROOT / "var", description="Folder of the embedded database and the keys")
    database_url: str = Field(default="", description="SQLAlchemy address; empty: SQLite in the data folder")
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Protects the hashed names and addresses of failed sign-ins; empty: a key file",
    )
    benchmark_key: SecretStr = Field(default=SecretStr(""), description="Offsets of the comparison; empty: a key file")
    publish_on_date: bool = Field(default=False, description="Publish releases of the comparison by date by itself")
    demo: bool = Field(default=False, description="Demo accounts may sign in; everything says Beispieldaten")
    base_url: str = Field(default="", description="Public address without a path: https://kompass.example.org")
    max_upload_mb: int = Field(default=10, ge=1, le=100, description="Largest upload in megabytes")
    max_upload_rows: int = Field(default=5000, ge=200, le=100_000, description="Most rows read from an upload")
    session_hours: int = Field(default=8, ge=1, le=24, description="Longest time signed in")
    session_idle_minutes: int = Field(default=60, ge=5, le=480, description="Signed out after this time without use")
    smtp_host: str = Field(default="", description="Mail server for reminders; empty: no mail is ever sent")
    smtp_port: int = Field(default=0, ge=0, le=65535, description="Its port; 0: 587, with tls 465, with none 25")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the connection is encrypted; none: not at all"
    )
    smtp_user: str = Field(default="", description="Name to sign in to the mail server; empty: without")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Password for the mail server")
    smtp_from: str = Field(default="", validate_default=True, description="Sender of the reminders, an address")
    exit_url: str = Field(
        default="https://www.dwd.de/", description="Where people go who leave the page on support in haste"
    )
    operator_name: str = Field(default="", description="Who runs this installation, for the legal notice")
    operator_address: str = Field(default="", description="Postal address for the legal notice")
    operator_email: str = Field(default="", description="Contact for the legal notice, privacy and accessibility")

    @model_validator(mode="after")
    def _keep_the_demo_apart(self) -> Self:
        # Nothing invented ever stands beside real answers.
        if self.demo and "data_dir" not in self.model_fields_set:
            self.data_dir = self.data_dir / "demo"
        return self

    @field_validator("secret_key", "benchmark_key")
    @classmethod
    def _refuse_placeholders(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text and (len(text) < SHORTEST_SECRET or text.casefold().startswith(PLACEHOLDERS)):
            raise ValueError(f"a key needs at least {SHORTEST_SECRET} random characters")
        return value

    @field_validator("smtp_user", "smtp_password")
    @classmethod
    def _sign_in_with_what_mail_servers_understand(cls, value: str | SecretStr) -> str | SecretStr:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not text.isascii():
            raise ValueError("no umlauts or other special characters: the way to sign in to mail servers has none")
        return value

    @field_validator("smtp_user")
    @classmethod
    def _send_no_password_in_the_clear(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("smtp_security") == "none":
            raise ValueError("no password is sent without encryption: set KOMPASS_SMTP_SECURITY to starttls or tls")
        return value

    @field_validator("smtp_from")
    @classmethod
    def _need_a_sender(cls, value: str, info: ValidationInfo) -> str:
        name, at, domain = value.partition("@")
        is_address = (
            bool(name and at and domain) and value.isascii() and value.isprintable() and not set(value) & set(" ,;<>")
        )
        if (value or info.data.get("smtp_host")) and not is_address:
            raise ValueError("mails need a sender, for example kompass@example.org")
        return value

    @field_validator("base_url")
    @classmethod
    def _be_reached_at_a_host_of_its_own(cls, value: str) -> str:
        # A slip here would silently let cookies go without encryption.
        if not value.strip():
            return ""
        try:
            url = TypeAdapter(HttpUrl).validate_python(value)
        except ValidationError:
            raise ValueError("the whole address, such as https://kompass.example.org") from None
        if url.path != "/" or url.query is not None or url.fragment is not None or url.username is not None:
            raise ValueError("an address without a path, such as https://kompass.example.org")
        return str(url).removesuffix("/")

    @field_validator("exit_url")
    @classmethod
    def _leave_to_a_web_page(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("a web address such as https://www.dwd.de/, or nothing for an empty page")
        return value

    @property
    def mail_port(self) -> int:
        """The port of the mail server."""
        return self.smtp_port or {"starttls": 587, "tls": 465, "none": 25}[self.smtp_security]

    @property
    def sends_mails(self) -> bool:
        """Whether reminders may go out by mail: a server is set, and these are no demo accounts, which all may use."""
        return bool(self.smtp_host) and not self.demo

    @property
    def effective_database_url(self) -> str:
        """The database in use; SQLite in the data folder unless told otherwise. PostgreSQL always over psycopg 3."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'kompass.db'}"
        for short in ("postgresql://", "postgres://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        return url

    @property
    def https(self) -> bool:
        """Whether people reach this installation by https, so that cookies must say Secure."""
        return self.base_url.startswith("https://")

    def key(self, name: str) -> bytes | None:
        """The key `secret` or `benchmark` as bytes, from the environment or its file; None if there is none yet."""
        configured: SecretStr = getattr(self, f"{name}_key")
        if configured.get_secret_value():
            return configured.get_secret_value().encode()
        path = self.data_dir / f"{name}.key"
        return path.read_bytes().strip() if path.exists() else None

    def key_made_if_missing(self, name: str) -> bytes:
        """The key as bytes; a missing one is made from 32 random bytes and kept in a file only the owner can read.

        Raises SettingsInvalid if it cannot be kept.
        """
        found = self.key(name)
        if found is not None:
            return found
        try:
            path = self.private_data_dir() / f"{name}.key"
            with NamedTemporaryFile(dir=path.parent, prefix=f".{name}-") as whole:  # readable by its owner only
                whole.write(secrets.token_hex(32).encode())
                whole.flush()
                with suppress(FileExistsError):  # another process was faster: its key counts
                    path.hardlink_to(whole.name)
            return path.read_bytes().strip()
        except OSError as error:
            setting = f"KOMPASS_{name.upper()}_KEY"
            raise SettingsInvalid("key_cannot_be_kept", setting=setting, problem=str(error)) from None

    def private_data_dir(self) -> Path:
        """The data folder, made if it is missing, closed to the other users of the machine."""
        self.data_dir.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        found = self.data_dir.stat()
        ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX  # a shared folder is nobody's own
        if ours and stat.S_IMODE(found.st_mode) & OTHERS:
            with suppress(OSError):  # a file system without owners
                self.data_dir.chmod(PRIVATE_FOLDER)
        return self.data_dir


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsInvalid with all problems at once."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"KOMPASS_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsInvalid("settings_invalid", problems=problems) from None
