import { timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import { packId, unpackId } from '#kernel/crypto/packed-id.ts'

type Mac = Pick<Crypto, 'mac'>
/** One thing of one organization. */
type Named = { orgId: string; id: string }

/** The end of an address that belongs to one thing: both ids and a signature for this purpose, so that none can be guessed or made up. */
export function signId(crypto: Mac, purpose: string, { orgId, id }: Named): string {
  const ids = Buffer.concat([packId(orgId), packId(id)])
  return Buffer.concat([ids, sign(crypto, purpose, ids)]).toString('base64url')
}

/** Undefined for anything that was not signed for this purpose. */
export function readSignedId(crypto: Mac, purpose: string, token: string): Named | undefined {
  if (!/^[\w-]{64}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const ids = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), sign(crypto, purpose, ids))) return undefined
  return { orgId: unpackId(ids.subarray(0, 16)), id: unpackId(ids.subarray(16)) }
}

/** 128 of its bits: half of them would be enough, and an address should stay short. */
const sign = (crypto: Mac, purpose: string, ids: Buffer): Buffer => crypto.mac(purpose, ids.toString('hex')).subarray(0, 16)
