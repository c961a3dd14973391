// dynalite on a free loopback port, which it prints, until its standard input closes.
const dynalite = require('dynalite')

const server = dynalite({ path: process.argv[2], createTableMs: 0 })
// Node would drop idle connections after five seconds, as if the engine had failed.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.resume().on('end', () => server.close(() => process.exit()))
