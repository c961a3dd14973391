/** The part of the trip about companies: their locations, contacts and groups, and the context of a visit. */
import assert from "node:assert/strict";
import { noted, refused, step } from "./trip.mjs";

/** `shop` and `office`: the client's customers and their administration. `unique`: a word that no other trip has. */
export async function companies({ client, auth, ...given }) {
  const parts = {
    ...given,
    auth,
    asOffice: auth.service(),
    iam: client.iam, // most of whose calls are about others than customers
    companies: noted(client.companies, "companies"),
    contacts: noted(client.contacts, "contacts"),
    locations: noted(client.locations, "locations"),
    companyGroups: noted(client.customerGroups, "customerGroups"),
    visitContext: noted(client.sessionContext, "sessionContext"),
  };
  const founded = await found(parts);
  const assigned = await assign(parts, founded);
  const asAdmin = await manage(parts, { ...founded, ...assigned });
  await describe(parts, { ...founded, asAdmin });
  await close(parts, founded);
}

/** A company with a subsidiary, their locations, and a contact who can log in. */
async function found({ companies, locations, asOffice, unique }) {
  const contactDetails = { emails: [`office-${unique}@example.com`], addressLine1: "Ufer 7", city: "Berlin", countryCode: "DE" };
  const { id: headquarter } = await step("the office creates a location", () =>
    locations.create({ name: "Head office", type: "HEADQUARTER", contactDetails }, asOffice),
  );
  const { id: other } = await step("and one of nobody", () => locations.create({ type: "WAREHOUSE", contactDetails: { city: "Ulm" } }, asOffice));
  const { id: company } = await step("the office founds a company", () =>
    companies.create(
      {
        name: `Muster ${unique}`,
        type: "COMPANY",
        accountLimit: { currency: "EUR", value: 5000 },
        legalInfo: { legalName: "Muster GmbH", registrationId: `HRB ${unique}`, countryOfRegistration: "DE" },
        entitiesAddresses: [{ id: headquarter }],
        mixins: { credit: { rating: "A" } },
      },
      asOffice,
    ),
  );
  const { id: nord } = await step("and its subsidiary", () => companies.create({ name: `Nord ${unique}`, type: "SUBSIDIARY", parentId: company }, asOffice));
  await step("a company that is sent back as it was read stays as it is", async () => {
    const read = await companies.get(company, asOffice);
    assert.deepEqual([read.name, read.entitiesAddresses[0].name, read.customerGroups.length], [`Muster ${unique}`, "Head office", 4]);
    await companies.update(company, read, asOffice);
    assert.deepEqual(await companies.get(company, asOffice), read);
  });
  await step("a company is replaced at its version, and not at an old one", async () => {
    const read = await companies.get(company, asOffice);
    await companies.update(company, { ...read, accountLimit: { currency: "EUR", value: 7000 } }, asOffice);
    await refused(409, () => companies.update(company, { ...read, name: "Former" }, asOffice));
    assert.equal((await companies.get(company, asOffice)).accountLimit.value, 7000);
  });
  await step("a search finds a company by its registration, and the hierarchy leads to it", async () => {
    const found = await companies.search({ q: `legalInfo.registrationId:"HRB ${unique}"` }, asOffice);
    assert.deepEqual(found.map(({ id }) => id), [company]);
    assert.deepEqual((await companies.parentHierarchy(nord, asOffice)).map(({ id }) => id), [nord, company]);
  });
  await step("a location that is sent back as it was read stays as it is, and the company has it as it becomes", async () => {
    const read = await locations.get(headquarter, asOffice);
    await locations.update(headquarter, read, asOffice);
    assert.deepEqual(await locations.get(headquarter, asOffice), read);
    await locations.update(headquarter, { ...read, name: "Main office" }, asOffice);
    assert.equal((await companies.get(company, asOffice)).entitiesAddresses[0].name, "Main office");
  });
  await step("the locations of a company are its own alone", async () => {
    assert.deepEqual((await locations.listForCompany(company, asOffice)).map(({ id }) => id), [headquarter]);
    assert.deepEqual(await locations.listForCompany(nord, asOffice), []);
  });
  await step("a location in use stays, another is deleted", async () => {
    await refused(409, () => locations.delete(headquarter, asOffice));
    await locations.delete(other, asOffice);
    await refused(404, () => locations.get(other, asOffice));
  });
  return { company, nord, headquarter };
}

async function assign({ contacts, shop, office, asOffice, unique, password }, { company, nord }) {
  const adminEmail = `admin-${unique}@example.com`;
  await step("a customer signs up who will be the first contact", () =>
    shop.signup({ email: adminEmail, password, customerDetails: { firstName: "Ina", lastName: "Brandt" } }),
  );
  const [{ id: admin }] = await office.searchCustomers({ q: `contactEmail:${adminEmail}` });
  const { id: assignment } = await step("the office assigns it", () =>
    contacts.assign({ legalEntity: { id: nord }, customer: { id: admin }, type: "PRIMARY", primary: true }, asOffice),
  );
  await step("a pair is assigned once", () => refused(409, () => contacts.assign({ legalEntity: { id: nord }, customer: { id: admin } }, asOffice)));
  await step("an assignment is read, sent back as it was read, and stays as it is", async () => {
    const read = await contacts.get(assignment, asOffice);
    assert.deepEqual([read.legalEntity.name, read.customer.name, read.customer.surname, read.customer.email], [`Nord ${unique}`, "Ina", "Brandt", adminEmail]);
    await contacts.update(assignment, read, asOffice);
    assert.deepEqual(await contacts.get(assignment, asOffice), read);
    await contacts.update(assignment, { ...read, type: "BILLING" }, asOffice);
    assert.equal((await contacts.get(assignment, asOffice)).type, "BILLING");
  });
  await step("the contacts of each company are its own alone", async () => {
    assert.deepEqual((await contacts.listForCompany(nord, asOffice)).map(({ id }) => id), [assignment]);
    const above = await contacts.listForCompany(company, asOffice);
    assert.deepEqual(above.map(({ customer, primary }) => [customer.id, Boolean(primary)]), [[admin, false]]);
  });
  return { admin, adminEmail };
}

/** An ADMIN invites a colleague, promotes it, and lets it leave. */
async function manage({ auth, iam, companies, contacts, companyGroups, shop, office, asOffice, unique, password }, { company, nord, admin, adminEmail }) {
  const session = await step("the contact logs in", () => shop.login({ email: adminEmail, password }));
  await step("and sees both companies", async () => {
    const mine = await companies.listMine(auth.customer(session.customerToken));
    assert.deepEqual(mine.map(({ id }) => id).toSorted(), [company, nord].toSorted());
  });
  const switched = await step("it switches to the subsidiary", () => shop.refresh({ refreshToken: session.refreshToken, legalEntityId: nord }));
  const asAdmin = auth.customer(switched.customerToken);
  await step("whose scopes are those of an ADMIN", async () => {
    const { userId, scopes } = await iam.users.getMyScopes(asAdmin);
    assert.equal(userId, admin);
    assert.ok(scopes.split(" ").includes("iam.group_manage_own"), scopes);
  });
  await step("a customer founds no company, and is told why", () => refused(403, () => companies.create({ name: "Mine" }, asAdmin)));
  const groups = await step("the page shows the groups of its company", async () => {
    const found = await companyGroups.listForCompany(nord, asAdmin);
    assert.deepEqual(found.map(({ code }) => code).toSorted(), ["ADMIN", "BUYER", "CONTACT", "REQUESTER"]);
    assert.deepEqual(await companyGroups.listForCompany(company, asAdmin), []);
    return Object.fromEntries(found.map(({ code, id }) => [code, id]));
  });
  const { id: colleague } = await step("it invites a colleague", () =>
    office.createCustomer({ firstName: "Tom", lastName: "Haas", contactEmail: `tom-${unique}@example.com` }, asAdmin),
  );
  await step("assigns it, and makes it a buyer", async () => {
    assert.ok((await contacts.assign({ legalEntity: { id: nord }, customer: { id: colleague }, type: "CONTACT" }, asAdmin)).id);
    assert.ok((await companyGroups.addMember(groups.BUYER, { userId: colleague, userType: "CUSTOMER" }, asAdmin)).id);
    assert.deepEqual((await iam.groups.listUsers(groups.BUYER, asAdmin)).map(({ userId }) => userId), [colleague]);
    assert.deepEqual((await iam.users.getGroups(colleague, asAdmin)).map(({ code }) => code), ["BUYER"]);
  });
  await step("takes the role away, and lets it leave", async () => {
    await companyGroups.removeMember(groups.BUYER, colleague, asAdmin);
    assert.deepEqual(await iam.groups.listUsers(groups.BUYER, asAdmin), []);
    const [{ id }] = (await contacts.listForCompany(nord, asOffice)).filter(({ customer }) => customer.id === colleague);
    await contacts.unassign(id, asAdmin);
    assert.equal((await contacts.listForCompany(nord, asOffice)).length, 1);
  });
  await step("the last ADMIN stays", () => refused(409, () => companyGroups.removeMember(groups.ADMIN, admin, asAdmin)));
  return asAdmin;
}

async function describe({ visitContext }, { nord, asAdmin }) {
  await step("a visit begins with what its token was asked for", async () => {
    const begun = await visitContext.get();
    assert.deepEqual([begun.currency, begun.siteCode, begun.targetLocation, begun.metadata.version], ["EUR", "DE", "DE", 1]);
    assert.ok(begun.sessionId);
  });
  await step("it is changed at its version, and not at an old one", async () => {
    assert.equal(await visitContext.patch({ currency: "CHF", language: "de", context: { basket: { note: "gift" } } }), true);
    const changed = await visitContext.get();
    assert.deepEqual([changed.currency, changed.language, changed.siteCode, changed.context.basket], ["CHF", "de", "DE", { note: "gift" }]);
    assert.equal(await visitContext.patch({ siteCode: "CH", version: changed.metadata.version }), true);
    await refused(409, () => visitContext.patch({ siteCode: "AT", version: changed.metadata.version }));
  });
  await step("attributes come and go", async () => {
    await visitContext.addAttribute({ key: "campaign", value: { code: "SPRING" } });
    assert.deepEqual((await visitContext.get()).context, { basket: { note: "gift" }, campaign: { code: "SPRING" } });
    await visitContext.removeAttribute("campaign");
    assert.deepEqual((await visitContext.get()).context, { basket: { note: "gift" } });
  });
  await step("a customer's says who it is, and for which company", async () => {
    const shown = await visitContext.get(asAdmin);
    assert.equal(shown.legalEntityId, nord);
    assert.equal(await visitContext.patch({ targetLocation: "AT" }, asAdmin), true);
    assert.equal((await visitContext.get(asAdmin)).targetLocation, "AT");
    assert.equal((await visitContext.get()).targetLocation, "DE");
  });
}

async function close({ companies, locations, asOffice }, { company, nord, headquarter }) {
  await step("a company with a subsidiary stays; without, it goes", async () => {
    await refused(409, () => companies.delete(company, asOffice));
    await companies.delete(nord, asOffice);
    await companies.delete(company, asOffice);
    await refused(404, () => companies.get(company, asOffice));
    await locations.delete(headquarter, asOffice);
  });
}
