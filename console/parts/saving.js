// Storing changes of what somebody else may have changed meanwhile.

import { ApiError } from "../api.js";
import { labelOf } from "../texts.js";
import { conflict } from "./dialogs.js";
import { same } from "./merge_patch.js";

/** Return what was shown of a document that has its version in it. */
export const versioned = (document) => ({ members: document, version: document.metadata.version });

/** What was shown is not what is stored by now. */
export class Stale extends Error {}

/**
 * Store changes of what was shown; where something else is stored by now, the reader chooses. `shown` is
 * `{members, version}`, `changes` are members with their new values, `undefined` for one that is to go. `names` are the
 * members that people change here; without it, all are. `write` gets the changes and over what they are made, `read`
 * returns `{members, version}` of what is stored, `saved` gets the changes and over which members they were made.
 * `labelled` and `written` say what a member and its value are called.
 */
export async function saveOver({ shown, changes, ...how }) {
  if (Object.keys(changes).length === 0) return how.saved(changes, shown.members);
  try {
    await how.write(changes, shown);
  } catch (error) {
    if (!isStale(error)) throw error;
    const stored = await how.read();
    if (stored.version === shown.version) throw error.cause ?? error;
    return saveOverOther({ shown, stored, changes, ...how });
  }
  return how.saved(changes, shown.members);
}

function saveOverOther({ shown, stored, changes, ...how }) {
  const base = shown.members;
  const theirs = stored.members;
  const names = how.names ?? Object.keys({ ...base, ...theirs, ...changes });
  const again = (kept) => saveOver({ shown: stored, changes: kept, ...how });
  if (names.every((name) => same(base[name], theirs[name]))) return again(changes);
  const mine = Object.fromEntries(names.map((name) => [name, Object.hasOwn(changes, name) ? changes[name] : base[name]]));
  if (names.every((name) => same(mine[name], theirs[name]))) return again({});
  return conflict({ base, mine, theirs, labelled: how.labelled ?? labelOf, written: how.written ?? String, chosen: again });
}

const isStale = (error) =>
  error instanceof Stale ||
  (error instanceof ApiError && error.status === 409 && (error.details.some((each) => each.field === "metadata.version") || /version/i.test(error.message)));
