import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './place.mjs'

/**
 * Sorts the test files. `pure` share one process. Those that work in organizations of their own (`modules`: what reaches the
 * testing kit below src/modules) share one and its database: a warm process is three times as fast. Other `database` ones, which may do
 * anything to theirs, get a process each; those of vitest run themselves; the browser's are `endToEnd`;
 * `walks`, most of them in the browser too, are too long for every time; loads and crashes have commands of their own.
 */
export function findTests() {
  const files = [...list(join(root, 'src')), ...list(join(root, 'bin'))].filter(
    (file) => file.endsWith('.test.ts') || file.endsWith('.test.mjs'),
  )
  const own = files.map((file) => ({ file, text: readFileSync(file, 'utf8') })).filter(({ text }) => !text.includes(`from 'vitest'`))
  const usesDatabase = ({ file }) => reachesTestingKit(file)
  const isOfModule = ({ file }) => file.startsWith(join(root, 'src', 'modules') + '/')
  const outside = list(join(root, 'test')).filter((file) => file.endsWith('.test.ts'))
  const isUnder =
    (...folders) =>
    (file) =>
      folders.some((folder) => file.startsWith(join(root, 'test', folder) + '/'))
  return {
    pure: own.filter((one) => !usesDatabase(one)).map((one) => one.file),
    modules: own.filter((one) => usesDatabase(one) && isOfModule(one)).map((one) => one.file),
    // Those that start the whole product take longest, and come first.
    database: [
      ...outside.filter((file) => !isUnder('e2e', 'walks', 'load', 'crash')(file)),
      ...own.filter((one) => usesDatabase(one) && !isOfModule(one)).map((one) => one.file),
    ],
    endToEnd: outside.filter(isUnder('e2e')),
    walks: outside.filter(isUnder('walks')),
  }
}

function list(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? list(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

const { imports = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Whether a file imports a testing kit (a folder named so: all but those of screens start a database), itself or through what it imports. */
function reachesTestingKit(file, seen = new Set()) {
  if (/^(?!.*\/web\/).*\/testing\//.test(relative(root, file))) return true
  if (seen.has(file) || !/\.m?ts$/.test(file) || !existsSync(file)) return false
  seen.add(file)
  return importsOf(file).some((target) => reachesTestingKit(target, seen))
}

const importsByFile = new Map()

function importsOf(file) {
  const known = importsByFile.get(file)
  if (known) return known
  const names = [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([.#][^']+)'/g)].map(([, name]) => name)
  const found = names.map((name) => (name.startsWith('.') ? join(dirname(file), name) : resolveAlias(name)))
  importsByFile.set(file, found)
  return found
}

// "#kernel/*": "./src/kernel/*"
function resolveAlias(name) {
  const alias = Object.keys(imports).find((one) => name.startsWith(one.slice(0, -1))) ?? name
  return join(root, String(imports[alias] ?? '').slice(0, -1), name.slice(alias.length - 1))
}
