#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures clusters of one, two and three nodes against bare publishing of the same bytes to the same servers in the same run, how long
others take over from a killed node, and how fast a node that was away catches up. Prints JSON lines.

Usage: measure.py [--beamlined FILE] [--beamctl FILE] [--servers 1|3] [--seconds S] [--width N]
"""
import argparse
import json
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

from lab import Lab, until
from port import Gone, Refused

TASKS = 10
WORKFLOW = ("document: {dsl: '1.0.3', namespace: bench, name: steps, version: '1.0.0'}\ndo:\n"
            + "".join(f"  - t{i}: {{set: {{value: '{'x' * 88}'}}}}\n" for i in range(TASKS)))


def say(**line):
    print(json.dumps(line), flush=True)


def percentile(values, share):
    values = sorted(values)
    return round(values[int(share * (len(values) - 1))] * 1000, 1) if values else 0


class Runs:
    """`width` runs at once, started at the nodes in turn; remembers when each was asked for and when its end was told."""

    def __init__(self, nodes, width):
        self.ports, self.width = [node.port() for node in nodes], width
        self.lock, self.began, self.took, self.ended, self.stop = threading.Condition(), {}, [], {}, threading.Event()
        self.gaps = [time.monotonic()]
        self.ports[-1].subscribe(self.saw, self.ports[-1].health["seq"], data=False)
        self.threads = [threading.Thread(target=self.work, args=(i,), daemon=True) for i in range(width)]

    def saw(self, event):
        if event["kind"] == "run.completed":
            with self.lock:
                self.ended[event["run"]] = time.monotonic()
                self.gaps.append(time.monotonic())
                self.lock.notify_all()

    def work(self, number):
        port = self.ports[number % len(self.ports)]
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                run = port.call("start_run", ns="bench", workflow="steps", input={})["run"]
            except (Gone, Refused):
                time.sleep(0.1)
                port = self.ports[-1]
                continue
            with self.lock:
                while run not in self.ended and not self.stop.is_set():
                    self.lock.wait(0.5)
                if run in self.ended:
                    self.took.append(self.ended[run] - began)

    def measure(self, seconds):
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        with self.lock:
            before, self.took = len(self.ended), []
        began = time.monotonic()
        time.sleep(seconds)
        with self.lock:
            count, took = len(self.ended) - before, list(self.took)
        return count / (time.monotonic() - began), took

    def close(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(15)
        for port in self.ports:
            port.close()


def journal_stream(lab):
    return next((one for one in lab.cluster()["streams"] if one["name"] == "BEAMLINE_JOURNAL"), None)


def bare(server, size, seconds, window=256):
    """Messages a second that a stream of the same kind takes from one connection, each acknowledged."""
    with socket.create_connection((server.host, server.port)) as connection:
        stream = connection.makefile("rb")
        stream.readline()
        connection.sendall(b'CONNECT {"verbose":false}\r\nSUB _INBOX.m 1\r\n')
        payload, sent, acknowledged = b"x" * size, 0, 0
        message = b"PUB beamline.journal.v1.bench _INBOX.m %d\r\n%s\r\n" % (size, payload)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if sent - acknowledged < window:
                connection.sendall(message * (window // 2))
                sent += window // 2
            line = stream.readline()
            if line.startswith(b"MSG"):
                stream.readline()
                acknowledged += 1
            elif line.startswith(b"PING"):
                connection.sendall(b"PONG\r\n")
        return acknowledged / (time.monotonic() - began)


def throughput(options, nodes):
    folder = Path(tempfile.mkdtemp(prefix="beamline-measure-"))
    lab = Lab(folder, options.beamlined, options.beamctl, nodes, options.servers)
    try:
        lab.start()
        lab.nodes[0].port().call("deploy_workflow", source=WORKFLOW, sourceName="")
        before = until(lambda: journal_stream(lab), "the stream is told of", 30)
        runs = Runs(lab.nodes, options.width)
        rate, took = runs.measure(options.seconds)
        total = len(runs.ended)
        time.sleep(11)  # streams are looked at every ten seconds
        runs.close()
        after = journal_stream(lab)
        messages = after["messages"] - before["messages"]
        size = max((after["bytes"] - before["bytes"]) // max(messages, 1), 1)
        say(what="cluster", nodes=nodes, servers=options.servers, tasksPerSecond=round(rate * TASKS), runsPerSecond=round(rate, 1),
            p50Ms=percentile(took, 0.5), p99Ms=percentile(took, 0.99), messageBytes=size,
            messagesPerTask=round(messages / max(len(runs.ended) * TASKS, 1), 2), runs=total)
        if nodes == options.nodes:
            failover(lab, options)
            catch_up(lab, options)
        for node in lab.nodes:
            node.kill()
        say(what="bare publishing", servers=options.servers, messageBytes=size,
            messagesPerSecond=round(bare(lab.servers[0], size, options.seconds)))
    finally:
        lab.close()
        shutil.rmtree(folder, ignore_errors=True)


def failover(lab, options):
    runs = Runs([lab.nodes[-1]], options.width)
    for thread in runs.threads:
        thread.start()
    time.sleep(2)
    victim = lab.nodes[0]
    killed = time.monotonic()
    victim.kill()
    until(lambda: all(shard["owner"] not in ("", victim.name) for shard in lab.cluster(lab.nodes[-1])["shards"]), "others take over")
    owned = time.monotonic() - killed
    time.sleep(2)
    runs.close()
    times = [at for at in runs.gaps if at > killed - 1]
    gap = max((b - a for a, b in zip(times, times[1:])), default=0)
    say(what="failover", secondsUntilOwned=round(owned, 2), longestGapSeconds=round(gap, 2))


def catch_up(lab, options):
    runs = Runs([lab.nodes[-1]], options.width)
    for thread in runs.threads:
        thread.start()
    time.sleep(options.seconds)
    runs.close()
    behind, goal = lab.nodes[0], lab.nodes[-1].port().ask_health()["seq"]
    began = time.monotonic()
    behind.start()
    until(behind.ready, "it is there again")
    with behind.port() as port:
        until(lambda: port.ask_health()["seq"] >= goal, "it has caught up")
    took = time.monotonic() - began
    say(what="catch-up", runs=len(runs.ended), seconds=round(took, 2), tasksPerSecond=round(len(runs.ended) * TASKS / took))


def main():
    here = Path(__file__).resolve().parents[2] / "build/dev/bin"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--beamlined", default=here / "beamlined")
    parser.add_argument("--beamctl", default=here / "beamctl")
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--width", type=int, default=64)
    options = parser.parse_args()
    for nodes in range(1, options.nodes + 1):
        throughput(options, nodes)


if __name__ == "__main__":
    main()
