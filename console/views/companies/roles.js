// The roles of a company's contacts: in which of its groups each is.

import { call, page, path } from "../../api.js";
import { member } from "../../description.js";
import { mayEverywhere } from "../../session.js";

const PAGE = 1000;
const CONTACT = "CONTACT";
const ADMIN = "ADMIN";

const users = (role, companyId, ...segments) => path("iam", "groups", `${role}.${companyId}`, "users", ...segments);

export const roles = () => member("Group", "code").enum;
export const seesRoles = () => mayEverywhere("iam.group_read") || mayEverywhere("iam.user_read");
export const givesRoles = () => mayEverywhere("iam.group_manage");

/** Return the roles of a company's contacts, by their numbers. */
export async function readRoles(companyId, signal) {
  // A contact may be in CONTACT besides, which is the last: the other roles come later and stay.
  const least = roles().toReversed();
  const groups = await Promise.all(least.map((role) => usersOf(role, companyId, signal)));
  return new Map(least.flatMap((role, place) => groups[place].map((number) => [number, role])));
}

async function usersOf(role, companyId, signal) {
  const numbers = [];
  for (let pageNumber = 1; ; pageNumber += 1) {
    const { items } = await page(users(role, companyId), { query: { pageSize: PAGE, pageNumber }, signal });
    numbers.push(...items.map((each) => each.userId));
    if (items.length < PAGE) return numbers;
  }
}

/** Give a contact a role, in the place of `before`. */
export async function giveRole(companyId, number, role, before) {
  await call("POST", users(role, companyId), { body: { userId: number, userType: "CUSTOMER" } });
  // CONTACT is besides the others: who is to be that alone leaves them.
  if (role === CONTACT && before && before !== CONTACT) await call("DELETE", users(before, companyId, number));
}

/** Return the role that a contact has by its assignment alone, until it gets another one. */
export const usualRole = (assignment) => (assignment.primary || assignment.type === "PRIMARY" ? ADMIN : CONTACT);
