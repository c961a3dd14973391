// Who are you? Staff say so at an issuer; on this machine, one of the demo's clients will do.

import { configuration } from "../configuration.js";
import { h } from "../elements.js";
import { signInAt } from "../issuers.js";
import { signInAs } from "../session.js";
import { t } from "../texts.js";

/** Return the page. `refused` says why the last log-in was none; `done` is called after one. */
export function signIn({ done, links, refused }) {
  const { callers = [], issuers = [] } = configuration().signIn;
  const problem = h("div", { role: "alert" }, refused && note(refused));
  const choice = (label, text, chosen) => {
    const click = () => Promise.resolve(chosen()).catch((error) => problem.replaceChildren(note(error)));
    return h("button", { onclick: click }, h("strong", null, label), text && h("span", null, text));
  };
  const buttons = [
    ...issuers.map((issuer) => choice(t("signIn.at", { name: issuer.name }), null, () => signInAt(issuer))),
    ...callers.map(({ id, name, text }) => choice(t("signIn.as", { name }), text, () => signInAs(id).then(done))),
  ];
  return h(
    "main",
    { class: "sign-in" },
    h("h1", null, t("app.name")),
    h("p", { class: "quiet" }, t(callers.length ? "signIn.local" : issuers.length ? "signIn.staff" : "signIn.none")),
    problem,
    h("div", { class: "callers" }, buttons),
    links(),
  );
}

const note = (error) => h("div", { class: "note bad" }, error.message);
