// Storing changes of what somebody else may have changed meanwhile.

import { ApiError } from "../api.js";
import { labelOf } from "../texts.js";
import { conflict } from "./dialogs.js";

/**
 * Store changes to the version that was shown; if there is another one by now, the reader chooses. `base` is what was
 * shown, `names` its members that people change here. `write` gets the changes and the version, `read` returns what is
 * stored, `saved` gets what was stored and over what.
 */
export async function saveOver({ base, changes, names, write, read, saved }) {
  if (Object.keys(changes).length > 0) {
    try {
      await write(changes, base.metadata.version);
    } catch (error) {
      if (!isStale(error)) throw error;
      const theirs = await read();
      const isOther = names.some((name) => (base[name] ?? null) !== (theirs[name] ?? null));
      if (!isOther) return saveOver({ base: theirs, changes, names, write, read, saved });
      const mine = Object.fromEntries(names.map((name) => [name, name in changes ? changes[name] : base[name]]));
      const chosen = (kept) => saveOver({ base: theirs, changes: kept, names, write, read, saved });
      return conflict({ base, mine, theirs, labelOf, chosen });
    }
  }
  return saved(changes, base);
}

const isStale = (error) =>
  error instanceof ApiError && error.status === 409 && (error.details.some((each) => each.field === "metadata.version") || /version/.test(error.message));
