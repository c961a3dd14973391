// A customer's addresses.

import { call } from "../../api.js";
import { h } from "../../elements.js";
import { addressLine, called, nameOf } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { empty, notice } from "../../parts/notices.js";
import { saveOver, versioned } from "../../parts/saving.js";
import { t } from "../../texts.js";

const FIELDS = ["contactName", "companyName", "street", "streetNumber", "streetAppendix", "zipCode", "city", "state", "country", "contactPhone", "isDefault"];

export function addresses(page) {
  const found = page.customer.addresses ?? [];
  const add = h("button", { class: "main", onclick: () => edit(page, {}) }, t("address.new"));
  return h(
    "div",
    { class: "stack" },
    page.mayManage && h("div", { class: "actions" }, add),
    found.length ? h("div", { class: "columns" }, found.map((each) => card(page, each))) : empty(t("address.none")),
  );
}

function card(page, address) {
  const street = [address.street, address.streetNumber, address.streetAppendix].filter(Boolean).join(" ");
  const extra = [1, 2, 3, 4].map((each) => address[`extraLine${each}`]);
  const lines = [address.contactName, address.companyName, ...extra, street, [address.zipCode, address.city].filter(Boolean).join(" "), address.state, address.country && called("region", address.country), address.contactPhone];
  return h(
    "section",
    { class: "panel" },
    h(
      "header",
      null,
      address.isDefault && h("span", { class: "tag good" }, t("address.default")),
      (address.tags ?? []).map((each) => h("span", { class: "tag" }, each)),
      page.mayManage && h("span", { class: "actions" }, actions(page, address)),
    ),
    lines.filter(Boolean).map((each) => h("p", null, each)),
  );
}

function actions(page, address) {
  const where = `${page.where}/addresses/${encodeURIComponent(address.id)}`;
  const makeDefault = () => tried(() => changed(page, () => call("PATCH", where, { body: { isDefault: true } }), t("state.saved")));
  const remove = () =>
    tried(async () => {
      await changed(page, () => call("DELETE", where), null);
      const { metadata, ...kept } = address;
      const undo = () => tried(() => changed(page, () => call("PUT", where, { body: kept }), t("state.saved")));
      notice(t("address.deleted"), { undo });
    });
  return [
    h("button", { onclick: () => edit(page, address), "aria-label": `${t("do.edit")}: ${addressLine(address)}` }, t("do.edit")),
    !address.isDefault && h("button", { onclick: makeDefault }, t("address.makeDefault")),
    h("button", { class: "danger", onclick: remove, "aria-label": `${t("do.delete")}: ${addressLine(address)}` }, t("do.delete")),
  ];
}

async function changed(page, write, told) {
  await write();
  await page.reload();
  if (told) notice(told);
}

function edit(page, address) {
  const where = `${page.where}/addresses`;
  const part = address.id ? "address.edit" : "address.new";
  const draft = draftOf(["customers", page.customerNumber, "addresses"], { part, subject: nameOf(page.customer), id: address.id ?? part });
  const end = () => {
    draft.drop();
    close();
  };
  const submit = async () => {
    if (address.id) return change();
    await call("POST", where, { body: fields.values() });
    return saved();
  };
  const { shown, ...begun } = draft.begin(address.id ? versioned(address) : { members: {} });
  const change = () => {
    const at = `${where}/${encodeURIComponent(address.id)}`;
    return saveOver({
      shown,
      changes: fields.changes(),
      names: FIELDS,
      write: (changes, { version }) => call("PATCH", at, { body: { ...changes, metadata: { version } } }),
      read: async () => versioned((await call("GET", at)).document),
      saved,
    });
  };
  const saved = async () => {
    end();
    await page.reload();
    notice(t("state.saved"));
  };
  const fields = form({ schema: "Address", fields: FIELDS, document: shown.members, submit, cancel: end, ...begun });
  const close = dialog(t(part), fields.element, { closed: () => draft.left(() => edit(page, address)) });
}
