/** An option of a product with the values it comes in: Talle: S, M, L. `key` stays when it is renamed. */
export type OptionDraft = { key: string; name: string; values: string[] }

/** Every way to choose one value of each option, the last option changing fastest. Options without values do not count. */
export const combinations = (options: readonly OptionDraft[]): string[][] =>
  options.filter(isUsed).reduce<string[][]>((all, { values }) => all.flatMap((head) => values.map((one) => [...head, one])), [[]])

const isUsed = ({ values }: OptionDraft): boolean => values.length > 0
const keyOf = (values: readonly string[]): string => JSON.stringify(values)

type Valued = { optionValues: string[] }

/**
 * The variants of a product after its options changed: those that still make sense stay what they are (their codes hang on
 * them), those whose value is gone go, what is new is made. A combination that somebody took out by hand stays out.
 */
export function follow<V extends Valued>(
  variants: readonly V[],
  before: readonly OptionDraft[],
  after: readonly OptionDraft[],
  make: (optionValues: string[]) => V,
): V[] {
  const [old, now] = [before.filter(isUsed), after.filter(isUsed)]
  const moved = new Map<string, V>()
  for (const one of variants) {
    const values = carried(one.optionValues, old, now)
    if (values && !moved.has(keyOf(values))) moved.set(keyOf(values), { ...one, optionValues: values })
  }
  const offered = new Set(combinations(old).map((values) => keyOf(carried(values, old, now) ?? ['?'])))
  return combinations(now).flatMap((values) => moved.get(keyOf(values)) ?? (offered.has(keyOf(values)) ? [] : [make(values)]))
}

/** The same choice among the options as they are now: a new option takes its first value, `null` when a value is gone. */
function carried(values: readonly string[], old: readonly OptionDraft[], now: readonly OptionDraft[]): string[] | null {
  const result: string[] = []
  for (const option of now) {
    const at = old.findIndex(({ key }) => key === option.key)
    const value = at === -1 ? option.values[0] : values[at]
    if (value === undefined || !option.values.includes(value)) return null
    result.push(value)
  }
  return result
}
