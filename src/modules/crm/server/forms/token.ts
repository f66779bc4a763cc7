import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'

/** People need this long to fill in anything; who is faster is asked to send it again. */
export const fewestMs = 2_000
/** A page that was left open for longer gets a new one; nothing that was typed is lost. */
export const mostMs = 86_400_000

type Mac = Pick<Crypto, 'mac'>

/** Says when the form was handed out and to nobody else: signed, so that no program can say it was earlier. */
export function issue(crypto: Mac, formId: string, now: Date): string {
  const body = `${now.getTime().toString(36)}.${randomBytes(12).toString('base64url')}`
  return `${body}.${sign(crypto, formId, body)}`
}

export type Reading = { state: 'good' | 'too-soon' | 'too-late'; nonce: string } | { state: 'forged' }

export function read(crypto: Mac, formId: string, token: string, now: Date): Reading {
  const [moment = '', nonce = '', signature = '', ...rest] = token.split('.')
  const wanted = Buffer.from(sign(crypto, formId, `${moment}.${nonce}`))
  const given = Buffer.from(signature)
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { state: 'forged' }
  const age = now.getTime() - Number.parseInt(moment, 36)
  return { state: age < fewestMs ? 'too-soon' : age > mostMs ? 'too-late' : 'good', nonce }
}

const sign = (crypto: Mac, formId: string, body: string): string => crypto.mac('crm.form', `${formId}.${body}`).toString('base64url')
