// What goes on whatever view is shown, and ends with the log-in of who began it.

import { fill, h } from "../elements.js";
import { keep, recall } from "../memory.js";
import { announce, notice } from "./notices.js";
import { whileSignedIn } from "../session.js";

/** Work of one kind, such as an import: one at a time, kept under `key` and shown as `contentOf` says. */
export class Work {
  #key;
  #contentOf;
  #place = null;

  constructor(key, contentOf) {
    this.#key = key;
    this.#contentOf = contentOf;
  }

  /** What was begun last; undefined before the first. */
  get current() {
    return recall(this.#key);
  }

  /** Return the place where it is shown from now on. */
  place() {
    this.#place = h("div", { class: "stack" }, this.#contentOf(this.current));
    return this.#place;
  }

  /** Keep how far it is, and show that where it is shown. */
  draw(current) {
    keep(this.#key, current);
    if (this.#place) fill(this.#place, this.#contentOf(current));
  }

  /** Do it, as far as that goes, and say what came of it. */
  async run(current, proceed) {
    const signal = whileSignedIn();
    current.isRunning = true;
    current.failure = null;
    try {
      await proceed(signal);
    } catch (error) {
      if (error.name !== "AbortError") current.failure = error;
    }
    current.isRunning = false;
    if (signal.aborted) return;
    this.draw(current);
    if (current.failure === null) (this.#place?.isConnected ? announce : notice)(current.told());
  }
}
