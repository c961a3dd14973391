// Begins: reads what is needed, signs in, and shows the view that the address names.

import { SignedOut } from "./api.js";
import { readConfiguration } from "./configuration.js";
import { readDescription } from "./description.js";
import { fill, h } from "./elements.js";
import { clearNotices, failure } from "./parts/notices.js";
import { current, whenShown } from "./route.js";
import { lastCaller, present, signInAs } from "./session.js";
import { signInWithAnswer } from "./issuers.js";
import { links, shell, VIEWS } from "./shell.js";
import { language, t } from "./texts.js";
import { chosenTheme } from "./theme.js";
import { signIn } from "./views/sign_in.js";

let showing = new AbortController();
let refused = null;

async function show() {
  showing.abort();
  showing = new AbortController();
  const { signal } = showing;
  clearNotices();
  document.documentElement.lang = language();
  if (present() === null && lastCaller()) await signInAs(lastCaller()).catch(() => null);
  if (signal.aborted) return;
  if (present() === null) {
    document.title = t("signIn.title");
    fill(document.body, signIn({ done: show, links, refused }));
    refused = null;
    return;
  }
  const { path, parameters, typed } = current();
  const [name = "customers", ...rest] = path;
  const view = VIEWS[name];
  const { page, main } = shell(name, { redraw: show });
  fill(document.body, page);
  const title = view ? t(`view.${name}`) : t("view.missing");
  document.title = title;
  fill(main, h("div", { class: "head" }, h("h1", null, title), view && h("span", { class: "skeleton" })));
  if (!view) return;
  try {
    const content = await view.show({ path: rest, parameters, typed, signal, failed });
    if (!signal.aborted) fill(main, h("div", { class: "view" }, content));
  } catch (error) {
    if (!signal.aborted) failed(error, main);
  }
}

/** Show why something failed: in its place if there is one, and signed out at the start page. */
function failed(error, place) {
  if (error.name === "AbortError") return;
  if (error instanceof SignedOut) {
    refused = new Error(t("signIn.ended"));
    show();
  } else if (place) fill(place, failure(error, { again: show }));
  else throw error;
}

chosenTheme();
try {
  await readConfiguration();
  await readDescription();
  await signInWithAnswer().catch((error) => (refused = error));
  whenShown(show);
  await show();
} catch (error) {
  fill(document.body, failure(error, { again: () => location.reload() }));
}
