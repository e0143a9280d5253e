#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every sample workflow with beamctl on its own data, decides its approvals, and looks at what it leaves behind.

Usage: test_samples.py BEAMCTL SAMPLES [unittest arguments]
"""
import functools
import hashlib
import http.server
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

BEAMCTL, SAMPLES = sys.argv[1], Path(sys.argv[2])
PATIENCE_S = 60  # a run that takes longer hangs


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Samples(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name, "data")
        self.files = self.data / "files"
        shutil.copytree(SAMPLES, self.files)

    def ctl(self, *arguments, code=0):
        done = subprocess.run([BEAMCTL, "--data-dir", self.data, "--output", "json", *arguments], capture_output=True, text=True,
                              timeout=PATIENCE_S)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def run_sample(self, name, decisions=(), code=0, **changed):
        """Runs it durably, decides what it asks, one (verb, form) after the other; answers its output, or its error."""
        document = json.loads((SAMPLES / name / "input.json").read_text())
        given = self.data / "input.json"
        given.write_text(json.dumps({**document, **changed}))
        with subprocess.Popen([BEAMCTL, "--data-dir", self.data, "run", self.files / name / f"{name}.yaml", "--input", given,
                               "--on-approval", "wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            watchdog = threading.Timer(PATIENCE_S, process.kill)
            watchdog.start()
            try:
                asked = [self.decide(process, *decision) for decision in decisions]
                out, err = process.communicate()
            finally:
                watchdog.cancel()
                process.kill()
        self.assertEqual(process.returncode, code, err)
        return json.loads(out) if code == 0 else json.loads(err.splitlines()[-1]), asked

    def decide(self, process, verb, form):
        for line in process.stderr:  # it names the approval that it waits for
            found = json.loads(self.ctl("approvals"))["items"]
            if found:
                self.ctl(verb, found[0]["id"], "--comment", "by a test", *(["--data", json.dumps(form)] if form else []))
                return found[0]
        self.fail("the run ended without asking")

    def serve(self, folder):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def rows(self, database, query):
        with sqlite3.connect(self.files / database) as connection:
            return connection.execute(query).fetchall()

    def test_invoice_approval(self):
        output, asked = self.run_sample("invoice-approval", [("approve", {"costCentre": "travel"})])
        self.assertEqual((output["outcome"], output["cleared"], output["aboveLimit"], output["setAside"]), ("approved", 5, 3, 4))
        self.assertIn("11399.00 EUR", asked[0]["summary"])
        ledger = self.rows("invoice-approval/results/ledger.db",
                           "SELECT state, count(*), min(cost_centre) FROM invoices GROUP BY state ORDER BY state")
        self.assertEqual(ledger, [("approved", 3, "travel"), ("cleared", 5, None)])
        self.assertIn("by a test", (self.files / output["report"]).read_text())
        again, _ = self.run_sample("invoice-approval")
        self.assertEqual(again["outcome"], "not needed")

    def test_invoice_approval_rejected(self):
        output, _ = self.run_sample("invoice-approval", [("reject", None)], limit=2000)
        self.assertEqual((output["outcome"], output["aboveLimit"]), ("rejected", 2))
        self.assertEqual(self.rows("invoice-approval/results/ledger.db", "SELECT count(*) FROM invoices WHERE state = 'rejected'"),
                         [(2,)])

    def test_folder_backup(self):
        output, _ = self.run_sample("folder-backup", [("approve", None)])
        self.assertEqual((output["files"], len(output["copied"]), output["gone"]), (4, 3, ["draft.txt"]))
        source, target = self.files / "folder-backup/source", self.files / "folder-backup/backup"
        for file in filter(Path.is_file, source.rglob("*")):
            self.assertEqual(file.read_bytes(), (target / file.relative_to(source)).read_bytes())
        draft = hashlib.sha256((target / "draft.txt").read_bytes()).hexdigest()
        self.assertEqual((self.files / "folder-backup/backup.delete.txt").read_text(), f"{draft}  draft.txt\n")
        (target / "draft.txt").unlink()
        again, _ = self.run_sample("folder-backup")
        self.assertEqual((again["copied"], again["deletion"]), ([], "not needed"))
        fresh, _ = self.run_sample("folder-backup", target="folder-backup/new")
        self.assertEqual(len(fresh["copied"]), 4)

    def test_endpoint_health(self):
        here = self.serve(self.files / "endpoint-health")
        listed = (self.files / "endpoint-health/endpoints.json").read_text().replace("http://127.0.0.1:8099", here)
        (self.files / "endpoint-health/endpoints.json").write_text(listed)
        output, _ = self.run_sample("endpoint-health")
        self.assertEqual((output["up"], output["down"]), (["status page", "health file"], ["missing page", "closed port"]))
        self.assertEqual((self.files / "endpoint-health/results/alerts.log").read_text().count(" DOWN "), 2)
        error, _ = self.run_sample("endpoint-health", code=4, failWhenDown=True)
        self.assertEqual((error["status"], error["detail"]), (503, "missing page, closed port"))

    def test_data_import(self):
        output, _ = self.run_sample("data-import", batch=4)
        self.assertEqual((output["rows"], output["imported"], output["customersInDatabase"]), (15, 9, 9))
        self.assertEqual([row["line"] for row in output["quarantined"]], [5, 6, 9, 10, 11, 12])
        self.assertIn("not a two-letter code", (self.files / "data-import/results/quarantine.csv").read_text())
        self.assertEqual(self.rows("data-import/results/customers.db", "SELECT name FROM customers WHERE id = 1014"),
                         [("Robert'); DROP TABLE customers;--",)])
        error, _ = self.run_sample("data-import", code=4, maxBadShare=0.2, folder="data-import/refused")
        self.assertTrue(error["type"].endswith("/validation"), error)
        self.assertFalse((self.files / "data-import/refused/customers.db").exists())

    def test_fan_out_files(self):
        output, _ = self.run_sample("fan-out-files")
        self.assertEqual((output["files"], output["words"]), (4, 126))
        index = json.loads((self.files / output["index"]).read_text())
        self.assertEqual([entry["name"] for entry in index], ["empty.txt", "lighthouse.txt", "minutes.txt", "recipe.txt"])
        self.assertEqual(len((self.files / index[1]["copy"]).read_text().splitlines()), 4)

    def test_incident_runbook(self):
        quick = {"health": self.serve(self.files / "incident-runbook") + "/health.json", "observe": "PT0.05S", "deciders": 1}
        output, asked = self.run_sample("incident-runbook", [("approve", {"firstImpression": "the database"}), ("approve", None)],
                                        **quick)
        self.assertEqual((output["failover"], output["recovered"]), ("approved", False))
        self.assertIn("degraded", asked[1]["summary"])
        log = (self.files / output["log"]).read_text()
        self.assertEqual(log.count("LOOK "), 3)
        self.assertIn("the database", log)
        (self.files / "incident-runbook/health.json").write_text('{"status": "ok"}')
        output, _ = self.run_sample("incident-runbook", [("approve", None)], **quick)
        self.assertEqual((output["failover"], output["recovered"]), ("not needed", True))
        output, _ = self.run_sample("incident-runbook", [("reject", None)], **quick)
        self.assertTrue(output["falseAlarm"])

    def test_all_are_valid(self):
        definitions = sorted(str(path) for path in SAMPLES.glob("*/*.yaml"))
        self.assertEqual(len(definitions), 6)
        self.ctl("validate", *definitions)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
