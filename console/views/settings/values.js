// The tenant's values: what each means, what it is, and what it is where nobody has set it.

import { ApiError, call, path } from "../../api.js";
import { member } from "../../description.js";
import { fill, h } from "../../elements.js";
import { draftOf } from "../../parts/drafts.js";
import { editJson, inJson } from "../../parts/json_editor.js";
import { same } from "../../parts/merge_patch.js";
import { failure, notice } from "../../parts/notices.js";
import { saveOver, Stale } from "../../parts/saving.js";
import { table } from "../../parts/table.js";
import { mayEverywhere } from "../../session.js";
import { t } from "../../texts.js";

const ROW = /^\| (.+?) \| (.+) \|$/;
const DEFAULT = / \(([^()]*)\)$/;

export async function values({ signal }) {
  const where = path("configuration", "configurations");
  const place = h("div");

  async function draw() {
    const { document: found } = await call("GET", where, { signal });
    const set = new Map(found.map((each) => [each.key, each]));
    const known = described();
    const others = found.filter((each) => !known.some(({ key }) => key === each.key)).map(({ key, description }) => ({ key, meaning: description ?? "" }));
    const rows = [...known, ...others].map((each) => row(each, set.get(each.key), { where, draw: again }));
    const columns = ["key", "value", "meaning"].map((name) => ({ name, label: t(`settings.${name}`) }));
    fill(place, h("div", { class: "values" }, table({ caption: t("settings.part.values"), columns, body: h("tbody", null, rows) })));
  }

  const again = () => draw().catch((error) => fill(place, failure(error, { again })));
  await draw();
  return place;
}

/** Return the service's keys with their meaning, from the table in the API's document. */
function described() {
  const rows = member("ConfigurationValue").description.split("\n").map((line) => ROW.exec(line)).filter(Boolean);
  return rows.flatMap(([, keys, text]) => {
    const names = [...keys.matchAll(/`([^`<]+)`/g)].map(([, key]) => key);
    const meaning = text.replaceAll("`", "");
    const defaults = DEFAULT.exec(meaning)?.[1].split(", ") ?? [];
    const isForEach = defaults.length === names.length;
    return names.map((key, place) => ({
      key,
      meaning: meaning.replace(DEFAULT, ""),
      lang: "en",
      usual: isForEach ? defaults[place] : defaults.join(", "),
    }));
  });
}

function row({ key, meaning, lang, usual }, setting, page) {
  const value = setting?.secured ? t("settings.secured") : setting ? JSON.stringify(setting.value) : usual;
  const change = mayEverywhere("configuration.configuration_manage") && !setting?.readOnly && h("button", { class: "plain", onclick: () => edit(key, h("span", { lang }, meaning), setting, page) }, key);
  return h(
    "tr",
    null,
    h("td", { class: "whole" }, change || key),
    h("td", { class: setting ? "code" : "code quiet" }, value, setting && [" ", h("span", { class: "tag good" }, t("settings.own"))]),
    h("td", { class: "meaning", lang }, meaning),
  );
}

/** A value that the API shows nobody; another version is another value. */
class Encrypted {
  constructor(version) {
    this.version = version;
  }
}

const shownOf = (setting) => (setting ? { members: { value: setting.secured ? new Encrypted(setting.version) : setting.value }, version: setting.version } : { members: {} });
const written = (value) => (value instanceof Encrypted ? t("settings.secured") : h("code", null, inJson(value)));

function edit(key, meaning, setting, { where, draw }) {
  const at = `${where}/${encodeURIComponent(key)}`;

  async function read() {
    try {
      const { document, headers } = await call("GET", at);
      return { ...shownOf(document), tag: headers.get("etag") };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return shownOf(null);
      throw error;
    }
  }

  async function unset({ version }) {
    const { version: stored, tag } = await read();
    if (stored !== version) throw new Stale();
    await call("DELETE", at, { headers: { "If-Match": tag } });
  }

  async function write({ value }, shown) {
    try {
      if (value === undefined) await unset(shown);
      else if (shown.version === undefined) await call("POST", where, { body: [{ key, value }] });
      else await call("PUT", at, { body: { key, value, version: shown.version } });
    } catch (error) {
      throw isOfAnother(error) ? new Stale(error.message, { cause: error }) : error;
    }
  }

  const save = (value, shown, done) =>
    saveOver({
      shown,
      changes: same(value, shown.members.value) ? {} : { value },
      names: ["value"],
      write,
      read,
      labelled: () => t("settings.value"),
      written,
      saved: async () => {
        done();
        await draw();
        notice(t("state.saved"));
      },
    });
  editJson({
    title: t("settings.edit", { key }),
    meaning,
    label: t("settings.json"),
    shown: shownOf(setting),
    draft: draftOf(["settings", "values"], { part: "view.settings", subject: key, id: key }),
    valueOf: ({ members }) => (members.value instanceof Encrypted ? undefined : members.value),
    save,
    others: setting && !setting.restricted ? [{ label: t("settings.unset"), kind: "danger", action: (shown, done) => save(undefined, shown, done) }] : [],
  });
}

/** Return whether a write was refused because the key is set, unset or changed by now. */
function isOfAnother(error) {
  if (!(error instanceof ApiError)) return false;
  return [404, 409, 412].includes(error.status) || (error.status === 400 && error.details.some(({ field }) => field === "key"));
}
