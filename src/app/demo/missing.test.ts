import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readMarker } from '#app/demo/marker.ts'
import { missingAmong } from '#app/demo/missing.ts'
import type { DemoName } from '#kernel/config/config.ts'

const done = (demo: DemoName, orgId: string) => ({ demo, marker: { orgId, state: 'done' as const } })
const half = (demo: DemoName, orgId: string) => ({ demo, marker: { orgId, state: 'loading' as const } })
const none = (demo: DemoName) => ({ demo, marker: undefined })
const usual = { demos: ['chicken-shop'] as const, areDemosNamed: false }
const named = (...demos: DemoName[]) => ({ demos, areDemosNamed: true })
const chickenMissing = [{ demo: 'chicken-shop', halfOrgId: undefined }]

test('an empty installation gets the chicken shop, or what is named', () => {
  assert.deepEqual(missingAmong([none('chicken-shop'), none('eco-store')], [], usual), chickenMissing)
  assert.deepEqual(missingAmong([none('chicken-shop'), none('eco-store')], [], named('eco-store')), [
    { demo: 'eco-store', halfOrgId: undefined },
  ])
})

test('a demo is added to others when it is named, and never beside an organization of somebody', () => {
  const there = [done('chicken-shop', 'a'), none('eco-store')]
  assert.deepEqual(missingAmong(there, ['a'], usual), [])
  assert.deepEqual(missingAmong(there, ['a'], named('chicken-shop', 'eco-store')), [{ demo: 'eco-store', halfOrgId: undefined }])
  assert.deepEqual(missingAmong(there, ['a', 'mine'], named('eco-store')), [])
  assert.deepEqual(missingAmong([none('chicken-shop'), done('eco-store', 'b')], ['b'], usual), [], 'nobody asked for another one')
  assert.deepEqual(missingAmong([none('chicken-shop')], ['mine'], usual), [])
})

test('one that a crash left half written is written anew, whether anything of it is there or not', () => {
  assert.deepEqual(missingAmong([half('chicken-shop', 'a')], ['a'], usual), [{ demo: 'chicken-shop', halfOrgId: 'a' }])
  assert.deepEqual(missingAmong([half('chicken-shop', 'a')], [], usual), [{ demo: 'chicken-shop', halfOrgId: 'a' }])
  assert.deepEqual(missingAmong([half('chicken-shop', 'a')], ['mine'], usual), [])
  assert.deepEqual(missingAmong([done('chicken-shop', 'a'), half('eco-store', 'b')], ['a', 'b'], named('eco-store')), [
    { demo: 'eco-store', halfOrgId: 'b' },
  ])
})

test('a damaged marker is none: nothing is written beside what is there', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'yapa-marker-'))
  t.after(() => rm(dataDir, { recursive: true }))
  await writeFile(join(dataDir, 'demo.json'), '{"orgId":')
  const marker = await readMarker(dataDir, 'chicken-shop')
  assert.equal(marker, undefined)
  assert.deepEqual(missingAmong([{ demo: 'chicken-shop', marker }], ['somebody'], usual), [])
})
