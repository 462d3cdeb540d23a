#!/usr/bin/env python3
"""Runs the project's tests, built for Windows, under Wine: all but those of left-out.txt, which must fail.

    tests.py CARGO-MESSAGES LEFT-OUT WINE SECONDS-A-PROGRAM [PATTERN]
"""
import json
import os
import re
import subprocess
import sys
import time

MESSAGES, LEFT_OUT, WINE, SECONDS, PATTERN = sys.argv[1:6]
RESULT = re.compile(r"test result: \w+\. (\d+) passed; (\d+) failed")


def programs():
    """The name, the file and the package folder of every test program that cargo built."""
    with open(MESSAGES, encoding="utf-8") as lines:
        for line in lines:
            message = json.loads(line)
            if message.get("reason") == "compiler-artifact" and message["profile"]["test"] and message["executable"]:
                yield message["target"]["name"], message["executable"], os.path.dirname(message["manifest_path"])


def left_out():
    """The names of tests that Wine cannot run, by program."""
    names = {}
    with open(LEFT_OUT, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                program, test, reason = line.rstrip("\n").split("\t")
                assert reason, f"{test} is left out without a reason"
                names.setdefault(program, []).append(test)
    return names


def run(file, folder, arguments):
    """Whether the program ended well, and what it said."""
    environment = dict(os.environ, CARGO_MANIFEST_DIR=folder)
    try:
        done = subprocess.run([WINE, file, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=int(SECONDS))
    except subprocess.TimeoutExpired as late:
        return False, (late.stdout or b"").decode("utf-8", "replace") + "\n(not ended in time)"
    return done.returncode == 0, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def main():
    passed = failed = 0
    unused = left_out()
    for name, file, folder in programs():
        if PATTERN and not re.search(PATTERN, name):
            continue
        begun = time.monotonic()
        skipped = unused.pop(name, [])
        skips = [word for test in skipped for word in ("--skip", test)]
        well, said = run(file, folder, skips)
        counts = [(int(a), int(b)) for a, b in RESULT.findall(said)]
        passed += sum(count[0] for count in counts)
        bad = sum(count[1] for count in counts) or int(not well)
        failed += bad
        print(f"-- {name}: {counts}, {time.monotonic() - begun:.0f} s", flush=True)
        if bad:
            print(said[-6000:])
        for test in skipped:
            well, said = run(file, folder, [test, "--exact"])
            if "1 failed" not in said:
                failed += 1
                print(f"{name} {test} is left out and does not fail:\n{said[-1000:]}")
    if not PATTERN:
        for name, tests in unused.items():
            failed += 1
            print(f"{name} is left out ({tests}) and is no test program")
    # In the words of a test runner.
    print(f"Wine: {passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


main()
