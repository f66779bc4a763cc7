/** Kills what can be killed while customers write, and counts what is left. Takes a few minutes. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './place.mjs'

const files = readdirSync(join(root, 'test', 'crash'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(root, 'test', 'crash', name))
const { code } = await runChild(process.execPath, ['--test', '--test-concurrency=1', '--test-timeout=900000', ...files], {
  env: { ...environmentFor(process.execPath), NODE_ENV: 'test' },
})
process.exitCode = code
