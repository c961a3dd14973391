// The tenant's settings: what each means, what it is, and what it is where nobody has set it.

import { call, path } from "../api.js";
import { member } from "../description.js";
import { fill, h, newId } from "../elements.js";
import { dialog } from "../parts/dialogs.js";
import { failure, notice } from "../parts/notices.js";
import { table } from "../parts/table.js";
import { may } from "../session.js";
import { t } from "../texts.js";

const ROW = /^\| (.+?) \| (.+) \|$/;
const DEFAULT = / \(([^()]*)\)$/;

export async function show({ signal, failed }) {
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

  const again = () => draw().catch((error) => failed(error, place));
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
  const change = may("configuration.configuration_manage") && !setting?.readOnly && h("button", { class: "plain", onclick: () => edit(key, meaning, setting, page) }, key);
  return h(
    "tr",
    null,
    h("td", { class: "whole" }, change || key),
    h("td", { class: setting ? "code" : "code quiet" }, value, setting && [" ", h("span", { class: "tag good" }, t("settings.own"))]),
    h("td", { class: "meaning" }, meaning),
  );
}

function edit(key, meaning, setting, { where, draw }) {
  const id = newId();
  const text = h("textarea", { id, class: "code", spellcheck: "false", value: setting?.value === undefined ? "" : JSON.stringify(setting.value, null, 2) });
  const problems = h("div");
  const at = `${where}/${encodeURIComponent(key)}`;

  async function stored(write, told) {
    try {
      await write();
      close();
      await draw();
      notice(told);
    } catch (error) {
      fill(problems, failure(error));
    }
  }

  const submitted = (event) => {
    event.preventDefault();
    let value;
    try {
      value = JSON.parse(text.value);
    } catch (error) {
      return fill(problems, h("div", { class: "note bad", role: "alert" }, t("settings.notJson", { message: error.message })));
    }
    return stored(
      () => (setting ? call("PUT", at, { body: { key, value, version: setting.version } }) : call("POST", where, { body: [{ key, value }] })),
      t("state.saved"),
    );
  };
  const unset = () => stored(() => call("DELETE", at), t("state.saved"));
  const close = dialog(
    t("settings.edit", { key }),
    h(
      "form",
      { class: "stack", onsubmit: submitted },
      h("p", { class: "quiet" }, meaning),
      h("div", { class: "field" }, h("label", { for: id }, t("settings.json")), text),
      problems,
      h(
        "div",
        { class: "actions" },
        setting && !setting.restricted && h("button", { type: "button", class: "danger", onclick: unset }, t("settings.unset")),
        h("button", { class: "main" }, t("do.save")),
        h("button", { type: "button", onclick: () => close() }, t("do.cancel")),
      ),
    ),
  );
}
