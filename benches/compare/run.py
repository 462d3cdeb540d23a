#!/usr/bin/env python3
"""Times kohyo beside the scripts an office would write.

    python3 benches/compare/run.py [--forms 500] [--runs 5] [--folder FORMS --period R2-H1 --peers DIR]

Builds kohyo, sets up a virtual environment under target/compare, makes the forms once, then runs every program in
turn on the same two cores, first once unmeasured, and prints medians and ratios. The scripts read one sheet per file
and write a plain list with counts; kohyo checks everything, once for all its outputs, once for the data alone. The
floor inflates the parts that have to be read and does nothing else; reading alone goes from there to cells, merged
regions and drawings. `--folder` takes forms that are there already, and
`--peers` scripts `peer_*.py FOLDER OUTPUT` of one's own. Linux only (CPU affinity, peak memory).
"""

import argparse
import json
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
ALL = "kohyo, all outputs"
DATA = "kohyo, data only"
FLOOR = "floor: inflating, 2 threads"


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


def build():
    """(kohyo, floor): as they are handed out, the builds of what is measured."""
    subprocess.run(["cargo", "build", "--profile", "dist", "--locked"], cwd=ROOT, check=True)
    told = subprocess.run(
        ["cargo", "bench", "--bench", "floor", "--no-run", "--locked", "--message-format=json"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    made = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    floor = [one["executable"] for one in made if one.get("executable") and one["target"]["name"] == "floor"]
    return ROOT / "target" / "dist" / "kohyo", floor[-1]


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
    parser.add_argument("--folder", type=Path, help="forms that are there already")
    parser.add_argument("--period", default=PERIOD, help="the period they are of")
    parser.add_argument("--peers", type=Path, default=HERE, help="where peer_openpyxl.py and peer_*calamine.py are")
    asked = parser.parse_args()
    kohyo, floor = build()
    set_up()
    folder = asked.folder or forms(asked.forms)
    count = len(list(folder.rglob("*.xlsx")))
    consolidate = [kohyo, "consolidate", folder, "--period", asked.period, "--quiet", "--out"]
    calamine = next(asked.peers.glob("peer_*calamine.py"))
    cores = set(sorted(os.sched_getaffinity(0))[:2])
    results = WORK / "results"
    results.mkdir(exist_ok=True)
    # kohyo ends with 1 where a form has an error; that is part of the job. The scripts know only 0.
    programs = {
        ALL: ([*consolidate, results / "kohyo"], {0, 1}),
        DATA: ([*consolidate, results / "kohyo-data", "--only", "dataset"], {0, 1}),
        "kohyo, reading alone": ([floor, folder, "--read"], {0}),
        FLOOR: ([floor, folder], {0}),
        "openpyxl": ([PYTHON, asked.peers / "peer_openpyxl.py", folder, results / "openpyxl.xlsx"], {0}),
        "python-calamine + XlsxWriter": ([PYTHON, calamine, folder, results / "calamine.xlsx"], {0}),
    }
    taken = {name: [] for name in programs}
    for turn in range(asked.runs + 1):
        for name, (command, allowed) in programs.items():
            measured = timed([str(part) for part in command], cores, allowed)
            if turn:
                taken[name].append(measured)
    print(f"{count} forms, {asked.runs} runs each in turn, {len(cores)} cores; medians")
    print(f"{'':30}{'seconds':>9}{'fastest':>9}{'slowest':>9}{'peak MiB':>10}{'÷ all':>9}{'÷ data':>9}{'÷ floor':>9}")
    bases = [statistics.median(seconds for seconds, _ in taken[name]) for name in (ALL, DATA, FLOOR)]
    for name, runs in taken.items():
        seconds = [run[0] for run in runs]
        middle = statistics.median(seconds)
        memory = max(run[1] for run in runs)
        print(f"{name:30}{middle:9.3f}{min(seconds):9.3f}{max(seconds):9.3f}{memory:10.0f}"
              + "".join(f"{middle / base:9.2f}" for base in bases))


if __name__ == "__main__":
    main()
