// How long passwords of another system are kept that customers have not used here yet.

import { ApiError, call, path } from "../../api.js";
import { h } from "../../elements.js";
import { date } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { same } from "../../parts/merge_patch.js";
import { notice } from "../../parts/notices.js";
import { part } from "../../parts/part.js";
import { saveOver, Stale } from "../../parts/saving.js";
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
    kept && h("button", { class: "danger", onclick: () => tried(() => remove(kept, again)) }, t("do.delete")),
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

const told = (isTold) => t(isTold ? "retention.told" : "retention.notTold");

function facts(kept) {
  const rows = [
    ["retentionEndDate", date(kept.retentionEndDate)],
    ["emailReminderDate", date(kept.emailReminderDate)],
    ["emailNotificationsEnabled", told(kept.emailNotificationsEnabled)],
  ];
  return h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, labelOf(name)), h("dd", null, value)]));
}

const store = (body) => call("POST", where(), { body });
const USUAL = { emailNotificationsEnabled: true };
/** What is stored has no version of its own, so it is one itself. */
const versionOf = (kept) => (kept ? { members: kept, version: JSON.stringify(kept) } : { members: USUAL });

function edit(kept, again) {
  const draft = draftOf(["settings", "retention"], { part: "settings.part.retention" });
  const { shown, ...begun } = draft.begin(versionOf(kept));
  const done = () => {
    draft.drop();
    close();
  };
  const submit = () =>
    saveOver({
      shown,
      changes: shown.version ? fields.changes() : fields.values(),
      names: FIELDS,
      write,
      read: async () => versionOf(await read()),
      written: (value) => (typeof value === "boolean" ? told(value) : date(value)),
      saved: async () => {
        done();
        await again();
        notice(t("state.saved"));
      },
    });
  const fields = form({ schema: SCHEMA, fields: FIELDS, document: shown.members, submit, cancel: done, ...begun });
  const element = h("div", { class: "stack" }, h("p", { class: "quiet" }, t("retention.how")), fields.element);
  const close = dialog(t("settings.part.retention"), element, { closed: () => draft.left(() => edit(kept, again)) });
}

/** Store changes over what is stored by now. Raises `Stale` if somebody else has changed the same, or deleted all. */
async function write(changes, { members, version }) {
  const stored = versionOf(await read());
  const isOfAnother = (name) => !same(stored.members[name], members[name]) && !same(stored.members[name], changes[name]);
  if ((version && !stored.version) || Object.keys(changes).some(isOfAnother)) throw new Stale();
  const before = Object.fromEntries(FIELDS.map((name) => [name, stored.members[name]]));
  await store({ ...before, ...changes });
}

/** Delete the dates, unless they are others by now; the service refuses that as long as such passwords are there. */
async function remove(kept, again) {
  if (!same(await read(), kept)) return others(again);
  await call("DELETE", where());
  await again();
  const undo = async () => {
    if ((await read()) !== null) return others(again);
    await store(kept);
    await again();
  };
  notice(t("retention.deleted"), { undo: () => tried(undo) });
}

/** Show the dates that somebody else has set meanwhile; nothing is done to them. */
async function others(again) {
  await again();
  notice(t("retention.others"));
}
