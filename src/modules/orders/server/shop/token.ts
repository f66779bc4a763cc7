import { timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'

type Mac = Pick<Crypto, 'mac'>
type Buyer = { orgId: string; contactId: string }
type Named = { orgId: string; orderId: string }

/** The end of the address where a customer follows an order: both ids and a signature, so that none can be guessed or made up. */
export function orderTokenOf(crypto: Mac, { orgId, orderId }: Named): string {
  const ids = Buffer.concat([bytesOf(orgId), bytesOf(orderId)])
  return Buffer.concat([ids, sign(crypto, ids)]).toString('base64url')
}

export function readOrderToken(crypto: Mac, token: string): Named | undefined {
  if (!/^[\w-]{64}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const ids = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), sign(crypto, ids))) return undefined
  return { orgId: idOf(ids.subarray(0, 16)), orderId: idOf(ids.subarray(16)) }
}

const dayMs = 86_400_000
/** How long a customer's own link shows their prices. */
export const customerKeyDays = 90

/**
 * What makes the address of a shop that of one customer: who, until which day, and a signature for their organization. Whoever
 * has it is shown prices, and nothing of the contact.
 */
export function customerKeyOf(crypto: Mac, { orgId, contactId }: Buyer, now: Date): string {
  const until = Math.floor(now.getTime() / dayMs) + customerKeyDays
  const told = Buffer.concat([bytesOf(contactId), Buffer.from([until >> 8, until & 255])])
  return Buffer.concat([told, signBuyer(crypto, orgId, told)]).toString('base64url')
}

/** Whose it is; undefined when it is nobody's here, or too old. */
export function readCustomerKey(crypto: Mac, orgId: string, key: string, now: Date): string | undefined {
  const bytes = Buffer.from(key, 'base64url')
  if (bytes.length !== 34 || bytes.toString('base64url') !== key) return undefined
  const told = bytes.subarray(0, 18)
  if (!timingSafeEqual(bytes.subarray(18), signBuyer(crypto, orgId, told))) return undefined
  return told.readUInt16BE(16) * dayMs < now.getTime() ? undefined : idOf(told.subarray(0, 16))
}

const sign = (crypto: Mac, ids: Buffer): Buffer => crypto.mac('orders.shop-order', ids.toString('hex')).subarray(0, 16)
const signBuyer = (crypto: Mac, orgId: string, told: Buffer): Buffer =>
  crypto.mac('orders.shop-customer', `${orgId} ${told.toString('hex')}`).subarray(0, 16)
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
