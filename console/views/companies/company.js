// One company: what it is, where it stands among others, who acts for it, and where it is.

import { ApiError, call, page, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { instant, nameOf } from "../../formats.js";
import { dialog } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { empty, failure, notice } from "../../parts/notices.js";
import { ACTIONS, table } from "../../parts/table.js";
import { address } from "../../route.js";
import { may } from "../../session.js";
import { labelOf, t } from "../../texts.js";

const PAGE = 100;

export async function show({ path: [id], signal, failed }) {
  const service = (...segments) => path("customer-management", ...segments);
  const { document: company } = await call("GET", service("legal-entities", id), { signal });
  document.title = company.name;
  const place = h("div", { class: "stack" });

  async function draw() {
    const [above, below, contacts] = await Promise.all([
      call("GET", service("legal-entities", id, "parent-hierarchy"), { signal }),
      page(service("legal-entities"), { query: { parentId: id, sort: "name:asc", pageSize: PAGE }, signal }),
      seen("contactassignment", () => page(service("contact-assignments"), { query: { "legalEntity.id": id, pageSize: PAGE }, signal })),
    ]);
    fill(
      place,
      h("div", { class: "columns" }, facts(company), tree(t("companies.above"), above.document.filter((each) => each.id !== id)), tree(t("companies.below"), below.items)),
      contacts && assigned(contacts.items, { id, service, draw: again }),
      locations(company),
    );
  }

  const again = () => draw().catch((error) => failed(error, place));
  await draw();
  return [h("div", { class: "head" }, h("h1", null, company.name), h("span", { class: "tag" }, company.type), (company.restrictions ?? []).map((each) => h("span", { class: "tag" }, each))), place];
}

/** Read something if the caller may. */
const seen = (resource, read) => (may(`customermanagement.${resource}_read`) ? read() : null);

function facts(company) {
  const legal = company.legalInfo ?? {};
  const limit = company.accountLimit;
  const rows = [
    ["id", company.id],
    ...Object.entries(legal),
    limit?.value !== undefined && ["accountLimit", `${limit.value} ${limit.currency ?? ""}`],
    ["metadataCreatedAt", instant(company.metadata?.createdAt)],
    ["metadataModifiedAt", instant(company.metadata?.modifiedAt)],
  ].filter(Boolean);
  return h("section", { class: "panel" }, h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, labelOf(name)), h("dd", null, value)])));
}

function tree(title, companies) {
  if (companies.length === 0) return null;
  const links = companies.map((each) => h("li", null, h("a", { href: address(["companies", each.id]) }, each.name ?? each.id)));
  return h("section", { class: "panel" }, h("header", null, h("h2", null, title)), h("ul", null, links));
}

function assigned(found, page) {
  const mayManage = may("customermanagement.contactassignment_manage");
  const columns = ["lastName", "contactEmail", "type", "id"].map((name) => ({ name, label: labelOf(name) }));
  const row = (each) => h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["customers", each.customer.id]) }, named(each))),
    h("td", null, each.customer.email),
    h("td", null, each.type, each.primary && [" ", h("span", { class: "tag good" }, t("companies.primary"))]),
    h("td", { class: "code" }, each.customer.id),
    mayManage && h("td", null, h("button", { onclick: () => takeOut(each, page) }, t("companies.remove"))),
  );
  const rows = h("tbody", null, found.map(row));
  return h(
    "section",
    { class: "stack" },
    h("div", { class: "head" }, h("h2", null, t("companies.contacts")), mayManage && h("button", { onclick: () => assign(page) }, t("companies.assign"))),
    found.length ? table({ caption: t("companies.contacts"), columns: mayManage ? [...columns, ACTIONS] : columns, body: rows }) : empty(t("companies.noContacts")),
  );
}

/** Return the name of an assigned customer, whose members have other names in assignments. */
const named = ({ customer: { id, name, surname } }) => nameOf({ customerNumber: id, firstName: name, lastName: surname });

async function takeOut(each, { service, draw }) {
  try {
    await call("DELETE", service("contact-assignments", each.id));
    await draw();
    const undo = async () => {
      const { metadata, legalEntity, customer, ...rest } = each;
      await call("POST", service("contact-assignments"), { body: { ...rest, legalEntity: { id: legalEntity.id }, customer: { id: customer.id } } });
      await draw();
    };
    notice(t("companies.removed", { name: named(each) }), { undo });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const close = dialog(t("companies.remove"), h("div", { class: "stack" }, failure(error), h("button", { onclick: () => close() }, t("do.close"))));
  }
}

function assign({ id, service, draw }) {
  const submit = async () => {
    const { customerNumber } = number.values();
    const { type } = kind.values();
    await call("POST", service("contact-assignments"), { body: { legalEntity: { id }, customer: { id: customerNumber ?? "" }, type } });
    close();
    await draw();
    notice(t("companies.assigned", { number: customerNumber }));
  };
  const number = form({ schema: "CustomerForSellerDto", fields: ["customerNumber"], document: {}, submit, cancel: () => close(), label: t("companies.assign") });
  const kind = form({ schema: "ContactAssignmentCreate", fields: ["type"], document: { type: "CONTACT" }, submit });
  number.element.prepend(kind.element.querySelector(".fields"));
  const close = dialog(t("companies.assign"), number.element);
}

function locations(company) {
  const found = company.entitiesAddresses ?? [];
  const cards = found.map(({ name, type, contactDetails: at = {} }) => h(
    "section",
    { class: "panel" },
    h("header", null, h("h3", null, name), h("span", { class: "tag" }, type)),
    [at.addressLine1, at.addressLine2, [at.postcode, at.city].filter(Boolean).join(" "), at.countryCode].filter(Boolean).map((line) => h("p", null, line)),
  ));
  return h("section", { class: "stack" }, h("h2", null, t("companies.locations")), found.length ? h("div", { class: "columns" }, cards) : empty(t("companies.noLocations")));
}
