"""Memory of this process."""

import ctypes

_MMAP_THRESHOLD = -3  # of glibc's mallopt()
_LARGE = 4 * 1024 * 1024


def give_back_large_blocks() -> None:
    """Return large blocks to the system when they are freed, if the C library is glibc.

    Otherwise glibc would keep them for each thread: hashing a password takes 19 MiB.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
