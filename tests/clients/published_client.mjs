/**
 * The trip of a storefront's server and of a back office through the published client; prints as JSON what passed,
 * what failed, and which of the client's calls the trip has left out.
 *
 * It gets the client's module as a path, and knows nothing of the project.
 */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { pathToFileURL } from "node:url";
import { companies } from "./published_companies.mjs";
import { noted, refused, report, step } from "./trip.mjs";

const [modulePath, host, tenant, clientId, secret] = process.argv.slice(2);
const loaded = await import(pathToFileURL(modulePath).href);
const published = loaded.default ?? loaded;
const Client = Object.values(published).find((each) => each?.prototype?.setStorefrontContext);
const { auth } = published;

const unique = Date.now().toString(36);
const storefront = { clientId: "acme-storefront", context: { currency: "EUR", siteCode: "DE", targetLocation: "DE" } };
const client = new Client({ host, tenant, logger: false, credentials: { backend: { clientId, secret }, storefront } });
const shop = noted(client.customers, "customers");
const addresses = noted(client.customers.addresses, "customers.addresses");
const office = noted(client.customerAdmin, "customerAdmin");
const settings = noted(client.tenantConfig, "tenantConfig");
const clientSettings = noted(client.clientConfig, "clientConfig");

/** The code in the newest message of a kind to an address; after a former one, the next. */
async function code(kind, to, former) {
  for (let tries = 0; tries < 60; tries += 1) {
    const messages = await (await fetch(`${host}/_local/mailbox?to=${encodeURIComponent(to)}`)).json();
    const found = messages.find((message) => message.kind === kind && message.token && message.token !== former);
    if (found) return found.token;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no message ${kind}`);
}

async function visit() {
  const visitor = await step("a visitor gets a token", () => shop.anonymous());
  await step("the visitor's token is refreshed within its session", async () => {
    const again = await client.tokenProvider.refreshAnonymous();
    assert.equal(again.sessionId, visitor.sessionId);
  });
}

const email = `shopper-${unique}@example.com`;
const password = "seven Otters swim";

async function signUp() {
  const customerDetails = {
    firstName: "Ada",
    lastName: "Brandt",
    contactEmail: email,
    contactPhone: "+49 30 1234",
    company: "",
    b2b: null,
    preferredCurrency: "EUR",
    preferredSite: "main",
    preferredLanguage: "de",
  };
  const form = { email, password, customerDetails, signup: { email, password } };
  await step("a visitor signs up", async () => assert.ok((await shop.signup(form)).id));
  await step("a known address cannot sign up again", () => refused(409, () => shop.signup(form)));
}

async function sessions() {
  const first = await step("a customer logs in", () => shop.login({ email, password }));
  const second = await step("and on another device, by the token of the same visitor", () => shop.login({ email, password }));
  await step("both sessions live", async () => {
    for (const session of [first, second]) {
      assert.equal((await shop.me(auth.customer(session.customerToken))).contactEmail, email);
    }
  });
  await step("a wrong password is refused", () => refused(401, () => shop.login({ email, password: "eight Otters" })));
  await step("a token is validated", async () => {
    const valid = await shop.validateToken(auth.customer(first.customerToken));
    assert.equal(valid.email, email);
    assert.match(valid.scope, /customerprofile_view/);
  });
  const refreshed = await step("a session is refreshed", async () => {
    const { refreshToken, saasToken } = first;
    const answer = await shop.refresh({ refreshToken, saasToken });
    assert.equal(answer.sessionId, first.sessionId);
    assert.notEqual(answer.refreshToken, refreshToken);
    return answer;
  });
  await step("a session is ended, and its token with it", async () => {
    await shop.logout(auth.customer(second.customerToken));
    await refused(401, () => shop.me(auth.customer(second.customerToken)));
    await shop.me(auth.customer(refreshed.customerToken));
  });
  return auth.customer(refreshed.customerToken);
}

async function profile(customer) {
  await step("a form with empty fields changes the profile", async () => {
    const form = { firstName: "Ada", lastName: "Brand", contactEmail: "", contactPhone: "" };
    const changed = await shop.update(form, customer);
    assert.deepEqual([changed.lastName, changed.contactEmail], ["Brand", email]);
  });
  await step("a profile that is sent back as it was read changes nothing", async () => {
    const read = await shop.me(customer);
    assert.deepEqual(await shop.update(read, customer), read);
  });
}

async function ownAddresses(customer) {
  const address = { contactName: "Ada Brand", street: "Ufer", streetNumber: "7", zipCode: "10115", city: "Berlin", country: "DE" };
  const first = await step("an address is added", () => addresses.add({ ...address, tags: ["SHIPPING"], isDefault: true }, customer));
  await step("an address without a name is added", async () => {
    const { contactName, ...nameless } = address;
    const added = await addresses.add(nameless, customer);
    await addresses.remove(added.id, customer);
  });
  await step("an address is read, changed whole, and read again", async () => {
    const read = await addresses.get(first.id, customer);
    await addresses.update(first.id, { ...read, city: "Potsdam" }, customer);
    assert.deepEqual((await addresses.list(customer)).map(({ city }) => city), ["Potsdam"]);
  });
  await step("tags are added and removed", async () => {
    await addresses.addTags(first.id, ["BILLING", "GIFT"], customer);
    await addresses.removeTags(first.id, ["GIFT"], customer);
    assert.deepEqual((await addresses.get(first.id, customer)).tags.toSorted(), ["BILLING", "SHIPPING"]);
  });
  await step("an address is removed", async () => {
    await addresses.remove(first.id, customer);
    await refused(404, () => addresses.get(first.id, customer));
  });
}

async function credentials(customer) {
  const newPassword = "eight Herons fly";
  const resetPassword = "nine Badgers dig";
  const newEmail = `moved-${unique}@example.com`;
  await step("a password is changed", () => shop.changePassword({ currentPassword: password, newPassword }, customer));
  await step("a forgotten password is reset", async () => {
    await shop.requestPasswordReset({ email });
    await shop.confirmPasswordReset({ token: await code("PASSWORD_RESET", email), password: resetPassword });
  });
  const again = await step("the new password logs in", () => shop.login({ email, password: resetPassword }));
  await step("the address is changed, and only by its token", async () => {
    await shop.changeEmail({ password: resetPassword, newEmail, syncContactEmail: true }, auth.customer(again.customerToken));
    await shop.confirmEmailChange({ token: await code("EMAIL_CHANGE", newEmail) });
    const moved = await shop.login({ email: newEmail, password: resetPassword });
    assert.equal((await shop.me(auth.customer(moved.customerToken))).contactEmail, newEmail);
  });
}

async function optIn() {
  const setting = "signUp.doubleOptIn";
  const later = `later-${unique}@example.com`;
  await step("an account sleeps until its address is confirmed", async () => {
    await settings.create([{ key: setting, value: true, description: "Confirm addresses" }]);
    await shop.signup({ email: later, password });
    await refused(401, () => shop.login({ email: later, password }));
    const first = await code("OPT_IN", later);
    await shop.resendActivation({ email: later });
    const session = await shop.confirmSignup(await code("OPT_IN", later, first));
    assert.equal((await shop.me(auth.customer(session.customerToken))).contactEmail, later);
  });
  await step("settings are removed", () => settings.delete(setting));
}

async function providers() {
  await step("a foreign token of no known provider is refused", () => refused(400, () => shop.exchangeToken({ subjectToken: "a.b.c" })));
  await step("a code of no known provider is refused", () =>
    refused(400, () => shop.socialLogin({ code: "c", redirectUri: "https://shop.example/back", codeVerifier: "v", sessionId: "s" })),
  );
  await step("a token of a provider whose keys the tenant has set is exchanged", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "ES256" }] };
    await settings.create([{ key: "tokenExchange", value: { [unique]: { issuer: "https://id.example", audience: "shop", jwks } } }]);
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: "https://id.example", aud: "shop", sub: unique, email: `guest-${unique}@example.com`, iat: seconds, exp: seconds + 60 };
    const signed = [{ alg: "ES256", kid: "one", typ: "JWT" }, { ...claims, email_verified: true, given_name: "Guest" }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
    const session = await shop.exchangeToken({ subjectToken: `${signed}.${signature}`, config: unique });
    assert.equal((await shop.me(auth.customer(session.customerToken))).contactEmail, claims.email);
  });
  await step("the provider is forgotten", () => settings.delete("tokenExchange"));
}

async function customers() {
  const contactEmail = `kim-${unique}@example.com`;
  const number = `upserted-${unique}`;
  await step("pages of customers are listed, the newest first", async () => {
    const listed = await office.listCustomers({ sort: "metadataCreatedAt:DESC", pageNumber: 1, pageSize: 3, expand: "addresses,mixin:*" });
    assert.equal(listed.length, 3);
    assert.ok(listed[0].metadataCreatedAt >= listed[2].metadataCreatedAt);
    assert.ok(listed.every((each) => Array.isArray(each.addresses) && typeof each.mixins === "object"));
  });
  const { id } = await step("a customer is created", () =>
    office.createCustomer({ firstName: "Kim", lastName: "Moe", contactEmail, preferredLanguage: "de", mixins: { loyalty: { points: 5, tier: "gold" } } }),
  );
  await step("a duplicate is refused", () => refused(409, () => office.createCustomer({ firstName: "Kim", contactEmail })));
  await step("a customer that is sent back as it was read stays as it is", async () => {
    const read = await office.getCustomer(id);
    await office.upsertCustomer(id, read);
    assert.deepEqual(await office.getCustomer(id), read);
    assert.equal((await office.searchCustomers({ q: `id:${id} mixins.loyalty.tier:gold mixins.loyalty.points:>=5` })).length, 1);
  });
  await step("a customer is patched at its version, and not at an old one", async () => {
    const { metadata } = await office.getCustomer(id);
    await office.patchCustomer(id, { active: false, metadata });
    await refused(409, () => office.patchCustomer(id, { active: true, metadata }));
    assert.equal((await office.getCustomer(id)).active, false);
  });
  await step("an unknown number is created by its upsert", async () => {
    assert.equal((await office.upsertCustomer(number, { firstName: "New" })).id, number);
  });
  await customerAddresses(id);
  await step("a customer is deleted", async () => {
    await office.deleteCustomer(id);
    await refused(404, () => office.getCustomer(id));
  });
  await step("a visitor sees no customers", () => refused(403, () => office.listCustomers({}, auth.anonymous())));
}

async function customerAddresses(id) {
  const added = await step("the office adds an address", () => office.addAddress(id, { contactName: "Kim Moe", country: "DE", tags: ["A"], isDefault: true }));
  await step("the office replaces, creates and patches addresses", async () => {
    await office.upsertAddress(id, added.id, { contactName: "Kim Moe", city: "Bonn" });
    await office.upsertAddress(id, "own", { contactName: "Kim Moe", city: "Ulm" });
    await office.patchAddress(id, added.id, { city: "Köln" });
    assert.deepEqual((await office.listAddresses(id)).map(({ city }) => city).toSorted(), ["Köln", "Ulm"]);
  });
  await step("the office tags an address", async () => {
    await office.addAddressTags(id, "own", ["B", "C"]);
    await office.removeAddressTags(id, "own", ["B"]);
    assert.deepEqual((await office.getAddress(id, "own")).tags, ["C"]);
  });
  await step("the office removes an address", async () => {
    await office.deleteAddress(id, "own");
    await refused(404, () => office.getAddress(id, "own"));
  });
}

async function migration() {
  const retentionEndDate = `${new Date().getUTCFullYear() + 1}-12-31`;
  const passwordHash = "1:10000:c2FsdHNhbHRzYWx0c2FsdA==:rYp+m7iZJ9sTW8jzqU0CB5TJXh8=";
  await step("without a retention there is none to read", () => refused(404, () => office.getPasswordMigrationRetention()));
  await step("a retention is configured", async () => {
    const set = await office.configurePasswordMigrationRetention({ retentionEndDate });
    assert.deepEqual(await office.getPasswordMigrationRetention(), set);
    assert.equal(set.emailNotificationsEnabled, true);
  });
  await step("customers are imported, each with its own result", async () => {
    const results = await office.importCustomers([
      { firstName: "Ines", account: { email: `ines-${unique}@example.com`, passwordHash } },
      { account: { email: "nowhere", passwordHash } },
    ]);
    assert.deepEqual(results.map((each) => each.code), [201, 400]);
    assert.match(results[1].message, /account\.email/);
  });
  await step("the retention is removed", () => office.deletePasswordMigrationRetention());
}

async function configuration(part, name, ...of) {
  const key = `page-${unique}`;
  const draft = { key, value: { columns: ["id"] }, description: "Columns", secured: false, restricted: false };
  await step(`${name}: created, listed and read`, async () => {
    const [created] = await part.create(...of, [draft]);
    assert.equal(created.version, 1);
    assert.equal(created.description, "Columns");
    assert.deepEqual(await part.list(...of, { keys: [key] }), [created]);
    assert.deepEqual(await part.get(...of, key), created);
  });
  await step(`${name}: changed with and without what was read`, async () => {
    const read = await part.get(...of, key);
    await part.update(...of, key, { ...read, value: { columns: [] } });
    assert.equal((await part.update(...of, key, { key, value: [1] })).version, 3);
  });
  await step(`${name}: what is there is not created, what is not there not changed`, async () => {
    await refused(409, () => part.create(...of, [draft]));
    await refused(400, () => part.update(...of, "absent", { key: "absent", value: 1 }));
  });
  await step(`${name}: deleted`, async () => {
    await part.delete(...of, key);
    await refused(404, () => part.get(...of, key));
  });
}

await visit();
await signUp();
const customer = await sessions();
await profile(customer);
await ownAddresses(customer);
await credentials(customer);
await optIn();
await providers();
await customers();
await migration();
await configuration(settings, "settings");
await configuration(clientSettings, "settings of a client", "storefront");
await companies({ client, auth, shop, office, unique, password });
await step("clients and what is set for all tenants are listed", async () => {
  assert.ok(Array.isArray(await clientSettings.listClients()));
  assert.ok(Array.isArray(await settings.listGlobal()));
});
await step("a wrong secret is refused", async () => {
  const impostor = new Client({ host, tenant, logger: false, credentials: { backend: { clientId, secret: "wrong" } } });
  await refused(401, () => impostor.customerAdmin.listCustomers());
});
console.log(JSON.stringify(report()));
