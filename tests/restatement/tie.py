"""The tie-break's weight of a bid: the same on every machine and in every run."""

import hashlib


def weight(bid):
    """(first 8 bytes of the SHA-256 of the bid's id, big-endian, + 0.5) / 2^64: between 0 and 1."""
    return (int.from_bytes(hashlib.sha256(bid.encode("utf-8")).digest()[:8], "big") + 0.5) / 2**64
