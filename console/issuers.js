// Staff sign in at an issuer: OAuth's code flow with PKCE. The page itself is where the issuer sends them back to.

import { call, path } from "./api.js";
import { configuration } from "./configuration.js";
import { begin, claimed, claimsOf, signOut } from "./session.js";
import { t } from "./texts.js";

const ASKED = "asked";
const BYTES = 32;

const here = () => location.origin + location.pathname;
const issuers = () => configuration().signIn.issuers ?? [];

/** Go to the issuer, and come back to the view that is asked for now. */
export async function signInAt(issuer) {
  const asked = { issuer: issuer.name, state: random(), nonce: random(), verifier: random(), view: location.hash };
  sessionStorage.setItem(ASKED, JSON.stringify(asked));
  const to = new URL(issuer.authorizationEndpoint);
  const parameters = {
    response_type: "code",
    client_id: issuer.clientId,
    redirect_uri: here(),
    scope: issuer.scope ?? "openid",
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await challengeOf(asked.verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) to.searchParams.set(name, value);
  location.assign(to);
}

/** Sign in with what the issuer has sent back, if it has. Raises `Error` where that is no log-in. */
export async function signInWithAnswer() {
  const answer = new URLSearchParams(location.search);
  if (!answer.has("state") || !(answer.has("code") || answer.has("error"))) return;
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? "null");
  sessionStorage.removeItem(ASKED);
  // At once: a code must not stay in the history, nor in what is copied from the address bar.
  history.replaceState(history.state, "", location.pathname + (asked?.view ?? location.hash));
  const issuer = issuers().find((each) => each.name === asked?.issuer);
  if (!issuer || answer.get("state") !== asked.state) throw new Error(t("signIn.unasked"));
  if (answer.has("error")) throw new Error(answer.get("error_description") ?? answer.get("error"));
  const token = await redeemed(issuer, answer.get("code"), asked.verifier);
  if (issuer.token === "id_token" && claimsOf(token).nonce !== asked.nonce) throw new Error(t("signIn.unasked"));
  await enter(issuer, token);
}

/** Ask the service who this is and what it may do: the token does not say what its groups may. */
async function enter(issuer, token) {
  const { tenant = issuer.tenant } = claimed(token);
  if (!tenant) throw new Error(t("signIn.noTenant"));
  begin({ tenant, name: issuer.name, token, scopes: [], restrictions: [], isLimited: true, endSession: issuer.endSession });
  try {
    const { document } = await call("GET", path("iam", "users", "me", "scopes"));
    const scopes = document.scopes.split(" ").filter((each) => !each.includes("="));
    const limits = scopes.map((each) => each.split("--")[1]);
    const restrictions = limits.every(Boolean) ? [...new Set(limits)] : [];
    begin({ tenant, name: document.userId, token, scopes, restrictions, isLimited: restrictions.length > 0, endSession: issuer.endSession });
  } catch (error) {
    signOut();
    throw error;
  }
}

async function redeemed(issuer, code, verifier) {
  const answer = await fetch(issuer.tokenEndpoint, {
    method: "POST",
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: issuer.clientId,
      redirect_uri: here(),
      code,
      code_verifier: verifier,
    }),
  });
  const document = await answer.json().catch(() => ({}));
  const token = document[issuer.token ?? "access_token"];
  if (!answer.ok || !token) throw new Error(document.error_description ?? document.error ?? t("signIn.noToken"));
  return token;
}

async function challengeOf(verifier) {
  return inBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

const random = () => inBase64(crypto.getRandomValues(new Uint8Array(BYTES)));

function inBase64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
