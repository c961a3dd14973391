// Whether the service works, and on this machine what it has done in the last hour.

import { call, fetched } from "../api.js";
import { configuration } from "../configuration.js";
import { fill, h } from "../elements.js";
import { dollars, number } from "../formats.js";
import { empty, failure } from "../parts/notices.js";
import { part } from "../parts/part.js";
import { table } from "../parts/table.js";
import { labelOf, t } from "../texts.js";

const SECONDS = 10;
const FIGURES = ["requests", "refused", "failed", "p50", "p95", "storageRequests", "dollars"];
const WRITTEN = { p50: milliseconds, p95: milliseconds, dollars };

export function show({ signal }) {
  return [
    h("div", { class: "head" }, h("h1", null, t("view.health"))),
    h("div", { class: "stack" }, part(() => deep(signal), signal), configuration().requests && part(() => lastHour(signal), signal)),
  ];
}

/** Return what the service says of itself and its table. */
async function deep(signal) {
  const begun = performance.now();
  const { document: health } = await call("GET", "/health", { query: { deep: "1" }, signal });
  const took = Math.round(performance.now() - begun);
  const facts = Object.entries(health).filter(([, value]) => typeof value !== "object");
  return h(
    "section",
    { class: "panel" },
    h("header", null, h("span", { class: "tag good" }, t("health.works"))),
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, labelOf(name)), h("dd", { class: "code" }, String(value))])),
    h("p", { class: "quiet small" }, t("health.took", { ms: number(took) })),
  );
}

/** Return the figures of the last hour. They are read again from time to time, and nothing but their rows is replaced then. */
async function lastHour(signal) {
  const rows = h("tbody");
  const columns = [{ name: "operation", label: t("health.operation") }, ...FIGURES.map((name) => ({ name, label: t(`health.figure.${name}`), numeric: true }))];
  const figures = table({ caption: t("health.lastHour"), columns, body: rows });
  const place = h("div", null, empty(t("health.none")));
  const problem = h("div", { class: "part" });

  async function read() {
    const { together, operations } = await (await fetched(configuration().requests, { signal })).json();
    const often = operations.toSorted((one, other) => other.requests - one.requests);
    fill(rows, row({ ...together, operation: h("strong", null, t("health.together")) }), often.map(row));
    fill(problem);
    if (operations.length && !place.contains(figures)) fill(place, figures);
  }

  async function again() {
    try {
      await read();
    } catch (error) {
      if (error.name === "AbortError") return;
      fill(problem, failure(error));
    }
    wait();
  }

  function wait() {
    const waiting = setTimeout(again, SECONDS * 1000);
    signal.addEventListener("abort", () => clearTimeout(waiting), { once: true });
  }

  await read();
  if (!signal.aborted) wait();
  return [h("h2", null, t("health.lastHour")), problem, place, h("p", { class: "quiet small" }, t("health.how"))];
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
