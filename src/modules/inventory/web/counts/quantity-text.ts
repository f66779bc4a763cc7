import type { UnitCode } from '#commerce/contract/quantity.ts'

/** `+5`: so much more was found somewhere else. */
export type TypedQuantity = { how: 'set' | 'add'; quantityMilli: number }

const mostMilli = 1_000_000_000

/**
 * What somebody typed as a quantity; `null` when it is none. Keypads of phones offer a dot or a comma as they please: both
 * begin the decimals of what is weighed. Of what is only whole they part thousands.
 */
export function readQuantity(text: string, unit: UnitCode): TypedQuantity | null {
  const typed = text.replace(/\s/g, '')
  const how = typed.startsWith('+') ? 'add' : 'set'
  const digits = how === 'add' ? typed.slice(1) : typed
  const isWhole = unit === 'piece' || unit === 'pack'
  const plain = isWhole && /^\d{1,3}([.,]\d{3})+$/.test(digits) ? digits.replaceAll(/[.,]/g, '') : digits.replace(',', '.')
  if (!/^\d+(\.\d{1,3})?$/.test(plain)) return null
  const quantityMilli = Math.round(Number(plain) * 1000)
  if (quantityMilli > mostMilli || (isWhole && quantityMilli % 1000 !== 0)) return null
  return { how, quantityMilli }
}

/** As it stands in a field: without dots between thousands, which would be read as decimals of what is weighed. */
export const writeQuantity = (quantityMilli: number): string => String(quantityMilli / 1000).replace('.', ',')
