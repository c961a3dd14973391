// What the caller may give to a client: nothing that it does not have itself.

import { call, path } from "../../api.js";
import { scopes } from "../../description.js";

/** Return the caller's scopes as the service understands them now, with a suffix for each restriction. */
export async function ownScopes(signal) {
  const { document } = await call("GET", path("iam", "users", "me", "scopes"), { signal });
  return new Set(document.scopes.split(" "));
}

/** Scopes that say what another one says: the service's `PUBLISHED_NAMES`. */
const PUBLISHED_NAMES = {
  "sessioncontext.context_manage": "session-context.context_manage",
  "iam.assignment_manage": "iam.group_manage",
  "iam.assignment_create_own": "iam.group_manage_own",
  "iam.assignment_delete_own": "iam.group_manage_own",
};

const CONFIGURE = "configuration.configuration_manage";

/** Return a scope without its restriction, and the restriction. */
function parted(word) {
  const [scope, ...suffix] = word.split("--");
  return [scope, suffix.join("--")];
}

/** Return the scopes that the caller lacks for changing a client: those beyond its own, and one if they do not tell its reach. */
export function lacking(client, own) {
  const has = (scope, restrictions) => own.has(scope) || (restrictions.length > 0 && restrictions.every((each) => own.has(`${scope}--${each}`)));
  const missing = client.scopes.filter((word) => {
    const [scope, suffix] = parted(word);
    return !has(PUBLISHED_NAMES[scope] ?? scope, suffix ? [suffix] : client.restrictions);
  });
  const isEntrance = client.kind !== "service" || client.scopes.length === 0;
  return isEntrance && !own.has(CONFIGURE) ? [...new Set([...missing, CONFIGURE])] : missing;
}

/** Return the scopes that the caller may give, at least for some restrictions: `[name, meaning]`. Those of customers' tokens do nothing in a client's. */
export function givable(own) {
  const names = new Set([...own].map((word) => parted(word)[0]));
  return Object.entries(scopes()).filter(([name]) => names.has(name) && !name.endsWith("_own"));
}

/** Return what a scope means, without its restriction. */
export const meaningOf = (word) => scopes()[parted(word)[0]];
