import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import { unsaid } from '#kernel/testing/words.ts'
import { modules } from '#app/modules.ts'

type Makers = Record<string, unknown>

/** What refuses: the exports of each `problems.ts`, and the `problems` of what the kernel does for a module. */
async function refusals(): Promise<string[]> {
  const files = globSync('src/modules/*/server/**/{problems,imports,views}.ts')
  const makers = await Promise.all(
    files.map(async (file) => {
      const exported = (await import(resolve(file))) as Makers & { problems?: Makers }
      return file.endsWith('/problems.ts') ? exported : (exported.problems ?? {})
    }),
  )
  return makers
    .flatMap((file) => Object.values(file))
    .flatMap((make) => (typeof make === 'function' ? [make('')] : []))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
}

test('every refusal has its sentence', async () => {
  const codes = await refusals()
  for (const known of ['crm.contact_not_found', 'crm.import_not_found', 'crm.view_not_found']) assert.ok(codes.includes(known), known)
  assert.deepEqual(unsaid(codes.map((code) => code.replace('.', '.problems.'))), [])
})

test('every right has its name', () => {
  const codes = modules.flatMap(({ permissions = [] }) => permissions.map(({ code }) => code))
  assert.deepEqual(unsaid(codes.map((code) => code.replace('.', '.permissions.'))), [])
})

test('everything that the timeline tells has its words', () => {
  const kinds = modules.flatMap(({ timeline = [] }) => timeline.flatMap((source) => source.kinds))
  assert.deepEqual(unsaid(kinds.map((kind) => kind.replace('.', '.timeline_kind.'))), [])
  assert.deepEqual(unsaid(kinds.map((kind) => kind.replace('.', '.timeline.'))), [])
})
