/** What a trip through a client has passed, failed, and left out of the client's calls. */
import assert from "node:assert/strict";

const passed = [];
const failed = {};
const called = new Set();

/** Run a step of the trip; later ones go on without it. */
export async function step(name, action) {
  try {
    const answer = await action();
    passed.push(name);
    return answer;
  } catch (error) {
    failed[name] = { status: error.status, message: error.message, body: error.body };
    return {};
  }
}

export async function refused(status, action) {
  await assert.rejects(action, (error) => {
    assert.equal(error.status, status, JSON.stringify(error.body));
    return true;
  });
}

/** The calls of a part of the client: of its methods, those that wait for an answer. */
function callsOf(part) {
  const names = [...Object.keys(part), ...Object.getOwnPropertyNames(Object.getPrototypeOf(part))];
  return names.filter((name) => part[name]?.constructor?.name === "AsyncFunction");
}

const wanted = new Set();

/** The part of the client, which notes what is called. */
export function noted(part, path) {
  for (const name of callsOf(part)) wanted.add(`${path}.${name}`);
  return new Proxy(part, {
    get(target, name) {
      const value = target[name];
      if (!wanted.has(`${path}.${String(name)}`)) return value;
      return (...given) => {
        called.add(`${path}.${name}`);
        return value.apply(target, given);
      };
    },
  });
}

/** What the trip has come to. */
export function report() {
  return { passed, failed, leftOut: [...wanted].filter((name) => !called.has(name)) };
}
