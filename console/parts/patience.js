// Many calls, at the pace that the service allows.

import { ApiError } from "../api.js";

const USUAL_SECONDS = 1;

/** Do something, and again after the time that the service asks for while it gets too many calls. */
export async function patiently(signal, action) {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429) throw error;
      await waited(error.retryAfter ?? USUAL_SECONDS, signal);
    }
  }
}

function waited(seconds, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const waiting = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => (clearTimeout(waiting), reject(signal.reason)), { once: true });
  });
}
