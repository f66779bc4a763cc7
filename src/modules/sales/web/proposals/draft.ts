import { minorDigits } from '#kernel/contract/currency-digits.ts'
import type { Discount, Proposal, ProposalLine, Totals } from '#sales/contract/proposal.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import { tooLargeDiscount, totalsOf } from '#sales/contract/proposal-totals.ts'
import { newKey } from '#web/keys.ts'
import { type Marks, readUnits, writtenUnits } from '#web/number-text.ts'

/** A proposal while it is written: numbers are kept as they were typed, so that nothing typed is lost. */
export type DiscountDraft = { kind: 'none' | 'percent' | 'amount'; text: string }
export type LineDraft = {
  /** Of this screen alone. */
  key: string
  id: string | undefined
  kind: ProposalLine['kind']
  description: string
  quantity: string
  unit: string
  price: string
  discount: DiscountDraft
  tax: string
  productId: string | null
  variantId: string | null
  listPriceMinor: number | null
}
export type ProposalDraft = {
  title: string
  ownerId: string | null
  dealId: string | null
  currency: string
  validUntil: string
  includesTax: boolean
  discount: DiscountDraft
  lines: LineDraft[]
  document: ProposalDocument
}

export const usualTax = '21'

const discountDraft = (discount: Discount | null, currency: string, marks: Marks): DiscountDraft => {
  if (discount === null) return { kind: 'none', text: '' }
  if (discount.kind === 'percent') return { kind: 'percent', text: writtenUnits(discount.basisPoints, 2, marks) }
  return { kind: 'amount', text: writtenUnits(discount.amountMinor, minorDigits(currency), marks) }
}

export const draftOf = (proposal: Proposal, marks: Marks): ProposalDraft => ({
  title: proposal.title,
  ownerId: proposal.ownerId,
  dealId: proposal.dealId,
  currency: proposal.currency,
  validUntil: proposal.validUntil,
  includesTax: proposal.includesTax,
  discount: discountDraft(proposal.discount, proposal.currency, marks),
  document: proposal.document,
  lines: proposal.lines.map((line) => ({
    key: line.id,
    id: line.id,
    kind: line.kind,
    description: line.description,
    quantity: writtenUnits(line.quantityMilli, 3, marks),
    unit: line.unit,
    price: writtenUnits(line.unitPriceMinor, minorDigits(proposal.currency), marks),
    discount: discountDraft(line.discount, proposal.currency, marks),
    tax: writtenUnits(line.taxBasisPoints, 2, marks),
    productId: line.productId,
    variantId: line.variantId,
    listPriceMinor: line.listPriceMinor,
  })),
})

export const blankLine = (kind: ProposalLine['kind'], tax: string): LineDraft => ({
  key: newKey(),
  id: undefined,
  kind,
  description: '',
  quantity: '1',
  unit: '',
  price: '',
  discount: { kind: 'none', text: '' },
  tax,
  productId: null,
  variantId: null,
  listPriceMinor: null,
})

export type LineError = 'description' | 'quantity' | 'price' | 'discount' | 'tax'
type Line = Omit<ProposalLine, 'id'> & { id?: string }
export type ReadLine = { line: Line; error: LineError | null }

/** What a typed discount says; undefined for what is no number. */
function readDiscount({ kind, text }: DiscountDraft, currency: string, marks: Marks): Discount | null | undefined {
  if (kind === 'none' || text.trim() === '') return null
  const value = readUnits(text, kind === 'percent' ? 2 : minorDigits(currency), marks)
  if (value === null || (kind === 'percent' && value > 10_000)) return undefined
  return kind === 'percent' ? { kind, basisPoints: value } : { kind, amountMinor: value }
}

const noProduct = { productId: null, variantId: null, listPriceMinor: null }

/** A line as the server takes it; what cannot be read counts as nothing and is named. */
function readLine(draft: LineDraft, currency: string, marks: Marks): ReadLine {
  const id = draft.id === undefined ? {} : { id: draft.id }
  const description = draft.description.trim()
  const missing = description === '' ? ('description' as const) : null
  const nothing = { quantityMilli: 0, unit: '', unitPriceMinor: 0, discount: null, taxBasisPoints: 0, ...noProduct }
  if (draft.kind === 'heading') return { line: { ...id, kind: 'heading', description, ...nothing }, error: missing }
  const quantityMilli = readUnits(draft.quantity, 3, marks)
  const unitPriceMinor = draft.price.trim() === '' ? 0 : readUnits(draft.price, minorDigits(currency), marks)
  const discount = readDiscount(draft.discount, currency, marks)
  const taxBasisPoints = draft.tax.trim() === '' ? 0 : readUnits(draft.tax, 2, marks)
  const isTaxWrong = taxBasisPoints === null || taxBasisPoints > 10_000
  const error =
    missing ??
    (quantityMilli === null
      ? 'quantity'
      : unitPriceMinor === null
        ? 'price'
        : discount === undefined
          ? 'discount'
          : isTaxWrong
            ? 'tax'
            : null)
  const line: Line = {
    ...id,
    kind: 'item',
    description,
    quantityMilli: quantityMilli ?? 0,
    unit: draft.unit.trim(),
    unitPriceMinor: unitPriceMinor ?? 0,
    discount: discount ?? null,
    taxBasisPoints: isTaxWrong ? 0 : taxBasisPoints,
    productId: draft.productId,
    variantId: draft.variantId,
    listPriceMinor: draft.listPriceMinor,
  }
  return { line, error }
}

export type Counted = {
  lines: ReadLine[]
  discount: Discount | null
  totals: Totals | null
  problem: 'line' | 'discount' | 'too_large' | null
}

/** What the draft comes to while it is typed, by the same rules as the server's. */
export function countDraft(draft: Pick<ProposalDraft, 'lines' | 'discount' | 'currency' | 'includesTax'>, marks: Marks): Counted {
  const lines = draft.lines.map((line) => readLine(line, draft.currency, marks))
  const read = readDiscount(draft.discount, draft.currency, marks)
  const discount = read ?? null
  try {
    const offered = { lines: lines.map(({ line }) => line), discount, includesTax: draft.includesTax }
    const large = tooLargeDiscount(offered)
    const wrong = large === null || large === 0 ? undefined : lines[large - 1]
    if (wrong) wrong.error ??= 'discount'
    const problem = lines.some(({ error }) => error !== null) ? 'line' : read === undefined || large === 0 ? 'discount' : null
    return { lines, discount, totals: totalsOf(offered), problem }
  } catch {
    return { lines, discount, totals: null, problem: 'too_large' }
  }
}

/** What the server is asked to keep. */
export const inputOf = (id: string, draft: ProposalDraft, { lines, discount }: Counted) => ({
  id,
  title: draft.title.trim(),
  ownerId: draft.ownerId,
  dealId: draft.dealId,
  currency: draft.currency as 'ARS',
  validUntil: draft.validUntil,
  includesTax: draft.includesTax,
  discount,
  lines: lines.map(({ line }) => line),
  document: draft.document,
})
