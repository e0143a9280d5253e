# SPDX-License-Identifier: Apache-2.0
"""The engine's port over the local socket of a node, as tests use it: calls that wait, and events as they come."""
import json
import socket
import struct
import threading


class Refused(Exception):
    """The engine answered with an error; `code` says which, `retryable` whether to ask again."""

    def __init__(self, error):
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code, self.retryable = error.get("code"), error.get("retryable", False)


class Gone(Exception):
    """The connection broke, or no answer came in time: whether a command took effect is unknown."""


class Port:
    def __init__(self, directory, user="cluster-test", patience=10.0):
        self.user, self.patience, self.next, self.lock = user, patience, 0, threading.Lock()
        self.waiting, self.sinks, self.hello = {}, {}, threading.Event()
        self.health_told, self.health = threading.Event(), None
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self.socket.settimeout(patience)
            self.socket.connect(str(directory / "engine.sock"))
            self.socket.settimeout(None)
        except OSError as error:
            self.socket.close()
            raise Gone(str(error)) from error
        self.open = True
        threading.Thread(target=self.read, daemon=True).start()
        if not self.hello.wait(patience) or not self.open:
            self.close()
            raise Gone("no greeting")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def number(self):
        with self.lock:
            self.next += 1
            return self.next

    def send(self, message):
        data = json.dumps(message).encode()
        try:
            with self.lock:
                self.socket.sendall(struct.pack(">I", len(data)) + data)
        except OSError as error:
            raise Gone(str(error)) from error

    def call(self, operation, patience=None, **arguments):
        identity, answered, box = self.number(), threading.Event(), []
        self.waiting[identity] = (answered, box)
        self.send({"type": "call", "id": identity, "operation": operation, "arguments": arguments,
                   "context": {"user": self.user, "groups": [], "client": "tests"}})
        if not answered.wait(patience or self.patience) or not box:
            self.waiting.pop(identity, None)
            raise Gone(f"no answer to {operation}")
        message = box[0]
        if message["type"] == "failure":
            raise Refused(message["error"])
        return message["value"]

    def subscribe(self, sink, start=0, run="", data=True):
        identity = self.number()
        self.sinks[identity] = sink
        self.send({"type": "subscribe", "id": identity, "filter": {"run": run, "tasks": True, "withData": data}, "from": start})

    def ask_health(self):
        self.health_told.clear()
        self.send({"type": "ask_health"})
        if not self.health_told.wait(self.patience):
            raise Gone("no health")
        return self.health

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise OSError("the other side has closed")
            data += part
        return data

    def read(self):
        try:
            while True:
                self.handle(json.loads(self.exactly(struct.unpack(">I", self.exactly(4))[0])))
        except (OSError, ValueError):
            pass
        self.open = False
        self.hello.set()
        for answered, _ in list(self.waiting.values()):
            answered.set()

    def handle(self, message):
        kind = message["type"]
        if kind == "hello":
            self.health = message["health"]
            self.hello.set()
        elif kind in ("answer", "failure") and message["id"] in self.waiting:
            answered, box = self.waiting.pop(message["id"])
            box.append(message)
            answered.set()
        elif kind == "delivery" and message["id"] in self.sinks:
            self.sinks[message["id"]](message["event"])
        elif kind == "tell_health":
            self.health = message["health"]
            self.health_told.set()
