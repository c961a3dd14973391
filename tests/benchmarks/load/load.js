// Drives the service as standard input says, in JSON, and prints what came of it.
const autocannon = require('autocannon')
const { traffic } = require('./traffic.js')

const KEPT_FAILURES = 5

async function main () {
  const given = JSON.parse(await text(process.stdin))
  const measured = new Map()
  const failures = []
  const rounds = traffic[given.traffic](given)
    .map(steps => steps.map(step => recorded(step, measured, failures)))
  let clients = 0
  const { duration, errors, timeouts } = await autocannon({
    url: given.url,
    connections: given.connections,
    duration: given.seconds,
    requests: rounds.flat(),
    // Every connection begins with another round, so that they are not all at the same one.
    setupClient: client => {
      const first = clients++ % rounds.length
      client.setRequests([...rounds.slice(first), ...rounds.slice(0, first)].flat().map(each => ({ ...each })))
    }
  })
  const operations = [...measured].map(([name, { statuses, milliseconds }]) =>
    ({ name, statuses: Object.fromEntries(statuses), milliseconds }))
  console.log(JSON.stringify({ seconds: duration, errors, timeouts, failures, operations }))
}

// A request of autocannon that is timed from when it is made up to when its answer is complete.
function recorded ({ name, status, request, take }, measured, failures) {
  if (!measured.has(name)) measured.set(name, { statuses: new Map(), milliseconds: [] })
  const { statuses, milliseconds } = measured.get(name)
  return {
    setupRequest: (plain, context) => {
      const made = request(context)
      context.began = performance.now()
      return { ...plain, ...made }
    },
    onResponse: (answered, body, context) => {
      milliseconds.push(performance.now() - context.began)
      statuses.set(answered, (statuses.get(answered) ?? 0) + 1)
      if (answered !== status) {
        if (failures.length < KEPT_FAILURES) failures.push(`${name}: ${answered} ${body}`)
      } else if (take) {
        take(JSON.parse(body), context)
      }
    }
  }
}

async function text (stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

main()
