# SPDX-License-Identifier: Apache-2.0
"""A cluster on one machine: NATS servers and beamlined nodes as processes with directories of their own, which can be killed, stopped,
continued and wiped. Everything listens on loopback, or, with Network, in network namespaces that can be cut."""
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from port import Gone, Port, Refused

PATIENCE_S = 60  # what takes longer hangs


class Skip(Exception):
    """This machine cannot do it; the text says why."""


def program(name, *places):
    found = shutil.which(name) or next((place for place in places if Path(place).exists()), None)
    if not found:
        raise Skip(f"{name} is not installed")
    return found


def free_ports(count):
    """Outside of what the system gives to clients, so that a server that was killed gets its port back."""
    ports = set()
    while len(ports) < count:
        port = random.randrange(10_240, 32_000)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                ports.add(port)
            except OSError:
                pass
    return list(ports)


def until(condition, what, patience=PATIENCE_S):
    end = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.05)


class Process:
    """One program with a log; it dies with this process, also when that is killed."""

    def __init__(self, name, log):
        self.name, self.log, self.process, self.before = name, log, None, []

    def spawn(self, words, env=None):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([*self.before, "setpriv", "--pdeathsig", "KILL", *map(str, words)], stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, env=env)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        if self.running():
            self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.wait()

    def wait(self, patience=PATIENCE_S):
        if self.process is None:
            return None
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"{self.name} did not end; its log is {self.log}:\n{self.tail()}") from None

    def stop(self):
        """In order; the exit code."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        return self.wait()

    def tail(self):
        return "\n".join(Path(self.log).read_text(errors="replace").splitlines()[-25:])


class NatsServer(Process):
    def __init__(self, name, folder, host, port, cluster_port, routes, extra=""):
        super().__init__(name, folder / f"{name}.log")
        self.program = program("nats-server", "/usr/sbin/nats-server", "/usr/local/bin/nats-server")
        self.store, self.host, self.port = folder / name, host, port
        self.config = folder / f"{name}.conf"
        routed = f'cluster {{ name: lab, listen: "{host}:{cluster_port}", routes: [{", ".join(routes)}] }}' if routes else ""
        self.config.write_text(f'server_name: {name}\nlisten: "{host}:{port}"\njetstream {{ store_dir: "{self.store}" }}\n{routed}\n'
                               f'{extra}\n')

    @property
    def url(self):
        return f"nats://{self.host}:{self.port}"

    def start(self):
        self.spawn([self.program, "-c", self.config])

    def wipe(self):
        shutil.rmtree(self.store, ignore_errors=True)


class Node(Process):
    def __init__(self, beamlined, name, folder, urls=(), more=()):
        super().__init__(name, folder / f"{name}.log")
        self.program, self.data, self.urls, self.more = beamlined, folder / name / "data", list(urls), list(more)
        self.home, self.drain_s = folder / name, "5"
        self.home.mkdir(exist_ok=True)

    def start(self):
        words = [self.program, "--data-dir", self.data, "--listen", "127.0.0.1:0", "--drain-limit", self.drain_s, *self.more]
        if self.urls:
            words += ["--nats-url", ",".join(self.urls), "--cluster", "lab", "--node", self.name]
        env = {name: value for name, value in os.environ.items() if not name.startswith("BEAMLINE_")}
        self.spawn(words, {**env, "HOME": str(self.home)})

    def wipe(self):
        files = self.data / "files"  # what is not the engine's stays
        kept = self.home / "kept"
        if files.exists():
            files.rename(kept)
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        if kept.exists():
            kept.rename(files)

    def port(self, patience=10.0):
        return Port(self.data, patience=patience)

    def said(self, text):
        return text in Path(self.log).read_text(errors="replace") if Path(self.log).exists() else False

    def ready_again(self):
        """As ready(); one that has ended will never be."""
        if not self.running():
            raise AssertionError(f"{self.name} has ended with {self.process.poll()}:\n{self.tail()}")
        return self.ready()

    def ready(self):
        """Whether it takes work and has no problem of its place in the cluster, as it says itself."""
        try:
            with self.port(2.0) as port:
                health = port.ask_health()
                lost = {"order_unreachable", "not_in_order", "restoring"} & {one["code"] for one in health["problems"]}
                return health["state"] in ("healthy", "degraded") and not lost
        except (Gone, Refused):
            return False

    def journal(self):
        return self.data / "journal.db"


class Lab:
    """`servers` NATS servers (0: none, one node alone) and `nodes` nodes."""

    def __init__(self, folder, beamlined, beamctl, nodes=3, servers=1, network=None, shards=8, node_options=()):
        self.folder, self.beamctl, self.shards = Path(folder), beamctl, shards
        ports = free_ports(2 * servers)
        hosts = [network.host(i) if network else "127.0.0.1" for i in range(servers)]
        if network:
            ports = [4222] * servers + [6222] * servers
        routes = [f'"nats://{hosts[i]}:{ports[servers + i]}"' for i in range(servers)] if servers > 1 else []
        self.servers = [NatsServer(f"s{i + 1}", self.folder, hosts[i], ports[i], ports[servers + i], routes)
                        for i in range(servers)]
        urls = [server.url for server in self.servers]
        self.nodes = [Node(beamlined, f"n{i + 1}", self.folder, urls[i % servers:] + urls[:i % servers] if servers else (),
                           node_options) for i in range(nodes)]
        if network:
            for i, server in enumerate(self.servers):
                server.before = network.enter(i)
            for i, node in enumerate(self.nodes):
                node.before = network.enter(i % max(servers, 1))
        self.network = network

    def start(self):
        for server in self.servers:
            server.start()
        if self.servers:
            self.init()
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            until(lambda node=node: node.ready() or not node.running(), f"{node.name} is ready:\n{node.tail()}")
            if not node.running():
                raise AssertionError(f"{node.name} has ended:\n{node.tail()}")
        if self.servers:
            until(self.all_owned, "every shard has an owner")

    def ctl(self, *words, code=0, node=None, where=()):
        """What beamctl prints; the exit code must be `code`, None: any."""
        before = [] if node is None else ["--data-dir", node.data]
        enter = self.network.enter(0) if self.network and node is None else []
        done = subprocess.run([*enter, self.beamctl, *map(str, before), *map(str, where), *map(str, words)], capture_output=True,
                              text=True, timeout=PATIENCE_S, env={**os.environ, "HOME": str(self.folder)}, check=False)
        if code is not None and done.returncode != code:
            raise AssertionError(f"beamctl {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr}")
        return done

    def nats(self):
        return ["--nats-url", ",".join(server.url for server in self.servers)]

    def init(self):
        end = time.monotonic() + PATIENCE_S
        while True:  # the servers of a cluster first choose a leader
            done = self.ctl("cluster", "init", "--yes", "--name", "lab", "--shards", self.shards, where=self.nats(), code=None)
            if done.returncode == 0:
                return done
            waits = done.returncode == 6 or "fewer than" in done.stderr  # they do not know each other yet
            if not waits or time.monotonic() > end:
                raise AssertionError(f"the cluster cannot be set up: {done.stderr}")
            time.sleep(0.2)

    def cluster(self, node=None):
        with (node or next(one for one in self.nodes if one.ready())).port() as port:
            return port.call("get_cluster")["cluster"]

    def all_owned(self):
        try:
            alive = {node.name for node in self.nodes if node.running()}
            shards = self.cluster()["shards"]
            return bool(shards) and all(shard["owner"] in alive for shard in shards)
        except (Gone, Refused, StopIteration):
            return False

    def owner_of(self, shard=0):
        owner = next((one["owner"] for one in self.cluster()["shards"] if one["shard"] == shard), "")
        return next((node for node in self.nodes if node.name == owner), None)

    def close(self):
        for one in [*self.nodes, *self.servers]:
            one.signal(signal.SIGCONT)
            one.kill()


class Network:
    """Namespaces joined by a bridge in another one: nothing of the machine's own network is touched."""

    def __init__(self, sides):
        if os.geteuid() != 0:
            raise Skip("network namespaces need root")
        self.ip, self.tag, self.sides = program("ip", "/usr/sbin/ip", "/sbin/ip"), f"bl{os.getpid()}", sides
        self.made = []
        self.add("hub")
        self.run("-n", self.name("hub"), "link", "add", "br0", "type", "bridge")
        self.run("-n", self.name("hub"), "link", "set", "br0", "up")
        for i in range(sides):
            self.add(i)
            self.run("-n", self.name("hub"), "link", "add", f"v{i}", "type", "veth", "peer", "name", "eth0", "netns", self.name(i))
            self.run("-n", self.name("hub"), "link", "set", f"v{i}", "master", "br0", "up")
            self.run("-n", self.name(i), "addr", "add", f"{self.host(i)}/24", "dev", "eth0")
            self.run("-n", self.name(i), "link", "set", "eth0", "up")
            self.run("-n", self.name(i), "link", "set", "lo", "up")

    def name(self, side):
        return f"{self.tag}-{side}"

    def add(self, side):
        self.run("netns", "add", self.name(side))
        self.made.append(self.name(side))

    def run(self, *words):
        done = subprocess.run([self.ip, *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.close()
            raise Skip(f"ip {' '.join(words)}: {done.stderr.strip()}")

    @staticmethod
    def host(side):
        return f"10.77.77.{side + 1}"

    def enter(self, side):
        return ["nsenter", f"--net=/run/netns/{self.name(side)}", "--"]

    def cut(self, side):
        self.run("-n", self.name("hub"), "link", "set", f"v{side}", "down")

    def mend(self, side):
        self.run("-n", self.name("hub"), "link", "set", f"v{side}", "up")

    def close(self):
        for name in self.made:
            subprocess.run([self.ip, "netns", "del", name], capture_output=True, check=False)


def described(lab):
    """For a failure: who is there and what they said last."""
    lines = []
    for one in [*lab.servers, *lab.nodes]:
        lines.append(f"== {one.name} {'runs' if one.running() else 'has ended'}\n{one.tail()}")
    try:
        lines.append(json.dumps(lab.cluster(), indent=1))
    except (Gone, Refused, StopIteration):
        pass
    return "\n".join(lines)
