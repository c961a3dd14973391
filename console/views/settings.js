// The tenant's settings: what each means, what it is, and what it is where nobody has set it.

import { call, path } from "../api.js";
import { member } from "../description.js";
import { fill, h } from "../elements.js";
import { editJson } from "../parts/json_editor.js";
import { failure, notice } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { mayEverywhere } from "../session.js";
import { t } from "../texts.js";

const ROW = /^\| (.+?) \| (.+) \|$/;
const DEFAULT = / \(([^()]*)\)$/;

export async function show({ signal }) {
  const where = path("configuration", "configurations");
  const place = h("div");

  async function draw() {
    const { document: found } = await call("GET", where, { signal });
    const set = new Map(found.map((each) => [each.key, each]));
    const known = described();
    const others = found.filter((each) => !known.some(({ key }) => key === each.key)).map(({ key, description }) => ({ key, meaning: description ?? "" }));
    const rows = [...known, ...others].map((each) => row(each, set.get(each.key), { where, draw: again }));
    const columns = ["key", "value", "meaning"].map((name) => ({ name, label: t(`settings.${name}`) }));
    fill(place, table({ caption: t("view.settings"), columns, body: h("tbody", { class: "long" }, rows) }));
  }

  const again = () => draw().catch((error) => fill(place, failure(error, { again })));
  await draw();
  return [h("div", { class: "head" }, h("h1", null, t("view.settings"))), place];
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
      usual: isForEach ? defaults[place] : defaults.join(", "),
    }));
  });
}

function row({ key, meaning, usual }, setting, page) {
  const value = setting?.secured ? t("settings.secured") : setting ? JSON.stringify(setting.value) : usual;
  const change = mayEverywhere("configuration.configuration_manage") && !setting?.readOnly && h("button", { class: "plain", onclick: () => edit(key, meaning, setting, page) }, key);
  return h(
    "tr",
    null,
    h("td", { class: "whole" }, change || key),
    h("td", { class: setting ? "code" : "code quiet" }, value, setting && [" ", h("span", { class: "tag good" }, t("settings.own"))]),
    h("td", { class: "meaning" }, meaning),
  );
}

function edit(key, meaning, setting, { where, draw }) {
  const at = `${where}/${encodeURIComponent(key)}`;
  const saved = async (write) => {
    await write();
    await draw();
    notice(t("state.saved"));
  };
  const set = (value) => (setting ? call("PUT", at, { body: { key, value, version: setting.version } }) : call("POST", where, { body: [{ key, value }] }));
  const unset = { label: t("settings.unset"), kind: "danger", action: () => saved(() => call("DELETE", at)) };
  editJson({
    title: t("settings.edit", { key }),
    meaning,
    label: t("settings.json"),
    value: setting?.value,
    save: (value) => saved(() => set(value)),
    others: setting && !setting.restricted ? [unset] : [],
  });
}
