#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Three nodes and three NATS servers run the samples; nodes and servers are lost while clients use them.

Usage: test_cluster.py BEAMLINED BEAMCTL SAMPLES
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

import faults
import load
from lab import PATIENCE_S, Lab, NatsServer, Network, Node, Skip, described, free_ports, until

BEAMLINED, BEAMCTL, SAMPLES = sys.argv[1], sys.argv[2], Path(sys.argv[3])


class WithLab(unittest.TestCase):
    def lab(self, **more):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        try:
            lab = Lab(folder.name, BEAMLINED, BEAMCTL, **more)
        except Skip as reason:
            self.skipTest(str(reason))
        self.addCleanup(lab.close)
        return lab

    def world(self, lab):
        world = load.World(lab.folder, lab.network)
        self.addCleanup(world.close)
        return world

    def survives(self, lab, plan, seed=1):
        try:
            wrong = faults.run(lab, self.world(lab), plan, seed, lambda text: print(text, file=sys.stderr, flush=True))
        except AssertionError as error:
            self.fail(f"{error}\n{described(lab)}")
        self.assertEqual(wrong, [], "\n".join(wrong))


class Samples(WithLab):
    def test_three_nodes_run_the_samples(self):
        lab = self.lab(servers=3)
        lab.start()
        for node in lab.nodes:  # a task may run on any of them, and its files lie where it runs
            shutil.copytree(SAMPLES, node.data / "files", dirs_exist_ok=True)
        for name, expected in [("data-import", 15), ("fan-out-files", 4)]:
            definition = SAMPLES / name / f"{name}.yaml"
            done = lab.ctl("run", definition, "--input", SAMPLES / name / "input.json", where=lab.nats())
            output = json.loads(done.stdout)
            self.assertIn(expected, output.values(), output)
        runs = json.loads(lab.ctl("list", "--output", "json", node=lab.nodes[2]).stdout)["items"]
        self.assertEqual([run["phase"] for run in runs], ["completed"] * 2)


class Lost(WithLab):
    def test_nodes_and_servers_are_lost_under_load(self):
        self.survives(self.lab(servers=3), ["owner", "node", "server", "restart", "owner"])


class Frozen(WithLab):
    def test_an_owner_that_stood_still_past_its_lease_is_fenced(self):
        self.survives(self.lab(servers=1), ["freeze"])


class Cut(WithLab):
    def test_an_owner_that_is_cut_off_is_fenced_and_comes_back(self):
        try:
            network = Network(3)
        except Skip as reason:
            self.skipTest(str(reason))
        self.addCleanup(network.close)
        self.survives(self.lab(servers=3, network=network), ["cut"])


class Asked(WithLab):
    def test_commands_for_runs_of_a_node_that_died_wait_for_the_next_owner(self):
        lab = self.lab(servers=1, nodes=2)
        lab.start()
        dying, left = lab.nodes
        until(lambda: {shard["owner"] for shard in lab.cluster()["shards"]} == {"n1", "n2"}, "both have shards")
        hold = lab.folder / "hold.yaml"
        hold.write_text("document: {dsl: 1.0.3, namespace: lab, name: hold, version: 1.0.0}\ndo: [{hold: {wait: PT1H}}]\n")
        lab.ctl("deploy", hold, node=left)
        runs = [lab.ctl("start", "lab/hold", node=dying).stdout.split()[0] for _ in range(6)]  # it carries them on itself
        lab.ctl("suspend", runs[0], node=left)  # they are connected
        dying.kill()
        lab.ctl("cancel", runs[0], node=left, code=None)  # it may have been sent, and then nobody knows
        for run in runs[1:]:
            lab.ctl("cancel", run, node=left)


class Operated(WithLab):
    def test_it_is_set_up_shown_drained_and_moved(self):
        lab = self.lab(servers=1, nodes=2)
        server = lab.servers[0]
        server.start()
        until(lambda: lab.ctl("cluster", "init", "--dry-run", where=lab.nats(), code=None).returncode == 0, "the server is there")
        refused = subprocess.run([BEAMLINED, "--nats-url", server.url, "--data-dir", lab.folder / "early", "--listen", "127.0.0.1:0"],
                                 capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(refused.returncode, 6)
        self.assertIn("beamctl cluster init", refused.stderr)
        shown = lab.ctl("cluster", "init", "--dry-run", "--shards", 8, where=lab.nats())
        self.assertIn("would be made", shown.stdout)
        lab.ctl("cluster", "init", where=lab.nats(), code=2)  # nobody to ask, and no --yes
        lab.start()
        self.assertIn("nothing to change", lab.ctl("cluster", "init", "--yes", where=lab.nats()).stdout)
        lab.ctl("cluster", "init", "--yes", "--shards", 16, where=lab.nats(), code=2)
        self.assertIn("n1", lab.ctl("cluster", "status", where=lab.nats()).stdout)
        self.assertIn("warning", lab.ctl("cluster", "status", where=lab.nats()).stderr)  # one replica
        until(lambda: all(node["behind"] == 0 for node in lab.cluster()["nodes"]), "nobody is behind where nothing happens")
        self.assertEqual(lab.ctl("cluster", "check", where=lab.nats()).returncode, 0)
        health = json.loads(lab.ctl("--node", "n2", "health", "--output", "json", where=lab.nats()).stdout)
        self.assertEqual((health["node"], health["cluster"]), ("n2", "lab"))
        until(lambda: self.owners(lab) == {"n1", "n2"}, "both have shards")
        lab.ctl("cluster", "drain", "n1", "--reason", "a test", where=lab.nats())
        until(lambda: self.owners(lab) == {"n2"}, "the other one has all shards")
        until(lambda: self.state(lab, "n1") == "drained", "the other one knows")
        self.assertIn("No other node", lab.ctl("cluster", "drain", "n2", where=lab.nats(), code=2).stderr)
        self.assertEqual(self.owners(lab), {"n2"})
        lab.ctl("cluster", "resume", "n1", where=lab.nats())
        until(lambda: self.owners(lab) == {"n1", "n2"}, "shards are given back")
        until(lambda: lab.ctl("cluster", "move", 0, "n1", where=lab.nats(), code=None).returncode == 0, "it takes shards again")
        until(lambda: self.owner(lab, 0) == "n1", "the shard has moved")
        lab.ctl("cluster", "move", "x", "n1", where=lab.nats(), code=2)

    def owners(self, lab):
        return {shard["owner"] for shard in lab.cluster()["shards"]}

    def state(self, lab, name):
        return next(node["state"] for node in lab.cluster(lab.nodes[1])["nodes"] if node["id"] == name)

    def owner(self, lab, shard):
        return next(one["owner"] for one in lab.cluster()["shards"] if one["shard"] == shard)

    def test_nobody_there_is_said_with_code_6(self):
        lab = self.lab(servers=1, nodes=1)
        self.assertIn(str(lab.servers[0].port), lab.ctl("list", where=lab.nats(), code=6).stderr)
        lab.servers[0].start()
        until(lambda: lab.ctl("cluster", "init", "--dry-run", where=lab.nats(), code=None).returncode == 0, "the server is there")
        self.assertNotEqual(lab.ctl("list", where=lab.nats(), code=6).stderr, "")
        self.assertIn("failed", lab.ctl("cluster", "check", where=lab.nats(), code=6).stdout)
        lab.ctl("--data-dir", lab.folder, "list", where=lab.nats(), code=2)
        self.assertIn("no-such", lab.ctl("--nats-context", "no-such", "list", code=2).stderr)


class Live(WithLab):
    def test_what_tasks_say_while_they_run_is_heard_through_every_node(self):
        lab = self.lab(servers=1)
        lab.start()
        for name, tasks in [("say", "- print: {run: {shell: {command: 'echo one; echo two'}}}\n- tell: {call: notify, with: {title: done}}\n"),
                            ("go-on", "- print: {run: {shell: {command: 'while echo more; do sleep 0.1; done'}}}\n")]:
            definition = lab.folder / f"{name}.yaml"
            definition.write_text(f"document: {{dsl: '1.0.3', namespace: lab, name: {name}, version: '1.0.0'}}\ndo:\n{tasks}")
            lab.ctl("deploy", definition, where=lab.nats())
        with lab.nodes[0].port() as first, lab.nodes[1].port() as second, lab.nodes[2].port() as third:
            ports, heard = [first, second, third], [[], [], []]
            until(lambda: all(self.knows(port, "go-on") for port in ports), "all have the workflows")
            run = first.call("start_run", ns="lab", workflow="go-on", input={})["run"]
            one = []
            second.subscribe(one.append, run=run)
            until(lambda: self.lines(one, run), "who looks at one run hears its lines")
            first.call("cancel_run", run=run)
            for port, events in zip(ports, heard):
                port.subscribe(events.append, port.health["seq"])
            runs = []

            def all_hear():  # that somebody looks is told from node to node: a first run may be over before
                runs.append(first.call("start_run", ns="lab", workflow="say", input={})["run"])
                until(lambda: all(self.ended(events, runs[-1]) for events in heard), "all hear of its end")
                return all(self.lines(events, runs[-1]) == ["one", "two"] for events in heard)
            until(all_hear, "all hear all lines")
            for port in ports:
                runs.append(port.call("start_run", ns="lab", workflow="say", input={})["run"])
            for node, events in zip(lab.nodes, heard):
                until(lambda events=events: all(self.ended(events, run) for run in runs), f"{node.name} hears of all ends")
                until(lambda events=events: len(self.notices(events)) >= len(runs), f"{node.name} hears every notice")
                self.assertEqual(sorted(self.notices(events)), sorted(runs), f"{node.name} hears a notice once")
                for run in runs[-3:]:
                    until(lambda run=run, events=events: self.lines(events, run) == ["one", "two"], f"{node.name} hears all lines")

    def knows(self, port, workflow):
        return workflow in [one["name"] for one in port.call("list_workflows")["items"]]

    def lines(self, events, run):
        return [event["data"]["text"] for event in list(events) if event["kind"] == "task.output" and event["run"] == run]

    def notices(self, events):
        return [event["data"]["run"] for event in list(events) if event["kind"] == "notify"]

    def ended(self, events, run):
        return any(event["kind"] == "run.completed" and event["run"] == run for event in list(events))


class Permissions(WithLab):
    def test_each_role_may_do_its_work_and_no_more(self):
        lab = self.lab(servers=0, nodes=1)
        words = {role: f"w{os.urandom(8).hex()}" for role in ("admin", "node", "worker", "gateway", "router", "console", "readonly")}
        (port,) = free_ports(1)
        server = NatsServer("s1", lab.folder, "127.0.0.1", port, 0, [], lab.ctl("cluster", "permissions").stdout)
        self.addCleanup(server.kill)
        environment = {f"BEAMLINE_{role.upper()}_PASSWORD": word for role, word in words.items()}
        server.spawn([server.program, "-c", server.config], {**os.environ, **environment})
        contexts = lab.folder / ".config/nats/context"
        contexts.mkdir(parents=True)
        for role, word in words.items():
            (contexts / f"{role}.json").write_text(json.dumps({"url": server.url, "user": f"beamline-{role}", "password": word}))
        as_role = {role: ["--nats-context", role] for role in words}
        until(lambda: lab.ctl("cluster", "init", "--yes", where=as_role["admin"], code=None).returncode == 0, "the streams are made")
        node = Node(BEAMLINED, "n9", lab.folder, more=["--nats-context", "node", "--node", "n9", "--cluster", "beamline"])
        node.home = lab.folder
        self.addCleanup(node.kill)
        node.start()
        until(node.ready, f"the node is ready:\n{node.tail()}")
        for role in ("console", "gateway"):
            self.assertEqual(json.loads(lab.ctl("health", "--output", "json", where=as_role[role]).stdout)["node"], "n9")
        lab.ctl("deploy", SAMPLES / "fan-out-files/fan-out-files.yaml", where=as_role["console"])
        lab.ctl("list", where=as_role["readonly"], code=6)  # a session may do everything, so it has none
        lab.ctl("cluster", "init", "--yes", where=as_role["console"], code=6)
        worker = Node(BEAMLINED, "w9", lab.folder, more=["--nats-context", "worker", "--node", "w9", "--role", "worker"])
        worker.home = lab.folder
        self.addCleanup(worker.kill)
        worker.start()
        until(lambda: any(one["id"] == "w9" for one in lab.cluster(node)["nodes"]), f"the worker is seen:\n{worker.tail()}")
        router = Node(BEAMLINED, "r9", lab.folder, more=["--nats-context", "router", "--role", "router"])
        router.home = lab.folder
        self.addCleanup(router.kill)
        router.start()
        until(lambda: "Ready." in Path(router.log).read_text(), f"the router is ready:\n{router.tail()}")
        for one in (node, worker, router):
            self.assertNotIn("Permissions Violation for", Path(one.log).read_text())


class Workers(WithLab):
    def test_tasks_are_done_by_workers_that_come_and_go(self):
        lab = self.lab(servers=1, nodes=2, node_options=["--role", "engine,gateway"])
        lab.start()
        definition = lab.folder / "work.yaml"
        definition.write_text("document: {dsl: '1.0.3', namespace: lab, name: work, version: '1.0.0'}\ndo:\n- ask:\n"
                              "    call: worker\n    with: {pool: bees, type: sleep, payload: {ms: 1500}, labels: {legs: '6'}}\n"
                              "- tell:\n    call: worker\n    with: {pool: bees, type: echo, payload: '${ .said }', labels: {legs: '6'}}\n"
                              "    input: {from: '${ $workflow.input }'}\n")
        worker = Node(BEAMLINED, "w1", lab.folder, [server.url for server in lab.servers],
                      ["--role", "worker", "--worker-pools", "bees", "--worker-threads", "3", "--worker-labels", "legs=6"])
        self.addCleanup(worker.kill)
        lab.ctl("deploy", definition, where=lab.nats())
        runs = [lab.ctl("start", "lab/work", "--input", self.input(lab, n), where=lab.nats()).stdout.split()[0] for n in range(4)]
        worker.start()
        until(lambda: any(one["inFlight"] for one in lab.cluster()["pools"]), "the worker has begun")
        pools = {pool["name"]: pool for pool in lab.cluster(lab.nodes[1])["pools"]}
        until(lambda: lab.cluster()["pools"][0]["workers"], "the worker is known")
        self.assertIn("bees", pools)
        self.assertEqual(worker.stop(), 0)  # it ends what it has begun
        lab.owner_of().kill()
        worker.start()
        alive = next(node for node in lab.nodes if node.running())
        until(lambda: all(run["phase"] == "completed" for run in
                          json.loads(lab.ctl("list", "--output", "json", node=alive).stdout)["items"]), "all runs have completed")
        self.assertEqual(len(runs), 4)

    def test_a_worker_alone_is_a_node_that_tells_how_it_is(self):
        lab = self.lab(servers=1, nodes=1, node_options=["--role", "engine,gateway"])
        lab.start()
        worker = Node(BEAMLINED, "w1", lab.folder, [server.url for server in lab.servers],
                      ["--role", "worker", "--worker-pools", "bees", "--worker-threads", "3"])
        self.addCleanup(worker.kill)
        worker.start()
        seen = until(lambda: self.node(lab, "w1"), f"it is seen:\n{worker.tail()}")
        self.assertEqual((seen["roles"], seen["state"], seen["place"], seen["leases"]), (["worker"], "online", 0, 0))
        self.assertEqual(seen["version"], self.node(lab, "n1")["version"])
        self.assertGreater(seen["memoryBytes"], 0)
        self.assertRegex(lab.ctl("cluster", "status", where=lab.nats()).stdout, r"w1 +online +worker ")
        self.assertIn("with its pool", lab.ctl("cluster", "drain", "w1", where=lab.nats(), code=None).stderr)
        paused = lambda: next((one["paused"] for one in lab.cluster()["pools"] if one["name"] == "bees"), None)
        until(lambda: paused() is False, "the pool is known")
        lab.ctl("cluster", "drain", "n1", "--pool", "bees", where=lab.nats(), code=2)
        lab.ctl("cluster", "status", "--pool", "bees", where=lab.nats(), code=2)
        lab.ctl("cluster", "drain", "--pool", "bees", "--reason", "a test", where=lab.nats())
        until(paused, "the pool is drained")
        status = lambda: lab.ctl("cluster", "status", where=lab.nats()).stdout
        self.assertRegex(status(), r"(?m)^bees .* yes *$")
        until(lambda: re.search(r"(?m)^  pool-bees +0 +0 *$", status()), "the lag of a consumer is told by itself")
        lab.ctl("cluster", "resume", "--pool", "bees", where=lab.nats())
        until(lambda: not paused(), "the pool gives out again")
        until(lambda: self.got(worker, "/_readyz")[0] == 200, "it is ready")
        self.assertEqual(self.got(worker, "/_health")[0], 200)
        self.assertIn('beamline_pool_capacity{pool="bees"} 3', self.got(worker, "/metrics")[1])
        self.assertEqual(self.got(worker, "/api/v1/runs")[0], 401)
        lab.servers[0].kill()
        until(lambda: self.got(worker, "/_readyz")[0] == 503, "without NATS it is not ready")
        self.assertIn("cannot be reached", self.got(worker, "/_readyz")[1])
        self.assertEqual(self.got(worker, "/_health")[0], 200)
        lab.servers[0].start()
        until(lambda: self.got(worker, "/_readyz")[0] == 200, "it is ready again")
        until(lambda: self.node(lab, "w1"), "it is seen again")
        self.assertEqual(worker.stop(), 0)
        until(lambda: self.node(lab, "w1") is None, "it has said goodbye")

    def node(self, lab, name):
        return next((one for one in lab.cluster(lab.nodes[0])["nodes"] if one["id"] == name), None)

    def got(self, node, path):
        url = until(lambda: re.findall(r"HTTP is served at (\S+?),?(?:\s|$)", Path(node.log).read_text()), "HTTP is served")[-1]
        try:
            with urllib.request.urlopen(url + path, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def input(self, lab, number):
        file = lab.folder / f"input{number}.json"
        file.write_text(json.dumps({"said": number}))
        return file


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
