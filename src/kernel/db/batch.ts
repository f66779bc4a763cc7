import { createHash } from 'node:crypto'
import { parserOf, type Parse } from '#kernel/db/types.ts'
import type { Statement } from '#kernel/db/sql.ts'

/**
 * Several prepared statements before one Sync, so that the tenant setting and the query cost one round trip. This is
 * the only file that touches the internals of `pg` (pinned): a "submittable" that speaks the extended protocol.
 */
export type Result = { command: string; rows: unknown[]; rowCount: number }

type Connection = {
  stream: { cork(): void; uncork(): void }
  parse(statement: { text: string; name: string }): void
  bind(portal: { portal: string; statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(portal: { type: 'P'; name: string }): void
  execute(portal: { portal: string; rows: number }): void
  close(target: { type: 'S'; name: string }): void
  sync(): void
}
type Field = { name: string; dataTypeID: number }

const namesByText = new Map<string, string>()
/** Statement texts come from code, not from input; the bound only stops a programming error from eating the memory. */
const knownTextsLimit = 5_000

function nameOf(text: string): string {
  const known = namesByText.get(text)
  if (known !== undefined) return known
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
  if (namesByText.size < knownTextsLimit) namesByText.set(text, name)
  return name
}

type Prepared = Map<string, 'ready' | 'unsure'>
const preparedByConnection = new WeakMap<Connection, Prepared>()

function preparedOn(connection: Connection): Prepared {
  let prepared = preparedByConnection.get(connection)
  if (!prepared) preparedByConnection.set(connection, (prepared = new Map()))
  return prepared
}

export class Batch {
  callback: ((error: Error | null, results: Result[]) => void) | undefined
  readonly #statements: readonly Statement[]
  readonly #results: Result[] = []
  readonly #parsedNow: string[] = []
  #fields: { name: string; parse: Parse }[] | undefined
  #rows: unknown[] = []
  #connection: Connection | undefined
  #failure: Error | undefined

  constructor(statements: readonly Statement[]) {
    this.#statements = statements
  }

  submit(connection: Connection): Error | null {
    this.#connection = connection
    const prepared = preparedOn(connection)
    const values = this.#statements.map((statement) => statement.values.map(wireValue))
    connection.stream.cork()
    try {
      this.#statements.forEach((statement, i) => {
        const name = nameOf(statement.text)
        if (prepared.get(name) !== 'ready' && !this.#parsedNow.includes(name)) {
          if (prepared.get(name) === 'unsure') connection.close({ type: 'S', name })
          connection.parse({ text: statement.text, name })
          this.#parsedNow.push(name)
        }
        connection.bind({ portal: '', statement: name, values: values[i] ?? [], valueMapper: (value) => value })
        connection.describe({ type: 'P', name: '' })
        connection.execute({ portal: '', rows: 0 })
      })
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return null
  }

  handleRowDescription(message: { fields: Field[] }): void {
    this.#fields = message.fields.map((field) => ({ name: field.name, parse: parserOf(field.dataTypeID) }))
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#fields
    if (!fields || this.#failure) return
    const row: Record<string, unknown> = {}
    try {
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i]
        const value = message.fields[i]
        if (field) row[field.name] = value === null || value === undefined ? null : field.parse(value)
      }
      this.#rows.push(row)
    } catch (error) {
      this.#failure = error as Error
    }
  }

  handleCommandComplete(message: { text: string }): void {
    const [command = '', ...counts] = message.text.split(' ')
    this.#results.push({ command, rows: this.#rows, rowCount: Number(counts.at(-1) ?? 0) })
    this.#rows = []
    this.#fields = undefined
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(): void {}

  handleError(error: Error): void {
    this.#remember('unsure')
    this.callback?.(error, [])
    this.callback = undefined
  }

  handleReadyForQuery(): void {
    this.#remember('ready')
    this.callback?.(this.#failure ?? null, this.#results)
    this.callback = undefined
  }

  // After a failed batch we cannot know which of its statements the server kept.
  #remember(state: 'ready' | 'unsure'): void {
    if (!this.#connection) return
    const prepared = preparedOn(this.#connection)
    for (const name of this.#parsedNow) prepared.set(name, state)
  }
}

type Client = { query(batch: Batch): unknown }

export const send = (client: Client, statements: readonly Statement[]): Promise<Result[]> =>
  new Promise((resolve, reject) => {
    const batch = new Batch(statements)
    batch.callback = (error, results) => (error ? reject(error) : resolve(results))
    client.query(batch)
  })

function wireValue(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayLiteral(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

const arrayLiteral = (values: unknown[]): string =>
  `{${values
    .map((value) => {
      if (value === null || value === undefined) return 'NULL'
      if (Array.isArray(value)) return arrayLiteral(value)
      const text = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(wireValue(value))
      return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    })
    .join(',')}}`
