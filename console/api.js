// Calls of the API, as any other client makes them.

import { configuration } from "./configuration.js";
import { logInEnded, present, renew, whileSignedIn } from "./session.js";
import { t } from "./texts.js";

const SENTENCES = { 408: "late", 429: "often", 502: "away", 503: "away", 504: "late" };
const JSON_TYPE = "application/json";

/** An answer that is not a success. `details` are `{field, message}`. */
export class ApiError extends Error {
  constructor(status, document, headers) {
    super(document?.message ?? document?.fault?.faultstring ?? sentenceOf(status));
    this.status = status;
    this.details = (document?.details ?? []).map(detailOf);
    this.requestId = headers.get("x-request-id");
    this.retryAfter = Number(headers.get("retry-after")) || null;
  }
}

/** Return what to say of an answer without a message, such as that of a proxy. */
function sentenceOf(status) {
  const kind = SENTENCES[status] ?? (status >= 500 ? "failed" : "refused");
  return t(`state.status.${kind}`, { status });
}

/** Return `{field, message}` of a detail, which some services write as one text. */
function detailOf(detail) {
  if (typeof detail !== "string") return detail;
  const [, field, message] = /^([\w.-]+): ([^]+)$/.exec(detail) ?? [null, undefined, detail];
  return { field, message };
}

/** There was no answer at all. */
export class Unreachable extends Error {}

/** The caller's log-in has ended; the page leads to another one by itself. */
export class SignedOut extends Error {
  constructor() {
    super(t("signIn.ended"));
  }
}

/**
 * Return `{document, headers, status}` of a call. Raises `ApiError`, `SignedOut` or `Unreachable`. A call ends with the log-in
 * of who made it: whoever works here next gets neither a file nor a secret of the one before.
 */
export async function call(method, path, { signal, ...request } = {}) {
  const signedIn = whileSignedIn();
  try {
    return await answered(method, path, { ...request, signal: signal ? AbortSignal.any([signal, signedIn]) : signedIn });
  } catch (error) {
    throw error.name === "AbortError" && signedIn.aborted && !signal?.aborted ? new SignedOut() : error;
  }
}

async function answered(method, path, { body, query, headers = {}, signal }) {
  const caller = present();
  const answer = await sent(method, path, { body, query, headers, signal });
  if (answer.status !== 401) return read(answer);
  // Another call may have got another token meanwhile, or somebody else may work here by now.
  const isRenewed = present() === caller ? await renew() : present()?.name === caller?.name && present()?.tenant === caller?.tenant;
  const repeated = isRenewed ? await sent(method, path, { body, query, headers, signal }) : answer;
  if (repeated.status !== 401) return read(repeated);
  if (present()?.name === caller?.name) logInEnded();
  throw new SignedOut();
}

function sent(method, path, { body, query, headers, signal }) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  const asked = given.length ? `?${new URLSearchParams(given)}` : "";
  return reached(`${configuration().api}${path}${asked}`, {
    method,
    signal,
    cache: "no-store",
    headers: {
      ...(present() && { Authorization: `Bearer ${present().token}` }),
      ...(body !== undefined && { "Content-Type": JSON_TYPE }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Fetch something; raises `Unreachable` if the network gives no answer. */
export async function reached(where, options) {
  try {
    return await fetch(where, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable(where, { cause: error });
  }
}

/** Fetch something beside the API; raises `ApiError` for what is not a success, or `Unreachable`. */
export async function fetched(where, options) {
  const answer = await reached(where, options);
  if (!answer.ok) throw new ApiError(answer.status, null, answer.headers);
  return answer;
}

async function read(answer) {
  const text = await answer.text();
  const isJson = text && answer.headers.get("content-type")?.includes("json");
  const document = isJson ? parsed(text, answer) : null;
  if (!answer.ok) throw new ApiError(answer.status, document, answer.headers);
  return { document, headers: answer.headers, status: answer.status };
}

/** Return JSON; of a failure, something else than JSON is nothing. */
function parsed(text, { ok }) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (ok) throw error;
    return null;
  }
}

/** Return a path below the caller's tenant, such as `/customer/acme/customers/1001`. */
export function path(service, ...segments) {
  if (present() === null) throw new SignedOut();
  return `/${[service, present().tenant, ...segments].map(encodeURIComponent).join("/")}`;
}

/** Return `{items, total, next, corrected}` of a page of a list; `total` only if it is asked for. */
export async function page(where, { query, body, signal, counted = false } = {}) {
  const answer = await call(body ? "POST" : "GET", where, {
    query,
    body,
    signal,
    headers: counted ? { "X-Total-Count": "true" } : {},
  });
  const total = answer.headers.get("x-total-count");
  const corrected = decodeURIComponent(answer.headers.get("x-search-corrected") ?? "");
  return { items: answer.document, total, next: answer.headers.get("x-next-cursor"), corrected };
}
