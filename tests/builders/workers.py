"""Workers that are ready to begin and wait for the word, so that a test knows when they are at work."""

from __future__ import annotations

import os
import subprocess
import sys

from socmap_plugin.core.__main__ import _TASKS
from socmap_plugin.core.jobs.job_file import read_job
from tests.builders.places import ROOT

LONGEST_S = 120
_PROGRAM = """
import importlib, os, sys
from socmap_plugin.core import __main__ as worker
module, job = sys.argv[1:]
importlib.import_module("socmap_plugin.core." + module)
{changes}
print("ready", flush=True)
sys.stdin.readline()
os._exit(worker.main([job]))
"""


def waiting(job_file, changes=""):
    """Start a worker on a job file, after `changes`, lines of Python, and return it when it waits for :func:`told`."""
    command = [sys.executable, "-c", _PROGRAM.format(changes=changes), _TASKS[read_job(job_file).task][0]]
    worker = subprocess.Popen(
        [*command, str(job_file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout.readline() == "ready\n"
    return worker


def told(worker):
    """Let a worker go on."""
    worker.stdin.write("\n")
    worker.stdin.flush()


def made_in(folder):
    """Return the content of every file in a folder and in what runs have left there, by its place."""
    return {os.path.relpath(path, folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def emptied(folder):
    """Remove the files of a folder, of which no run has left more than its results."""
    for path in folder.iterdir():
        path.unlink()
