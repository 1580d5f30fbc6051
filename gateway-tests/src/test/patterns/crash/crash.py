#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
import sys

sys.exit("this pattern never starts")
