// A customer's profile: to read, and to edit in place.

import { call } from "../../api.js";
import { h } from "../../elements.js";
import { called, instant, nameOf } from "../../formats.js";
import { tried } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { notice } from "../../parts/notices.js";
import { saveOver, versioned } from "../../parts/saving.js";
import { labelOf, t } from "../../texts.js";
import { mixins } from "./mixins.js";

const CONTACT = ["title", "firstName", "middleName", "lastName", "company", "contactEmail", "contactPhone"];
const PREFERENCES = ["preferredLanguage", "preferredCurrency", "preferredSite", "photoUrl", "type", "restriction"];
const SHOWN = {
  preferredLanguage: (code) => called("language", code),
  preferredCurrency: (code) => called("currency", code),
};

export function profile(page) {
  return h(
    "div",
    { class: "columns" },
    panel(page, "contact", CONTACT),
    panel(page, "preferences", PREFERENCES),
    accounts(page.customer),
    dates(page.customer),
    mixins(page),
  );
}

/** Return a panel of members. One that is being edited stays as it is while others are shown again, and when one comes back. */
function panel(page, name, names) {
  if (page.edited.has(name)) return page.edited.get(name);
  const title = t(`customer.${name}`);
  const draft = draftOf(["customers", page.customerNumber, "profile"], { part: `customer.${name}`, subject: nameOf(page.customer) });
  const place = h("section", { class: "panel" });
  const edit = h("button", { onclick: () => (draw(true), place.querySelector("input, select").focus()) }, t("do.edit"));
  const draw = (isEdited) => {
    if (isEdited) page.edited.set(name, place);
    else page.edited.delete(name);
    const heading = h("header", null, h("h2", null, title), !isEdited && page.mayManage && h("span", { class: "actions" }, edit));
    place.replaceChildren(heading, isEdited ? edited() : facts(page.customer, names));
  };

  function edited() {
    const { shown, ...begun } = draft.begin(versioned(page.customer));
    const cancel = () => (draft.drop(), draw(false));
    const fields = form({ schema: "CustomerForSellerDto", fields: names, document: shown.members, submit, cancel, ...begun });
    async function submit() {
      await saveOver({
        shown,
        changes: fields.changes(),
        names,
        write: (changes, { version }) => call("PATCH", page.where, { body: { ...changes, metadata: { version } } }),
        read: async () => versioned((await call("GET", page.where)).document),
        saved,
      });
    }
    return fields.element;
  }

  async function saved(changes, base) {
    page.edited.delete(name);
    draft.drop();
    await page.reload();
    if (Object.keys(changes).length) notice(t("state.saved"), { undo: () => tried(() => page.change(before(base, changes))) });
  }

  draw(page.mayManage && draft.isBegun());
  return place;
}

const before = (base, changes) => Object.fromEntries(Object.keys(changes).map((name) => [name, base[name] ?? null]));

function facts(customer, names) {
  const present = names.filter((name) => customer[name]);
  return h("dl", { class: "facts" }, present.map((name) => [h("dt", null, labelOf(name)), h("dd", null, shown(name, customer[name]))]));
}

function shown(name, value) {
  if (name === "contactEmail") return h("a", { href: `mailto:${value}` }, value);
  if (name === "contactPhone") return h("a", { href: `tel:${value.replaceAll(/[^+\d]/g, "")}` }, value);
  if (name === "photoUrl") return h("a", { href: value, rel: "noreferrer", target: "_blank" }, value);
  return SHOWN[name]?.(value) ?? value;
}

function accounts(customer) {
  const rows = (customer.accounts ?? []).map((each) => [
    h("dt", null, each.providerId ?? t("customer.access")),
    h("dd", null, each.id, each.isPreferred === false && " "),
  ]);
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("customer.access"))),
    rows.length ? h("dl", { class: "facts" }, rows) : h("p", { class: "quiet" }, t("customer.noAccount")),
  );
}

function dates(customer) {
  const rows = [
    [t("customer.created"), instant(customer.metadataCreatedAt)],
    [t("customer.changed"), instant(customer.metadataModifiedAt)],
    customer.lastLogin && [t("customer.lastLogin"), instant(customer.lastLogin)],
    [t("customer.version"), String(customer.metadata.version)],
  ].filter(Boolean);
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("customer.dates"))),
    h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, name), h("dd", null, value)])),
  );
}
