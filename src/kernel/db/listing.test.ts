import assert from 'node:assert/strict'
import { test } from 'node:test'
import { list, type ListSpec } from '#kernel/db/listing.ts'
import { executeWith, sql, type Statement } from '#kernel/db/sql.ts'

const spec: ListSpec = {
  from: sql`from shop.dish d`,
  columns: sql`d.id, d.name`,
  fields: { name: { column: sql`d.name`, type: 'text', sortable: true } },
  defaultSort: 'name',
  tieBreaker: sql`d.id`,
}
const id = (i: number): string => `01a200fc-0000-7000-8000-${String(i).padStart(12, '0')}`

/** A table of `count` dishes that keeps what it was asked. */
function aTable(count: number) {
  const asked: Statement[] = []
  const rows = Array.from({ length: count }, (_, i) => ({ id: id(i), name: `Plato ${i}`, sortValue: `Plato ${i}`, sortTie: id(i) }))
  const sqlOf = executeWith((statement) => {
    asked.push(statement)
    return Promise.resolve(rows.slice(0, Number(/limit (\d+)$/.exec(statement.text)?.[1])))
  })
  return { asked, ctx: { sql: sqlOf } }
}

test('a list asks for few different numbers of rows, each written into its statement, and gives as many as were wanted', async () => {
  const { asked, ctx } = aTable(300)
  for (const limit of [1, 7, 10, 50, 200]) {
    const { items, next } = await list(ctx, spec, { limit, filter: [] })
    assert.equal(items.length, limit)
    assert.deepEqual(items.at(-1), { id: id(limit - 1), name: `Plato ${limit - 1}` })
    assert.ok(next, 'there are more')
  }
  assert.deepEqual(
    asked.map(({ text, values }) => [/limit (.+)$/.exec(text)?.[1], values]),
    ['11', '11', '11', '51', '201'].map((limit) => [limit, []]),
  )
  assert.equal(new Set(asked.map(({ text }) => text)).size, 3)
})

test('a list that ends with the page says that nothing follows', async () => {
  for (const count of [0, 3, 10]) {
    const { items, next } = await list(aTable(count).ctx, spec, { limit: 10, filter: [] })
    assert.deepEqual([items.length, next], [count, null])
  }
})
