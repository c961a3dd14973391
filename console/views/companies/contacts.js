// Who acts for a company, and in which role.

import { call, page, path } from "../../api.js";
import { h } from "../../elements.js";
import { nameOf } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { empty, failure, notice } from "../../parts/notices.js";
import { more } from "../../parts/part.js";
import { ACTIONS, table } from "../../parts/table.js";
import { address } from "../../route.js";
import { mayEverywhere } from "../../session.js";
import { labelOf, t } from "../../texts.js";
import { giveRole, givesRoles, readRoles, roles, seesRoles, usualRole } from "./roles.js";

const PAGE = 100;
const COLUMNS = ["lastName", "email", "type", "id"];

const assignments = (...segments) => path("customer-management", "contact-assignments", ...segments);

/** Return a company's contacts, each with its role if the caller may see roles; `changed` reads them again. */
export async function contacts(companyId, signal, changed) {
  const mayAssign = mayEverywhere("customermanagement.contactassignment_manage");
  let refused = null;
  const roleOf = seesRoles() ? await readRoles(companyId, signal).catch((error) => ((refused = failure(error)), null)) : null;
  const columns = [
    ...COLUMNS.map((name) => ({ name, label: labelOf(name) })),
    ...(roleOf ? [{ name: "role", label: t("companies.role") }] : []),
    ...(mayAssign ? [ACTIONS] : []),
  ];
  const row = (each) => h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["customers", each.customer.id]) }, named(each))),
    h("td", null, each.customer.email),
    h("td", null, each.type, each.primary && [" ", h("span", { class: "tag good" }, t("companies.primary"))]),
    h("td", { class: "code" }, each.customer.id),
    roleOf && h("td", null, givesRoles() ? roleChooser(companyId, each, changed) : each.role),
    mayAssign && h("td", null, h("button", { onclick: () => takeOut(companyId, each, changed) }, t("companies.remove"))),
  );
  const rows = h("tbody");
  const read = async (next) => {
    const found = await page(assignments(), { query: { "legalEntity.id": companyId, pageSize: PAGE, next }, signal });
    rows.append(...found.items.map((each) => row({ ...each, role: roleOf?.get(each.customer.id) })));
    return found.next;
  };
  const others = more(read, t("do.more"));
  const next = await read();
  others.offer(next);
  return h(
    "section",
    { class: "stack" },
    h("div", { class: "head" }, h("h2", null, t("companies.contacts")), mayAssign && h("button", { onclick: () => assign(companyId, changed) }, t("companies.assign"))),
    refused,
    rows.children.length || next ? table({ caption: t("companies.contacts"), columns, body: rows }) : empty(t("companies.noContacts")),
    others.place,
  );
}

/** Return the name of an assigned customer, whose members have other names in assignments. */
const named = ({ customer: { id, name, surname } }) => nameOf({ customerNumber: id, firstName: name, lastName: surname });

function roleChooser(companyId, each, changed) {
  const choices = each.role ? roles() : ["", ...roles()];
  const options = choices.map((role) => h("option", { value: role, selected: role === (each.role ?? "") }, role));
  const chosen = (event) =>
    tried(async () => {
      const role = event.target.value;
      try {
        await giveRole(companyId, each.customer.id, role, each.role);
      } finally {
        await changed();
      }
      notice(t("companies.roleNow", { name: named(each), role }));
    });
  return h("select", { "aria-label": `${t("companies.role")}: ${named(each)}`, onchange: chosen }, options);
}

function takeOut(companyId, each, changed) {
  return tried(async () => {
    await call("DELETE", assignments(each.id));
    await changed();
    const undo = () => tried(() => putBack(companyId, each).finally(changed));
    // Whose role cannot be given back is not offered back: it might come back as an ADMIN.
    const isWhole = givesRoles() && each.role;
    notice(t("companies.removed", { name: named(each) }), isWhole ? { undo } : {});
  });
}

/** Assign somebody again who has been taken out, with the role and the tenant's own data from before. */
async function putBack(companyId, { metadata, role, legalEntity, customer, ...kept }) {
  const body = { ...kept, legalEntity: { id: legalEntity.id }, customer: { id: customer.id }, metadata: { mixins: metadata?.mixins } };
  await call("POST", assignments(), { body });
  await giveRole(companyId, customer.id, role, usualRole(kept));
}

function assign(companyId, changed) {
  const submit = async () => {
    const { customerNumber } = number.values();
    const { type } = kind.values();
    await call("POST", assignments(), { body: { legalEntity: { id: companyId }, customer: { id: customerNumber ?? "" }, type } });
    close();
    await changed();
    notice(t("companies.assigned", { number: customerNumber }));
  };
  const number = form({ schema: "CustomerForSellerDto", fields: ["customerNumber"], document: {}, submit, cancel: () => close(), label: t("companies.assign") });
  const kind = form({ schema: "ContactAssignmentCreate", fields: ["type"], document: { type: "CONTACT" }, submit });
  number.element.prepend(kind.element.querySelector(".fields"));
  const close = dialog(t("companies.assign"), number.element);
}
