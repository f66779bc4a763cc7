import { createHash, randomBytes } from 'node:crypto'
import type { Crypto, Holder } from '#kernel/crypto/crypto.ts'

type Field = 'token' | 'app_secret' | 'verify_token'
type Around = Holder & { readonly crypto: Crypto }

const placeOf = (field: Field, channelId: string): string => `conversations.channel.${field}.${channelId}`

export const seal = (around: Around, field: Field, channelId: string, secret: string): Promise<string> =>
  around.crypto.encrypt({ ...(around.org && { org: around.org }), sql: around.sql }, secret, placeOf(field, channelId))

export const open = (around: Around, field: Field, channelId: string, sealed: string): Promise<string> =>
  around.crypto.decrypt({ ...(around.org && { org: around.org }), sql: around.sql }, sealed, placeOf(field, channelId))

/** What the provider repeats at the handshake; long enough that its hash need not be slow. */
export const newVerifyToken = (): string => randomBytes(24).toString('base64url')

/** Under this the channel of a handshake is found. */
export const hashOf = (verifyToken: string): string => createHash('sha256').update(verifyToken).digest('base64url')
