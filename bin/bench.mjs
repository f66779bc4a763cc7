/** Measures the product on this machine and prints a table; `--write` puts it into docs/reference/performance.md. */
import { join } from 'node:path'
import { runChild } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './place.mjs'

const { code } = await runChild(process.execPath, [join(root, 'test', 'load', 'bench.ts'), ...process.argv.slice(2)], {
  env: { ...environmentFor(process.execPath), NODE_ENV: 'production' },
})
process.exitCode = code
