// Elements of the page, made of data. Whatever a customer wrote becomes text or a checked address, never markup.

const ADDRESS = /^(https?:|mailto:|tel:|#|[a-z0-9_./-]+$)/i;

/** Return an element. Functions are listeners (`onclick`), `false`, `null` and `undefined` leave a property out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), ACTIONS.has(name) ? onceAtATime(element, value) : value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else if (name === "href") setAddress(element, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ACTIONS = new Set(["onclick", "onsubmit"]);

/**
 * Return a listener that does nothing while its last run goes on, so that a double click is one. Meanwhile what was clicked
 * says that it is busy. It is not `disabled`, which would take the cursor from it.
 */
function onceAtATime(element, listener) {
  let isRunning = false;
  return (event) => {
    if (isRunning) return event.preventDefault();
    const done = listener(event);
    if (!(done instanceof Promise)) return;
    const clicked = event.submitter ?? element;
    const tell = (isBusy) => {
      isRunning = isBusy;
      for (const name of ["aria-busy", "aria-disabled"]) {
        if (isBusy) clicked.setAttribute(name, "true");
        else clicked.removeAttribute(name);
      }
    };
    tell(true);
    done.finally(() => tell(false));
  };
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
