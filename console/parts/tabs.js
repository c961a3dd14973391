// Links to the parts of a view, scrolled to where the present one can be seen.

import { h } from "../elements.js";

/** Return a bar of `links`, which are `{label, href, isShown}`; `label` is what the bar is called. */
export function tabs(label, links) {
  return scrolled(h("nav", { class: "tabs", "aria-label": label }, links.map((each) => h("a", { href: each.href, "aria-current": each.isShown && "page" }, each.label))));
}

/** Return a bar of links that will be scrolled to the present one. */
export function scrolled(bar) {
  requestAnimationFrame(() => showIn(bar, bar.querySelector("[aria-current]")));
  return bar;
}

/** Scroll a bar, and nothing else, to where one of its tabs can be seen. */
function showIn(bar, tab) {
  if (tab) bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
}
