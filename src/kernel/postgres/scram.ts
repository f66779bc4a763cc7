import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/** The form in which PostgreSQL stores a password (SCRAM-SHA-256, RFC 5803). */
export function verifierOf(password: string, salt = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`
}

/** Whether a stored verifier is this password's. */
export function matches(verifier: string, password: string): boolean {
  const [, iterations, salt] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(verifier) ?? []
  return salt !== undefined && verifierOf(password, Buffer.from(salt, 'base64'), Number(iterations)) === verifier
}
