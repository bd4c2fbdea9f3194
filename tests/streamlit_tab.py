"""A browser tab without a browser: Streamlit's own messages over a websocket, with the cookies of a browser."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from types import TracebackType

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

Cookies = dict[str, str]
PATIENCE_SECONDS = 20


class Tab:
    """One tab. `cookies` are those of its browser and may be shared; the answers add to them, as in a browser.

    `path` and `query` are what stands in the address after the name of the server, without `/` and `?`; `proxy` is the
    address of this machine (127.0.0.0/8) from which a proxy passes the tab on, and `person` the one that it names.
    """

    def __init__(
        self,
        url: str,
        cookies: Cookies,
        session_id: str = "",
        path: str = "",
        query: str = "",
        *,
        proxy: str = "127.0.0.1",
        person: str = "",
    ) -> None:
        self.url, self.cookies, self.path, self.query = url, cookies, path, query
        self.session_id = ""
        self.texts: list[str] = []
        self.alerts: list[str] = []
        self.widgets: dict[str, tuple[str, str]] = {}  # label -> id and kind
        self.chosen: dict[str, str] = {}  # id of a choice -> the option that it shows
        self.upload_url = ""
        self.fragments: dict[str, set[str]] = {}  # the parts of the page that can run alone, with their labels
        self._learn_cookies()
        wanted = ["streamlit", cookies.get("_streamlit_xsrf", "x"), session_id]
        self._connection: ClientConnection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            origin=url,  # type: ignore[arg-type]
            subprotocols=[Subprotocol(entry) for entry in wanted if entry],
            additional_headers={"Cookie": self.cookie_header(), **({"X-Forwarded-For": person} if person else {})},
            max_size=None,
            proxy=None,
            source_address=(proxy, 0),
        )
        assert self._connection.response is not None
        for header in self._connection.response.headers.get_all("Set-Cookie"):
            self._keep(header)

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._connection.close()

    def cookie_header(self) -> str:
        """The cookies as a browser sends them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def run(self, states: tuple[WidgetState, ...] = (), fragment_id: str = "") -> None:
        """Run the page, or one fragment of it, and take in what it draws."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment_id
        message.rerun_script.page_name = self.path
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(states)
        message.rerun_script.widget_states.SetInParent()
        self.chosen |= {state.id: state.string_value for state in states if state.HasField("string_value")}
        self.send(message)
        self._take_in()

    @property
    def fragment_ids(self) -> list[str]:
        """The parts of the page that can run alone, in the order in which they were drawn first."""
        return [fragment_id for fragment_id in self.fragments if fragment_id]

    def send(self, message: BackMsg) -> None:
        """Send any message."""
        self._connection.send(message.SerializeToString())

    def sign_in(self, username: str, password: str) -> None:
        """Fill in the form and fetch the cookie, as the browser's script does."""
        self.path = "anmelden"
        self.run()
        self.run(
            (
                WidgetState(id=self.widgets["Benutzername"][0], string_value=username),
                WidgetState(id=self.widgets["Passwort"][0], string_value=password),
                WidgetState(id=self.widgets["Anmelden"][0], trigger_value=True),
            )
        )
        tickets = [found.group(1) for text in self.texts if (found := re.search(r'kompass-ticket="([^"]+)"', text))]
        if tickets:
            self._keep(self.exchange(tickets[0]).headers["set-cookie"])

    def exchange(self, ticket: str) -> httpx2.Response:
        """Exchange the ticket of a sign-in for its cookie."""
        headers = {"X-Requested-With": "kompass", "Origin": self.url}
        return httpx2.post(f"{self.url}/kompass/session", content=ticket, headers=headers, trust_env=False)

    def is_signed_in(self) -> bool:
        """Whether the last run showed the way to sign out."""
        return "Abmelden" in self.widgets

    def ask_for_upload(self) -> str:
        """Ask where a file may be uploaded, as the uploader does."""
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append("a.csv")
        message.file_urls_request.session_id = self.session_id
        self.send(message)
        self.upload_url = ""
        while not self.upload_url:
            self._read()
        return self.upload_url

    def _take_in(self) -> None:
        finished = False
        while True:
            message = self._read()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                finished = False
            elif kind == "script_finished":
                finished = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            elif kind == "session_status_changed" and finished and not message.session_status_changed.script_is_running:
                return

    def _read(self) -> ForwardMsg:
        data = self._connection.recv(timeout=PATIENCE_SECONDS)
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
            for drawn in (self.texts, self.alerts, self.widgets):
                drawn.clear()
        elif kind == "file_urls_response":
            self.upload_url = message.file_urls_response.file_urls[0].upload_url
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note_element(message)
        return message

    def _note_element(self, message: ForwardMsg) -> None:
        fragment = self.fragments.setdefault(message.delta.fragment_id, set())
        kind = message.delta.new_element.WhichOneof("type") or ""
        element = getattr(message.delta.new_element, kind)
        self.texts += [str(getattr(element, name)) for name in ("body", "label") if getattr(element, name, "")]
        if getattr(element, "id", "") and getattr(element, "label", ""):
            self.widgets[element.label] = (element.id, kind)
            fragment.add(element.label)
        if kind == "radio" and element.set_value:
            self.chosen[element.id] = element.raw_value
        if kind == "alert":
            self.alerts.append(element.body)

    def _learn_cookies(self) -> None:
        # The page itself sets the cookie against cross-site requests when it asks for the server's health.
        answer = httpx2.get(f"{self.url}/_stcore/health", headers={"Cookie": self.cookie_header()}, trust_env=False)
        for header in answer.headers.get_list("set-cookie"):
            self._keep(header)

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            self.cookies[name] = morsel.value
