import { pino, type DestinationStream, type Logger } from 'pino'

/** One line of JSON per entry on the standard output; `requestId` ties together what one request caused. */
export type LogSettings = { logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' }

/** Fields that must not reach a log whatever object they come in: secrets, and what customers and agents write or are called. */
const hidden = [
  'password',
  'token',
  'secret',
  'apiKey',
  'accessToken',
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-hub-signature-256"]',
  'text',
  'html',
  'caption',
  'body',
  'rawBody',
  'email',
  'phone',
  'e164',
  'waId',
  'displayName',
]
// `pino` looks at fixed depths: the entry itself, an object in it, and an object in that.
const below = (prefix: string, field: string): string => (field.startsWith('[') ? `${prefix}${field}` : `${prefix}.${field}`)
const paths = hidden.flatMap((field) => [field, below('*', field), below('*.*', field)])

export function openLog(settings: LogSettings, destination?: DestinationStream): Logger {
  return pino(
    {
      level: settings.logLevel,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths, censor: '[hidden]' },
      hooks: {
        logMethod(entry, method) {
          method.apply(this, entry.map((part) => (typeof part === 'string' ? withoutPersons(part) : part)) as Parameters<typeof method>)
        },
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
}

type Described = { type: string; message: string; code?: unknown; status?: unknown; stack?: string; cause?: Described }

/**
 * What helps to mend an error. Its other fields are left out on purpose: PostgreSQL puts the row into `detail`, providers
 * put the request into theirs.
 */
function describeError(thrown: unknown, depth = 0): Described {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: withoutPersons(String(thrown).slice(0, 1_000)) }
  const { code, status } = thrown as { code?: unknown; status?: unknown }
  return {
    type: thrown.name,
    message: withoutPersons(thrown.message),
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(thrown.stack && { stack: withoutPersons(thrown.stack) }),
    ...(thrown.cause !== undefined && depth < 3 && { cause: describeError(thrown.cause, depth + 1) }),
  }
}

const address = /[^\s"'<>(),;:@]+@[^\s"'<>(),;:@]+\.[a-z]{2,}/gi
const telephone = /\+\d[\d ()-]{7,18}\d|(?<![\w.-])\d{10,15}(?![\w.-])/g

/** A free text without e-mail addresses and telephone numbers. Ids, dates and amounts stay. */
export const withoutPersons = (text: string): string => text.replace(address, '[address]').replace(telephone, '[number]')

export type Log = Logger
