// How long passwords of another system are kept that customers have not used here yet.

import { ApiError, call, path } from "../../api.js";
import { h } from "../../elements.js";
import { date } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { form } from "../../parts/form.js";
import { notice } from "../../parts/notices.js";
import { part } from "../../parts/part.js";
import { mayEverywhere } from "../../session.js";
import { labelOf, t } from "../../texts.js";

const SCHEMA = "PasswordMigrationRetentionDto";
const FIELDS = ["retentionEndDate", "emailReminderDate", "emailNotificationsEnabled"];
const where = () => path("customer", "config", "password-migration-retention");

export const retention = ({ signal }) => part((again) => shown(signal, again), signal);

async function shown(signal, again) {
  const kept = await read(signal);
  const mayManage = mayEverywhere("customer.import_manage");
  const buttons = mayManage && [
    h("button", { onclick: () => edit(kept, again) }, t(kept ? "do.edit" : "retention.set")),
    kept && h("button", { class: "danger", onclick: () => remove(kept, again) }, t("do.delete")),
  ];
  return h(
    "section",
    { class: "panel stack" },
    h("header", null, h("h2", null, t("settings.part.retention")), buttons && h("span", { class: "actions" }, buttons)),
    h("p", { class: "quiet" }, t("retention.what")),
    kept ? facts(kept) : h("p", null, t("retention.none")),
  );
}

async function read(signal) {
  try {
    return (await call("GET", where(), { signal })).document;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function facts(kept) {
  const rows = [
    ["retentionEndDate", date(kept.retentionEndDate)],
    ["emailReminderDate", date(kept.emailReminderDate)],
    ["emailNotificationsEnabled", t(kept.emailNotificationsEnabled ? "retention.told" : "retention.notTold")],
  ];
  return h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, labelOf(name)), h("dd", null, value)]));
}

const store = (body) => call("POST", where(), { body });

function edit(kept, again) {
  const submit = async () => {
    await store(fields.values());
    close();
    await again();
    notice(t("state.saved"));
  };
  const document = kept ?? { emailNotificationsEnabled: true };
  const fields = form({ schema: SCHEMA, fields: FIELDS, document, submit, cancel: () => close() });
  const close = dialog(t("settings.part.retention"), h("div", { class: "stack" }, h("p", { class: "quiet" }, t("retention.how")), fields.element));
}

/** Delete the dates; the service refuses that as long as such passwords are there. */
function remove(kept, again) {
  return tried(async () => {
    await call("DELETE", where());
    await again();
    notice(t("retention.deleted"), { undo: () => tried(() => store(kept).then(again)) });
  });
}
