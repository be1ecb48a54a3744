#!/usr/bin/env python3
"""Measures the throughput and memory use of `quartet traffic flag`.

Generates Zeek connection records, trains a model on some of them, and flags
others from a file to JSON several times. --stream also sends a long stream of
records through a pipe: memory use must not depend on its length.

    Benchmarks/traffic_throughput.py                      # 5 million from disk
    Benchmarks/traffic_throughput.py --stream 100000000   # and 100 million by pipe
"""
import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HEADER = """#separator \\x09
#set_separator\t,
#empty_field\t(empty)
#unset_field\t-
#path\tconn
#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents
#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]
"""


def endings(random_numbers):
    """The fields after the addresses of a record, for a few thousand kinds of ordinary traffic."""
    result = []
    for _ in range(4096):
        kind = random_numbers.random()
        if kind < 0.45:
            out, back = int(random_numbers.lognormvariate(3.7, 0.3)), int(random_numbers.lognormvariate(4.8, 0.5))
            rest = (53, "udp", "dns", random_numbers.expovariate(20), out, back, "SF", "Dd", 1, 1)
        elif kind < 0.85:
            out, back = int(random_numbers.lognormvariate(6.5, 0.8)), int(random_numbers.lognormvariate(8.5, 1.3))
            packets = 6 + back // 1400
            rest = (443, "tcp", "ssl", random_numbers.lognormvariate(0, 1.2), out, back, "SF", "ShADadFf", packets, packets + 2)
        elif kind < 0.97:
            out, back = int(random_numbers.lognormvariate(5.5, 0.5)), int(random_numbers.lognormvariate(7.5, 1.0))
            packets = 5 + back // 1400
            rest = (80, "tcp", "http", random_numbers.lognormvariate(-1, 1), out, back, "SF", "ShADadFf", packets, packets + 1)
        else:
            rest = (443, "tcp", "-", 0, 0, 0, "S0", "S", 1, 0)
        port, protocol, service, duration, out, back, state, history, packets, answers = rest
        result.append(
            f"\t{port}\t{protocol}\t{service}\t{duration:.6f}\t{out}\t{back}\t{state}\tT\tF\t0\t{history}"
            f"\t{packets}\t{out + 40 * packets}\t{answers}\t{back + 40 * answers}\t-\n")
    return result


def write_records(stream, count, seed, start=1.7e9):
    """Writes a header and `count` records with varying sources and servers."""
    random_numbers = random.Random(seed)
    rest = endings(random_numbers)
    stream.write(HEADER)
    clock, written = start, 0
    while written < count:
        block = []
        for number in range(written, min(written + 20_000, count)):
            # Spreads over all values without a random call for each.
            spread = (number * 2654435761 + seed) & 0xFFFFFFFF
            clock += 0.0037
            block.append(
                f"{clock:.6f}\tC{number:x}\t10.{spread & 3}.{spread >> 7 & 15}.{spread >> 13 & 255}\t{32768 + (spread >> 5 & 16383)}"
                f"\t198.51.{spread >> 11 & 63}.{spread >> 19 & 255}{rest[spread >> 20]}")
        stream.write("".join(block))
        written += len(block)


def run(command, **options):
    """Seconds and peak resident kilobytes of a command."""
    began = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return time.monotonic() - began, usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/release/quartet")
    parser.add_argument("--records", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stream", type=int, default=0, help="number of records to stream through a pipe")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        known, log, model = (os.path.join(folder, name) for name in ("known.log", "conn.log", "model.safetensors"))
        for path, count, seed in ((known, 100_000, 1), (log, arguments.records, 2)):
            with open(path, "w") as stream:
                write_records(stream, count, seed)
        run([arguments.program, "traffic", "train", known, "--out", model, "--quiet"], stdout=subprocess.DEVNULL)
        flag = [arguments.program, "traffic", "flag", "--model", model, "--fpr", "0.001", "--json", "--quiet"]
        rates = []
        for _ in range(arguments.rounds):
            with open(os.path.join(folder, "alerts.json"), "w") as alerts:
                seconds, memory = run(flag + [log], stdout=alerts)
            rates.append(arguments.records / seconds)
            print(f"{arguments.records:,} records from disk: {rates[-1]:,.0f} per second, {memory / 1024:.0f} MB", flush=True)
        print(f"median of {len(rates)}: {statistics.median(rates):,.0f} records per second")
        if arguments.stream:
            stream_through(flag, arguments.stream)


def stream_through(flag, count):
    """Prints the memory use ten times while a long stream is flagged."""
    process = subprocess.Popen(flag + ["-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    step = max(count // 10, 1)
    began = time.monotonic()
    done = 0

    class Counted:
        """Forwards blocks, and reads the memory use after every tenth of the records."""

        def write(self, text):
            nonlocal done
            process.stdin.write(text)
            before, done = done // step, done + text.count("\n")
            if done // step > before:
                with open(f"/proc/{process.pid}/status") as status:
                    resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
                rate = done / (time.monotonic() - began)
                print(f"{done:,} records by pipe: {rate:,.0f} per second, {resident / 1024:.0f} MB", flush=True)

    writer = threading.Thread(target=write_records, args=(Counted(), count, 3))
    writer.start()
    writer.join()
    process.stdin.close()
    if process.wait():
        sys.exit("flag failed")


if __name__ == "__main__":
    main()
