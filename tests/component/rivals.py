"""Many callers at once, with real threads."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier

from tests.component.api import Answer

RIVALS = 20
TRIES = 20


def at_once(call: Callable[[int], Answer], rivals: int = RIVALS) -> list[Answer]:
    """The answers to as many calls as there are rivals, started together.

    Who is told 503 asks again, as clients do: on a busy machine it is a right answer, as long as
    it has changed nothing.
    """
    start = Barrier(rivals)

    def run(rival: int) -> Answer:
        start.wait()
        for _ in range(TRIES):
            answer = call(rival)
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                break
        return answer

    with ThreadPoolExecutor(rivals) as pool:
        return list(pool.map(run, range(rivals)))


def statuses(answers: list[Answer]) -> Counter[int]:
    return Counter(answer.status for answer in answers)
