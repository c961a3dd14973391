"""Memory of this process."""

import ctypes

_MMAP_THRESHOLD = -3  # of glibc's mallopt()
_LARGE = 4 * 1024 * 1024


def give_back_large_blocks() -> None:
    """Have large blocks go back to the system when they are freed, where the C library is glibc.

    It would keep them, for each thread those of its own: a hash of a password takes 19 MiB.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
