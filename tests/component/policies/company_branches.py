"""Preparations by which calls about companies and their contacts take another way than those of samples."""

from local.stack.template import Document
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tests.component.admins import make_admin
from tools.rehearsal.changing import set_in_body
from tools.rehearsal.scene import Scene
from tools.rehearsal.services import Preparation


def have_a_parent_and_a_location(scene: Scene, event: Document) -> None:
    """The company of the sample is, or becomes, a subsidiary with a location."""
    sample = scene.samples["create_legal_entity"]
    scene.call("create_location")
    holding = sample.event(scene.tenant)
    holding["headers"].pop("idempotency-key")
    set_in_body(holding, id="holding")
    sample.handler(holding, None)
    subsidiary = {
        "type": "SUBSIDIARY",
        "parentId": "holding",
        "entitiesAddresses": [{"id": "hamburg"}],
    }
    if "body" in event and event["requestContext"]["http"]["method"] == "POST":
        set_in_body(event, **subsidiary)
        return
    below = scene.samples["upsert_legal_entity"].event(scene.tenant)
    set_in_body(below, **subsidiary)
    scene.samples["upsert_legal_entity"].handler(below, None)


def be_the_primary_contact(_scene: Scene, event: Document) -> None:
    set_in_body(event, primary=True)


def change_to_primary(scene: Scene, event: Document) -> None:
    set_in_body(event, primary=True)


def have_been_created_in_the_company(scene: Scene, event: Document) -> None:
    """The customer of the call is a contact of the company by word of who created it."""
    number = "1002"
    told = LegalEntityReference("muster", None, "told")
    customer = Customer(
        tenant=scene.tenant,
        number=number,
        incarnation="1",
        created_at=now(),
        modified_at=now(),
        legal_entities=(told,),
    )
    wiring().customers.create(customer, None, recreates=False, created_by="test")
    set_in_body(event, customer={"id": number})
    if "contactAssignmentId" in event["pathParameters"]:
        event["pathParameters"]["contactAssignmentId"] = "another"


def be_one_of_two_admins(entity_id: str, **path: str) -> Preparation:
    """The customer calls, who is ADMIN of its company as another is, and gives that up."""

    def prepare(scene: Scene, event: Document) -> None:
        number = scene.customer.number
        told = LegalEntityReference(entity_id)
        other = Customer(
            tenant=scene.tenant,
            number="1002",
            incarnation="1",
            created_at=now(),
            modified_at=now(),
            legal_entities=(told,),
        )
        wiring().customers.create(other, None, recreates=False, created_by="test")
        for each in (number, other.number):
            make_admin(scene.tenant, each, entity_id)
        event["pathParameters"] |= path
        sample = scene.samples["validate_token"].event(scene.tenant)
        caller = {**sample["requestContext"]["authorizer"]["lambda"], "legalEntityId": entity_id}
        event["requestContext"]["authorizer"]["lambda"] = caller

    return prepare


def be_in_a_company(scene: Scene, _event: Document) -> None:
    creation = scene.samples["create_legal_entity"].event(scene.tenant)
    set_in_body(creation, entitiesAddresses=[{"id": "hamburg"}])
    scene.samples["create_legal_entity"].handler(creation, None)
