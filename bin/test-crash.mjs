/** Kills what can be killed while customers write, and counts what is left. Takes many minutes. Ends with `N passed, N failed`. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFor } from './node.mjs'
import { runNodeTests } from './node-tests.mjs'
import { root } from './place.mjs'

const files = readdirSync(join(root, 'test', 'crash'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(root, 'test', 'crash', name))
const env = { ...environmentFor(process.execPath), NODE_ENV: 'test' }
const counts = await runNodeTests(files, ['--test-concurrency=1', '--test-timeout=900000'], { env, limitMs: 60 * 60_000 })
process.exitCode = counts.failed > 0 ? 1 : 0
console.log(`${counts.passed} passed, ${counts.failed} failed`)
