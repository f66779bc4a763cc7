import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './place.mjs'

/**
 * Sorts the test files. `pure` share one process; `database` ones (they use the testing kit, or lie under test/) get a process
 * each; those of vitest run themselves; the browser's are `endToEnd`; loads and crashes have commands of their own.
 */
export function findTests() {
  const files = [...list(join(root, 'src')), ...list(join(root, 'bin'))].filter(
    (file) => file.endsWith('.test.ts') || file.endsWith('.test.mjs'),
  )
  const own = files.map((file) => ({ file, text: readFileSync(file, 'utf8') })).filter(({ text }) => !text.includes(`from 'vitest'`))
  const usesDatabase = ({ text }) => text.includes('#kernel/testing/')
  const outside = list(join(root, 'test')).filter((file) => file.endsWith('.test.ts'))
  const isUnder =
    (...folders) =>
    (file) =>
      folders.some((folder) => file.startsWith(join(root, 'test', folder) + '/'))
  return {
    pure: own.filter((one) => !usesDatabase(one)).map((one) => one.file),
    database: [...own.filter(usesDatabase).map((one) => one.file), ...outside.filter((file) => !isUnder('e2e', 'load', 'crash')(file))],
    endToEnd: outside.filter(isUnder('e2e')),
  }
}

function list(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? list(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}
