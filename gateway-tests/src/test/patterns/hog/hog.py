#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# The example in Python with a leak: it takes 64 MiB every tenth of a second until it gets no more, and ends then.
import os
import runpy
import threading
import time


def leak():
    taken = []
    try:
        while True:
            taken.append(bytearray(os.urandom(1024) * (64 << 10)))
            time.sleep(0.1)
    except MemoryError:
        os._exit(1)


threading.Thread(target=leak, daemon=True).start()
runpy.run_path("../dict/dict.py", run_name="__main__")
