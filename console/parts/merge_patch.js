// Merge patches (RFC 7396): what has to be sent so that a document becomes another one.

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Return whether two values are the same JSON; nothing is the same as `null`. */
export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Return the patch from one value to another: `null` for every member that is gone, at any depth. */
export function patchOf(before, after) {
  if (!isObject(before) || !isObject(after)) return after;
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const changed = Object.keys(after).filter((name) => !Object.hasOwn(before, name) || JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const patchOfMember = (name) => (Object.hasOwn(before, name) ? patchOf(before[name], after[name]) : after[name]);
  return Object.fromEntries([...gone.map((name) => [name, null]), ...changed.map((name) => [name, patchOfMember(name)])]);
}
