// Elements of the page, made of data. Whatever a customer wrote becomes text or a checked address, never markup.

const ADDRESS = /^(https?:|mailto:|tel:|#|[a-z0-9_./-]+$)/i;

/** Return an element. Functions are listeners (`onclick`), `false`, `null` and `undefined` leave a property out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else if (name === "href") setAddress(element, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setAddress(element, address) {
  // Without an address it is no link, and its text is still there to read.
  if (ADDRESS.test(address)) element.setAttribute("href", address);
}

/** Replace all that an element contains. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Return an id that no other element has, to join labels and descriptions to fields. */
let last = 0;
export function newId() {
  last += 1;
  return `e${last}`;
}
