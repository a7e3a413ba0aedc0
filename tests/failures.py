"""Prints what a person needs of a test program's messages (xunit's json reporter): each failure with its reason, and the figures that tests gave out."""

import collections
import json
import sys

names = {}
skipped = collections.Counter()
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    start = line.find('{"$type"')
    if start < 0:
        continue
    try:
        message = json.loads(line[start:])
    except ValueError:
        continue  # Cut off by a crash, or mixed with what the program printed itself.
    kind = message["$type"]
    if kind == "test-starting":
        names[message["TestUniqueID"]] = message["TestDisplayName"]
    elif kind in ("test-failed", "error") or kind.endswith("cleanup-failure"):
        print(f"FAILED {names.pop(message.get('TestUniqueID'), kind)}")
        for text, stack in zip(message.get("Messages") or [], message.get("StackTraces") or [""]):
            print("  " + (text or "").replace("\n", "\n  "))
            print("    " + "\n    ".join((stack or "").splitlines()[:8]))
        if message.get("Output"):
            print("  output: " + "\n  ".join(message["Output"].splitlines()[-20:]))
    elif kind == "test-skipped":
        names.pop(message["TestUniqueID"], None)
        skipped[message.get("Reason")] += 1
    elif kind == "test-passed":
        name = names.pop(message["TestUniqueID"], "?")
        if message.get("Output"):
            print(f"{name.rsplit('.', 1)[-1]}:\n  " + "\n  ".join(message["Output"].splitlines()[-5:]))
    elif kind == "test-assembly-finished":
        names.clear()
for name in names.values():
    print(f"FAILED {name}\n  did not end")
for reason, count in skipped.items():
    print(f"{count} skipped: {reason}")
