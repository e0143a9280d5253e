#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the cases of features/*.yaml with beamctl: each row of the language's reference has one, and each rule that can be broken.

Usage: conformance.py BEAMCTL [-v] [--print-problems] [PART OF A CASE'S NAME]

A case (all members but `name` and `do` or `flow` are optional):
  name      what it shows; unique in its file
  flow      the definition's text; without `document:` a head is its first line
  input     JSON
  output    what the run gives, compared as JSON; {"~": regex} matches a text, {"?": type} a kind of value
  has       dotted paths of the output and their values, compared likewise
  error     members of the error it faults with; a standard type by its short name
  problems  LINE:COLUMN POINTER BEGINNING OF THE SENTENCE, all in order; without any of the three above: it is valid
  events    lifecycle events in order: "task.started /do/0/a"
  phase     how it ends: completed, cancelled; with `error` faulted
  files     name -> text, below the folder of files; served as @http@/NAME too
  secrets   name -> JSON or text
  deploy    definitions that must be there before
  settings  engine.json
  publish   CloudEvents for who listens, one after the other
  during    pairs in their order, of a lifecycle event and the command for the run that follows it, or words for beamctl:
            [task.started /do/0/a, suspend], [workflow.suspended, [emit, a]]
  fires     it is deployed to an engine that stays, and its schedule starts runs: {runs: so many complete at least; outputs: of the first
            ones, sorted; commands: words for beamctl, given before}
In texts @http@ is the address of services.py, @host@ that without its scheme, @where@ the case's folder, and @nats@, @grpc@, @oidc@,
@tls@, @hub@ and @image@ what servers.py starts for them; a case whose server cannot run here is skipped, which is said.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

import servers
import services

HERE = pathlib.Path(__file__).parent
HEAD = "document: {dsl: '1.0.3', namespace: test, name: flow, version: '1.0.0'}\n"
TYPE = "https://open-workflow-specification.org/spec/1.0.0/errors/"
STANDARD = {"configuration", "validation", "expression", "authentication", "authorization", "timeout", "communication", "runtime"}
KNOWN = {"name", "flow", "input", "output", "has", "error", "problems", "events", "files", "secrets", "deploy", "feature",
         "phase", "settings", "publish", "during", "fires"}
RUNS = {"output", "has", "error", "events", "phase", "fires"}  # with one of these a case runs
MEMBERS = {  # data of each lifecycle event: what must be in it; nothing else may, but for correlationKeys
    "workflow.started": "name definition startedAt", "workflow.suspended": "name suspendedAt", "workflow.resumed": "name resumedAt",
    "workflow.correlation-started": "name startedAt", "workflow.correlation-completed": "name completedAt",
    "workflow.cancelled": "name cancelledAt", "workflow.faulted": "name faultedAt error", "workflow.completed": "name completedAt",
    "task.created": "workflow task createdAt", "task.started": "workflow task startedAt", "task.suspended": "workflow task suspendedAt",
    "task.resumed": "workflow task resumedAt", "task.retried": "workflow task retriedAt", "task.cancelled": "workflow task cancelledAt",
    "task.faulted": "workflow task faultedAt error", "task.completed": "workflow task completedAt"}
PATIENCE_S = 100  # a case that takes longer hangs, also on a busy machine
KINDS = {"text": str, "number": (int, float), "object": dict, "list": list, "boolean": bool}


class Failed(Exception):
    pass


def full(text):
    return text if re.search("^document:", text, re.M) else HEAD + text


def same(wanted, got):
    if isinstance(wanted, dict) and set(wanted) == {"~"}:
        return isinstance(got, str) and re.search(wanted["~"], got) is not None
    if isinstance(wanted, dict) and set(wanted) == {"?"}:
        return isinstance(got, KINDS[wanted["?"]])
    if isinstance(wanted, dict):
        return isinstance(got, dict) and set(wanted) == set(got) and all(same(wanted[key], got[key]) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and all(map(same, wanted, got))
    return type(wanted) is type(got) and wanted == got


def expect(wanted, got, what):
    if not same(wanted, got):
        raise Failed(f"{what}: wanted {json.dumps(wanted)}, got {json.dumps(got)}")


def kind(event):
    """As cases write it."""
    of = event["type"].removeprefix("io.serverlessworkflow.").removesuffix(".v1")
    return f"{of} {event['data']['task']}" if "task" in event["data"] else of


def at(value, path):
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, TypeError, ValueError):
            raise Failed(f"the output has no {path}: {json.dumps(value)}") from None
    return value


class Conformance:
    def __init__(self, beamctl, folder):
        self.beamctl, self.folder = beamctl, pathlib.Path(folder)
        self.server, self.http = services.serve()
        self.servers = servers.Servers(self.folder / "servers")

    def text(self, value):
        own = {"http": self.http, "host": self.http.removeprefix("http://")}
        return re.sub("@(http|host|" + "|".join(self.servers.NAMES) + ")@",
                      lambda found: own.get(found[1]) or self.servers.text(found[1]), value)

    def begin(self, where, *arguments):
        return subprocess.Popen([self.beamctl, *arguments], cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env={**os.environ, "XDG_DATA_HOME": str(where / "xdg")})

    @staticmethod
    def end(process):
        try:
            out, err = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise Failed(f"hangs: {out[-500:]}{err[-500:]}") from None
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def call(self, where, *arguments):
        return self.end(self.begin(where, *arguments))

    def told(self, where, *arguments):
        done = self.call(where, *arguments)
        if done.returncode != 0:
            raise Failed(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    @staticmethod
    def until(process, condition, what):
        for _ in range(PATIENCE_S * 50):
            if condition():
                return
            if process.poll() is not None:
                break
            time.sleep(0.02)
        raise Failed("waited in vain for " + what)

    # ---- cases that are only validated: all in one call

    def validate(self, cases):
        where = self.folder / "validate"
        where.mkdir()
        names = []
        for number, case in enumerate(cases):
            names.append(f"{number}.yaml")
            (where / names[-1]).write_text(self.text(full(case["flow"])))
        done = self.call(where, "validate", "--output", "json", *names)
        if done.returncode not in (0, 3):
            raise Failed(f"validate ended with {done.returncode}: {done.stderr[-500:]}")
        answers = {answer["file"]: answer for answer in json.loads(done.stdout)}
        return [answers[name] for name in names]

    def judge(self, case, answer):
        said = [f"{p['line']}:{p['column']} {p['pointer']} {'(warning) ' if p['severity'] == 'warning' else ''}{p['message']}"
                for p in answer["problems"]]
        wanted = case.get("problems", [])
        all_said = "\n    ".join(said) or "nothing"
        if answer["valid"] != all("(warning)" in line for line in wanted):
            raise Failed(f"valid is {answer['valid']}; said\n    {all_said}")
        if len(said) != len(wanted) or not all(line.startswith(begin) for line, begin in zip(said, wanted)):
            raise Failed(f"wanted {json.dumps(wanted)}; said\n    {all_said}")

    # ---- cases that run

    def prepare(self, case, where):
        where.mkdir()
        for name in self.servers.FILES if "@tls@" in case["flow"] or "settings" in case else ():
            if (self.servers.folder / name).exists():
                shutil.copy(self.servers.folder / name, where)
        (where / "flow.yaml").write_text(self.text(full(case["flow"])).replace("@where@", str(where)))
        (where / "input.json").write_text(json.dumps(case.get("input", {})))
        for name, content in case.get("files", {}).items():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_text(self.text(content))
            services.TEXTS["/" + name] = content
        if not {"secrets", "deploy", "settings", "during", "fires"} & set(case):
            return []
        if "settings" in case:
            (where / "data").mkdir(mode=0o700)
            (where / "data/engine.json").write_text(self.text(json.dumps(case["settings"])).replace("@where@", str(where)))
        for name, content in case.get("secrets", {}).items():
            secret = where / "data/secrets" / name
            secret.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            secret.write_text(content if isinstance(content, str) else json.dumps(content))
            secret.chmod(0o600)
        at_data = ["--data-dir", str(where / "data"), "--files", "."]
        for number, other in enumerate(case.get("deploy", [])):
            (where / f"other{number}.yaml").write_text(self.text(other))
            self.told(where, *at_data, "deploy", f"other{number}.yaml")
        return at_data

    def control(self, process, where, steps):
        """Gives each command when the event before it has been told."""
        told = where / "events.jsonl"
        for event, command in steps:
            def happened():
                lines = told.read_text().rpartition("\n")[0].splitlines() if told.exists() else []
                return event in [kind(json.loads(line)) for line in lines]
            self.until(process, happened, event)
            if isinstance(command, str):
                page = json.loads(self.told(where, "--data-dir", "data", "--output", "json", "list", "--workflow", "flow"))
                command = [command, page["items"][0]["id"]]
            self.told(where, "--data-dir", "data", *command)

    def fire(self, case, where, at_data):
        """An engine of its own that stays: what is deployed there starts by itself."""
        engine = self.begin(where, *at_data, "watch")
        try:
            engine.stderr.readline()  # that it watches
            self.told(where, "--data-dir", "data", "deploy", "flow.yaml")
            for words in case["fires"].get("commands", []):
                self.told(where, "--data-dir", "data", *map(self.text, words))
            runs = []

            def enough():
                page = self.told(where, "--data-dir", "data", "--output", "json", "list", "--workflow", "flow", "--status", "completed")
                runs[:] = [run["id"] for run in reversed(json.loads(page)["items"])]
                return len(runs) >= case["fires"]["runs"]
            self.until(engine, enough, f"{case['fires']['runs']} runs")
            if "outputs" in case["fires"]:
                found = [json.loads(self.told(where, "--data-dir", "data", "--output", "json", "show", run))["output"]
                         for run in runs[:case["fires"]["runs"]]]
                expect(case["fires"]["outputs"], sorted(found, key=json.dumps), "outputs")
        finally:
            engine.terminate()
            self.end(engine)

    def run(self, number, case):
        where = self.folder / f"run{number}"
        at_data = self.prepare(case, where)
        if "fires" in case:
            self.fire(case, where, at_data)
            return
        more = []
        if "publish" in case:
            events = [{"specversion": "1.0", "source": "/conformance", "id": str(i), **event} for i, event in enumerate(case["publish"])]
            (where / "publish.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
            more = ["--publish", "publish.jsonl"]
        process = self.begin(where, *at_data, "run", "flow.yaml", "--input", "input.json", "--events", "events.jsonl", *more)
        try:
            self.control(process, where, case.get("during", []))
        except Failed:
            process.kill()
            raise
        finally:
            done = self.end(process)
        code = 4 if "error" in case else 5 if case.get("phase") == "cancelled" else 0
        if done.returncode != code:
            raise Failed(f"ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-1500:]}")
        if "error" in case:
            error = json.loads(done.stderr.splitlines()[-1])
            for key, wanted in case["error"].items():
                wanted = TYPE + wanted if key == "type" and wanted in STANDARD else wanted
                expect(wanted, error.get(key), f"{key} of {json.dumps(error)}")
        elif code == 0:
            output = json.loads(done.stdout)
            if "output" in case:
                expect(json.loads(self.text(json.dumps(case["output"]))), output, "output")
            for path, wanted in case.get("has", {}).items():
                expect(json.loads(self.text(json.dumps(wanted))), at(output, path), path)
        self.lifecycle(case, [json.loads(line) for line in (where / "events.jsonl").read_text().splitlines()])

    def lifecycle(self, case, events):
        said = []
        for event in events:
            of = event["type"].removeprefix("io.serverlessworkflow.").removesuffix(".v1")
            if of not in MEMBERS or event["specversion"] != "1.0" or not {"id", "source", "time"} <= set(event):
                raise Failed("no lifecycle event: " + json.dumps(event))
            for key in MEMBERS[of].split():
                if key not in event["data"] or (key.endswith("At") and not re.fullmatch(
                        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", event["data"][key])):
                    raise Failed(f"{key} of " + json.dumps(event))
            if more := set(event["data"]) - set(MEMBERS[of].split()) - {"correlationKeys"}:
                raise Failed(f"{more} is no member of the data of " + kind(event))
            said.append(kind(event))
        if len({event["id"] for event in events}) != len(events):
            raise Failed("two lifecycle events with one id")
        if "events" in case:
            expect(case["events"], said, "events")


def load(part):
    cases = []
    for file in sorted((HERE / "features").glob("*.yaml")):
        names = set()
        for case in yaml.safe_load(file.read_text()):
            if set(case) - KNOWN or case["name"] in names:
                sys.exit(f"{file.name}: {case['name']} stands twice or has unknown members {set(case) - KNOWN}")
            names.add(case["name"])
            case["feature"] = file.stem
            if part in f"{file.stem}: {case['name']}":
                cases.append(case)
    return cases


def main():
    options = [option for option in sys.argv[2:] if option.startswith("-")]
    cases = load(" ".join(option for option in sys.argv[2:] if not option.startswith("-")))
    failed, skipped = [], []

    def verdict(case, act, *arguments):
        began = time.monotonic()
        try:
            act(case, *arguments)
        except servers.Missing as reason:
            skipped.append(f"skipped {case['feature']}: {case['name']}: {reason}")
        except Failed as failure:
            failed.append(f"{case['feature']}: {case['name']}\n  {failure}")
        except Exception as failure:  # a broken answer is a failed case, not the end of the others
            failed.append(f"{case['feature']}: {case['name']}\n  {type(failure).__name__}: {failure}")
        else:
            if "-v" in options:
                print(f"ok {time.monotonic() - began:5.2f} s {case['feature']}: {case['name']}")

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)  # processes of the engine of root have a user of their own
        suite = Conformance(pathlib.Path(sys.argv[1]).absolute(), folder)
        runs = [case for case in cases if RUNS & set(case)]
        suite.servers.start(name for name in suite.servers.NAMES if any(f"@{name}@" in json.dumps(case) for case in runs))
        reads = [case for case in cases if case not in runs]
        if reads:
            for case, answer in zip(reads, suite.validate(reads)):
                verdict(case, suite.judge, answer)
        with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
            list(pool.map(lambda job: verdict(job[1], lambda case: suite.run(job[0], case)), enumerate(runs)))
        suite.server.shutdown()
        suite.servers.stop()
    print("\n".join(failed + skipped))
    print(f"{len(cases)} cases, {len(failed)} failed, {len(skipped)} skipped")
    sys.exit(1 if failed or not cases else 0)


main()
