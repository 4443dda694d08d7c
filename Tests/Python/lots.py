#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws lots again, by docs/rulebook-format.md alone: SplitMix64 from the seed, numbers below a bound by
rejection, Fisher-Yates from the front.

    lots.py SEED COUNT < POOL       one candidate a line

Prints the SHA-256 of the pool, then what is drawn, in the order of drawing.
"""
import hashlib
import sys

MASK = (1 << 64) - 1


def numbers(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        yield mixed ^ (mixed >> 31)


def below(bound, source):
    limit = MASK - MASK % bound
    return next(number for number in source if number < limit) % bound


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    pool = sys.stdin.read().split("\n")
    print(hashlib.sha256("\n".join(pool).encode()).hexdigest())
    source = numbers(seed)
    for index in range(min(count, len(pool))):
        other = index + below(len(pool) - index, source)
        pool[index], pool[other] = pool[other], pool[index]
        print(pool[index])


if __name__ == "__main__":
    main()
