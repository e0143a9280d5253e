#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The console as a process: it starts the sample, dies by kill -9 while that waits, and finds everything where it was.

Usage: test_console.py BEAMLINE BEAMCTL SAMPLES
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

BEAMLINE, BEAMCTL, SAMPLES = sys.argv[1], sys.argv[2], Path(sys.argv[3])
PATIENCE_S = 60


class Console(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.data = self.home / "data"
        shutil.copytree(SAMPLES, self.data / "files")
        self.data.chmod(0o700)

    def console(self, *arguments):
        process = subprocess.Popen([BEAMLINE, "--data-dir", self.data, *arguments],
                                   env={**os.environ, "HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"})
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.until(self.served, "the console serves its engine")
        return process

    def served(self):
        with socket.socket(socket.AF_UNIX) as client:  # a file alone may be left of the one before
            return client.connect_ex(str(self.data / "engine.sock")) == 0

    def ctl(self, *arguments):
        done = subprocess.run([BEAMCTL, "--data-dir", self.data, "--output", "json", *arguments], capture_output=True, text=True,
                              timeout=PATIENCE_S, check=False)
        return done.stdout if done.returncode == 0 else None

    def until(self, condition, what):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        self.fail(f"waited in vain: {what}")

    def waiting(self):
        return [item["id"] for item in json.loads(self.ctl("approvals") or '{"items": []}')["items"]]

    def phase(self):
        return [item["phase"] for item in json.loads(self.ctl("list"))["items"]]

    def test_without_a_display_it_says_so(self):
        env = {name: value for name, value in os.environ.items()
               if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run([BEAMLINE, "--data-dir", self.data], env={**env, "HOME": str(self.home)}, capture_output=True,
                              text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 6)
        self.assertIn("beamctl", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_a_killed_console_finds_everything_where_it_was(self):
        sample = self.data / "files" / "invoice-approval"
        console = self.console("--start", sample / "invoice-approval.yaml", "--input", sample / "input.json")
        before = self.until(self.waiting, "the sample asks")
        console.send_signal(signal.SIGKILL)
        console.wait()
        console = self.console()
        self.assertEqual(self.waiting(), before)
        self.assertEqual(self.phase(), ["waiting"])
        self.assertIsNotNone(self.ctl("approve", before[0], "--comment", "by a test"))
        self.until(lambda: self.phase() == ["completed"], "the run completes")
        self.assertTrue(list(sample.glob("results/*")))
        console.terminate()
        self.assertEqual(console.wait(PATIENCE_S), 0)

    def start(self, *arguments):
        """A start that is expected to end by itself."""
        return subprocess.run([BEAMLINE, "--data-dir", self.data, *arguments],
                              env={**os.environ, "HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"},
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)

    def test_a_second_start_hands_its_link_to_the_first(self):
        first = self.console()
        for arguments in ([], ["beamline://approvals"], ["--open", "workflows"], ["settings"], ["--new-window"]):
            done = self.start(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
        for hostile in ("beamline://start/examples/invoice-approval", "beamline://nowhere", "beamline://run/<x>"):
            done = self.start(hostile)
            self.assertEqual(done.returncode, 2)
            self.assertIn("beamline: ", done.stderr)
        self.assertIsNone(first.poll())
        first.kill()  # what it leaves behind is in nobody's way
        first.wait()
        again = self.console("beamline://settings/about")
        self.assertEqual(self.start().returncode, 0)
        again.terminate()
        self.assertEqual(again.wait(PATIENCE_S), 0)

    def test_a_console_takes_over_when_the_owner_dies(self):
        sample = self.data / "files" / "invoice-approval"
        owner = self.console("--start", sample / "invoice-approval.yaml", "--input", sample / "input.json")
        asked = self.until(self.waiting, "the sample asks")
        second = subprocess.Popen([BEAMLINE, "--data-dir", self.data, "--own-process"],
                                  env={**os.environ, "HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"})
        self.addCleanup(second.wait)
        self.addCleanup(second.kill)
        time.sleep(2)  # nothing tells from outside that it is connected; if it is not yet, it opens the directory later
        owner.kill()
        owner.wait()
        self.until(self.served, "the second console serves the engine")
        self.assertIsNotNone(self.ctl("approve", asked[0]))
        self.until(lambda: self.phase() == ["completed"], "the run completes")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
