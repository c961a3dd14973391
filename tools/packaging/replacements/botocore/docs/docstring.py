"""The descriptions of clients' methods, which nobody reads in a function."""


def _no_description(**_: object) -> str:
    return ""


ClientMethodDocstring = PaginatorDocstring = WaiterDocstring = _no_description
