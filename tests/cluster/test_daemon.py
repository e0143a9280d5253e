#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""beamlined from outside, alone on its data directory: settings, signals, who else may use it, and kill -9 under load.

Usage: test_daemon.py BEAMLINED BEAMCTL SAMPLES
"""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import load
from lab import PATIENCE_S, Lab, NatsServer, Node, free_ports, until

BEAMLINED, BEAMCTL, SAMPLES = sys.argv[1], sys.argv[2], Path(sys.argv[3])


class Settings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_it(self, *words, code, environment=None):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BEAMLINE_")}
        done = subprocess.run([BEAMLINED, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE_S, check=False,
                              env={**clean, "HOME": str(self.folder), **(environment or {})})
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def file(self, text):
        path = self.folder / "beamlined.yaml"
        path.write_text(text)
        return path

    def test_later_ones_win_and_each_value_tells_where_it_comes_from(self):
        file = self.file("roles: [engine]\ndrainLimit: 7\ncluster: {name: of-file}\nlog: {level: debug}\ndataDir: here\n")
        done = self.run_it("--config", file, "--cluster", "of-flag", "--print-config", code=0,
                           environment={"BEAMLINE_CLUSTER": "of-environment", "BEAMLINE_LOG_LEVEL": "warning"})
        self.assertRegex(done.stdout, r'roles: \["engine"\] +# file ')
        self.assertRegex(done.stdout, r"drainLimit: 7 +# file ")
        self.assertRegex(done.stdout, r'name: "of-flag" +# flag --cluster')
        self.assertRegex(done.stdout, r'level: "warning" +# environment BEAMLINE_LOG_LEVEL')
        self.assertRegex(done.stdout, r'format: "text" +# default')
        self.assertIn(f'dataDir: "{self.folder / "here"}"', done.stdout)
        again = self.run_it("--config", self.file(done.stdout), "--print-config", code=0)
        self.assertEqual(re.sub(" +#.*", "", again.stdout), re.sub(" +#.*", "", done.stdout))

    def test_json_is_a_file_too(self):
        done = self.run_it("--config", self.file('{"nats": {"url": "nats://a:1,nats://b:2"}}'), "--print-config", code=0)
        self.assertIn('url: "nats://a:1,nats://b:2"  # file', done.stdout)

    def test_mistakes_are_told_with_their_place_and_what_is_allowed(self):
        for text, place, what in [("nats:\n  ulr: x\n", ":2:3: /nats/ulr: ", "/nats takes url, context."),
                                  ("nats: 3\n", ":1:1: /nats: ", "url, context"),
                                  ("\ndrainLimit: soon\n", ":2:1: /drainLimit: ", "A number"),
                                  ("drainLimit: 4000\n", ":1:1: /drainLimit: ", "between 0 and 3600"),
                                  ("log: {format: xml}\n", ":1:7: /log/format: ", "Allowed are text or json."),
                                  ("roles: [enigne]\n", ":1:1: /roles: ", "engine and gateway"),
                                  ("nats: {url: 'nats://me:secret@host:4222'}\n", "/nats/url: ", "NATS context"),
                                  ("[1\n", ":", "")]:
            with self.subTest(text):
                done = self.run_it("--config", self.file(text), "--check-config", code=3)
                self.assertIn(str(self.folder / "beamlined.yaml") + ":", done.stderr)
                self.assertIn(place, done.stderr)
                self.assertIn(what, done.stderr)

    def test_all_mistakes_are_told_at_once(self):
        done = self.run_it("--listen", "here", "--drain-limit", "-1", "--check-config", code=2)
        self.assertIn("--listen: ", done.stderr)
        self.assertIn("--drain-limit: ", done.stderr)
        self.run_it("--nats-url", "nats://a:1", "--nats-context", "x", "--check-config", code=2)
        self.run_it("--role", "gateway", "--check-config", code=2)
        self.run_it("--role", "engine,worker", "--check-config", code=2)
        self.run_it("--no-such-flag", code=2)
        self.run_it("--config", self.folder / "missing.yaml", "--check-config", code=3)

    def test_the_environment_is_told_of_but_not_refused(self):
        done = self.run_it("--check-config", code=0, environment={"BEAMLINE_PORT": "tcp://10.0.0.1:80"})
        self.assertIn("BEAMLINE_PORT", done.stderr)
        self.run_it("--check-config", code=2, environment={"BEAMLINE_DRAIN_LIMIT": "x"})

    def test_the_settings_of_the_data_directory_are_checked_too(self):
        (self.folder / "engine.json").write_text('{"pools": {"cpu": {"threads": 0}}}')
        done = self.run_it("--data-dir", self.folder, "--check-config", code=3)
        self.assertIn("/pools/cpu/threads", done.stderr)

    def test_it_waits_for_nats_and_says_so(self):
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            node = Node(BEAMLINED, "n1", self.folder, [f"nats://127.0.0.1:{held.getsockname()[1]}"])
            self.addCleanup(node.kill)
            node.start()
            until(lambda: node.said("Waiting for NATS"), "it says what it waits for")
            self.assertEqual(node.stop(), 0)


class Alone(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.lab = Lab(folder.name, BEAMLINED, BEAMCTL, nodes=1, servers=0)
        self.addCleanup(self.lab.close)
        self.node = self.lab.nodes[0]
        self.lab.start()

    def test_a_signal_ends_it_in_order_and_another_process_may_go_on(self):
        self.assertEqual(json.loads(self.lab.ctl("health", "--output", "json", node=self.node).stdout)["state"], "healthy")
        self.node.signal(signal.SIGHUP)
        self.assertEqual(self.node.stop(), 0)
        self.assertTrue(self.node.said("Ended."))
        self.node.start()
        until(self.node.ready, "it is there again")
        self.node.signal(signal.SIGINT)
        self.assertEqual(self.node.wait(), 0)

    def test_tasks_end_before_it_does(self):
        self.lab.ctl("deploy", self.source("sleep 1; echo done"), node=self.node)
        run = json.loads(self.lab.ctl("start", "test/slow", "--output", "json", node=self.node).stdout)["run"]
        until(lambda: self.running(run), "the task runs")
        self.assertEqual(self.node.stop(), 0)
        self.node.start()
        until(self.node.ready, "it is there again")
        until(lambda: self.phase(run) == "completed", "the run ends")
        shown = json.loads(self.lab.ctl("show", run, "--task", "/do/0/slow", "--output", "json", node=self.node).stdout)
        self.assertEqual(len(shown["attempts"]), 1, shown)

    def test_a_second_signal_ends_it_at_once(self):
        self.node.drain_s = "300"
        self.node.stop()
        self.node.start()
        until(self.node.ready, "it is there again")
        self.lab.ctl("deploy", self.source("sleep 300"), node=self.node)
        run = json.loads(self.lab.ctl("start", "test/slow", "--output", "json", node=self.node).stdout)["run"]
        until(lambda: self.running(run), "the task runs")
        self.node.signal(signal.SIGTERM)
        until(lambda: self.node.said("may take 300 s"), "it says that it ends")  # two at once would be one
        self.assertTrue(self.node.running())
        self.node.signal(signal.SIGTERM)
        self.assertEqual(self.node.wait(), 130)

    def test_a_directory_has_one_owner(self):
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run([BEAMLINED, "--data-dir", self.node.data, "--listen", "127.0.0.1:0"], capture_output=True, text=True,
                                  timeout=PATIENCE_S, check=False, env={**os.environ, "HOME": home})
        self.assertEqual(done.returncode, 6)
        self.assertIn(str(self.node.data), done.stderr)

    def test_a_node_alone_is_a_cluster_of_one(self):
        cluster = json.loads(self.lab.ctl("cluster", "status", "--output", "json", node=self.node).stdout)
        self.assertEqual((cluster["clustered"], len(cluster["nodes"])), (False, 1))
        self.assertEqual(self.lab.ctl("cluster", "drain", node=self.node, code=2).stdout, "")

    def get(self, path):
        return until(lambda: self.got(path), f"{path} is served")

    def got(self, path):
        """None: it has not said yet where it is this time."""
        urls = re.findall(r"HTTP is served at (\S+?),?(?:\s|$)", Path(self.node.log).read_text())
        if not urls:
            return None
        try:
            with urllib.request.urlopen(urls[-1] + path, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except urllib.error.URLError:
            return None

    def test_it_serves_http_as_its_roles_say(self):
        self.assertEqual([self.get(path)[0] for path in ("/_health", "/_readyz", "/metrics", "/api/v1/runs")], [200] * 4)
        self.assertIn("process_resident_memory_bytes", self.get("/metrics")[1])
        self.node.more += ["--role", "engine"]
        self.node.stop()
        self.node.start()
        until(self.node.ready, "it is there again")
        self.assertEqual([self.get(path)[0] for path in ("/_health", "/_readyz", "/metrics")], [200] * 3)
        status, text = self.get("/api/v1/runs")
        self.assertEqual(status, 401)
        self.assertIn("role gateway", text)

    def test_it_speaks_json_when_asked_to(self):
        self.node.more += ["--log-format", "json"]
        self.node.stop()
        before = len(Path(self.node.log).read_text().splitlines())
        self.node.start()
        until(self.node.ready, "it is there again")
        self.assertEqual(self.node.stop(), 0)
        lines = [json.loads(line) for line in Path(self.node.log).read_text().splitlines()[before:]]
        self.assertEqual({line["source"] for line in lines}, {"beamlined", "engine"})

    def source(self, command):
        path = self.lab.folder / "slow.yaml"
        path.write_text("document: {dsl: '1.0.3', namespace: test, name: slow, version: '1.0.0'}\n"
                        f"do:\n- slow:\n    run: {{shell: {{command: '{command}'}}}}\n")
        return path

    def phase(self, run):
        return json.loads(self.lab.ctl("show", run, "--output", "json", node=self.node).stdout)["run"]["phase"]

    def running(self, run):
        with self.node.port() as port:
            tasks = port.call("get_run", run=run)["tasks"]
        return any(task["phase"] == "running" for task in tasks)


class InACluster(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.lab = Lab(folder.name, BEAMLINED, BEAMCTL, nodes=1, servers=0)
        self.addCleanup(self.lab.close)

    def serve(self, word):
        contexts = self.lab.folder / ".config/nats/context"
        contexts.mkdir(parents=True, exist_ok=True)
        (port,) = free_ports(1)
        user = f'authorization {{ users = [ {{ user: one, password: "{word}" }} ] }}'
        server = NatsServer("s1", self.lab.folder, "127.0.0.1", port, 0, [], user)
        self.addCleanup(server.kill)
        server.start()
        (contexts / "lab.json").write_text(json.dumps({"url": server.url, "user": "one", "password": word}))
        until(lambda: self.lab.ctl("cluster", "init", "--yes", "--name", "lab", where=["--nats-context", "lab"],
                                   code=None).returncode == 0, "the streams are made")
        return server

    def node(self, folder, name="n1"):
        (self.lab.folder / folder).mkdir()
        node = Node(BEAMLINED, name, self.lab.folder / folder, more=["--nats-context", "lab", "--node", name, "--cluster", "lab"])
        node.home = self.lab.folder
        self.addCleanup(node.kill)
        node.start()
        return node

    def test_a_name_has_one_node(self):
        self.serve("secret")
        first = self.node("a")
        until(first.ready, f"the first one is there:\n{first.tail()}")
        second = self.node("b")
        self.assertEqual(second.wait(), 6)
        self.assertTrue(second.said(f"Another node of the cluster is called n1, on the host {socket.gethostname()}"), second.tail())
        self.assertTrue(first.ready())

    def test_it_ends_when_its_identity_is_not_accepted_any_more(self):
        server = self.serve("secret")
        node = self.node("a")
        until(node.ready, f"it is there:\n{node.tail()}")
        server.config.write_text(server.config.read_text().replace("secret", "changed"))
        server.signal(signal.SIGHUP)
        self.assertEqual(node.wait(), 6)
        self.assertTrue(node.said("does not accept the user one"), node.tail())


class Killed(unittest.TestCase):
    def test_nothing_acknowledged_is_lost_and_no_result_taken_twice(self):
        with tempfile.TemporaryDirectory() as folder:
            lab = Lab(folder, BEAMLINED, BEAMCTL, nodes=1, servers=0)
            world = load.World(folder)
            try:
                lab.start()
                clients = load.Load(lab, world)
                clients.deploy()
                clients.start()
                node = lab.nodes[0]
                for kill in range(6):
                    until(lambda kill=kill: len(clients.acknowledged) > 8 * (kill + 1) or clients.problems, "the load goes on")
                    node.kill()
                    node.start()
                wrong = load.conclude(lab, clients)
                self.assertEqual(wrong, [], "\n".join(wrong))
                self.assertGreater(len(clients.told), len(clients.acknowledged), "too little was told to mean anything")
            finally:
                lab.close()
                world.close()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
