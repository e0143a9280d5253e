#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts every example of an extension as a child and asks it the cases beside it, over lines and over a real nats-server.

Usage: test_examples.py EXTENSIONS COMPILED [unittest arguments]; COMPILED has the programs of those in C++ as example_NAME.
"""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

EXTENSIONS, COMPILED = Path(sys.argv[1]), Path(sys.argv[2])
PATIENCE_S = 60  # what takes longer hangs
SHARED = "the same in every extension ----"


def found(name, *places):
    return shutil.which(name) or next((place for place in places if os.access(place, os.X_OK)), None)


NATS_SERVER = found("nats-server", "/usr/sbin/nats-server", "/usr/local/bin/nats-server")
NODE = found("node")


class Example:
    def __init__(self, folder):
        self.folder = folder
        self.name = str(folder.relative_to(EXTENSIONS))
        self.manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
        self.program = next(path for path in sorted(folder.iterdir()) if path.suffix in (".py", ".mjs", ".cpp"))
        self.subject = {"validator": "beamline.ext.validate", "provider": "beamline.provider"}.get(
            self.manifest["type"], "beamline.ext." + self.manifest["type"]) + f".{self.manifest['id']}.v1"

    def missing(self, nats=False):
        if nats and not NATS_SERVER:
            return "nats-server is not installed"
        return "node is not installed" if self.program.suffix == ".mjs" and not NODE else None


EXAMPLES = [Example(path.parent) for path in sorted(EXTENSIONS.rglob("manifest.json"))]


class Client:
    """As much of NATS as a test needs."""

    def __init__(self, port, **login):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.file = self.socket.makefile("rb")
        self.send(f"CONNECT {json.dumps({'verbose': False, **login})}\r\nSUB inbox.* 1\r\n")
        self.ping()

    def send(self, text):
        self.socket.sendall(text.encode())

    def ping(self):
        """Everything that was sent before is done by the server."""
        self.send("PING\r\n")
        while not (line := self.file.readline()).startswith(b"PONG"):
            assert line and not line.startswith(b"-ERR"), line

    def ask(self, subject, number, body):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.socket.sendall(f"PUB {subject} inbox.{number} {len(data)}\r\n".encode() + data + b"\r\n")

    def answer(self):
        """The next one: what it answers, and with what."""
        while not (line := self.file.readline().split())[0].startswith(b"MSG"):
            assert line[0] == b"PING" and not self.send("PONG\r\n"), line
        body = self.file.read(int(line[-1]) + 2)
        return int(line[1].split(b".")[1]), json.loads(body)

    def close(self):
        self.file.close()
        self.socket.close()


def each(test, nats=False):
    """The test for every example, those in C++ speak over lines only."""
    def run(self):
        for example in EXAMPLES:
            if nats and example.program.suffix == ".cpp":
                continue
            with self.subTest(example.name):
                if missing := example.missing(nats):
                    self.skipTest(missing)
                test(self, example)
    return run


def each_over_nats(test):
    return each(test, True)


class Examples(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def start(self, example, *arguments):
        """As its manifest says, in a folder of its own, as an engine does it."""
        place = self.folder / example.name
        if not place.exists():
            shutil.copytree(example.folder, place)
            if example.program.suffix == ".cpp":
                shutil.copy(COMPILED / f"example_{example.program.stem}", place / example.program.stem)
        process = subprocess.Popen([*example.manifest["command"], *arguments], cwd=place, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": os.environ["PATH"]})
        watchdog = threading.Timer(PATIENCE_S, process.kill)
        watchdog.start()

        def end():
            watchdog.cancel()
            process.kill()
            process.communicate()
        self.addCleanup(end)
        return process

    def talk(self, example, text):
        """Everything is asked before anything is read; what it answers by number, and its log."""
        process = self.start(example)
        out, log = process.communicate(text.encode())
        self.assertEqual(process.returncode, 0, log)
        answers = [json.loads(line) for line in out.split(b"\n")[:-1]]  # nothing else ends a line
        numbers = [answer.pop("id") for answer in answers]
        self.assertEqual(len(set(numbers)), len(numbers), "one answer each")
        return dict(zip(numbers, answers)), log.decode()

    @staticmethod
    def line(example, number, request):
        # As an engine writes it: characters as they are, also those that some take for the end of a line.
        return json.dumps({"id": number, "type": example.manifest["type"], "request": request}, ensure_ascii=False) + "\n"

    def check(self, case, answer):
        """`answer`: a response, or {error}."""
        if "error" in case:
            self.assertEqual(answer.get("error", {}).get("code"), case["error"], answer)
            self.assertGreater(len(answer["error"]["message"]), 5)
        elif "status" in case:
            self.assertEqual(answer.get("status"), case["status"], answer)
        else:
            self.assertEqual(answer, case["response"])

    def serve(self, *options):
        ports = Path(tempfile.mkdtemp(dir=self.folder))
        server = subprocess.Popen([NATS_SERVER, "-a", "127.0.0.1", "-p", "-1", "--ports_file_dir", ports, *options],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        for _ in range(PATIENCE_S * 50):
            for file in ports.iterdir():
                try:
                    return server, int(json.loads(file.read_text())["nats"][0].rsplit(":", 1)[1])
                except ValueError:  # half of it
                    pass
            self.assertIsNone(server.poll(), "nats-server does not start")
            time.sleep(0.02)
        self.fail("nats-server does not start")

    def listen(self, example, url):
        process = self.start(example, "--nats", url)
        told = process.stderr.readline().decode()
        self.assertEqual(told.strip(), f"Serving {example.subject}")
        return process

    def client(self, port, **login):
        client = Client(port, **login)
        self.addCleanup(client.close)
        return client

    # ---- what they do

    @each
    def test_cases_over_lines(self, example):
        asked = "".join(self.line(example, i + 1, case["request"]) for i, case in enumerate(example.cases))
        answers, _ = self.talk(example, asked)
        self.assertEqual(set(answers), set(range(1, len(example.cases) + 1)))
        for i, case in enumerate(example.cases):
            with self.subTest(case["name"]):
                answer = answers[i + 1]
                self.assertEqual(list(answer), ["error" if "error" in case else "response"])
                self.check(case, answer.get("response", answer))

    @each_over_nats
    def test_cases_over_nats(self, example):
        server, port = self.serve()
        client = self.client(port)
        started = [self.listen(example, f"nats://127.0.0.1:{port}")]
        client.send(f"PUB {example.subject} 2\r\n{{}}\r\n")  # nobody waits for an answer
        for i, case in enumerate(example.cases):
            client.ask(example.subject, i, case["request"])
        answers = dict(client.answer() for _ in example.cases)
        for i, case in enumerate(example.cases):
            with self.subTest(case["name"]):
                self.check(case, answers[i])
        client.ask(example.subject, 99, b"{not JSON")
        self.assertEqual(client.answer()[1]["error"]["code"], "invalid_request")
        started.append(self.listen(example, f"nats://127.0.0.1:{port}"))  # two of them share the work
        for i in range(30):
            client.ask(example.subject, i, example.cases[0]["request"])
        self.assertEqual(sorted(client.answer()[0] for _ in range(30)), list(range(30)))
        client.ping()  # fails when there is one more
        server.kill()
        for process in started:  # whoever has started it starts it again
            self.assertNotEqual(process.wait(PATIENCE_S), 0)

    @each_over_nats
    def test_a_server_with_passwords(self, example):
        _, port = self.serve("--user", "ext", "--pass", "secret")
        client = self.client(port, **{"user": "ext", "pass": "secret"})
        self.listen(example, f"nats://ext:secret@127.0.0.1:{port}")
        client.ask(example.subject, 1, example.cases[0]["request"])
        self.check(example.cases[0], client.answer()[1])
        refused = self.start(example, "--nats", f"nats://127.0.0.1:{port}")
        self.assertNotEqual(refused.wait(PATIENCE_S), 0)
        self.assertIn(b"Authorization", refused.stderr.read())

    @each
    def test_lines_that_are_no_requests(self, example):
        bad = ["", "what", "[]", "7", "null", '{"request": {}}', '{"id": 1', "\u00e9"]
        good = example.cases[0]
        answers, log = self.talk(example, "".join(line + "\n" for line in bad) + self.line(example, 5, good["request"]))
        self.assertEqual(list(answers), [5])
        self.check(good, answers[5].get("response", answers[5]))
        self.assertEqual(log.count("A line that is no request"), len(bad), log)

    @each
    def test_requests_that_are_none(self, example):
        requests = ["text", [], 7, None, {}]
        answers, _ = self.talk(example, "".join(self.line(example, i, request) for i, request in enumerate(requests)))
        for i, request in enumerate(requests):
            self.assertEqual(answers[i]["error"]["code"], "invalid_request", request)

    @each
    def test_large_messages_and_odd_characters(self, example):
        text = "\u2028\u0085 \u00e9 \U0001f600 \"\\ 1 a.b@ !" * 20_000
        request = {"payload": {"text": text, "more": "a" * 100_000 + "1" * 100_000 + "!" * 100_000}, "prompt": text, "provider_id": "p"}
        first = example.cases[0]
        answers, _ = self.talk(example, self.line(example, 1, request) + self.line(example, 2, first["request"]))
        self.assertIn("response", answers[1])
        self.check(first, answers[2].get("response", answers[2]))

    # ---- how they are written

    def test_manifests_and_cases(self):
        self.assertEqual({example.manifest["type"] for example in EXAMPLES}, {"pre", "validator", "post", "provider"})
        self.assertEqual({example.program.suffix for example in EXAMPLES}, {".py", ".mjs", ".cpp"})
        for example in EXAMPLES:
            with self.subTest(example.name):
                manifest = example.manifest
                self.assertEqual((manifest["version"], manifest["transport"]), ("1.0.0", "process"))
                self.assertFalse(manifest["capabilities"]["network"])
                template = example.name.startswith("template")
                self.assertEqual(manifest["id"], "my_extension" if template else example.folder.name)
                self.assertIn(example.program.stem, manifest["command"][-1])
                names = [case["name"] for case in example.cases]
                self.assertEqual(len(set(names)), len(names))
                self.assertGreaterEqual(len(names), 2)
                for case in example.cases:
                    self.assertEqual(len({"response", "error", "status"} & set(case)), 1, case)
                    self.assertEqual(set(case) - {"response", "error", "status"}, {"name", "request"})

    def test_short_and_alike(self):
        shared = {}
        for example in EXAMPLES:
            with self.subTest(example.name):
                text = example.program.read_text(encoding="utf-8")
                self.assertIn("SPDX-License-Identifier: Apache-2.0", text)
                self.assertLessEqual(len(text.splitlines()), 110)
                self.assertLessEqual(max(map(len, text.splitlines())), 120)
                tail = text.split(SHARED)[1]
                if example.program.suffix != ".cpp":  # theirs tells the template of its type, too
                    self.assertEqual(shared.setdefault(example.program.suffix, tail), tail)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
