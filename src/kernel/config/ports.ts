import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from './config.ts'

/**
 * Port 0 means any that is free. It is looked for before anything listens, because addresses are made of it: the one
 * that people are told, and the one of the simulated providers. What was given is left as it is.
 */
export async function settlePorts(config: Config): Promise<Config> {
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const publicUrl = config.publicUrl === anywhere ? `http://localhost:${port}` : config.publicUrl
  const simulatorUrl = config.simulatorUrl === anySimulator ? `http://127.0.0.1:${await freePort('127.0.0.1')}` : config.simulatorUrl
  return { ...config, port, publicUrl, simulatorUrl }
}

/** What `loadConfig` makes of port 0. */
const anywhere = 'http://localhost:0'
const anySimulator = 'http://127.0.0.1:0'

/** A port of this machine that nobody listens on now. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
