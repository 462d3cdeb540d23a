#!/usr/bin/env python3
"""Runs the same commands on kohyo for Linux and, under Wine, on kohyo for Windows, each in its own copy of the
same folder, and compares exit statuses, messages and every file that comes out, byte for byte.

    compare.py KOHYO KOHYO.EXE HOLD.EXE

A separator of paths is `\\` on Windows: both are compared as `/`. Nothing else may differ. Counts at the end;
exit status 1 where anything differs.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
LINUX, WINDOWS, HOLD = (Path(p).resolve() for p in sys.argv[1:4])
WINE = "/usr/lib/wine/wine64"
LONG = "とても長い名前のフォルダー" * 3  # 39 letters
SECONDS = 300

FORMS = "samples/forms"
DATA = "samples/out/dataset.json"
COMMANDS = [
    ("the samples", ["consolidate", "--config", "samples/kohyo.toml"]),
    ("the samples as JSON", ["consolidate", "--config", "samples/kohyo.toml", "--format", "json", "--quiet"]),
    ("check .xlsx", ["check", f"{FORMS}/教育部"]),
    ("check .xls", ["check", "fixtures/様々.xls"]),
    ("check .ods", ["check", "fixtures/個票.ods"]),
    ("check .xls form", ["check", "fixtures/個票.xls"]),
    ("check a folder", ["check", FORMS, "--register", "samples/台帳.xlsx"]),
    ("check what is not there", ["check", "どこにもない.xlsx"]),
    ("issue", ["issue", "--register", "samples/台帳.xlsx", "--period", "R9-H1", "--previous", DATA, "--out", "配布"]),
    ("return", ["return", FORMS, "--out", "差戻し", "--period", "R8-H1", "--register", "samples/台帳.xlsx"]),
    ("return clean", ["return", "--clean", "差戻し/市民部"]),
    ("apply", ["apply", "samples/out", "--dataset", DATA, "--out", "確定"]),
    ("publish, shown only", ["publish", "--dataset", "確定/dataset.json", "--out", "公表", "--dry-run"]),
    ("publish", ["publish", "--dataset", "確定/dataset.json", "--include-undecided=previous", "--out", "公表"]),
    ("register from", ["register", "from", FORMS, "--out", "新しい台帳.xlsx"]),
    ("register new", ["register", "new", "--out", "空の台帳.xlsx"]),
    ("register new again", ["register", "new", "--out", "空の台帳.xlsx"]),
    ("read", ["read", f"{FORMS}/教育部", "--root", FORMS, "--out", "教育部.jsonl"]),
    ("read another", ["read", f"{FORMS}/市民部", "--root", FORMS, "--out", "市民部.jsonl"]),
    ("join", ["consolidate", "--from", "教育部.jsonl", "市民部.jsonl", "--out", "合併", "--period", "R8-H1"]),
    ("layout learn", ["layout", "learn", "fixtures/様式.xlsx", "--out", "様式.toml"]),
    ("a long path", ["consolidate", f"{LONG}/{LONG}/{LONG}/forms", "--out", f"{LONG}/{LONG}/{LONG}/結果", "--period", "R8-H1"]),
    ("a wrong option", ["consolidate", "--perod", "R8"]),
    ("a wrong command", ["consolidat"]),
    ("help", ["--help"]),
    ("help of a command", ["consolidate", "--help"]),
]
# In these the folder is named whole, so messages differ by the drive.
ABSOLUTE = [("an absolute path in Japanese", lambda root: ["consolidate", f"{root}/samples/forms", "--out", f"{root}/絶対", "--period", "R8-H1", "--quiet"])]


def scene(folder):
    """The folder both systems begin with."""
    shutil.copytree(TOP / "samples", folder / "samples", ignore=shutil.ignore_patterns("out", "*.py", "maker"))
    fixtures = folder / "fixtures"
    fixtures.mkdir()
    for name in ("様々.xls", "個票.xls", "個票.ods"):
        shutil.copy(TOP / "tests/fixtures/formats" / name, fixtures)
    learned = sorted((TOP / "tests/fixtures/learn").rglob("*.xlsx"))[0]
    shutil.copy(learned, fixtures / "様式.xlsx")
    shutil.copytree(folder / "samples/forms/教育部", folder / LONG / LONG / LONG / "forms")


def run(program, arguments, folder):
    """Exit status, standard output and standard error of a program."""
    prefix = [WINE] if str(program).endswith(".exe") else []
    done = subprocess.run(prefix + [str(program), *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=SECONDS)
    words = [stream.decode("utf-8", "replace").replace("\r\n", "\n").replace("\\\\", "/").replace("\\", "/")
             for stream in (done.stdout, done.stderr)]
    return done.returncode, *words


def files(folder):
    """The content of every file below a folder, by name. Parts name the folder they were read in."""
    here = [json.dumps(root, ensure_ascii=False)[1:-1].encode() for root in (str(folder), "Z:" + str(folder).replace("/", "\\"))]
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".jsonl":
                content = content.replace(here[1], here[0]).replace(here[0], b"ROOT").replace(b"\\\\", b"/")
            found[str(path.relative_to(folder))] = content
    return found


def first_difference(one, other):
    for at, (a, b) in enumerate(zip(one.splitlines(), other.splitlines())):
        if a != b:
            return f"line {at + 1}:\n      Linux   {a}\n      Windows {b}"
    return f"lengths {len(one)} and {len(other)}"


class Tally:
    def __init__(self):
        self.same = 0
        self.failures = []

    def hold(self, what, good, why=""):
        if good:
            self.same += 1
        else:
            self.failures.append(f"{what}: {why}")
            print(f"  DIFFERS {what}: {why}")


def compare_commands(tally, linux, windows):
    steps = [(name, args, args) for name, args in COMMANDS]
    for name, arguments, _ in steps:
        begun = time.monotonic()
        here, there = run(LINUX, arguments, linux), run(WINDOWS, arguments, windows)
        print(f"-- {name}: exit {here[0]}, {time.monotonic() - begun:.1f} s")
        tally.hold(f"{name}, exit status", here[0] == there[0], f"{here[0]} and {there[0]}: {there[2][-600:]}")
        for stream, one, other in (("output", here[1], there[1]), ("messages", here[2], there[2])):
            tally.hold(f"{name}, {stream}", one == other, first_difference(one, other))
        tally.hold(f"{name}, no verbatim path", "//?/" not in there[1] + there[2], "//?/ in a message")
    for name, arguments in ABSOLUTE:
        drive = "Z:" + str(windows).replace("/", "\\")
        here, there = run(LINUX, arguments(linux), linux), run(WINDOWS, arguments(drive), windows)
        tally.hold(f"{name}, exit status", here[0] == there[0], f"{here[0]} and {there[0]}: {there[2][-600:]}")
    compare_files(tally, linux, windows)


def compare_files(tally, linux, windows):
    here, there = files(linux), files(windows)
    tally.hold("the same files come out", here.keys() == there.keys(), sorted(here.keys() ^ there.keys())[:10])
    for name in sorted(here.keys() & there.keys()):
        tally.hold(name, here[name] == there[name], f"{len(here[name])} and {len(there[name])} bytes")


def bare(tally, base):
    """kohyo alone in a folder with its settings, and in one without."""
    for name, settings in (("alone with settings", True), ("alone without settings", False)):
        results = []
        for system, program in (("linux", LINUX), ("windows", WINDOWS)):
            folder = base / f"{system} {settings}"
            folder.mkdir()
            if settings:
                shutil.copytree(TOP / "samples/forms/教育部", folder / "個票")
                (folder / "kohyo.toml").write_text('inputs = ["個票"]\nout = "結果"\nperiod = "R8-H1"\n', "utf-8")
            results.append((run(program, [], folder), files(folder)))
        (here, kept), (there, got) = results
        tally.hold(f"{name}, exit status", here[0] == there[0], f"{here[0]} and {there[0]}: {there[2][-600:]}")
        tally.hold(f"{name}, messages", here[2] == there[2], first_difference(here[2], there[2]))
        tally.hold(f"{name}, files", kept == got, sorted(kept.keys() ^ got.keys()))


def held(tally, folder):
    """A file that another program has open is told as such, by its name; nothing is harmed, and it works after."""
    cases = [
        ("総括表.xlsx", ["consolidate", "samples/forms/教育部", "--out", "結果2", "--period", "R8-H1", "--as-of", "2026-06-30"], "結果2/総括表.xlsx"),
        ("教育部.jsonl", ["read", f"{FORMS}/市民部", "--root", FORMS, "--out", "教育部.jsonl"], "教育部.jsonl"),
    ]
    run(WINDOWS, ["consolidate", "samples/forms/教育部", "--out", "結果2", "--period", "R8-H1"], folder)
    for share in ("0", "1"):
        for name, arguments, file in cases:
            before = (folder / file).read_bytes()
            stop = folder / f"stop-{share}-{name}"
            holder = subprocess.Popen([WINE, str(HOLD), file.replace("/", "\\"), share, stop.name], cwd=folder, stdout=subprocess.PIPE)
            said = holder.stdout.readline().strip()
            status, _, messages = run(WINDOWS, arguments, folder)
            stop.touch()
            holder.wait(60)
            what = f"{name} held with share {share}"
            tally.hold(f"{what}: held", said == b"held", said)
            tally.hold(f"{what}: exit status", status == 2, f"{status}: {messages[-400:]}")
            tally.hold(f"{what}: message", "開かれています" in messages and name in messages, messages[-400:])
            tally.hold(f"{what}: unharmed", (folder / file).read_bytes() == before, "changed")
            status, _, messages = run(WINDOWS, arguments, folder)
            tally.hold(f"{what}: works afterwards", status in (0, 1), messages[-400:])
            (folder / file).write_bytes(before)


def code_page(tally, folder):
    """Under code page 932 files have the same bytes, and pipes get UTF-8 all the same."""
    active = subprocess.run([WINE, str(HOLD)], capture_output=True, timeout=SECONDS).stdout
    tally.hold("the code page is 932", active.strip() == b"code page 932", active)
    status, out, messages = run(WINDOWS, ["check", "fixtures/個票.xls"], folder)
    here = run(LINUX, ["check", "fixtures/個票.xls"], folder)
    tally.hold("check under code page 932", (status, out, messages) == here, first_difference(here[1] + here[2], out + messages))


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="kohyo-windows-") as base:
        base = Path(base)
        linux, windows = base / "一", base / "二"
        for folder in (linux, windows):
            folder.mkdir()
            scene(folder)
        compare_commands(tally, linux, windows)
        bare(tally, base)
        held(tally, windows)
        code_page(tally, windows)
    print(f"compared: {tally.same} the same, {len(tally.failures)} different")
    sys.exit(bool(tally.failures))


main()
