import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'

/** What the compiler does not see: the classes that a screen names are those of its sheet, and the other way round. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> }
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')

/** Where an import of this file leads: `#web/ui/page.module.css` → `src/web/ui/page.module.css`. */
function placeOf(target: string, from: string): string {
  if (target.startsWith('.')) return relative(root, join(root, dirname(from), target))
  const alias = Object.keys(imports).find((one) => target.startsWith(one.slice(0, -1))) ?? ''
  return `${imports[alias]?.slice(2, -1)}${target.slice(alias.length - 1)}`
}

type Use = { screen: string; sheet: string; names: string[]; isOpen: boolean }

/** What a screen takes out of a sheet. `isOpen`: also names that are only known when it runs. */
function usesIn(screen: string): Use[] {
  const whole = textOf(screen)
  const source = whole.replaceAll(/^import [^;]*? from '[^']+'$/gm, '')
  return [...whole.matchAll(/^import (\w+) from '([^']+\.module\.css)'$/gm)].map(([, name = '', target = '']) => ({
    screen,
    sheet: placeOf(target, screen),
    names: [...source.matchAll(new RegExp(`(?<![\\w.])${name}(?:\\.(\\w+)|\\['([\\w-]+)'\\])`, 'g'))].map(
      ([, dotted, quoted]) => dotted ?? quoted ?? '',
    ),
    isOpen: new RegExp(`(?<![\\w.])${name}(?:\\[(?!')|(?![\\w.\\[]))`).test(source),
  }))
}

const uses = globSync('src/**/*.{ts,tsx}', { cwd: root }).flatMap(usesIn)
const sheets = new Map(
  globSync('src/**/*.module.css', { cwd: root }).map((path) => [
    path,
    new Set(
      [
        ...textOf(path)
          .replaceAll(/:global\([^)]*\)/g, '')
          .matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/gi),
      ].map(([, name = '']) => name),
    ),
  ]),
)

test('every class that a screen names stands in its sheet', () => {
  assert.ok(uses.length > 300, `only ${uses.length} were found`)
  assert.deepEqual(
    uses.flatMap(({ screen, sheet, names }) =>
      names.filter((name) => !sheets.get(sheet)?.has(name)).map((name) => `${screen}: .${name} of ${sheet}`),
    ),
    [],
  )
})

test('no sheet keeps a class that no screen names', () => {
  const idle = [...sheets].flatMap(([sheet, names]) => {
    const its = uses.filter((use) => use.sheet === sheet)
    if (its.some(({ isOpen }) => isOpen)) return []
    const named = new Set(its.flatMap((use) => use.names))
    return [...names].filter((name) => !named.has(name)).map((name) => `${sheet}: .${name}`)
  })
  assert.deepEqual(idle, [])
})
