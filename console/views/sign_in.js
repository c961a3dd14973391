// Who are you? On this machine, one of the demo's clients.

import { configuration } from "../configuration.js";
import { h } from "../elements.js";
import { signInAs } from "../session.js";
import { t } from "../texts.js";

export function signIn({ done, links }) {
  const { callers = [] } = configuration().signIn;
  const problem = h("div", { role: "alert" });
  const buttons = callers.map(({ id, name, text }) => {
    const chosen = async () => {
      try {
        await signInAs(id);
        done();
      } catch (error) {
        problem.replaceChildren(h("div", { class: "note bad" }, error.message));
      }
    };
    return h("button", { onclick: chosen }, h("strong", null, t("signIn.as", { name })), h("span", null, text));
  });
  return h(
    "main",
    { class: "sign-in" },
    h("h1", null, t("app.name")),
    h("p", { class: "quiet" }, callers.length ? t("signIn.local") : t("signIn.none")),
    h("div", { class: "callers" }, buttons),
    problem,
    links(),
  );
}
