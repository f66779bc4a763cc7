import type { ParsedOrder } from '#orders/contract/parsed-order.ts'
import { indexOf } from './catalogue-index.ts'
import { parseOrder } from './parse.ts'
import { shelf } from './phrases/shelf.ts'
import { halves, phrases, type LabelledPhrase } from './phrases/phrases.ts'

/** A line as it is labelled. `product` `?`: it has to be asked which. */
export type Wanted = { act: string; product: string; variant: string; milli: number | null; modifiers: string[]; note: string }

export type Score = {
  phrases: number
  whole: number
  lines: number
  exact: number
  product: number
  quantity: number
  modifiers: number
  invented: number
  missed: number
  confusions: { is: string; taken: string; count: number }[]
  failures: { text: string; wanted: string; found: string }[]
}

const index = indexOf(shelf)

export function evaluate(): { tuning: Score; heldOut: Score; all: number } {
  const { tuning, heldOut } = halves()
  return { tuning: scoreOf(tuning), heldOut: scoreOf(heldOut), all: phrases.length }
}

export function scoreOf(set: readonly LabelledPhrase[]): Score {
  const score: Score = {
    phrases: set.length,
    whole: 0,
    lines: 0,
    exact: 0,
    product: 0,
    quantity: 0,
    modifiers: 0,
    invented: 0,
    missed: 0,
    confusions: [],
    failures: [],
  }
  for (const phrase of set) scoreOne(score, phrase)
  return score
}

function scoreOne(score: Score, { text, wanted }: LabelledPhrase): void {
  const parsed = parseOrder(text, index)
  const [asked, found] = [wantedOf(wanted), foundOf(parsed)]
  const left = [...found]
  let isWhole = wanted.includes('*') === parsed.isUsual && asked.length === found.length
  if (wanted === '?') isWhole &&= parsed.unknown.length > 0
  for (const line of asked) {
    score.lines += 1
    const place = left.findIndex((one) => one.product === line.product && one.act === line.act && one.variant === line.variant)
    const near = place >= 0 ? place : left.findIndex((one) => one.product === line.product && one.act === line.act)
    const [one] = near >= 0 ? left.splice(near, 1) : []
    if (!one) {
      isWhole = false
      const taken = left.find((other) => other.milli === line.milli) ?? left[0]
      if (taken) left.splice(left.indexOf(taken), 1)
      else score.missed += 1
      confuse(score, line.product, taken?.product ?? 'nothing')
      continue
    }
    const right = { product: one.variant === line.variant, quantity: one.milli === line.milli, modifiers: sameAsides(one, line) }
    if (right.product) score.product += 1
    else confuse(score, named(line), named(one))
    if (right.quantity) score.quantity += 1
    if (right.modifiers) score.modifiers += 1
    if (right.product && right.quantity && right.modifiers) score.exact += 1
    else isWhole = false
  }
  for (const one of left) confuse(score, 'nothing', one.product)
  score.invented += left.length
  if (isWhole) score.whole += 1
  else score.failures.push({ text, wanted, found: `${parsed.isUsual ? '* ' : ''}${JSON.stringify(found)} ${parsed.unknown.join('|')}` })
}

const named = ({ product, variant }: Wanted): string => (variant === '' ? product : variant)
const sameAsides = (one: Wanted, other: Wanted): boolean =>
  one.modifiers.toSorted().join() === other.modifiers.toSorted().join() && one.note === other.note

function confuse({ confusions }: Score, is: string, taken: string): void {
  const known = confusions.find((one) => one.is === is && one.taken === taken)
  if (known) known.count += 1
  else confusions.push({ is, taken, count: 1 })
}

export function wantedOf(label: string): Wanted[] {
  return label
    .split('; ')
    .filter((part) => part !== '' && part !== '?' && part !== '*')
    .map((part) => {
      const note = /"(.*?)"/.exec(part)?.[1] ?? ''
      const [first = '', ...modifiers] = part.replace(/ ?".*"/, '').split(' /')
      const set = /^=([\d.]+)$/.exec(first)
      if (set) return { act: 'last', product: '', variant: '', milli: Number(set[1]) * 1000, modifiers: [], note }
      if (first.startsWith('-')) return { act: 'remove', product: first.slice(1), variant: '', milli: null, modifiers: [], note }
      const [count = '1', goods = ''] = first.split(' ')
      const [product = '', variant = ''] = goods.split(':')
      const isAsked = product.startsWith('?')
      // What has sizes and is asked for without one: which is asked, of a thing that is known.
      const withSizes = isAsked && shelf.some(({ productId, variants }) => productId === product.slice(1) && variants.length > 1)
      return {
        act: 'add',
        product: withSizes ? product.slice(1) : isAsked ? '?' : product,
        variant: variant === '' ? '' : goods,
        milli: Math.round(Number(count) * 1000),
        modifiers: modifiers.map((words) => `${product}/${words}`),
        note,
      }
    })
}

const foundOf = ({ lines }: ParsedOrder): Wanted[] =>
  lines.map(({ act, productId, variantId, quantityMilli, modifierIds, note }) => ({
    act,
    product: act === 'last' ? '' : (productId ?? '?'),
    variant: act === 'add' && productId !== null && variantId?.includes(':') ? variantId : '',
    milli: act === 'remove' ? null : quantityMilli,
    modifiers: productId === null ? [] : modifierIds,
    note,
  }))
