const caller = document.getElementById("caller");
const state = document.getElementById("state");
const SCHEMES = ["OAuth2", "AnonymousToken", "CustomerToken"];
// Without this, a 401 that names HTTP Basic would make the browser ask for a password itself.
const NO_DIALOG = { credentials: "omit" };
let ui;
let complete;
const described = new Promise((resolve) => (complete = resolve));

// A word of the filter may be in anything that describes an operation, including its scopes.
function matches(operation, words) {
  const said = operation.get("operation");
  const scopes = JSON.stringify(said.get("security") ?? "");
  const text = [
    operation.get("method"),
    operation.get("path"),
    said.get("operationId"),
    said.get("summary"),
    (said.get("tags") ?? []).join(" "),
    scopes,
  ].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function operationsThatMatch(groups, phrase) {
  const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map((group) => group.update("operations", (all) => all.filter((each) => matches(each, words))))
    .filter((group) => group.get("operations").size > 0);
}

const ourFilter = () => ({
  fn: { opsFilter: operationsThatMatch },
  components: { FilterContainer: () => null },
});

function followColours() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", follow);
  follow();
}

function showFields() {
  const kind = caller.elements.kind.value;
  for (const part of caller.querySelectorAll("[data-kinds]")) {
    part.hidden = !part.dataset.kinds.split(" ").includes(kind);
  }
}

async function answerOf(url, options) {
  const response = await fetch(url, { ...options, ...NO_DIALOG });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.message ?? answer.error_description ?? answer.error ?? `status ${response.status}`);
  }
  return answer;
}

function serviceToken({ client_id, client_secret }) {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
  return answerOf("/oauth/token", { method: "POST", body });
}

function visitorToken({ tenant, storefront }) {
  const query = new URLSearchParams({ tenant, client_id: storefront });
  return answerOf(`/customerlogin/auth/anonymous/login?${query}`);
}

async function customerToken(given) {
  const visitor = await visitorToken(given);
  return answerOf(`/customer/${encodeURIComponent(given.tenant)}/login`, {
    method: "POST",
    headers: { Authorization: `Bearer ${visitor.access_token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ email: given.email, password: given.password }),
  });
}

function useBearer(name, token) {
  const schema = ui.specSelectors.securityDefinitions().get(name);
  ui.authActions.authorize({ [name]: { name, schema, value: token.access_token } });
}

function useOAuth(token) {
  const schema = ui.specSelectors.securityDefinitions().get("OAuth2");
  ui.authActions.authorizeOauth2({ auth: { name: "OAuth2", schema }, token });
}

const KINDS = {
  service: { fetch: serviceToken, use: useOAuth },
  visitor: { fetch: visitorToken, use: (token) => useBearer("AnonymousToken", token) },
  customer: {
    fetch: customerToken,
    use: (token) => {
      useOAuth(token);
      useBearer("CustomerToken", token);
    },
  },
};

async function getToken(event) {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(caller));
  state.classList.remove("refused", "granted");
  try {
    const token = await KINDS[given.kind].fetch(given);
    await described;
    if (ui.getState().getIn(["auth", "authorized"])) ui.authActions.logout(SCHEMES);
    KINDS[given.kind].use(token);
    const until = new Date(Date.now() + token.expires_in * 1000).toLocaleTimeString();
    const grants = given.kind === "service" ? `, for ${token.scope}` : "";
    state.textContent = `The calls below use the token of this ${given.kind} until ${until}${grants}.`;
    state.classList.add("granted");
  } catch (error) {
    state.textContent = `No token: ${error.message}`;
    state.classList.add("refused");
  }
}

async function filter(event) {
  await described;
  ui.layoutActions.updateFilter(event.target.value.trim());
  const shown = ui.specSelectors.taggedOperations().reduce((sum, group) => sum + group.get("operations").size, 0);
  document.getElementById("found").textContent = event.target.value.trim() ? `${shown} found` : "";
}

followColours();
showFields();
caller.addEventListener("change", showFields);
caller.addEventListener("submit", getToken);
document.getElementById("filter").addEventListener("input", filter);
ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#page",
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  // A token lives as long as this page does.
  persistAuthorization: false,
  validatorUrl: null,
  plugins: [ourFilter],
  requestInterceptor: (request) => Object.assign(request, NO_DIALOG),
  onComplete: complete,
});
