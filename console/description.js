// What the API's own document says of a schema: limits, choices, meanings. Nothing of it is written down here.

import { fetched } from "./api.js";
import { configuration } from "./configuration.js";

let document = null;

/** Read `/openapi.json`; once. */
export async function readDescription() {
  document ??= await (await fetched(`${configuration().api}/openapi.json`)).json();
}

function resolved(schema) {
  const found = schema?.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  if (!found?.allOf) return found ?? {};
  const parts = found.allOf.map(resolved);
  return { ...found, properties: Object.assign({}, ...parts.map((each) => each.properties), found.properties) };
}

/** Return a member of a schema, such as `("CustomerForSellerDto", "type")`: its `enum`, `maxLength`, `description`. */
export function member(schema, ...names) {
  return names.reduce((found, name) => resolved(resolved(found).properties?.[name]), resolved({ $ref: schema }));
}

/**
 * Return all that a schema's documents can have at the ends of their paths, each with its `path`; a list stands for its
 * elements, as in `["addresses", "city"]`.
 */
export function leaves(schema) {
  const below = (each, path) => {
    const found = resolved(resolved(each).items ?? each);
    if (!found.properties) return [{ ...found, path }];
    return Object.entries(found.properties).flatMap(([name, inner]) => below(inner, [...path, name]));
  };
  return below({ $ref: schema }, []);
}

/** Return the names of a schema's members. */
export const members = (schema) => Object.keys(resolved({ $ref: schema }).properties ?? {});

/** Return all scopes that there are, each with its meaning. */
export function scopes() {
  const known = Object.entries(document.components.securitySchemes.OAuth2.flows.clientCredentials.scopes);
  return Object.fromEntries(known.map(([name, meaning]) => [name, meaning.replaceAll("`", "")]));
}
