// The tenant's own data of a customer.

import { call } from "../../api.js";
import { h } from "../../elements.js";
import { editJson } from "../../parts/json_editor.js";
import { patchOf } from "../../parts/merge_patch.js";
import { notice } from "../../parts/notices.js";
import { t } from "../../texts.js";

export function mixins(page) {
  const { mixins: found = {}, metadata } = page.customer;
  const save = async (changed) => {
    await call("PATCH", page.where, { body: { mixins: patchOf(found, changed), metadata: { version: metadata.version } } });
    await page.reload();
    notice(t("state.saved"));
  };
  const edit = () => editJson({ title: t("customer.mixins"), label: t("customer.mixins.json"), value: found, save });
  const isEmpty = Object.keys(found).length === 0;
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("customer.mixins")), page.mayManage && h("span", { class: "actions" }, h("button", { onclick: edit }, t("do.edit")))),
    isEmpty ? h("p", { class: "quiet" }, t("customer.mixins.none")) : h("pre", null, JSON.stringify(found, null, 2)),
  );
}
