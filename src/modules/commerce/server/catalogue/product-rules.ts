import { readBarcode, type BarcodeKind, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { ProductKind, WriteProduct, WriteVariant } from '#commerce/contract/product.ts'
import { isWhole, type UnitCode } from '#commerce/contract/quantity.ts'
import {
  barcodeCheckDigit,
  barcodeForm,
  barcodeTaken,
  comboEmpty,
  comboInCombo,
  comboOnly,
  componentTwice,
  costWithoutCurrency,
  optionsMismatch,
  optionTwice,
  quantityNotWhole,
  skuTaken,
  taxFree,
  variantTwice,
  variantUnknown,
} from '#commerce/server/problems.ts'

/** 'L / Rojo'; '' where there is nothing to choose. */
export const variantNameOf = (values: readonly string[]): string => values.join(' / ')

/** Product and variant as a customer reads them. */
export const saleNameOf = (product: string, variant: string): string => (variant === '' ? product : `${product} (${variant})`)

/** What the document says for itself, before anything is asked of the database. Throws the problem that a person can act on. */
export function checkShape(kind: ProductKind, input: WriteProduct): void {
  const { options, variants } = input
  const twice = options.find((one, i) => options.findIndex((other) => fold(other) === fold(one)) !== i)
  if (twice !== undefined) throw optionTwice({ option: twice })
  const odd = variants.findIndex(({ optionValues }) => optionValues.length !== options.length)
  if (odd !== -1) throw optionsMismatch({ variant: odd + 1 })
  const keys = variants.map(({ optionValues }) => JSON.stringify(optionValues.map(fold)))
  const repeated = variants.find((_, i) => keys.indexOf(keys[i] ?? '') !== i)
  if (repeated) throw variantTwice({ values: variantNameOf(repeated.optionValues) || '—' })
  if (input.taxKind !== 'taxed' && input.taxBasisPoints !== 0) throw taxFree()
  if (variants.some(({ costMinor, costCurrency }) => costMinor !== null && costCurrency === null)) throw costWithoutCurrency()
  const skus = variants.flatMap(({ sku }) => sku ?? [])
  const sku = skus.find((one, i) => skus.indexOf(one) !== i)
  if (sku !== undefined) throw skuTaken({ sku, product: input.name })
  if (kind !== 'combo' && variants.some(({ components }) => components.length > 0)) throw comboOnly()
  if (kind === 'combo' && variants.some(({ components }) => components.length === 0)) throw comboEmpty()
}

const fold = (text: string): string => text.toLocaleLowerCase('es')

export type KnownBarcode = { code: string; kind: BarcodeKind }

/** The codes of each variant, as they are kept. */
export function barcodesOf(input: WriteProduct, layouts: readonly ScaleLayout[]): KnownBarcode[][] {
  const seen = new Set<string>()
  return input.variants.map(({ barcodes }) =>
    barcodes.map((text) => {
      const read = readBarcode(text, layouts)
      if ('invalid' in read) throw read.invalid === 'form' ? barcodeForm({ code: text }) : barcodeCheckDigit({ code: text })
      if (seen.has(read.code)) throw barcodeTaken({ code: read.code, product: input.name })
      seen.add(read.code)
      return read
    }),
  )
}

export type PossibleComponent = { variantId: string; name: string; kind: ProductKind; unit: UnitCode }

/** What a combo is made of must be there, be no combo itself, and whole where it is only sold whole. So there is never a loop. */
export function checkComponents(variants: readonly Pick<WriteVariant, 'components'>[], possible: readonly PossibleComponent[]): void {
  const byId = new Map(possible.map((one) => [one.variantId, one]))
  for (const { components } of variants) {
    const seen = new Set<string>()
    for (const { variantId, quantityMilli } of components) {
      const part = byId.get(variantId)
      if (!part) throw variantUnknown()
      if (part.kind === 'combo') throw comboInCombo({ product: part.name })
      if (seen.has(variantId)) throw componentTwice({ product: part.name })
      if (isWhole(part.unit) && quantityMilli % 1000 !== 0) throw quantityNotWhole({ product: part.name })
      seen.add(variantId)
    }
  }
}
