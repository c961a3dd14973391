// The restrictions of the tenant, and how many customers have each.

import { ApiError, call, page, path } from "../../api.js";
import { fill, h } from "../../elements.js";
import { number } from "../../formats.js";
import { failure } from "../../parts/notices.js";
import { part } from "../../parts/part.js";
import { table } from "../../parts/table.js";
import { address, go } from "../../route.js";
import { t } from "../../texts.js";

const KEY = "restrictions";
const AT_ONCE = 4;

export const restrictions = ({ signal }) => part(() => shown(signal), signal);

async function shown(signal) {
  const names = await configured(signal);
  const counting = new Counting(signal);
  const columns = [
    { name: "restriction", label: t("restrictions.name") },
    { name: "customers", label: t("view.customers"), numeric: true },
  ];
  const rows = [...names.map((name) => [name, `restriction:${JSON.stringify(name)}`]), [null, "restriction:null"]];
  const body = h("tbody", null, rows.map(([name, q]) => row(name, q, counting)));
  return h(
    "div",
    { class: "stack narrow" },
    h("p", { class: "quiet" }, t("restrictions.what"), " ", h("a", { href: address(["settings", "values"]) }, t("settings.part.values"))),
    table({ caption: t("settings.part.restrictions"), columns, body }),
  );
}

async function configured(signal) {
  try {
    return (await call("GET", path("configuration", "configurations", KEY), { signal })).document.value;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}

function row(name, q, counting) {
  const count = h("td", { class: "number" }, h("span", { class: "skeleton" }));
  const listed = () => go(["customers"], {}, { typed: { filters: true, q } });
  const line = h("tr", null, h("td", null, h("button", { class: "plain", onclick: listed }, name ?? t("restrictions.none"))), count);
  counting.whenSeen(line, count, q);
  return line;
}

/** Counts the customers of rows once these are seen, a few at a time, by the totals of lists. */
class Counting {
  constructor(signal) {
    this.signal = signal;
    this.waiting = [];
    this.running = 0;
    this.asked = new Map();
    this.observer = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((each) => each.isIntersecting)) this.begin(target);
    });
    signal.addEventListener("abort", () => this.observer.disconnect());
  }

  whenSeen(line, place, q) {
    this.asked.set(line, { place, q });
    this.observer.observe(line);
  }

  begin(line) {
    this.observer.unobserve(line);
    this.waiting.push(this.asked.get(line));
    while (this.running < AT_ONCE && this.waiting.length) this.next();
  }

  async next() {
    if (this.waiting.length === 0 || this.signal.aborted) return;
    const asked = this.waiting.shift();
    this.running += 1;
    await this.count(asked);
    this.running -= 1;
    await this.next();
  }

  async count(asked) {
    const { place, q } = asked;
    try {
      const { total } = await page(path("customer", "customers"), { query: { q, pageSize: 1 }, signal: this.signal, counted: true });
      fill(place, /^\d+$/.test(total) ? number(Number(total)) : total);
    } catch (error) {
      if (error.name !== "AbortError") fill(place, failure(error, { again: () => this.count(asked) }));
    }
  }
}
