import { createServer } from 'node:http'

/** The least that Node can answer over HTTP: what a request costs before anything was done for it. */
const server = createServer((_request, response) => void response.end('hello'))
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
