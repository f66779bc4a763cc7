import { createHash } from 'node:crypto'
import { storableJson } from '#kernel/db/json.ts'
import { parserOf, type Parse } from '#kernel/db/types.ts'
import type { Statement } from '#kernel/db/sql.ts'

/**
 * Several prepared statements before one Sync, so that the tenant setting and the query cost one round trip. This is
 * the only file that touches the internals of `pg` (pinned): a "submittable" that speaks the extended protocol.
 */
export type Result = { command: string; rows: unknown[]; rowCount: number }

type Connection = {
  stream: { writable: boolean; write(bytes: Buffer): unknown }
  parse(statement: { text: string; name: string }): void
  bind(portal: { portal: string; statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(portal: { type: 'P'; name: string }): void
  execute(portal: { portal: string; rows: number }): void
  close(target: { type: 'S'; name: string }): void
  sync(): void
}
type Field = { name: string; dataTypeID: number }
type Column = { name: string; parse: Parse }
/** Rows begin as copies of one that has all columns: what is added to an object one by one is moved as it grows. */
type Shape = { columns: readonly Column[]; blank: Readonly<Record<string, null>> }

const namesByText = new Map<string, string>()
/** Statement texts come from code, not from input; the bound only stops a programming error from eating the memory. */
const knownTextsLimit = 5_000

/**
 * After five uses a statement that has a name is planned for lists of any length, which is to say of ten. Ten thousand prices,
 * changed in 0.3 s until then, took 14 s from there on.
 */
const manyValues = 500
const unnamed = ''

/** Statements with long lists are planned for what they hold, each time: they have no name, and nothing of them is kept. */
function nameFor({ text, values }: Statement): string {
  return values.some((value) => Array.isArray(value) && value.length > manyValues) ? unnamed : nameOf(text)
}

function nameOf(text: string): string {
  const known = namesByText.get(text)
  if (known !== undefined) return known
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
  if (namesByText.size < knownTextsLimit) namesByText.set(text, name)
  return name
}

/** What a connection knows of a statement: nothing certain after a failure, otherwise what rows it returns. */
type Prepared = Map<string, Shape | 'unsure'>
const preparedByConnection = new WeakMap<Connection, Prepared>()

function preparedOn(connection: Connection): Prepared {
  let prepared = preparedByConnection.get(connection)
  if (!prepared) preparedByConnection.set(connection, (prepared = new Map()))
  return prepared
}

export class Batch {
  callback: ((error: Error | null, results: Result[]) => void) | undefined
  readonly #statements: readonly (Statement & { name: string })[]
  readonly #results: Result[] = []
  /** Of each statement, as far as it is known. */
  readonly #shapes: Shape[] = []
  readonly #parsedNow = new Set<string>()
  #rows: unknown[] = []
  #connection: Connection | undefined
  #failure: Error | undefined

  constructor(statements: readonly Statement[]) {
    this.#statements = statements.map((one) => ({ name: nameFor(one), text: one.text, values: one.values.map(wireValue) }))
  }

  submit(connection: Connection): Error | null {
    this.#connection = connection
    const prepared = preparedOn(connection)
    try {
      gather(connection, () => {
        for (const [i, { name, text, values }] of this.#statements.entries()) {
          const known = prepared.get(name)
          const isReady = known !== undefined && known !== 'unsure'
          if (!isReady && !this.#parsedNow.has(name)) {
            if (known === 'unsure') connection.close({ type: 'S', name })
            connection.parse({ text, name })
            if (name !== unnamed) this.#parsedNow.add(name)
          }
          connection.bind({ portal: '', statement: name, values: values as unknown[], valueMapper: (value) => value })
          if (isReady) this.#shapes[i] = known
          else connection.describe({ type: 'P', name: '' })
          connection.execute({ portal: '', rows: 0 })
        }
        connection.sync()
      })
    } catch (error) {
      // Nothing was sent: the connection is as good as before.
      return error as Error
    }
    return null
  }

  handleRowDescription(message: { fields: Field[] }): void {
    const columns = message.fields.map((field) => ({ name: field.name, parse: parserOf(field.dataTypeID) }))
    this.#shapes[this.#results.length] = { columns, blank: Object.fromEntries(columns.map(({ name }) => [name, null])) }
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const shape = this.#shapes[this.#results.length]
    if (!shape || this.#failure) return
    const row: Record<string, unknown> = { ...shape.blank }
    try {
      for (let i = 0; i < shape.columns.length; i++) {
        const column = shape.columns[i]
        const value = message.fields[i]
        if (column && value !== null && value !== undefined) row[column.name] = column.parse(value)
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
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(): void {}

  handleError(error: Error & { code?: string }): void {
    // After a failed batch we cannot know which of its new statements the server kept; and one whose table was changed
    // meanwhile (0A000), or that somebody discarded (26000), fails until it is prepared again.
    const names = staleStates.has(error.code ?? '') ? this.#statements.map(({ name }) => name) : this.#parsedNow
    if (this.#connection) for (const name of names) if (name !== unnamed) preparedOn(this.#connection).set(name, 'unsure')
    this.callback?.(error, [])
    this.callback = undefined
  }

  handleReadyForQuery(): void {
    if (this.#connection && this.callback) {
      const prepared = preparedOn(this.#connection)
      for (const [i, { name }] of this.#statements.entries()) if (this.#parsedNow.has(name)) prepared.set(name, this.#shapes[i] ?? nothing)
    }
    this.callback?.(this.#failure ?? null, this.#results)
    this.callback = undefined
  }
}

/** Of a statement that returns no rows. */
const nothing: Shape = { columns: [], blank: {} }

const staleStates = new Set(['0A000', '26000'])

/** Lets a connection write its messages into one buffer: a system call with many small ones costs several times as much. */
function gather(connection: Connection, write: () => void): void {
  const { stream } = connection
  if (!stream.writable) return
  const messages: Buffer[] = []
  connection.stream = { writable: true, write: (message) => messages.push(message) }
  try {
    write()
  } finally {
    connection.stream = stream
  }
  stream.write(Buffer.concat(messages))
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
  if (typeof value === 'object') return storableJson(JSON.stringify(value))
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
