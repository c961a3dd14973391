// What a connection asks for, over and over: rounds of steps, each with the status that is right, and what it takes
// from the answer for the steps after it.
const { randomUUID } = require('node:crypto')

const PASSWORD = 'tulips in spring'

const json = (method, path, token, body) => ({
  method,
  path,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify(body)
})
const bare = (method, path, token) =>
  ({ method, path, headers: token ? { authorization: `Bearer ${token}` } : {}, body: undefined })

function management ({ tenant, token }) {
  const customers = `/customer/${tenant}/customers`
  const own = context => `${customers}/${context.id}`
  const step = (name, status, request, take) => ({ name, status, request, take })
  return [
    step('create_customer', 201, context => {
      context.id = randomUUID()
      return json('POST', `${customers}?sendPasswordResetNotifications=false`, token, {
        id: context.id,
        contactEmail: `${context.id}@example.com`,
        firstName: 'Ben',
        lastName: 'Muster',
        company: 'Muster GmbH',
        restriction: 'DE',
        mixins: { loyalty: { level: 'gold', points: 1250 } }
      })
    }),
    step('get_customer', 200, context => bare('GET', own(context), token)),
    step('create_address', 201, context => json('POST', `${own(context)}/addresses`, token,
      { contactName: 'Ben Muster', street: 'Hauptstraße', city: 'Hamburg', country: 'DE', isDefault: true })),
    step('list_customers', 200, () => bare('GET', `${customers}?pageSize=20`, token)),
    step('update_customer', 200, context => json('PATCH', own(context), token, { lastName: 'Neumann' })),
    step('get_customer', 200, context => bare('GET', `${own(context)}?expand=addresses,accounts,mixin:*`, token)),
    step('search_customers', 200, context => json('POST', `${customers}/search`, token,
      { q: `contactEmail:${context.id}@example.com` })),
    step('list_addresses', 200, context => bare('GET', `${own(context)}/addresses`, token)),
    step('delete_customer', 202, context => bare('DELETE', own(context), token))
  ]
}

function shopping ({ tenant, token, storefront }) {
  const api = `/customer/${tenant}`
  const visit = `/customerlogin/auth/anonymous/login?tenant=${tenant}&client_id=${storefront}`
  const step = (name, status, request, take) => ({ name, status, request, take })
  return [
    step('begin_visit', 200, () => bare('GET', visit),
      (answer, context) => { context.visitor = answer.access_token }),
    step('sign_up', 201, context => {
      context.email = `${randomUUID()}@example.com`
      return json('POST', `${api}/signup`, context.visitor,
        { email: context.email, password: PASSWORD, customerDetails: { firstName: 'Eva', lastName: 'Weber' } })
    }, (answer, context) => { context.id = answer.id }),
    step('log_in', 200, context =>
      json('POST', `${api}/login`, context.visitor, { email: context.email, password: PASSWORD }),
    (answer, context) => Object.assign(context, { customer: answer.access_token, refresh: answer.refresh_token })),
    step('get_profile', 200, context => bare('GET', `${api}/me`, context.customer)),
    step('update_profile', 200, context =>
      json('PATCH', `${api}/me`, context.customer, { contactPhone: '+49 40 1234567' })),
    step('create_own_address', 201, context => json('POST', `${api}/me/addresses`, context.customer,
      { contactName: 'Eva Weber', street: 'Gartenweg', city: 'Hamburg', country: 'DE' })),
    step('refresh_session', 200, context =>
      bare('GET', `${api}/refreshauthtoken?refreshToken=${context.refresh}`, context.visitor),
    (answer, context) => { context.customer = answer.access_token }),
    step('log_out', 204, context => bare('GET', `${api}/logout`, context.customer)),
    step('delete_customer', 202, context => bare('DELETE', `${api}/customers/${context.id}`, token))
  ]
}

const MANAGED_FOR_EACH_SHOPPER = 5

exports.traffic = {
  // Answered by the gateway, without a function.
  preflight: ({ tenant }) => [[{
    name: 'preflight',
    status: 204,
    request: () => ({
      method: 'OPTIONS',
      path: `/customer/${tenant}/customers`,
      headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'GET' }
    })
  }]],
  // Answered by a function, without the engine.
  function: () => [[{
    name: 'get_openid_configuration',
    status: 200,
    request: () => bare('GET', '/.well-known/openid-configuration')
  }]],
  read: ({ tenant, token }) => [[{
    name: 'get_customer',
    status: 200,
    request: () => bare('GET', `/customer/${tenant}/customers/1000`, token)
  }]],
  mixed: given => [...Array(MANAGED_FOR_EACH_SHOPPER).fill(management(given)), shopping(given)]
}
