/** The trip of a program whose client @hey-api/openapi-ts has generated; prints what it saw as JSON. */
import { createClient } from "./generated/client";
import {
  createCustomer,
  getCustomer,
  importCustomers,
  issueServiceToken,
  listCustomers,
  updateCustomer,
} from "./generated/sdk.gen";

const [baseUrl, tenant, clientId, clientSecret] = process.argv.slice(2);
const path = { tenant };

async function trip() {
  const nobody = createClient({ baseUrl });
  const issued = await issueServiceToken({
    client: nobody,
    body: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
  });
  const withoutToken = await listCustomers({ client: nobody, path });
  const client = createClient({ baseUrl, auth: issued.data!.access_token });

  const passwordHash = "1:10000:c2FsdHNhbHRzYWx0c2FsdA==:rYp+m7iZJ9sTW8jzqU0CB5TJXh8=";
  const imported = await importCustomers({
    client,
    path,
    body: [
      { id: "hey-api-1", firstName: "Anna", account: { email: "hey-api-1@example.com", passwordHash } },
      { preferredCurrency: "EURO", account: { email: "hey-api-2@example.com", passwordHash } },
    ],
  });
  const customer = {
    id: "hey-api-3",
    firstName: "Jan",
    preferredLanguage: "de_DE",
    contactEmail: "hey-api-3@example.com",
  };
  const created = await createCustomer({ client, path, body: customer });
  const again = await createCustomer({ client, path, body: customer });
  await updateCustomer({ client, path: { tenant, customerNumber: "hey-api-3" }, body: { lastName: "Nowak" } });
  const missing = await getCustomer({ client, path: { tenant, customerNumber: "hey-api-0" } });
  const listed = await listCustomers({
    client,
    path,
    query: { q: "id:(hey-api-1,hey-api-3)", sort: "id", pageSize: 5 },
  });

  const refusal = again.error!;
  const absence = missing.error!;
  return {
    imported: imported.data!.map((result) => result.code),
    refused: imported.data![1].details!.map((detail) => detail.field),
    created: created.data!.id,
    again: "status" in refusal && [refusal.status, refusal.type],
    missing: "status" in absence && [absence.status, absence.type],
    withoutToken: withoutToken.error,
    listed: listed.data!.map((each) => [each.id, each.firstName, each.lastName ?? null, each.preferredLanguage]),
  };
}

trip().then((seen) => console.log(JSON.stringify(seen)));
