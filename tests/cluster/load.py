# SPDX-License-Identifier: Apache-2.0
"""Clients that start runs, decide approvals and remember every acknowledgement they got; and the checker that holds these, what the
outside world saw, and the journals of all nodes against each other."""
import json
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

from lab import PATIENCE_S, Process, free_ports, until
from port import Gone, Refused

RECORDER = Path(__file__).parent / "recorder.py"
WORKFLOW = """
document: {{dsl: '1.0.3', namespace: cluster, name: load, version: '1.0.0'}}
do:
  - first: {{set: {{n: '${{ .n }}'}}}}
  - effect:
      call: http
      with: {{method: post, endpoint: 'http://127.0.0.1:{port}/effect', body: '${{ {{n: .n}} }}'}}
  - nap: {{wait: {{milliseconds: 30}}}}
  - loop:
      for: {{each: i, in: '${{ [1,2,3] }}'}}
      do:
        - inner: {{set: {{i: '${{ $i }}'}}}}
  - both:
      fork:
        branches:
          - left:
              call: http
              with: {{method: post, endpoint: 'http://127.0.0.1:{port}/effect', body: {{left: true}}}}
          - right: {{wait: {{milliseconds: 10}}}}
  - ask: {{call: approval, with: {{subject: Go on}}}}
  - last: {{set: {{outcome: '${{ .outcome }}'}}}}
"""
TIMER = """
document: {dsl: '1.0.3', namespace: cluster, name: timer, version: '1.0.0'}
do:
  - long: {wait: {seconds: 4}}
"""
TASKS = 12  # of a run of the load: first effect nap loop inner×3 both left right ask last
EFFECTS = 2  # of them with a result from outside
# Tables that are not the same everywhere: how far a node is (it stops at another word than the next one), what it has proposed and not
# read yet, and what it makes for itself alone.
LOCAL_TABLES = {"snapshot", "shard", "origin", "offer", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}
LOCAL_COLUMNS = {"run": {"head", "head_crc"}}  # written when there is time; the events that they name are compared
LOCAL_META = {"projected"}


class World:
    """Recorders, one in each network; all append to one file."""

    def __init__(self, folder, network=None):
        self.port, self.file, self.recorders = free_ports(1)[0], Path(folder) / "effects.jsonl", []
        for side in range(network.sides) if network else [None]:
            recorder = Process(f"recorder{side}", Path(folder) / "recorder.log")
            recorder.before = network.enter(side) if network else []
            ready = Path(folder) / f"recorder{side}.ready"
            recorder.spawn([sys.executable, "-B", RECORDER, self.port, self.file, ready])
            self.recorders.append(recorder)
            until(ready.exists, f"the recorder listens:\n{recorder.tail()}")

    def calls(self):
        """Numbers that were given out, by idempotency key."""
        calls = defaultdict(set)
        if self.file.exists():
            for line in self.file.read_text().splitlines():
                entry = json.loads(line)
                calls[entry["key"]].add(entry["nonce"])
        return calls

    def close(self):
        for recorder in self.recorders:
            recorder.kill()


class Load:
    """`width` clients. Each starts a run, under one key until somebody acknowledges it, and decides what the runs ask."""

    def __init__(self, lab, world, width=6, seed=1):
        self.lab, self.world, self.width, self.lock = lab, world, width, threading.Lock()
        self.acknowledged = {}  # key: run
        self.told = defaultdict(dict)  # (run, task, iteration): outputs that an event told, by whom and where
        self.decided, self.problems, self.stopping = set(), [], threading.Event()
        self.random, self.threads, self.slow = random.Random(seed), [], []
        self.watched = {}

    def deploy(self):
        for source in (WORKFLOW.format(port=self.world.port), TIMER):
            self.anywhere("deploy_workflow", source=source, sourceName="")

    def anywhere(self, operation, patience=PATIENCE_S, **arguments):
        """Asks one node after the other until one of them answers."""
        end = time.monotonic() + patience
        last = "nobody was asked"
        while time.monotonic() < end:
            node = self.random.choice(self.lab.nodes)
            try:
                with node.port(5.0) as port:
                    return port.call(operation, **arguments)
            except Gone as error:
                last = f"{node.name}: {error}"
            except Refused as error:
                last = f"{node.name}: {error}"
                if not error.retryable and error.code not in ("unavailable", "deadline"):
                    raise
            time.sleep(0.05)
        raise AssertionError(f"no node answered {operation}: {last}")

    def start(self):
        for number in range(self.width):
            self.threads.append(threading.Thread(target=self.guarded, args=(self.client, number), daemon=True))
        for node in self.lab.nodes:
            self.threads.append(threading.Thread(target=self.guarded, args=(self.follow, node), daemon=True))
            self.threads.append(threading.Thread(target=self.guarded, args=(self.decide,), daemon=True))
        for thread in self.threads:
            thread.start()

    def guarded(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as error:  # a thread that ends unnoticed would make the test mean nothing
            self.problems.append(f"{work.__name__}: {type(error).__name__}: {error}")

    def client(self, number):
        count = 0
        while not self.stopping.is_set():
            key = f"{number}-{count}"
            began = time.monotonic()
            reply = self.anywhere("start_run", ns="cluster", workflow="load", input={"n": count}, idempotencyKey=key)
            with self.lock:
                self.slow.append((time.monotonic() - began, time.monotonic()))
                before = self.acknowledged.setdefault(key, reply["run"])
            if before != reply["run"]:
                self.problems.append(f"the key {key} made two runs: {before} and {reply['run']}")
            count += 1
            self.stopping.wait(0.05)

    def follow(self, node):
        """Reads the events of one node as long as it lives, and again when it is back."""
        while not self.stopping.is_set():
            try:
                with node.port(2.0) as port:
                    port.subscribe(lambda event: self.saw(node.name, event), port.health["seq"])
                    while port.open and not self.stopping.wait(0.1):
                        pass
            except (Gone, Refused):
                self.stopping.wait(0.2)

    def saw(self, node, event):
        if event["kind"] == "task.completed" and event.get("workflow") == "load":
            with self.lock:
                told = self.told[event["run"], event["task"], event["iteration"]]
                told.setdefault(json.dumps(event.get("data"), sort_keys=True), []).append((node, event["seq"], round(time.time(), 2)))

    def decide(self):
        while not self.stopping.is_set():
            self.decide_open()
            self.stopping.wait(0.2)

    def decide_open(self):
        """How many were open."""
        open_ones = self.anywhere("list_approvals", queue="open", limit=200)["items"]
        self.random.shuffle(open_ones)  # others decide, too
        for approval in open_ones:
            try:
                self.anywhere("decide_approval", approval=approval["id"], hash=approval["hash"], outcome="approve", comment="test")
                self.decided.add(approval["id"])
            except Refused as error:
                if error.code not in ("conflict", "not_found", "stale"):
                    raise
        return len(open_ones)

    def finish(self):
        """No new runs; those that are there end."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(PATIENCE_S + 10)
        if any(thread.is_alive() for thread in self.threads):
            self.problems.append("a client still waits for an answer")
        left = self.open_runs()
        while left > 0:  # thousands may wait for a decision: patience is for each step forward
            left = until(lambda left=left: self.fewer(left), f"fewer than {left} runs are open")[0]

    def fewer(self, left):
        now = self.open_runs()
        return (now,) if now < left else None

    def open_runs(self):
        self.decide_open()
        counts = self.anywhere("count_runs")["byPhase"]
        return sum(count for phase, count in counts.items() if phase in ("pending", "running", "waiting"))

    def worst(self, before=float("inf"), after=0.0):
        return max((took for took, at in self.slow if after <= at <= before), default=0.0)


def history_of(port, run):
    entries, cursor = [], ""
    while True:
        page = port.call("get_history", run=run, withData=True, limit=1000, after=cursor)
        entries += page["items"]
        cursor = page["next"]
        if not cursor:
            return entries


def check_runs(load, node):
    """What one node says of every acknowledged run. Answers what is wrong."""
    wrong, nonces, calls = [], {}, load.world.calls()
    given = {nonce for numbers in calls.values() for nonce in numbers}
    with node.port() as port:
        for key, run in load.acknowledged.items():
            try:
                detail = port.call("get_run", run=run)["run"]
            except Refused as error:
                wrong.append(f"{node.name}: the acknowledged run {run} ({key}) is gone: {error}")
                continue
            if detail["phase"] != "completed":
                wrong.append(f"{node.name}: {run} ({key}) is {detail['phase']}: {detail.get('error')}")
                continue
            completed = defaultdict(list)
            for entry in history_of(port, run):
                if entry["kind"] == "task.completed":
                    completed[entry["task"], entry["iteration"]].append(json.dumps(entry.get("data"), sort_keys=True))
            if len(completed) != TASKS:
                wrong.append(f"{node.name}: {run} completed {len(completed)} tasks of {TASKS}")
            for (task, iteration), outputs in completed.items():
                if len(outputs) != 1:
                    wrong.append(f"{node.name}: the result of {run} {task} was taken {len(outputs)} times")
                told = load.told.get((run, task, iteration), {})
                if set(told) - set(outputs):
                    wrong.append(f"{node.name}: of {run} {task} was told {told}, but kept is {outputs}")
                if task.endswith(("/effect", "/left")):
                    nonces[run, task] = outputs[0]
    for (run, task), output in nonces.items():
        nonce = (json.loads(output) or {}).get("nonce") if output.startswith("{") else None
        if nonce not in given:
            wrong.append(f"{node.name}: {run} {task} keeps {output}, which nobody gave out")
    if len(set(nonces.values())) != len(nonces):
        wrong.append(f"{node.name}: one result was taken for two tasks")
    return wrong


def rows(journal):
    """Every table that all nodes share: {table: {row}}; messages by their position."""
    dump = {}
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:
        for table in [name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]:
            if table in LOCAL_TABLES:
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            chosen = [f'"{name}"' for name in columns if name not in LOCAL_COLUMNS.get(table, ())]
            found = set(connection.execute(f'SELECT {", ".join(chosen)} FROM "{table}"'))
            dump[table] = {row for row in found if table != "meta" or row[0] not in LOCAL_META}
    return dump


def compare_journals(nodes):
    """Of nodes that have stopped. Answers what differs."""
    dumps = {node: rows(node.journal()) for node in nodes}
    # A message goes when all shards are done with it, which is read at a later place by who stops later.
    oldest = max(min((row[0] for row in dump["message"]), default=float("inf")) for dump in dumps.values())
    for dump in dumps.values():
        dump["message"] = {row for row in dump["message"] if row[0] >= oldest}
        # What it has used a node says until it stops; who stopped before has not heard the last of it.
        dump["kept"] = {row for row in dump["kept"] if not row[1].startswith("usage.")}
    first, *others = dumps
    wrong = []
    for node in others:
        for table in sorted(set(dumps[node]) | set(dumps[first])):
            mine, theirs = dumps[first].get(table, set()), dumps[node].get(table, set())
            if mine != theirs:
                only = [f"{first.name}: {row}" for row in sorted(mine - theirs)[:3]]
                only += [f"{node.name}: {row}" for row in sorted(theirs - mine)[:3]]
                wrong.append(f"the table {table} differs ({len(mine)} and {len(theirs)} rows):\n  " + "\n  ".join(only))
    return wrong


def verify(lab):
    """Reads every journal with the program's own check."""
    wrong = []
    for node in lab.nodes:
        done = subprocess.run([lab.beamctl, "verify", node.journal()], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        if done.returncode != 0:
            wrong.append(f"{node.name}: {done.stderr}")
    return wrong


def conclude(lab, load):
    """Ends the load, and answers what is wrong: with the clients' memory, the outside world, and the journals."""
    load.finish()
    wrong = list(load.problems)
    if len(lab.nodes) > 1:
        until(lambda: len(set(place_of(node) for node in lab.nodes)) == 1, "all nodes have read the same")
    for node in lab.nodes:
        wrong += check_runs(load, node)
    for node in lab.nodes:
        code = node.stop()
        if code != 0:
            wrong.append(f"{node.name} ended with {code}:\n{node.tail()}")
    return wrong + compare_journals(lab.nodes) + verify(lab)


def place_of(node):
    """How far its journal is: what is written, not which words without a change it has read."""
    with sqlite3.connect(f"file:{node.journal()}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*), max(seq) FROM event").fetchone()
