// Instants, numbers and names as the reader writes them.

import { language } from "./texts.js";

/** Return a `time` element: short to read, exact on hover. */
export function instant(text) {
  const element = document.createElement("time");
  if (!text) return element;
  const value = new Date(text);
  element.dateTime = text;
  element.title = text;
  element.textContent = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(value);
  return element;
}

/** Return a day, exact on hover. */
export function day(text) {
  const element = instant(text);
  if (text) element.textContent = new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(text));
  return element;
}

/** Return a date that has no time, such as `2026-11-30`. */
export function date(text) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(text));
}

/** Return a month, such as `2026-11`, in words. */
export function month(text) {
  return new Intl.DateTimeFormat(language(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${text}-01`));
}

/** Return an amount of dollars: to the cent, or to where it begins. */
export function dollars(value) {
  const digits = value >= 1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(language(), { style: "currency", currency: "USD", ...digits }).format(value);
}

export const number = (value) => new Intl.NumberFormat(language()).format(value);

/** Return a customer's name, or its number if it has none. */
export function nameOf(customer) {
  const parts = [customer.title, customer.firstName, customer.middleName, customer.lastName];
  return parts.filter(Boolean).join(" ") || customer.company || customer.contactEmail || customer.customerNumber;
}

/** Return an address in one line. */
export function addressLine(address) {
  const street = [address.street, address.streetNumber].filter(Boolean).join(" ");
  const place = [address.zipCode, address.city].filter(Boolean).join(" ");
  return [address.contactName, street, place, address.country].filter(Boolean).join(", ");
}

/** Return how a country, currency or language is called, or its code. */
export function called(type, code) {
  try {
    return new Intl.DisplayNames(language(), { type }).of(code.replace("_", "-"));
  } catch {
    return code;
  }
}

/** Return words for a member: `preferredSite` is "Preferred site". */
export function words(name) {
  const text = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[._]/g, " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const AGES = [["year", 365], ["month", 30], ["day", 1]];

/** Return how long ago something was, in days or more, exact on hover. */
export function age(text) {
  const element = instant(text);
  const days = Math.floor((Date.now() - new Date(text)) / 86_400_000);
  const [unit, length] = AGES.find(([, each]) => days >= each) ?? AGES.at(-1);
  if (text) element.textContent = new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-Math.floor(days / length), unit);
  return element;
}
