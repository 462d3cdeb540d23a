#!/usr/bin/env python3
"""Times kohyo beside the scripts an office would write.

    cargo build --release && python3 benches/compare/run.py [--forms 500] [--runs 5]

Sets up a virtual environment under target/compare, makes the forms once, then runs every program in turn on the
same two cores, first once unmeasured, and prints medians. The scripts read one sheet per file and write a plain
list with counts; kohyo checks everything and writes all its outputs. Linux only (CPU affinity, peak memory).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "target" / "compare"
PYTHON = WORK / "venv" / "bin" / "python"
PERIOD = "R8-H1"


def set_up():
    """The virtual environment with the pinned packages."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", HERE / "requirements.txt"],
        check=True)


def forms(count):
    """A folder with `count` forms, made anew where the number differs."""
    folder = WORK / f"forms-{count}"
    if len(list(folder.rglob("*.xlsx"))) != count:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([PYTHON, HERE / "forms.py", folder, str(count)], check=True)
    return folder


def timed(command, cores, allowed):
    """(seconds, peak memory in MiB) of one run; ends the program where a run fails."""
    # Files are read from memory in every run: what is compared is the programs, not the disk.
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores))
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{complaint.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description="Times kohyo beside an office's own scripts.")
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    kohyo = ROOT / "target" / "release" / "kohyo"
    if not kohyo.exists():
        sys.exit("target/release/kohyo is missing: run cargo build --release first")
    set_up()
    folder = forms(asked.forms)
    cores = set(sorted(os.sched_getaffinity(0))[:2])
    results = WORK / "results"
    results.mkdir(exist_ok=True)
    # kohyo ends with 1 where a form has an error; that is part of the job. The scripts know only 0.
    programs = {
        "kohyo": ([kohyo, "consolidate", folder, "--out", results / "kohyo", "--period", PERIOD, "--quiet"], {0, 1}),
        "openpyxl": ([PYTHON, HERE / "peer_openpyxl.py", folder, results / "openpyxl.xlsx"], {0}),
        "python-calamine + XlsxWriter": ([PYTHON, HERE / "peer_calamine.py", folder, results / "calamine.xlsx"], {0}),
    }
    taken = {name: [] for name in programs}
    for turn in range(asked.runs + 1):
        for name, (command, allowed) in programs.items():
            measured = timed([str(part) for part in command], cores, allowed)
            if turn:
                taken[name].append(measured)
    print(f"{asked.forms} forms, {asked.runs} runs each in turn, {len(cores)} cores; medians")
    print(f"{'':30}{'seconds':>9}{'fastest':>9}{'slowest':>9}{'peak MiB':>10}{'× kohyo':>9}")
    base = statistics.median(seconds for seconds, _ in taken["kohyo"])
    for name, runs in taken.items():
        seconds = [run[0] for run in runs]
        middle = statistics.median(seconds)
        memory = max(run[1] for run in runs)
        print(f"{name:30}{middle:9.3f}{min(seconds):9.3f}{max(seconds):9.3f}{memory:10.0f}{middle / base:9.1f}")


if __name__ == "__main__":
    main()
