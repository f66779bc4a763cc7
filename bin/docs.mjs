/** Writes docs/reference from the code itself; with `--check` it only compares and says which file is behind. */
import { join } from 'node:path'
import { runChild } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './place.mjs'

const { code } = await runChild(process.execPath, [join(root, 'src', 'app', 'docs', 'write.ts'), ...process.argv.slice(2)], {
  env: { ...environmentFor(process.execPath), NODE_ENV: 'test' },
})
process.exitCode = code
