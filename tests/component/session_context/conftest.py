"""A storefront of the tenant."""

from tests.component.customer_managed.conftest import email, storefront

__all__ = ["email", "storefront"]
