import pg from 'pg'

/** A connection of its own for as long as `work` takes. */
export async function withClient<T>(options: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(options)
  // A server that goes away fails whoever waits for an answer; without this it would end the process before that.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
