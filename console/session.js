// Who works here. The token is in memory alone; after a reload, the caller logs in again.

import { configuration } from "./configuration.js";

const LAST_CALLER = "caller";
let session = null;
let leaving = new AbortController();
let ended = () => null;

/** Return `{tenant, name, token, scopes, restrictions, isLimited}`, or null. `isLimited`: in every scope. */
export const present = () => session;

/** Return a signal that is given when the present log-in ends. */
export const whileSignedIn = () => leaving.signal;

/** Return the demo's caller that this tab used last, so that a reload does not ask again. */
export const lastCaller = () => sessionStorage.getItem(LAST_CALLER);

/** Log in as a client of the demo. Only the service on this machine can do this. */
export async function signInAs(caller) {
  const answer = await fetch(configuration().signIn.local, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client: caller }),
  });
  const document = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(document.error_description ?? document.message ?? answer.statusText);
  sessionStorage.setItem(LAST_CALLER, caller);
  begin({ ...claimed(document.access_token), name: caller, token: document.access_token });
}

/** Work as somebody from now on. `endSession` is where the issuer's own log-in ends, if it was one of an issuer. */
export function begin(signedIn) {
  session = signedIn;
}

/** Get another token for the same caller. Returns whether that worked; only the service on this machine gives any. */
export async function renew() {
  if (session === null || session.name !== lastCaller()) return false;
  try {
    await signInAs(session.name);
    return true;
  } catch {
    return false;
  }
}

export function signOut() {
  session = null;
  leaving.abort();
  leaving = new AbortController();
  sessionStorage.removeItem(LAST_CALLER);
}

/** Call a function once the service no longer takes the caller's token. */
export function whenEnded(listener) {
  ended = listener;
}

/** Sign out because the service no longer takes the token. */
export function logInEnded() {
  signOut();
  ended();
}

/** Return whether the caller has a scope, with or without a restriction. Manage implies read. */
export function may(scope) {
  return holds((session?.scopes ?? []).map((each) => each.split("--")[0]), scope);
}

/** Return whether the caller has a scope for all of the tenant, which is what has no restriction of its own needs. */
export function mayEverywhere(scope) {
  return session !== null && !session.isLimited && holds(session.scopes, scope);
}

const holds = (held, scope) => held.includes(scope) || held.includes(scope.replace(/_(read|view)$/, "_manage"));

/** Return what the token says of the caller. The service alone decides what it is worth. */
export function claimed(token) {
  const claims = claimsOf(token);
  const scopes = String(claims.scope ?? "").split(" ").filter((each) => each && !each.includes("="));
  const suffixes = scopes.map((each) => each.split("--")[1]).filter(Boolean);
  const named = [claims.restriction ?? []].flat();
  return {
    tenant: claims.tenant ?? /tenant=(\S+)/.exec(claims.scope ?? "")?.[1],
    scopes,
    restrictions: [...new Set([...named, ...suffixes])],
    isLimited: named.length > 0 || (scopes.length > 0 && suffixes.length === scopes.length),
  };
}

/** Return the claims of a token, unverified. */
export function claimsOf(token) {
  const part = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (each) => each.charCodeAt(0))));
}
