// What outlives a view: edits that are not saved, and work that goes on. It is in memory alone, and only for who began it.

import { present } from "./session.js";

const kept = new Map();
let owner = null;
let watcher = () => null;

function own() {
  const caller = present();
  if (caller !== null) {
    const now = JSON.stringify([caller.tenant, caller.name]);
    if (owner !== now) kept.clear();
    owner = now;
  }
  return kept;
}

/** Keep something under a key, and return it. Its `isAtRisk()` says whether leaving the page would be a loss. */
export function keep(key, thing) {
  own().set(key, thing);
  watcher();
  return thing;
}

export const recall = (key) => own().get(key);

export function forget(key) {
  own().delete(key);
  watcher();
}

export function forgetAll() {
  kept.clear();
}

/** Return everything that would be a loss. */
export const atRisk = () => [...own().values()].filter((each) => each.isAtRisk());

/** Call a function whenever that may have changed; it takes the place of the one before. */
export function watch(listener) {
  watcher = listener;
}

addEventListener("beforeunload", (event) => {
  if (atRisk().length > 0) event.preventDefault();
});
