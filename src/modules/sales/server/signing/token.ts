import { createHash, randomBytes } from 'node:crypto'

/** 192 bits that nobody guesses. */
export const issue = (): string => randomBytes(24).toString('base64url')

export const isToken = (text: string): boolean => /^[\w-]{32}$/.test(text)

/** What is kept of it. */
export const hashOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex')
