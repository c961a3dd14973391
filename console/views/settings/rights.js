// What the caller may give to a client: nothing that it does not have itself.

import { call, path } from "../../api.js";
import { scopes } from "../../description.js";

/** Return the caller's scopes as the service understands them now, with a suffix for each restriction. */
export async function ownScopes(signal) {
  const { document } = await call("GET", path("iam", "users", "me", "scopes"), { signal });
  return new Set(document.scopes.split(" "));
}

/** Return a scope without its restriction, and the restriction. */
function parted(word) {
  const [scope, ...suffix] = word.split("--");
  return [scope, suffix.join("--")];
}

/** Return the scopes of a client that reach beyond the caller's own. */
export function beyond(client, own) {
  const has = (scope, restrictions) => own.has(scope) || (restrictions.length > 0 && restrictions.every((each) => own.has(`${scope}--${each}`)));
  return client.scopes.filter((word) => {
    const [scope, suffix] = parted(word);
    return !has(scope, suffix ? [suffix] : client.restrictions);
  });
}

/** Return the scopes that the caller may give, at least for some restrictions: `[name, meaning]`. Those of customers' tokens do nothing in a client's. */
export function givable(own) {
  const names = new Set([...own].map((word) => parted(word)[0]));
  return Object.entries(scopes()).filter(([name]) => names.has(name) && !name.endsWith("_own"));
}

/** Return what a scope means, without its restriction. */
export const meaningOf = (word) => scopes()[parted(word)[0]];
