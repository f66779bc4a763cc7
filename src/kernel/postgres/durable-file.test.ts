import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { makeFolder } from './durable-file.ts'

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yapa-folder-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

test('a folder and those above it are for their owner only, and one that is there stays as it is', async (t) => {
  const root = await aFolder(t)
  await makeFolder(join(root, 'a', 'b'))
  await makeFolder(join(root, 'a', 'b', 'c'), 0o755)
  const modeOf = async (path: string) => (await stat(join(root, path))).mode & 0o777
  assert.deepEqual([await modeOf('a'), await modeOf('a/b'), await modeOf('a/b/c')], [0o700, 0o700, 0o755])
})

test('many may make the same folder at once', async (t) => {
  const path = join(await aFolder(t), 'a', 'b', 'c', 'd')
  await Promise.all(Array.from({ length: 50 }, () => makeFolder(path)))
  assert.ok((await stat(path)).isDirectory())
})

test('where a folder cannot be made nothing is left of those above it', async (t) => {
  const root = await aFolder(t)
  await writeFile(join(root, 'nota'), '')
  await assert.rejects(makeFolder(join(root, 'a', 'b', 'x'.repeat(300))), { code: 'ENAMETOOLONG' })
  await assert.rejects(makeFolder(join(root, 'nota', 'a', 'b')), { code: 'EEXIST' })
  assert.deepEqual(await readdir(root), ['nota'])
})

test('a place of the system where nothing can be made is refused at once', { skip: process.platform !== 'linux' }, async () => {
  for (const place of ['/proc/x', '/proc/x/y/z', '/proc/self/x/y']) await assert.rejects(makeFolder(place), { code: 'EPERM' }, place)
})

test('no folder of the data is made in the way that never comes back', () => {
  const kernel = join(import.meta.dirname, '..')
  const files = globSync('**/*.ts', { cwd: kernel }).filter((file) => !/\.test\.ts$|\/?testing\//.test(file))
  assert.ok(files.length > 100)
  assert.deepEqual(
    files.filter((file) => /mkdir(Sync)?\([^)]*recursive: true/.test(readFileSync(join(kernel, file), 'utf8'))),
    [],
  )
})
