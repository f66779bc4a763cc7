import { timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import { packId, unpackId } from '#kernel/crypto/packed-id.ts'

type Mac = Pick<Crypto, 'mac'>
type Buyer = { orgId: string; contactId: string }

const dayMs = 86_400_000
/** How long a customer's own link shows their prices. */
export const customerKeyDays = 90

/**
 * What makes the address of a shop that of one customer: who, until which day, and a signature for their organization. Whoever
 * has it is shown prices, and nothing of the contact.
 */
export function customerKeyOf(crypto: Mac, { orgId, contactId }: Buyer, now: Date): string {
  const until = Math.floor(now.getTime() / dayMs) + customerKeyDays
  const told = Buffer.concat([packId(contactId), Buffer.from([until >> 8, until & 255])])
  return Buffer.concat([told, sign(crypto, orgId, told)]).toString('base64url')
}

/** Whose it is; undefined when it is nobody's here, or too old. */
export function readCustomerKey(crypto: Mac, orgId: string, key: string, now: Date): string | undefined {
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length !== 34 || bytes.toString('base64url') !== key) return undefined
  const told = bytes.subarray(0, 18)
  if (!timingSafeEqual(bytes.subarray(18), sign(crypto, orgId, told))) return undefined
  return told.readUInt16BE(16) * dayMs < now.getTime() ? undefined : unpackId(told.subarray(0, 16))
}

const sign = (crypto: Mac, orgId: string, told: Buffer): Buffer =>
  crypto.mac('orders.shop-customer', `${orgId} ${told.toString('hex')}`).subarray(0, 16)
