"""What is asked of this machine rather than of the API, below /_local/; by itself alone, and by no page of
another site.
"""

from collections.abc import Callable, Mapping

from local.gateway import LOCAL_PREFIX
from local.gateway_messages import Request, Response, message
from local.loopback import is_loopback


def local_answer(answers: Mapping[str, Callable[[Request], Response]], request: Request) -> Response:
    """The answer by the first part of the path.

    A page of another site may have its own name lead here, but then the request carries that name.
    """
    if not is_loopback(request.header("host")):
        return message(403, "Forbidden")
    answer = answers.get(request.path.removeprefix(LOCAL_PREFIX).partition("/")[0])
    return answer(request) if answer is not None else message(404, "Not Found")
