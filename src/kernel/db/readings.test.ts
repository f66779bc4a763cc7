import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

let db: Database

before(async () => {
  const { urls } = await testPostgres()
  db = openDatabase({ app: urls.app, platform: urls.platform, poolSize: 1 })
})
after(async () => {
  await db.close()
  await stopTestPostgres()
})

test('who has begun to read goes on before those who have not begun', async () => {
  const answers: string[] = []
  const reading = (name: string) =>
    db.read(newId(), async (sql) => {
      for (const part of [1, 2, 3]) {
        const [row] = await sql<{ said: string }>`select ${`${name}${part}`} as said`
        answers.push(row?.said ?? '')
      }
    })
  await Promise.all(['a', 'b', 'c'].map(reading))
  assert.deepEqual(answers, ['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3'])
})

test('a reading that does something else meanwhile keeps nobody waiting, and what it asks for at once shares what there is', async () => {
  await db.read(newId(), async (sql) => {
    await sql`select 1`
    await db.read(newId(), (other) => other`select 2`)
    const [first, second] = await Promise.all([sql<{ n: number }>`select 3 as n`, sql<{ n: number }>`select 4 as n`])
    assert.deepEqual([first[0]?.n, second[0]?.n], [3, 4])
  })
  await new Promise(setImmediate)
  assert.deepEqual(db.poolState(), { total: 1, idle: 1, waiting: 0 })
})

test('a statement that fails gives its connection back, also between two that ask on', async () => {
  await db.read(newId(), async (sql) => {
    await sql`select 1`
    await assert.rejects(async () => sql`select 1 / ${0}::int`, { code: '22012' })
    assert.deepEqual(await sql`select 5 as n`, [{ n: 5 }])
  })
  await new Promise(setImmediate)
  assert.deepEqual(db.poolState(), { total: 1, idle: 1, waiting: 0 })
})
