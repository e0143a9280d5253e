#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Breaks a cluster again and again while clients use it, and then proves that nothing acknowledged was lost and no result taken twice.

Usage: faults.py [--beamlined FILE] [--beamctl FILE] [--kills N] [--nodes N] [--servers N] [--only FAULT,…] [--seed N] [--network] [--keep]

Faults: node, owner (kill -9), server (kill -9 of a NATS server), freeze (SIGSTOP of an owner past its lease, then SIGCONT), restart
(SIGTERM), wipe (a node loses its disk), nats (all NATS servers lose theirs), and with --network (root) cut (a node with its server
is cut off and comes back).
"""
import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import load
from lab import Lab, Network, Skip, described, until
from port import Gone, Refused

FROZEN_S = 12  # above the lease time
SHOWN = 30  # of what is wrong


class Faults:
    def __init__(self, lab, seed):
        self.lab, self.random, self.done = lab, random.Random(seed), {}

    def strike(self, name):
        began = time.monotonic()
        getattr(self, name)()
        self.settle()
        self.done.setdefault(name, []).append(time.monotonic() - began)

    def settle(self):
        """All are there again, and every shard is owned."""
        for node in self.lab.nodes:
            until(node.ready_again, f"{node.name} is ready again:\n{node.tail()}")
        if self.lab.servers:
            until(self.lab.all_owned, "every shard has an owner")

    def some(self):
        return self.random.choice(self.lab.nodes)

    def an_owner(self):
        try:
            owners = {shard["owner"] for shard in self.lab.cluster()["shards"]}
        except (Gone, Refused, StopIteration):
            owners = set()
        return self.random.choice([node for node in self.lab.nodes if node.name in owners] or self.lab.nodes)

    def pause(self, least=0.0, most=1.0):
        time.sleep(self.random.uniform(least, most))

    def node(self):
        victim = self.some()
        victim.kill()
        self.pause()
        victim.start()

    def owner(self):
        victim = self.an_owner()
        victim.kill()
        self.pause(0, FROZEN_S if self.random.random() < 0.3 else 1)  # also so long that another one takes over
        victim.start()

    def server(self):
        victim = self.random.choice(self.lab.servers)
        victim.kill()
        self.pause(0, 3)
        victim.start()

    def freeze(self):
        victim = self.an_owner()
        victim.signal(signal.SIGSTOP)
        time.sleep(FROZEN_S)
        victim.signal(signal.SIGCONT)

    def restart(self):
        victim = self.some()
        if victim.stop() != 0:
            raise AssertionError(f"{victim.name} did not end in order:\n{victim.tail()}")
        victim.start()

    def wipe(self):
        victim = self.some()
        victim.kill()
        victim.wipe()
        victim.start()

    def nats(self):
        for server in self.lab.servers:
            server.kill()
        for server in self.lab.servers:
            server.wipe()
            server.start()
        self.lab.init()

    def cut(self):
        side = self.random.randrange(self.lab.network.sides)
        self.lab.network.cut(side)
        time.sleep(FROZEN_S)
        self.lab.network.mend(side)


WEIGHTS = {"node": 6, "owner": 6, "server": 3, "freeze": 1, "restart": 2, "wipe": 1, "cut": 2}


def chosen(rng, kills, only, lab):
    """Which faults come, one after the other; the loss of NATS's disks once, in the middle."""
    names = [name for name in WEIGHTS if (not only or name in only) and (name != "server" or lab.servers)
             and (name != "cut" or lab.network)]
    plan = rng.choices(names, [WEIGHTS[name] for name in names], k=kills) if names else []
    if lab.servers and (not only or "nats" in only):
        plan.insert(len(plan) // 2, "nats")
    return plan


def run(lab, world, plan, seed, say):
    clients = load.Load(lab, world, seed=seed)
    lab.start()
    clients.deploy()
    clients.start()
    faults = Faults(lab, seed)
    began = time.monotonic()
    for number, name in enumerate(plan, 1):
        before = len(clients.acknowledged)
        until(lambda before=before: len(clients.acknowledged) >= before + 3 or clients.problems, "clients are answered")
        faults.strike(name)
        say(f"{number:4} {name:8} {faults.done[name][-1]:6.1f} s to settle, {len(clients.acknowledged)} runs acknowledged")
        if clients.problems:
            break
    wrong = load.conclude(lab, clients)
    say(f"{len(plan)} faults in {time.monotonic() - began:.0f} s: "
        + ", ".join(f"{name} {len(took)} (worst {max(took):.1f} s)" for name, took in sorted(faults.done.items())))
    say(f"{len(clients.acknowledged)} runs and {len(clients.told)} results acknowledged, {len(clients.decided)} decisions; "
        f"the slowest answer took {clients.worst():.1f} s")
    if not wrong and len(clients.acknowledged) < len(plan):
        wrong.append("the load was too light to mean anything")
    return wrong


def main():
    here = Path(__file__).resolve().parents[2] / "build/dev/bin"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--beamlined", default=here / "beamlined")
    parser.add_argument("--beamctl", default=here / "beamctl")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--servers", type=int, default=3, help="0: one node alone")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--network", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the directories of all, also when all is well")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1_000_000)
    only = set(filter(None, options.only.split(",")))
    folder = Path(tempfile.mkdtemp(prefix="beamline-faults-"))
    network = lab = world = None
    wrong = ["it did not come to an end"]
    try:
        network = Network(max(options.servers, options.nodes)) if options.network else None
        lab = Lab(folder, options.beamlined, options.beamctl, options.nodes if options.servers else 1, options.servers, network)
        world = load.World(folder, network)
        plan = chosen(random.Random(seed), options.kills, only, lab)
        print(f"seed {seed}, {folder}: {' '.join(plan)}", flush=True)
        wrong = run(lab, world, plan, seed, lambda text: print(text, flush=True))
    except Skip as reason:
        print(f"skipped: {reason}")
        wrong = []
    except AssertionError as error:
        wrong = [str(error), described(lab) if lab else ""]
    finally:
        for one in (lab, world, network):
            if one:
                one.close()
    print("\n".join([*wrong[:SHOWN], f"… and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else wrong) or "Nothing acknowledged was lost, no result was taken twice, and all journals are equal.")
    if wrong or options.keep:
        print(f"What they left lies in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
