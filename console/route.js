// The state of a view is in the address, behind the `#`: `#/customers/1001/addresses?sort=lastName`.
// What people type to find somebody may be personal, so it is kept with the entry of the history instead.

const shown = new Set();

/** Return `{path, parameters, typed}` of the present address. */
export function current() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decoded),
    parameters: new URLSearchParams(query ?? ""),
    typed: history.state?.typed ?? {},
  };
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Return the address of a view. Parameters without a value are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
}

/** Show a view. `typed` is what was typed; `replace` puts it in the place of the present one. */
export function go(path, parameters = {}, { typed = {}, replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"]({ typed }, "", address(path, parameters));
  for (const listener of shown) listener();
}

/** Keep in the address what the view shows by now, without showing it again. */
export function note(path, parameters, { typed }) {
  history.replaceState({ typed }, "", address(path, parameters));
}

/**
 * Return properties of a field that is sent by a form: what is typed stays with the present address until then, whatever is
 * shown again meanwhile. `name` tells the fields of a view apart; `sent` is what was sent before.
 */
export function typedInto(name, sent) {
  const { unsent } = current().typed;
  const typing = (event) => {
    const { typed } = current();
    history.replaceState({ typed: { ...typed, unsent: { ...typed.unsent, [name]: event.target.value } } }, "");
  };
  return { value: unsent?.[name] ?? sent ?? "", oninput: typing };
}

/** Call a function whenever another view is to be shown. */
export function whenShown(listener) {
  shown.add(listener);
  addEventListener("popstate", listener);
}
