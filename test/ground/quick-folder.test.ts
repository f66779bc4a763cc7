import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { aFolder } from './ground-kit.ts'

const module = new URL('../../bin/quick-folder.mjs', import.meta.url).href

/** Another process asks for a folder on this shelf, says what it got and what it sees there, and ends. */
function askOn(shelf: string, leastFreeBytes = 1): { pid: number; folder?: string; isThere: boolean } {
  const code = `
    import { existsSync } from 'node:fs'
    import { quickFolder } from '${module}'
    const folder = quickFolder(process.argv[1], Number(process.argv[2]))
    console.log(JSON.stringify({ folder, isThere: folder !== undefined && existsSync(folder) }))`
  const { stdout, stderr, pid } = spawnSync(process.execPath, ['--input-type=module', '-e', code, shelf, String(leastFreeBytes)], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  return { pid, ...JSON.parse(stdout) }
}

test('what tests write in memory is gone when they end', async (t) => {
  const shelf = await aFolder(t)
  const { folder, isThere, pid } = askOn(shelf)
  assert.equal(folder, join(shelf, `yapa-test-${pid}`))
  assert.ok(isThere)
  assert.deepEqual(readdirSync(shelf), [])
})

test('what a run that was killed left in memory is taken away by the next, and nothing of others', async (t) => {
  const shelf = await aFolder(t)
  const { pid: dead } = askOn(shelf)
  for (const name of [`yapa-test-${dead}`, `yapa-test-${process.pid}`, 'somebody-else'])
    mkdirSync(join(shelf, name, 'data'), { recursive: true })
  askOn(shelf)
  assert.deepEqual(readdirSync(shelf).toSorted(), ['somebody-else', `yapa-test-${process.pid}`])
})

test('where there is no such place, or too little room in it, tests write where everybody does', async (t) => {
  assert.equal(askOn(await aFolder(t), 2 ** 60).folder, undefined)
  assert.equal(askOn(join(tmpdir(), 'yapa-no-such-shelf')).folder, undefined)
  assert.ok(!existsSync(join(tmpdir(), 'yapa-no-such-shelf')))
})
