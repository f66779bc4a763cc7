/**
 * What must hold while much is going on: nothing lost, nothing doubled, nobody kept waiting by somebody else. Takes some
 * minutes; `--quick` looks for a tenth of the time. Ends with `N passed, N failed`.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environmentFor } from './node.mjs'
import { runNodeTests } from './node-tests.mjs'
import { root } from './place.mjs'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const folder = join(root, 'test', 'load')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(folder, name))
const env = { ...environmentFor(process.execPath), NODE_ENV: 'test', YAPA_TEST_LOAD: values.quick ? 'quick' : 'full' }
const counts = await runNodeTests(files, ['--test-concurrency=1', '--test-timeout=600000'], { env, limitMs: 20 * 60_000 })
process.exitCode = counts.failed > 0 ? 1 : 0
console.log(`${counts.passed} passed, ${counts.failed} failed`)
