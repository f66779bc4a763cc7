import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { tooMany } from '#kernel/problem.ts'

/** Passwords as argon2id hashes in PHC form, at the second parameter set that OWASP recommends (46 MiB, one pass). */
export type Passwords = {
  /** `$argon2id$v=19$m=47104,t=1,p=1$<salt>$<hash>`. Throws `kernel.too_many_requests` when too many are being hashed. */
  hash(password: string): Promise<string>
  /** Throws `kernel.too_many_requests` like `hash`. A stored text that is no such hash is false after the same work. */
  verify(password: string, stored: string): Promise<boolean>
  /** The work of `verify` for an account that does not exist, so that the time of an answer tells nothing. */
  burn(): Promise<void>
}

type Cost = { memory: number; passes: number; parallelism: number }
type Stored = Cost & { salt: Buffer; tag: Buffer }

const derive = promisify(argon2)
const current: Cost = { memory: 47_104, passes: 1, parallelism: 1 }
const tagLength = 32
const maxPasswordBytes = 1_024
const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,172})$/

/**
 * `atOnce` hashes run beside each other on the thread pool, `waiting` more wait; the next one is refused at once, so
 * that a storm of logins costs its senders an answer 429 and nobody else their processor.
 */
export function openPasswords(options: { atOnce?: number; waiting?: number; cost?: Cost } = {}): Passwords {
  const cost = options.cost ?? current
  const queue = openQueue(options.atOnce ?? 2, options.waiting ?? 50)
  const decoy: Stored = { ...cost, salt: randomBytes(16), tag: randomBytes(tagLength) }

  const matches = (password: string, stored: Stored): Promise<boolean> =>
    queue(async () => timingSafeEqual(await deriveTag(password, stored.salt, stored, stored.tag.length), stored.tag))

  return {
    hash: (password) =>
      queue(async () => {
        const salt = randomBytes(16)
        return format({ ...cost, salt, tag: await deriveTag(password, salt, cost, tagLength) })
      }),
    async verify(password, stored) {
      const read = parse(stored)
      const isMatch = await matches(password, read ?? decoy)
      return read !== null && isMatch
    },
    async burn() {
      await matches('a password like any other', decoy)
    },
  }
}

/** Whether a hash was made with other parameters than today's and is worth renewing at the next login. */
export function isOutdated(stored: string): boolean {
  const read = parse(stored)
  return read === null || read.memory !== current.memory || read.passes !== current.passes || read.parallelism !== current.parallelism
}

async function deriveTag(password: string, nonce: Buffer, cost: Cost, length: number): Promise<Buffer> {
  // NFKC, so that the same accented password typed on a telephone and on a computer is the same bytes.
  const message = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, maxPasswordBytes)
  return derive('argon2id', { message, nonce, tagLength: length, memory: cost.memory, passes: cost.passes, parallelism: cost.parallelism })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const format = (stored: Stored): string =>
  `$argon2id$v=19$m=${stored.memory},t=${stored.passes},p=${stored.parallelism}$${unpadded(stored.salt)}$${unpadded(stored.tag)}`

function parse(text: string): Stored | null {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(text) ?? []
  if (!memory || !passes || !parallelism || !salt || !tag) return null
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  // A row that was tampered with must not be able to ask for all of the machine's memory.
  if (cost.memory > 262_144 || cost.memory < 8 * cost.parallelism || cost.passes < 1 || cost.passes > 10 || cost.parallelism < 1)
    return null
  return { ...cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
}

function openQueue(atOnce: number, maxWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= maxWaiting) throw tooMany({ retryAfterSeconds: 2 })
      // Whoever finishes hands its place on: `running` does not change.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
