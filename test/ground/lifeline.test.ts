import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import test from 'node:test'
import { findLifeline } from '../../bin/child.mjs'
import { birthOf } from '#kernel/postgres/data-folder.ts'
import { aFolder, isAlive, projectRoot, until } from './ground-kit.ts'

const skip = findLifeline().length === 0 && 'no death signal on this system'

test('a product that a test started ends, its database too, when the test is killed', { skip }, async (t) => {
  const program = `
    import { startProduct } from ${JSON.stringify(join(projectRoot, 'test/e2e/product.ts'))}
    const { url, process: child } = await startProduct({ YAPA_DATA: process.argv[1], YAPA_DEMO: 'none' })
    console.log(JSON.stringify({ url, pid: child.pid }))`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program, await aFolder(t)], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
  const { url, pid } = JSON.parse(line) as { url: string; pid: number }
  assert.equal((await fetch(`${url}/health`)).status, 200)
  assert.ok(await birthOf(pid))
  parent.kill('SIGKILL')
  await until('the product is gone', async () => !(await isAlive(pid)))
  await assert.rejects(fetch(`${url}/health`))
})
