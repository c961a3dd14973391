"""Changes to a customer: creation, replacement (PUT) and patch, with all rules across members.

Each function takes the whole customer and returns the whole changed one. None of them looks at other items:
the transaction shows whether a number or an e-mail address is free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain import json_text
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.colleagues import check_own_write, with_mixins_kept
from shared.domain.customers.customer import (
    CONTACT,
    CUSTOMER,
    AccountId,
    Customer,
    attributes_from,
    members_of,
    with_written,
)
from shared.domain.errors import CustomerNotFound, Forbidden, Problem, ValidationFailed
from shared.domain.merge_patch import merge_patch
from shared.domain.preconditions import Precondition
from shared.domain.tenants.configuration import Configuration

Members = Mapping[str, Any]
_KEPT_BY_PUT = ("contactEmail", "active", "onHold", "type", "restriction", "mixins")
_TELLING = ("contactEmail", "firstName", "middleName", "lastName", "company")
_NOBODY = f"needs at least one of {', '.join(_TELLING)} and id"


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """Members to write to a customer, and the version that the writer expects."""

    tenant: str
    number: str
    members: Members
    updated_by: str
    precondition: Precondition = field(default_factory=Precondition)


def new_customer(
    members: Members,
    *,
    tenant: str,
    number: str,
    incarnation: str,
    configuration: Configuration,
    access: Access,
    now: datetime,
    number_is_chosen: bool = True,
) -> Customer:
    """Return a customer as POST makes it. Raises `ValidationFailed` or `Forbidden`.

    `number_is_chosen`: by the client; whom a generated one stands for, another member has to say.
    """
    given = attributes_from(members)
    given.setdefault("active", configuration.active_on_creation)
    given.setdefault("on_hold", configuration.on_hold_on_creation)
    draft = Customer(
        tenant=tenant, number=number, created_at=now, modified_at=now, incarnation=incarnation, **given
    )
    if access.wide is None:
        blank = _blank(draft, configuration)
        check_own_write(blank, draft, access, configuration)
        draft = replace(draft, legal_entities=(_entity_for_new_customer(access),))
    grant = access.wide or access.own or Grant(frozenset())
    draft = _with_initial_restriction(draft, grant, configuration)
    problems = [] if number_is_chosen or any(map(members.get, _TELLING)) else [Problem(_NOBODY)]
    _check(draft, problems=[*problems, *_restriction_problems(draft, configuration)])
    return _with_account(draft)


def replaced(
    stored: Customer, members: Members, *, configuration: Configuration, access: Access, now: datetime
) -> Customer:
    """Return the customer after a PUT of these members: absent ones are cleared, except `_KEPT_BY_PUT`.

    Raises `ValidationFailed` or `Forbidden`.
    """
    current = members_of(stored)
    kept = {member: current[member] for member in _KEPT_BY_PUT if member in current}
    given = {member: value for member, value in members.items() if value is not None}
    given = {**kept, **_with_unseen_mixins(given, current)}
    if not access.sees_widely(stored):
        given = with_mixins_kept(given, current, configuration)
    return _revised(stored, given, configuration, access, now)


def _with_unseen_mixins(given: Members, current: Members) -> dict[str, Any]:
    """Return the members of a PUT with the mixins and schemas that its sender has not seen, or does not name.

    `metadata.expandedMixins`: the only mixins that the sender was shown.
    """
    metadata = given.get("metadata") or {}
    whole = dict(given)
    if metadata.get("mixins") is None:
        whole["metadata"] = current.get("metadata")
    shown = metadata.get("expandedMixins")
    if "mixins" in given and shown is not None:
        names = frozenset(shown)
        unseen = {name: value for name, value in current.get("mixins", {}).items() if name not in names}
        whole["mixins"] = {**unseen, **given["mixins"]}
    return whole


def patched(
    stored: Customer, patch: Members, *, configuration: Configuration, access: Access, now: datetime
) -> Customer:
    """Return the customer after a merge patch (RFC 7396): only what the patch names changes, `null` clears.

    Raises `ValidationFailed` or `Forbidden`.
    """
    return _revised(stored, merge_patch(members_of(stored), patch), configuration, access, now)


def restored(
    stored: Customer, members: Members, *, configuration: Configuration, access: Access, now: datetime
) -> Customer:
    """Return the customer after a PUT of the members that it once had, where it had no restriction without.

    Whether it is active or on hold stays, and so does an e-mail address where it had none, as in a PUT.
    Raises `ValidationFailed` or `Forbidden`.
    """
    given = {member: value for member, value in members.items() if value is not None}
    given |= {"active": stored.active, "onHold": stored.on_hold}
    if stored.contact_email is not None:
        given.setdefault("contactEmail", stored.contact_email)
    return _revised(stored, given, configuration, access, now)


def log_in_changed(stored: Customer, email: str, *, syncs_contact_email: bool, now: datetime) -> Customer:
    """Return the customer with another e-mail address to log in with."""
    account, *others = stored.accounts
    return replace(
        stored,
        accounts=(replace(account, email=email), *others),
        contact_email=email if syncs_contact_email else stored.contact_email,
        version=stored.version + 1,
        modified_at=now,
    )


def visible(customer: object, number: str, access: Access) -> Customer:
    """Return the customer if there is one and the caller may see it. Raises `CustomerNotFound`."""
    if isinstance(customer, Customer) and access.sees(customer):
        return customer
    raise CustomerNotFound(number)


def manageable(customer: object, number: str, access: Access) -> Customer:
    """Return the customer if there is one and the caller may do more than look at it.

    Raises `CustomerNotFound`, and `Forbidden` for one that the caller may only see.
    """
    found = visible(customer, number, access)
    if not access.manages(found):
        raise Forbidden(f"Customer '{number}' may only be changed by an ADMIN of all its companies.")
    return found


def _revised(
    stored: Customer, members: Members, configuration: Configuration, access: Access, now: datetime
) -> Customer:
    given = attributes_from(members)
    given.setdefault("active", configuration.active_on_creation)
    given.setdefault("on_hold", configuration.on_hold_on_creation)
    after = with_written(stored, given)
    _check_reach(stored, after, access)
    if access.sees_widely(stored):
        after = _with_revised_restriction(stored, after, configuration)
        _check_reach(stored, after, access)
    else:
        check_own_write(stored, after, access, configuration)
    problems = [*_email_problems(stored, after), *_type_problems(stored, after)]
    if after.restriction != stored.restriction:
        problems += _restriction_problems(after, configuration)
    _check(after, problems)
    after = _with_account(after)
    if after.accounts != stored.accounts and not access.sees_all_of(stored):
        raise Forbidden("'contactEmail' would become a colleague's log-in.")
    if (stored.active and not after.active) or (after.on_hold and not stored.on_hold):
        after = replace(after, session_epoch=stored.session_epoch + 1)
    if after == stored and json_text.same(after.mixins, stored.mixins):
        return stored
    return replace(after, version=stored.version + 1, modified_at=now)


def _with_account(customer: Customer) -> Customer:
    """Give a customer who is not a contact its first contact e-mail address as its permanent log-in."""
    if customer.type == CONTACT or customer.accounts or customer.contact_email is None:
        return customer
    return replace(customer, accounts=(AccountId(customer.contact_email),))


def _check(customer: Customer, problems: list[Problem]) -> None:
    problems = [*problems, *_b2b_problems(customer)]
    if problems:
        raise ValidationFailed(*problems)


def _b2b_problems(customer: Customer) -> list[Problem]:
    if customer.company_registration_id is None:
        return []
    needed = {
        "firstName": customer.first_name,
        "lastName": customer.last_name,
        "company": customer.company,
    }
    return [
        Problem("is required with b2b.companyRegistrationId", member)
        for member, value in needed.items()
        if not value
    ]


def _email_problems(stored: Customer, after: Customer) -> list[Problem]:
    if stored.contact_email is not None and after.contact_email is None:
        return [Problem("can be changed but not removed once it is set", "contactEmail")]
    return []


def _type_problems(stored: Customer, after: Customer) -> list[Problem]:
    if stored.accounts and stored.type == CUSTOMER and after.type == CONTACT:
        return [Problem("a customer with a log-in account cannot become a contact", "type")]
    return []


def _restriction_problems(customer: Customer, configuration: Configuration) -> list[Problem]:
    if customer.restriction is None or customer.restriction in configuration.restrictions:
        return []
    return [Problem("must be one of the restrictions configured for the tenant", "restriction")]


def _restriction_refusal(restriction: str | None) -> str:
    if restriction is None:
        return "This caller is limited to restrictions, so the customer must have one of them."
    return f"This caller may not give a customer the restriction '{restriction}'."


def _entity_for_new_customer(access: Access) -> LegalEntityReference:
    if len(access.legal_entities) != 1:
        raise Forbidden("To create a customer, the caller's session must be for exactly one legal entity.")
    if access.legal_entities[0].id not in access.administered:
        raise Forbidden("Only an ADMIN of the legal entity may create customers in it.")
    # The assignment belongs to the caller: when it ends, the new customer stays in the legal entity.
    return replace(access.legal_entities[0], contact_assignment_id=None)


def _blank(draft: Customer, configuration: Configuration) -> Customer:
    """Return the customer that a creation without any member would make."""
    return Customer(
        tenant=draft.tenant,
        number=draft.number,
        created_at=draft.created_at,
        modified_at=draft.modified_at,
        incarnation=draft.incarnation,
        active=configuration.active_on_creation,
        on_hold=configuration.on_hold_on_creation,
    )


def _with_initial_restriction(draft: Customer, grant: Grant, configuration: Configuration) -> Customer:
    if draft.restriction is None and grant.restrictions is not None:
        if len(grant.restrictions) > 1:
            names = ", ".join(sorted(grant.restrictions))
            raise ValidationFailed(Problem(f"is required: one of {names}", "restriction"))
        draft = replace(draft, restriction=next(iter(grant.restrictions), None))
    if not grant.covers(draft.restriction):
        raise Forbidden(_restriction_refusal(draft.restriction))
    if draft.restriction is None and configuration.restriction_follows_site:
        return _following_site(draft, configuration)
    return draft


def _with_revised_restriction(stored: Customer, after: Customer, configuration: Configuration) -> Customer:
    if after.restriction != stored.restriction:
        after = replace(after, restriction_synced=False)
    if not configuration.restriction_follows_site:
        return after
    cleared = after.restriction is None and stored.restriction is not None
    moved = after.restriction_synced and after.preferred_site != stored.preferred_site
    return _following_site(after, configuration) if cleared or moved else after


def _following_site(customer: Customer, configuration: Configuration) -> Customer:
    site = customer.preferred_site
    restriction = site if site in configuration.restrictions else None
    return replace(customer, restriction=restriction, restriction_synced=True)


def _check_reach(stored: Customer, after: Customer, access: Access) -> None:
    grant = access.wide if access.sees_widely(stored) else access.own
    if after.restriction != stored.restriction and (grant is None or not grant.covers(after.restriction)):
        raise Forbidden(_restriction_refusal(after.restriction))
