// Finding what a person typed: by words where the tenant has that, else by beginnings that a filter can find.

import { ApiError, page, path } from "../../api.js";
import { present } from "../../session.js";
import { queryOf } from "./query.js";

const PAGE = 50;
const without = new Set();

/** Return whether what was typed is searched for by words, as far as is known. */
export const byWords = ({ text }) => Boolean(text) && !without.has(present().tenant);

/** Return a page of the customers that were asked for, as `page` does. */
export async function found(typed, { sort, next, signal }) {
  const common = { pageSize: PAGE, next, expand: "addresses" };
  const where = path("customer", "customers", "search");
  const asked = (query, body) => page(where, { query: { ...common, ...query }, body, signal, counted: !next });
  if (byWords(typed)) {
    try {
      return await asked({}, { search: typed.text, q: typed.q });
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      without.add(present().tenant);
    }
  }
  return asked({ sort }, { q: queryOf(typed) });
}

/** Return whether the tenant has no search: this is tried once, as not everybody may read the tenant's settings. */
const isUnavailable = (error) => error instanceof ApiError && error.details.some((each) => each.type === "search_unavailable");
