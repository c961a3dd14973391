// Whether the service works, and on this machine what it has done in the last hour.

import { call, fetched } from "../api.js";
import { configuration } from "../configuration.js";
import { h } from "../elements.js";
import { dollars, number, words } from "../formats.js";
import { empty } from "../parts/notices.js";
import { part } from "../parts/part.js";
import { table } from "../parts/table.js";
import { t } from "../texts.js";

const SECONDS = 10;
const FIGURES = ["requests", "refused", "failed", "p50", "p95", "storageRequests", "dollars"];
const WRITTEN = { p50: milliseconds, p95: milliseconds, dollars };

export async function show({ signal }) {
  const begun = performance.now();
  const { document: health } = await call("GET", "/health", { query: { deep: "1" }, signal });
  const took = Math.round(performance.now() - begun);
  const facts = Object.entries(health).filter(([, value]) => typeof value !== "object");
  return [
    h("div", { class: "head" }, h("h1", null, t("view.health")), h("span", { class: "tag good" }, t("health.works"))),
    h(
      "div",
      { class: "stack" },
      h(
        "section",
        { class: "panel" },
        h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, words(name)), h("dd", { class: "code" }, String(value))])),
        h("p", { class: "quiet small" }, t("health.took", { ms: number(took) })),
      ),
      configuration().requests && lastHour(signal),
    ),
  ];
}

/** Return a place with the figures of the last hour, which are read again from time to time. */
function lastHour(signal) {
  return part(async (draw) => {
    const found = await (await fetched(configuration().requests, { signal })).json();
    const waiting = setTimeout(draw, SECONDS * 1000);
    signal.addEventListener("abort", () => clearTimeout(waiting), { once: true });
    return [h("h2", null, t("health.lastHour")), found.operations.length ? figures(found) : empty(t("health.none")), h("p", { class: "quiet small" }, t("health.how"))];
  }, signal);
}

function figures({ together, operations }) {
  const columns = [{ name: "operation", label: t("health.operation") }, ...FIGURES.map((name) => ({ name, label: t(`health.figure.${name}`), numeric: true }))];
  const often = operations.toSorted((one, other) => other.requests - one.requests);
  const rows = [row({ ...together, operation: h("strong", null, t("health.together")) }), ...often.map(row)];
  return table({ caption: t("health.lastHour"), columns, body: h("tbody", null, rows) });
}

function row(each) {
  const isBad = (name) => name === "failed" && each.failed > 0;
  const cells = FIGURES.map((name) => h("td", { class: "number" }, isBad(name) ? h("span", { class: "tag bad" }, number(each.failed)) : shown(name, each[name])));
  return h("tr", null, h("td", null, each.operation ?? t("health.noOperation")), cells);
}

const shown = (name, value) => (value === null ? "–" : (WRITTEN[name] ?? number)(value));

function milliseconds(value) {
  return t("health.ms", { ms: number(value < 10 ? value : Math.round(value)) });
}
