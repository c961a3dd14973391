// Which customers are selected: of each search, as long as somebody works here.

import { keep, recall } from "../../memory.js";

/** Return the selected customers by number, of what was searched for. */
export function selectionOf({ text = "", q = "" }) {
  const key = JSON.stringify(["selection", text, q]);
  const kept = recall(key) ?? keep(key, { customers: new Map(), isAtRisk: () => false });
  return kept.customers;
}
