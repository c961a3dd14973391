"""A customer who has one of everything that writes rewrite."""

from tests.component.customer_managed.conftest import email, storefront

__all__ = ["email", "storefront"]
