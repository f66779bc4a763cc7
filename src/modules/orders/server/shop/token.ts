import { timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'

type Mac = Pick<Crypto, 'mac'>
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

const sign = (crypto: Mac, ids: Buffer): Buffer => crypto.mac('orders.shop-order', ids.toString('hex')).subarray(0, 16)
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
