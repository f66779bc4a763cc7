/** What lines have to say to be compared: a stored one, or one of a quote. */
export type Comparable = {
  variantId: string
  name: string
  quantityMilli: number
  totalMinor: number
  note: string
  modifiers: readonly { id: string; name: string }[]
}

export type LineDifference = {
  name: string
  modifiers: string[]
  note: string
  fromMilli: number
  toMilli: number
  fromMinor: number
  toMinor: number
}

/**
 * What is other in one basket than in another: the same thing asked for in the same way counts as one, however many lines
 * it is on. What is alike is left out; what was there first comes first.
 */
export function differenceOf(before: readonly Comparable[], after: readonly Comparable[]): LineDifference[] {
  const byKey = new Map<string, LineDifference>()
  const at = (line: Comparable): LineDifference => {
    const key = JSON.stringify([line.variantId, line.modifiers.map(({ id }) => id).toSorted(), line.note])
    const known = byKey.get(key)
    if (known) return known
    const modifiers = line.modifiers.map(({ name }) => name)
    const fresh = { name: line.name, modifiers, note: line.note, fromMilli: 0, toMilli: 0, fromMinor: 0, toMinor: 0 }
    byKey.set(key, fresh)
    return fresh
  }
  for (const line of before) {
    const one = at(line)
    one.fromMilli += line.quantityMilli
    one.fromMinor += line.totalMinor
  }
  for (const line of after) {
    const one = at(line)
    one.toMilli += line.quantityMilli
    one.toMinor += line.totalMinor
  }
  return [...byKey.values()].filter((one) => one.fromMilli !== one.toMilli || one.fromMinor !== one.toMinor)
}
