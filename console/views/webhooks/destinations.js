// Where the events of a webhook go: its own destination, and those of single event types.

import { ApiError, call, path } from "../../api.js";
import { h } from "../../elements.js";
import { instant } from "../../formats.js";
import { dialog, tried } from "../../parts/dialogs.js";
import { draftOf } from "../../parts/drafts.js";
import { form } from "../../parts/form.js";
import { editJson, inJson } from "../../parts/json_editor.js";
import { same } from "../../parts/merge_patch.js";
import { notice } from "../../parts/notices.js";
import { saveOver } from "../../parts/saving.js";
import { ACTIONS, table } from "../../parts/table.js";
import { labelOf, t } from "../../texts.js";
import { renewSecret } from "./secrets.js";
import { clear, HTTP, labelled, put, upsert } from "./steps.js";

const OWN = { contactEmail: "/contactEmail", "configuration.destinationUrl": `${HTTP}/destinationUrl` };
const ELEMENT = ["name", "destinationUrl", "excludedFields", "active"];
const COLUMNS = ["eventType", "name", "destinationUrl", "excludedFields", "state"];

export function destinations(page) {
  return h("div", { class: "stack" }, own(page), elements(page));
}

const ownMembers = ({ members: { contactEmail, configuration }, version }) => ({
  members: { contactEmail, "configuration.destinationUrl": configuration.destinationUrl, headers: configuration.headers },
  version,
});

function own(page) {
  const { contactEmail, configuration, metadata } = page.shown.members;
  const { destinationUrl, secretKeyExists, formerSecretKeyEndsAt: until, headers } = configuration;
  const names = Object.keys(headers);
  const rows = [
    [labelOf("destinationUrl"), destinationUrl ?? h("span", { class: "quiet" }, t("webhooks.none.destination"))],
    [labelOf("secretKey"), [t(secretKeyExists ? "webhooks.secret.exists" : "webhooks.secret.missing"), until && [" ", t("webhooks.secret.former"), " ", instant(until)]]],
    [t("webhooks.contactEmail"), contactEmail ?? h("span", { class: "quiet" }, t("conflict.none"))],
    [t("webhooks.headers"), names.length ? names.map((name) => h("div", { class: "code" }, `${name}: ${headers[name].value}`)) : h("span", { class: "quiet" }, t("conflict.none"))],
    [labelOf("modifiedAt"), instant(metadata.modifiedAt)],
  ];
  const buttons = [h("button", { onclick: () => edit(page) }, t("do.edit")), h("button", { onclick: () => editHeaders(page) }, t("webhooks.headers"))];
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("webhooks.own")), page.mayManage && h("span", { class: "actions" }, buttons)),
    h("dl", { class: "facts" }, rows.map(([name, value]) => [h("dt", null, name), h("dd", null, value)])),
  );
}

const viewOf = ({ code }) => ["webhooks", "config", code, "destinations"];

/** Store members of a webhook; `at` says where each is. */
function save(page, shown, changes, { names, membersOf, at, done }) {
  const order = Object.keys(changes);
  return saveOver({
    shown,
    changes,
    names,
    write: (kept, { version }) => page.step(Object.entries(kept).map(([name, value]) => put(at(name), value)), version).catch((error) => { throw named(error, order); }),
    read: async () => membersOf(await page.read()),
    labelled,
    written: (value) => (typeof value === "string" ? value : h("code", null, inJson(value))),
    saved: async () => {
      done();
      await page.reload();
      notice(t("state.saved"));
    },
  });
}

/**
 * Return a refusal of steps as one of the members that they are about. The service counts the steps, or the elements of the
 * webhook as it would be.
 */
function named(error, order) {
  if (!(error instanceof ApiError)) return error;
  const inStep = /^(\d+)\.value(?:\.(?=\D))?/;
  const inElement = /^configuration\.eventsConfiguration\.\d+\./;
  const fieldOf = (field) => field?.replace(inStep, (_, step) => order[step] ?? "").replace(inElement, "");
  return Object.assign(error, { details: error.details.map((each) => ({ ...each, field: fieldOf(each.field) })) });
}

function edit(page) {
  const draft = draftOf(viewOf(page), { part: "webhooks.own", subject: page.code });
  const names = Object.keys(OWN);
  const { shown, ...begun } = draft.begin(ownMembers(page.shown));
  const done = () => {
    draft.drop();
    close();
  };
  const submit = () => save(page, shown, fields.changes(), { names, membersOf: ownMembers, at: (name) => OWN[name], done });
  const fields = form({ schema: "WebhookUpdate", fields: names, document: shown.members, submit, cancel: done, labelled, ...begun });
  const close = dialog(t("webhooks.own"), fields.element, { closed: () => draft.left(() => edit(page)) });
}

function editHeaders(page) {
  editJson({
    title: t("webhooks.headers"),
    meaning: t("webhooks.headers.how"),
    label: t("webhooks.headers.json"),
    shown: ownMembers(page.shown),
    draft: draftOf(viewOf(page), { part: "webhooks.headers", subject: page.code }),
    valueOf: ({ members }) => members.headers,
    save: (headers, shown, done) => save(page, shown, same(headers, shown.members.headers) ? {} : { headers }, { names: ["headers"], membersOf: ownMembers, at: () => `${HTTP}/headers`, done }),
  });
}

function elements(page) {
  const found = page.shown.members.configuration.eventsConfiguration;
  const columns = [...COLUMNS.map((name) => ({ name, label: t(`webhooks.${name}`) })), ACTIONS];
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("h2", null, t("webhooks.elements")), page.mayManage && h("span", { class: "actions" }, h("button", { onclick: () => tried(() => add(page)) }, t("webhooks.add")))),
    found.length ? table({ caption: t("webhooks.elements"), columns, body: h("tbody", null, found.map((each) => element(page, each))) }) : h("p", { class: "quiet" }, t("webhooks.elements.none")),
  );
}

function element(page, each) {
  const at = `${HTTP}/eventsConfigurationEntry/${each.id}`;
  const called = [each.eventType, each.name].filter(Boolean).join(", ");
  const renew = () =>
    renewSecret(`${t("webhooks.secret.renew")}: ${called}`, async (secret) => {
      await page.step([upsert(`${at}/secretKey`, secret)]);
      await page.reload();
    });
  const remove = () =>
    tried(async () => {
      await page.step([clear(at)]);
      await page.reload();
      notice(t("webhooks.removed", { name: called }));
    });
  const button = (label, onclick, kind) => h("button", { class: kind, onclick, "aria-label": `${label}: ${called}` }, label);
  return h(
    "tr",
    null,
    h("td", null, each.eventType),
    h("td", null, each.name),
    h("td", { class: "code", title: each.destinationUrl }, each.destinationUrl ?? h("span", { class: "quiet" }, t("webhooks.theOwn"))),
    h("td", null, each.excludedFields.join(", ")),
    h("td", null, h("span", { class: each.active ? "tag good" : "tag warn" }, t(`webhooks.state.${each.active ? "active" : "inactive"}`))),
    h("td", { class: "whole" }, page.mayManage && h("span", { class: "actions" }, button(t("do.edit"), () => change(page, each, at)), button(t("webhooks.secret.renew"), renew), button(t("do.remove"), remove, "danger"))),
  );
}

function change(page, each, at) {
  const draft = draftOf(viewOf(page), { part: "webhooks.elements", subject: page.code, id: each.id });
  const membersOf = ({ members, version }) => ({ members: members.configuration.eventsConfiguration.find(({ id }) => id === each.id) ?? {}, version });
  const { shown, ...begun } = draft.begin(membersOf(page.shown));
  const done = () => {
    draft.drop();
    close();
  };
  const submit = () => save(page, shown, fields.changes(), { names: ELEMENT, membersOf, at: (name) => `${at}/${name}`, done });
  const fields = form({ schema: "WebhookEventConfigurationUpdate", fields: ELEMENT, document: shown.members, submit, cancel: done, ...begun });
  const close = dialog(each.eventType, fields.element, { closed: () => draft.left(() => change(page, each, at)) });
}

async function add(page) {
  const { document: known } = await call("GET", path("webhook", "event-subscriptions"), { signal: page.signal });
  const choices = { eventType: known.map(({ event }) => event.type) };
  const draft = draftOf(viewOf(page), { part: "webhooks.add", subject: page.code });
  const { shown, ...begun } = draft.begin({ active: true });
  const done = () => {
    draft.drop();
    close();
  };
  const submit = async () => {
    const given = Object.entries(fields.values()).filter(([, value]) => value !== null);
    await page.step([upsert(`${HTTP}/eventsConfigurationEntry`, Object.fromEntries(given))]).catch((error) => { throw named(error, [""]); });
    done();
    await page.reload();
    notice(t("state.saved"));
  };
  const fields = form({ schema: "WebhookEventConfigurationUpdate", fields: ["eventType", ...ELEMENT, "secretKey"], document: shown, choices, submit, cancel: done, label: t("webhooks.add"), ...begun });
  const close = dialog(t("webhooks.add"), fields.element, { closed: () => draft.left(() => tried(() => add(page))) });
}
