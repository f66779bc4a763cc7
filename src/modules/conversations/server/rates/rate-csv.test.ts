import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostRows, ratesOf } from './rate-csv.ts'

const head = 'market,category,currency,valid_from,amount,from_volume'

test('a table in English, and one in Spanish with semicolons and decimal commas, say the same', () => {
  const english = ratesOf(`${head}\nAR,marketing,USD,2026-10-01,0.0618,0\nRest of Latin America,utility,usd,2026-10-01,0.0113,\n`)
  const spanish = ratesOf(
    '\uFEFFMercado;Categoría;Moneda;Vigente desde;Importe\r\nar;Marketing;USD;01/10/2026;0,0618\r\nrest-of-latin-america;utility;USD;1/10/2026;0,0113',
  )
  assert.deepEqual(english.problems, [])
  assert.deepEqual(english.rates, spanish.rates)
  assert.deepEqual(english.rates[0], {
    market: 'AR',
    category: 'marketing',
    currency: 'USD',
    validFrom: '2026-10-01',
    fromVolume: 0,
    amountMicros: 61_800,
  })
})

const lines: [line: string, column: string, problem: string][] = [
  ['Narnia,marketing,USD,2026-10-01,0.05,', 'market', 'bad-market'],
  ['AR,promo,USD,2026-10-01,0.05,', 'category', 'bad-category'],
  ['AR,marketing,pesos,2026-10-01,0.05,', 'currency', 'bad-currency'],
  ['AR,marketing,USD,2026-02-30,0.05,', 'validFrom', 'bad-day'],
  ['AR,marketing,USD,mañana,0.05,', 'validFrom', 'bad-day'],
  ['AR,marketing,USD,2026-10-01,-0.05,', 'amount', 'bad-amount'],
  ['AR,marketing,USD,2026-10-01,0.00000001,', 'amount', 'bad-amount'],
  ['AR,marketing,USD,2026-10-01,,', 'amount', 'bad-amount'],
  ['AR,marketing,USD,2026-10-01,0.05,muchos', 'fromVolume', 'bad-volume'],
]
for (const [line, column, problem] of lines)
  test(`"${line}" is left out: ${problem}`, () => {
    const { rates, problems } = ratesOf(`${head}\nBR,utility,USD,2026-10-01,0.0068,0\n${line}`)
    assert.equal(rates.length, 1, 'the good line stays')
    assert.deepEqual(
      problems.map((one) => [one.line, one.column, one.problem]),
      [[3, column, problem]],
    )
  })

test('the same place twice is told, and the first one holds', () => {
  const { rates, problems } = ratesOf(`${head}\nAR,utility,USD,2026-10-01,0.02,0\nAR,utility,USD,2026-10-01,0.03,0`)
  assert.deepEqual([rates[0]?.amountMicros, problems[0]?.problem], [20_000, 'twice'])
})

for (const [what, csv, problem] of [
  ['nothing', '', 'column-missing'],
  ['a column missing', 'market,category\nAR,utility', 'column-missing'],
  ['an open quote', `${head}\n"AR,utility`, 'not-a-table'],
  ['too many rows', `${head}\n${'AR,utility,USD,2026-10-01,0.02,0\n'.repeat(mostRows + 1)}`, 'too-many-rows'],
] as const)
  test(`${what} is one problem, not a fault`, () => {
    const { rates, problems } = ratesOf(csv)
    assert.deepEqual([rates.length, problems[0]?.problem], [0, problem])
  })
