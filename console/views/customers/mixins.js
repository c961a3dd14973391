// The tenant's own data of a customer.

import { call } from "../../api.js";
import { h } from "../../elements.js";
import { nameOf } from "../../formats.js";
import { dialog } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { editJson, inJson } from "../../parts/json_editor.js";
import { isObject, patchOf, same } from "../../parts/merge_patch.js";
import { notice } from "../../parts/notices.js";
import { saveOver } from "../../parts/saving.js";
import { t } from "../../texts.js";

export function mixins(page) {
  const shown = shownOf(page.customer);
  const isEmpty = Object.keys(shown.members).length === 0;
  const fields = fieldsOf(shown.members);
  const buttons = page.mayManage && h("span", { class: "actions" }, fields.size > 0 && h("button", { onclick: () => edit(page) }, t("do.edit")), h("button", { onclick: () => editAsJson(page) }, t("customer.mixins.asJson")));
  const facts = [...fields].map(([name, { value }]) => [h("dt", null, labelled(name)), h("dd", null, String(value))]);
  return h(
    "section",
    { class: "panel stack" },
    h("header", null, h("h2", null, t("customer.mixins")), buttons),
    isEmpty && h("p", { class: "quiet" }, t("customer.mixins.none")),
    facts.length > 0 && h("dl", { class: "facts" }, facts),
    !isEmpty && h("details", { open: facts.length === 0 }, h("summary", null, t("customer.mixins.json")), h("pre", null, inJson(shown.members))),
  );
}

const BEGINNING = "mixins.";
const labelled = (name) => name.slice(BEGINNING.length);
const draftFor = (page, id) => draftOf(["customers", page.customerNumber, "profile"], { part: "customer.mixins", subject: nameOf(page.customer), id });

/** Return the members that a field can have, by their names as the service writes them; others are for JSON. */
function fieldsOf(members, path = []) {
  const found = new Map();
  for (const [name, value] of Object.entries(members)) {
    if (name.includes(".")) continue;
    const at = [...path, name];
    if (isObject(value)) for (const each of fieldsOf(value, at)) found.set(...each);
    else if (path.length > 0 && hasField(value)) found.set(`${BEGINNING}${at.join(".")}`, { at, value });
  }
  return found;
}

const hasField = (value) => typeof value === "boolean" || typeof value === "number" || (typeof value === "string" && value === value.trim() && !value.includes("\n"));

/** Return the mixins with other values at some places; a text that is emptied is one without letters. */
function changed(members, fields, changes) {
  const wanted = structuredClone(members);
  for (const [name, value] of Object.entries(changes)) {
    const { at, value: before } = fields.get(name);
    const place = at.slice(0, -1).reduce((found, each) => found[each], wanted);
    place[at.at(-1)] = value === null && typeof before === "string" ? "" : value;
  }
  return wanted;
}

function edit(page) {
  const draft = draftFor(page, "customer.mixins.fields");
  const { shown, ...begun } = draft.begin(shownOf(page.customer));
  const known = fieldsOf(shown.members);
  const done = () => {
    draft.drop();
    close();
  };
  const submit = () => save(page, changed(shown.members, known, fields.changes()), shown, done);
  const document = Object.fromEntries([...known].map(([name, { value }]) => [name, value]));
  const described = (name) => ({ type: typeof known.get(name).value });
  const fields = form({ fields: [...known.keys()], document, described, labelled, submit, cancel: done, ...begun });
  const close = dialog(t("customer.mixins"), fields.element, { closed: () => draft.left(() => edit(page)) });
}

function editAsJson(page) {
  editJson({
    title: t("customer.mixins"),
    label: t("customer.mixins.json"),
    shown: shownOf(page.customer),
    draft: draftFor(page),
    valueOf: ({ members }) => members,
    save: (wanted, begun, done) => save(page, wanted ?? {}, begun, done),
  });
}

const shownOf = ({ mixins: members = {}, metadata: { version } }) => ({ members, version });

/** Store the mixins, each of which is one member: what others changed in another one stays. */
function save(page, wanted, shown, done) {
  const write = (mixins, { version }) => call("PATCH", page.where, { body: { mixins, metadata: { version } } });
  if (!isObject(wanted)) return write(wanted, shown); // which the service refuses in its own words
  const names = Object.keys({ ...shown.members, ...wanted });
  return saveOver({
    shown,
    changes: Object.fromEntries(names.filter((name) => !same(shown.members[name], wanted[name])).map((name) => [name, wanted[name]])),
    write: (changes, over) => write(patchOf(pick(over.members, changes), withoutGone(changes)), over),
    read: async () => shownOf((await call("GET", page.where, { query: { expand: "mixin:*" } })).document),
    labelled: String,
    written: (value) => h("code", null, inJson(value)),
    saved: async () => {
      done();
      await page.reload();
      notice(t("state.saved"));
    },
  });
}

const pick = (members, changes) => Object.fromEntries(Object.entries(members).filter(([name]) => Object.hasOwn(changes, name)));
const withoutGone = (changes) => Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
