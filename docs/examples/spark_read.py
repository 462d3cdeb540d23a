#!/usr/bin/env python3
"""Reads forms on all machines of an Apache Spark cluster and leaves parts for `kohyo consolidate --from`.

    spark-submit spark_read.py 個票 parts [--share 500] [--kohyo kohyo] [-- --register 台帳.xlsx]
    kohyo consolidate --from parts/part-* --out 結果 --period R2-H1 [--register 台帳.xlsx]

Every machine must have the program and see the folder of forms under the same path. The second command runs
once, anywhere.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession


def reader(kohyo, root, options):
    """What a machine does with its shares: the lines of one part for each."""

    def read(shares):
        for share in shares:
            with tempfile.TemporaryDirectory() as folder:
                part = Path(folder) / "part.jsonl"
                command = [kohyo, "read", *share, "--root", root, "--out", part, "--quiet", "--jobs", "1", *options]
                ran = subprocess.run(command, stderr=subprocess.PIPE)
                # 1 says that some form could not be used, which the part tells too.
                if ran.returncode not in (0, 1):
                    raise RuntimeError(ran.stderr.decode())
                yield from part.read_text(encoding="utf-8").splitlines()

    return read


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("forms")
    arguments.add_argument("parts")
    arguments.add_argument("--share", type=int, default=500, help="files read by one run")
    arguments.add_argument("--kohyo", default="kohyo")
    arguments.add_argument("options", nargs="*", help="after --: options of `kohyo read`")
    asked = arguments.parse_args()

    root = Path(asked.forms).resolve()
    files = sorted(str(path) for path in root.rglob("*") if path.is_file())
    shares = [files[at:at + asked.share] for at in range(0, len(files), asked.share)]
    if not shares:
        sys.exit(f"no file in {root}")
    context = SparkSession.builder.appName("kohyo read").getOrCreate().sparkContext
    lines = context.parallelize(shares, len(shares)).mapPartitions(reader(asked.kohyo, str(root), asked.options))
    lines.saveAsTextFile(Path(asked.parts).resolve().as_uri())


if __name__ == "__main__":
    main()
