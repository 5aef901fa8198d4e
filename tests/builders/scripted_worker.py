"""A small worker for the tests of the QGIS side: it speaks the protocol, or breaks it, as its first argument says."""

import json
import os
import sys
import threading
import time


def say(kind, **fields):
    sys.stdout.write(json.dumps({"type": kind, **fields}) + "\n")
    sys.stdout.flush()


def stop_at_end_of_input():
    while os.read(0, 4096):
        pass
    os._exit(3)


def work():
    for i in range(5):
        say("progress", fraction=i / 4, message=f"step {i}")
    say("log", message="a line to read")
    say("warning", message="a line that should be read")
    say("result", answer=42)


def long_text():
    say("progress", fraction=0.5, message="Collecting " + "soil" * 200)
    say("result", answer=42)


def environment():
    say("result", environment=dict(os.environ), folder=os.getcwd(), path=sys.path, flags=list(sys.flags))


def error():
    say("error", message="The value is 3, the limit is 2; give less.")
    sys.exit(1)


def crash():
    for i in range(20):
        print("last words", i, file=sys.stderr)
    sys.stderr.flush()
    os.abort()


def exit_code():
    print("gone", file=sys.stderr)
    sys.exit(7)


def hdf5_noise():
    print("gone", file=sys.stderr)
    print("HDF5-DIAG: Error detected in HDF5 (1.14.6) thread 1:", file=sys.stderr)
    for number in range(9):
        print(f"  #00{number}: H5F.c line 827 in H5Fopen(): unable to synchronously open file", file=sys.stderr)
        print("    major: File accessibility\n    minor: Unable to open file", file=sys.stderr)
    sys.exit(7)


def silent():
    pass


def two_results():
    say("result", answer=1)
    say("result", answer=2)


def hang():
    say("progress", fraction=0.5, message=str(os.getpid()))
    time.sleep(60)


def flood_and_hang():
    while True:
        sys.stdout.write("noise " * 200 + "\n")
        sys.stderr.write("noise " * 200 + "\n")


def garbage():
    sys.stdout.write('no JSON\n\n[1, 2]\n{"type": "unheard of"}\n{"type": "progress", "fraction": "x"}\n')
    sys.stdout.write('{"type": "progress", "fraction": NaN}\n' + "[" * 100_000 + "\n")
    sys.stdout.flush()
    sys.stdout.buffer.write(b"\xff\xfe not a text\n")
    sys.stdout.buffer.flush()
    work()


def stderr_flood():
    for _ in range(20_000):
        sys.stderr.write("x" * 500 + "\n")
    work()


def huge_line():
    sys.stdout.write("y" * 30_000_000 + "\n")
    work()


def closed_output():
    work()
    sys.stdout.close()
    os.close(1)
    time.sleep(0.5)
    os._exit(0)


if __name__ == "__main__":
    behaviour = sys.argv[1]
    if behaviour not in ("hang_deaf", "flood_deaf"):
        threading.Thread(target=stop_at_end_of_input, daemon=True).start()
    {"hang_deaf": hang, "flood_deaf": flood_and_hang}.get(behaviour, globals().get(behaviour))()
