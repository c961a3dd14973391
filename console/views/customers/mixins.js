// The tenant's own data of a customer.

import { call } from "../../api.js";
import { h } from "../../elements.js";
import { nameOf } from "../../formats.js";
import { draftOf } from "../../parts/drafts.js";
import { editJson, inJson } from "../../parts/json_editor.js";
import { isObject, patchOf, same } from "../../parts/merge_patch.js";
import { notice } from "../../parts/notices.js";
import { saveOver } from "../../parts/saving.js";
import { t } from "../../texts.js";

export function mixins(page) {
  const shown = shownOf(page.customer);
  const draft = draftOf(["customers", page.customerNumber, "profile"], { part: "customer.mixins", subject: nameOf(page.customer) });
  const edit = () =>
    editJson({
      title: t("customer.mixins"),
      label: t("customer.mixins.json"),
      shown,
      draft,
      valueOf: ({ members }) => members,
      save: (wanted, begun, done) => save(page, wanted ?? {}, begun, done),
    });
  const isEmpty = Object.keys(shown.members).length === 0;
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("customer.mixins")), page.mayManage && h("span", { class: "actions" }, h("button", { onclick: edit }, t("do.edit")))),
    isEmpty ? h("p", { class: "quiet" }, t("customer.mixins.none")) : h("pre", null, inJson(shown.members)),
  );
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
