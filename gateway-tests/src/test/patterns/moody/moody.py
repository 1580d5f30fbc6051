#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# The example in Python with moods: it does not start, starts slowly, ends with any exit code, prints without end,
# hangs when it is drained and ignores SIGTERM. As soon as there is a file "calm" beside it, new processes behave.
import os
import random
import runpy
import signal
import sys
import threading
import time

from prism.interfaces import lifecycle_pb2_grpc as life_rpc


def mood(chance):
    return not os.path.exists("calm") and random.random() < chance


def noise():
    for line in range(20_000):
        print("line", line, "x" * random.randrange(200))


register = life_rpc.add_LifecycleInterfaceServicer_to_server


def with_moods(servicer, server):
    drain = servicer.Drain
    servicer.Drain = lambda request, context: time.sleep(600) if mood(0.5) else drain(request, context)
    register(servicer, server)


life_rpc.add_LifecycleInterfaceServicer_to_server = with_moods

if mood(0.2):
    sys.exit(random.choice([0, 1, 2, 42]))
if mood(0.3):
    time.sleep(random.uniform(0.5, 3))
if mood(0.5):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mood(0.5):
    threading.Timer(random.uniform(1, 8), os._exit, [random.choice([0, 1, 42, 255])]).start()
if mood(0.3):
    threading.Thread(target=noise, daemon=True).start()
runpy.run_path("../dict/dict.py", run_name="__main__")
