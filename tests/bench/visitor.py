"""A visitor without a browser: opens pages and commits states over Streamlit's own protocol."""

import asyncio
import json
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from lossviz.live import codec

PATIENCE = 60
LARGEST = 16 * 2**20
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"


class Stage:
    """A picture on the page: how its commits are addressed, and what of it the browser has."""

    def __init__(self, component: str, fragment: str) -> None:
        self.component = component
        self.fragment = fragment
        self.static = ""
        self.path = ""


class Visitor:
    """One open page. `headers` go with the connection."""

    def __init__(self, url: str, headers: Mapping[str, str] = {}) -> None:
        self.url = url.replace("http", "ws", 1) + "/_stcore/stream"
        self.headers = headers
        self.stages: dict[str, Stage] = {}
        self.number = 0
        self.query = ""
        self.socket: ClientConnection | None = None

    async def __aenter__(self) -> "Visitor":
        self.socket = await connect(
            self.url, subprotocols=["streamlit"], max_size=LARGEST, additional_headers=self.headers, compression=None
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self, slug: str, address: Mapping[str, str] = {}) -> float:
        """Open a page; the seconds until all of it was here."""
        self.query = urlencode(address)
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = slug
        return await self._asked(message)

    async def commit(self, path: str, state: Mapping[str, str]) -> float:
        """Let go of a handle of a picture at a new state; the seconds until the answer was here."""
        stage = self.stages[path]
        self.number += 1
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = stage.fragment
        for one in self.stages.values():
            message.rerun_script.widget_states.widgets.add(id=one.component, json_value="{}")
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = EVENTS.format(stage.component)
        value = {"n": self.number, "state": dict(state), "static": stage.static}
        widget.json_trigger_value = json.dumps([{"event": "commit", "value": value}])
        return await self._asked(message)

    async def _asked(self, message: BackMsg) -> float:
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._took(await self.socket.recv()):
                pass
        return time.perf_counter() - began

    def _took(self, data: bytes) -> bool:
        """Take one message; whether it was the last of an answer."""
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        element = message.delta.new_element
        if kind == "delta" and element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if kind == "delta" and element.WhichOneof("type") == "bidi_component":
            self._shown(element.bidi_component, message.delta.fragment_id)
        # Of two runs the first is cut short where the second begins.
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _shown(self, component: object, fragment: str) -> None:
        if not component.bytes:  # the line to the server, which has no picture
            return
        header, _ = codec.decode(component.bytes)
        stage = self.stages.setdefault(header["path"], Stage(component.id, fragment))
        stage.component, stage.fragment, stage.static = component.id, fragment, header["static"]
