"""The tenant that this process works for at the moment: the table is read and written for it alone.

A call begins with no tenant, and is confined to one as soon as it is known whose it is. A process that
answers no call, such as the command line, is not confined.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from contextvars import Token
    from types import TracebackType

NO_TENANT: Final = ""
EVERY_TENANT: Final = None
_tenant: ContextVar[str] = ContextVar("tenant")


class WorkingFor:
    """A context in which the process works for one tenant, or for none yet (`NO_TENANT`).

    Within a tenant's there is none of another tenant. Raises `RuntimeError`.
    """

    __slots__ = ("_before", "_name")

    def __init__(self, tenant: str) -> None:
        self._name = tenant
        self._before: Token[str] | None = None

    def __enter__(self) -> None:
        """Work for the tenant."""
        if self._name != NO_TENANT:
            _check(self._name)
        self._before = _tenant.set(self._name)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Work for whom it was before."""
        if self._before is not None:
            _tenant.reset(self._before)


def confine(tenant: str) -> None:
    """Work for this tenant until the present context ends. Raises `RuntimeError` in another tenant's."""
    _check(tenant)
    _tenant.set(tenant)


def reach(outside: str | None) -> str | None:
    """Return the tenant that is worked for; `outside` where nothing has been said about that."""
    return _tenant.get(outside)


def _check(tenant: str) -> None:
    if _tenant.get(NO_TENANT) not in {NO_TENANT, tenant}:
        raise RuntimeError("A call works for one tenant.")
