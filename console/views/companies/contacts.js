// Who acts for a company, and in which role.

import { call, page, path } from "../../api.js";
import { member } from "../../description.js";
import { h } from "../../elements.js";
import { nameOf } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { empty, notice } from "../../parts/notices.js";
import { ACTIONS, table } from "../../parts/table.js";
import { address } from "../../route.js";
import { may } from "../../session.js";
import { labelOf, t } from "../../texts.js";

const PAGE = 100;
const COLUMNS = ["lastName", "email", "type", "id"];

const assignments = (...segments) => path("customer-management", "contact-assignments", ...segments);
const users = (role, companyId) => path("iam", "groups", `${role}.${companyId}`, "users");
const seesRoles = () => may("iam.group_read") || may("iam.user_read");
const roles = () => member("Group", "code").enum;

/** Return the contacts of a company, each with its `role` if the caller may see roles. */
export async function readContacts(companyId, signal) {
  const [contacts, ...groups] = await Promise.all([
    page(assignments(), { query: { "legalEntity.id": companyId, pageSize: PAGE }, signal }),
    ...(seesRoles() ? roles().map((role) => page(users(role, companyId), { query: { pageSize: PAGE }, signal })) : []),
  ]);
  const roleOf = new Map();
  // A contact may be in CONTACT besides, so the other roles come later and stay.
  roles().toReversed().forEach((role) => {
    for (const { userId } of groups[roles().indexOf(role)]?.items ?? []) roleOf.set(userId, role);
  });
  return contacts.items.map((each) => ({ ...each, role: roleOf.get(each.customer.id) }));
}

/** Return the contacts as a table; `changed` reads the company again. */
export function contactsOf(companyId, contacts, changed) {
  const mayAssign = may("customermanagement.contactassignment_manage");
  const columns = [
    ...COLUMNS.map((name) => ({ name, label: labelOf(name) })),
    ...(seesRoles() ? [{ name: "role", label: t("companies.role") }] : []),
    ...(mayAssign ? [ACTIONS] : []),
  ];
  const row = (each) => h(
    "tr",
    null,
    h("td", null, h("a", { href: address(["customers", each.customer.id]) }, named(each))),
    h("td", null, each.customer.email),
    h("td", null, each.type, each.primary && [" ", h("span", { class: "tag good" }, t("companies.primary"))]),
    h("td", { class: "code" }, each.customer.id),
    seesRoles() && h("td", null, may("iam.group_manage") ? roleChooser(companyId, each, changed) : each.role),
    mayAssign && h("td", null, h("button", { onclick: () => takeOut(each, changed) }, t("companies.remove"))),
  );
  return h(
    "section",
    { class: "stack" },
    h("div", { class: "head" }, h("h2", null, t("companies.contacts")), mayAssign && h("button", { onclick: () => assign(companyId, changed) }, t("companies.assign"))),
    contacts.length ? table({ caption: t("companies.contacts"), columns, body: h("tbody", null, contacts.map(row)) }) : empty(t("companies.noContacts")),
  );
}

/** Return the name of an assigned customer, whose members have other names in assignments. */
const named = ({ customer: { id, name, surname } }) => nameOf({ customerNumber: id, firstName: name, lastName: surname });

function roleChooser(companyId, each, changed) {
  const options = roles().map((role) => h("option", { value: role, selected: role === each.role }, role));
  const put = async (role) => {
    await call("POST", users(role, companyId), { body: { userId: each.customer.id, userType: "CUSTOMER" } });
    // CONTACT is besides the others: who is to be that alone leaves them.
    if (role === "CONTACT" && each.role) await call("DELETE", `${users(each.role, companyId)}/${encodeURIComponent(each.customer.id)}`);
    await changed();
  };
  const chosen = (event) =>
    tried(async () => {
      const role = event.target.value;
      await put(role);
      notice(t("companies.roleNow", { name: named(each), role }));
    });
  return h("select", { "aria-label": `${t("companies.role")}: ${named(each)}`, onchange: chosen }, options);
}

function takeOut(each, changed) {
  return tried(async () => {
    await call("DELETE", assignments(each.id));
    await changed();
    const undo = () =>
      tried(async () => {
        const { metadata, role, legalEntity, customer, ...rest } = each;
        await call("POST", assignments(), { body: { ...rest, legalEntity: { id: legalEntity.id }, customer: { id: customer.id } } });
        await changed();
      });
    notice(t("companies.removed", { name: named(each) }), { undo });
  });
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
