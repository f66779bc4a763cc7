import type { Crypto, Holder } from '#kernel/crypto/crypto.ts'

type Field = 'token' | 'app_secret' | 'verify_token'
type Around = Holder & { readonly crypto: Crypto }

const placeOf = (field: Field, pageId: string): string => `crm.lead_page.${field}.${pageId}`
const holderOf = ({ org, sql }: Around): Holder => ({ ...(org && { org }), sql })

export const seal = (around: Around, field: Field, pageId: string, secret: string): Promise<string> =>
  around.crypto.encrypt(holderOf(around), secret, placeOf(field, pageId))
export const open = (around: Around, field: Field, pageId: string, sealed: string): Promise<string> =>
  around.crypto.decrypt(holderOf(around), sealed, placeOf(field, pageId))
