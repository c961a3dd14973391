/** The trip of a program whose types openapi-typescript has generated; prints what it saw as JSON. */
import createClient from "openapi-fetch";

import type { paths } from "./generated/schema";

const [baseUrl, tenant, clientId, clientSecret] = process.argv.slice(2);
const path = { tenant };

async function trip() {
  const client = createClient<paths>({ baseUrl });
  const issued = await client.POST("/oauth/token", {
    body: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
    bodySerializer: (form) => new URLSearchParams(form as Record<string, string>),
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  const withoutToken = await client.GET("/customer/{tenant}/customers", { params: { path } });
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${issued.data!.access_token}`);
    },
  });

  const passwordHash = "1:10000:c2FsdHNhbHRzYWx0c2FsdA==:rYp+m7iZJ9sTW8jzqU0CB5TJXh8=";
  const imported = await client.POST("/customer/{tenant}/customers/import", {
    params: { path },
    body: [
      { id: "openapi-fetch-1", firstName: "Anna", account: { email: "openapi-fetch-1@example.com", passwordHash } },
      { preferredCurrency: "EURO", account: { email: "openapi-fetch-2@example.com", passwordHash } },
    ],
  });
  const customer = {
    id: "openapi-fetch-3",
    firstName: "Jan",
    preferredLanguage: "de_DE",
    contactEmail: "openapi-fetch-3@example.com",
  };
  const created = await client.POST("/customer/{tenant}/customers", { params: { path }, body: customer });
  const again = await client.POST("/customer/{tenant}/customers", { params: { path }, body: customer });
  const number = { tenant, customerNumber: "openapi-fetch-3" };
  await client.PATCH("/customer/{tenant}/customers/{customerNumber}", {
    params: { path: number },
    body: { lastName: "Nowak" },
  });
  const missing = await client.GET("/customer/{tenant}/customers/{customerNumber}", {
    params: { path: { tenant, customerNumber: "openapi-fetch-0" } },
  });
  const listed = await client.GET("/customer/{tenant}/customers", {
    params: { path, query: { q: "id:(openapi-fetch-1,openapi-fetch-3)", sort: "id", pageSize: 5 } },
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
