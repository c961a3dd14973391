// A part of a view that is read by itself, and fails by itself.

import { fill, h } from "../elements.js";
import { failure } from "./notices.js";

/** Return a place for what `read` returns. If that fails, this place says why. `read` gets how to read it again. */
export function part(read, signal) {
  const place = h("div", { class: "part" }, h("span", { class: "skeleton" }));
  const draw = async () => {
    try {
      const content = await read(draw);
      if (!signal.aborted) fill(place, content);
    } catch (error) {
      if (error.name !== "AbortError") fill(place, failure(error, { again: draw }));
    }
  };
  draw();
  return place;
}

/** Return a place that `read` fills: it gets where the next page begins, adds one, and returns where the one after begins. */
export function more(read, label) {
  const place = h("div", { class: "actions" });
  const next = async (cursor) => {
    try {
      offer(await read(cursor));
    } catch (error) {
      if (error.name !== "AbortError") fill(place, failure(error, { again: () => next(cursor) }));
    }
  };
  const offer = (cursor) => fill(place, cursor && h("button", { onclick: () => next(cursor) }, label));
  return { place, offer };
}
