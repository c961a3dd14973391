// Begins: reads what is needed, signs in, and shows the view that the address names.

import { readConfiguration } from "./configuration.js";
import { readDescription } from "./description.js";
import { fill, h } from "./elements.js";
import { forgetCursor, keepCursor } from "./parts/cursor.js";
import { clearNotices, failure } from "./parts/notices.js";
import { current, whenShown } from "./route.js";
import { lastCaller, present, signInAs, whenEnded } from "./session.js";
import { signInWithAnswer } from "./issuers.js";
import { links, shell, VIEWS } from "./shell.js";
import { language, t } from "./texts.js";
import { chosenTheme } from "./theme.js";
import { signIn } from "./views/sign_in.js";

const place = document.getElementById("page");
let showing = new AbortController();
let refused = null;
let last = null;

/** Show the view that the address names. `moved`: the reader went there; if it is another view, this is where the cursor goes, too. */
async function show({ moved = false } = {}) {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  clearNotices();
  for (const each of document.querySelectorAll("dialog:not(.stays)")) each.remove();
  document.documentElement.lang = language();
  if (present() === null && lastCaller()) await signInAs(lastCaller()).catch(() => null);
  if (signal.aborted) return;
  if (present() === null) {
    document.title = t("signIn.title");
    fill(place, signIn({ done: () => (forgetCursor(), show()), links, refused }));
    refused = null;
    return;
  }
  const { path, parameters, typed } = current();
  const [name, ...rest] = path.length ? path : ["customers"];
  const view = Object.hasOwn(VIEWS, name) && VIEWS[name].offered() ? VIEWS[name] : null;
  const { page, main } = shell([name, ...rest], { redraw: () => show() });
  fill(place, page);
  const title = view ? t(`view.${name}`) : t("view.missing");
  document.title = title;
  fill(main, h("div", { class: "head" }, h("h1", null, title), view && h("span", { class: "skeleton" })));
  if (moved && last !== path.join("/")) main.focus({ preventScroll: true });
  last = path.join("/");
  if (!view) return;
  try {
    const content = await view.show({ path: rest, parameters, typed, signal });
    if (!signal.aborted) fill(main, h("div", { class: "view" }, content));
  } catch (error) {
    if (!signal.aborted) fill(main, failure(error, { again: () => show() }));
  }
}

chosenTheme();
keepCursor();
try {
  await readConfiguration();
  await readDescription();
  await signInWithAnswer().catch((error) => (refused = error));
  whenEnded(() => {
    refused = new Error(t("signIn.ended"));
    show();
  });
  whenShown(() => show({ moved: true }));
  await show();
} catch (error) {
  fill(place, failure(error, { again: () => location.reload() }));
}
