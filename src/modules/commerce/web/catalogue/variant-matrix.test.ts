import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combinations, follow, type OptionDraft } from './variant-matrix.ts'

type Variant = { optionValues: string[]; id?: string }
const make = (optionValues: string[]): Variant => ({ optionValues })
const size = (...values: string[]): OptionDraft => ({ key: 's', name: 'Talle', values })
const color = (...values: string[]): OptionDraft => ({ key: 'c', name: 'Color', values })
const shown = (variants: readonly Variant[]) => variants.map(({ optionValues, id }) => `${optionValues.join('/')}${id ? ` ${id}` : ''}`)

test('a shirt in two sizes and two colours comes in four ways', () => {
  assert.deepEqual(combinations([size('M', 'L'), color('Rojo', 'Azul')]), [
    ['M', 'Rojo'],
    ['M', 'Azul'],
    ['L', 'Rojo'],
    ['L', 'Azul'],
  ])
  assert.deepEqual(combinations([size()]), [[]])
})

const before = [size('M', 'L')]
const kept: Variant[] = [
  { optionValues: ['M'], id: 'm' },
  { optionValues: ['L'], id: 'l' },
]
const cases: [string, Variant[], OptionDraft[], OptionDraft[], string[]][] = [
  ['what had nothing to choose becomes the first choice', [{ optionValues: [], id: 'one' }], [], before, ['M one', 'L']],
  ['a new size is made, the others stay', kept, before, [size('S', 'M', 'L')], ['S', 'M m', 'L l']],
  ['a size that is gone takes its variant along', kept, before, [size('L')], ['L l']],
  [
    'a second option makes more of each',
    kept,
    before,
    [size('M', 'L'), color('Rojo', 'Azul')],
    ['M/Rojo m', 'M/Azul', 'L/Rojo l', 'L/Azul'],
  ],
  ['an option that is gone leaves one of each', kept, before, [], [' m']],
  ['what somebody took out stays out', kept.slice(0, 1), before, [size('M', 'L', 'XL')], ['M m', 'XL']],
]
for (const [name, variants, old, now, expected] of cases) {
  test(name, () => assert.deepEqual(shown(follow(variants, old, now, make)), expected))
}
