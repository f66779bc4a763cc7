import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { modules } from '#app/modules.ts'

/** The rules of the house, read from the files themselves (ARCHITECTURE.md says why). */
const root = fileURLToPath(new URL('../..', import.meta.url))
const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
const needs = new Map(modules.map((module) => [module.name, new Set(module.needs)]))
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)
const moduleOf = (path: string): string | undefined => /^src\/modules\/([a-z-]+)\//.exec(path)?.[1]
const faceOf = (path: string): string => path.split('/')[3] ?? ''

/** Files that may be longer than the rule, each with its reason. */
const longFiles: Record<string, string> = {}

function importsOf({ path, source }: { path: string; source: string }): { to: string; path: string; isType: boolean }[] {
  return [
    ...source.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s+'([^']+)'|import\('([^']+)'\)/g),
  ].map((match) => {
    const target = match[2] ?? match[3] ?? ''
    const resolved = target.startsWith('.') ? relative(root, join(root, dirname(path), target)) : target
    return { to: resolved, path: resolved, isType: match[1] !== undefined }
  })
}

test('the graph of modules is declared and has no cycle', () => {
  const visit = (name: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(name), `cycle: ${[...trail, name].join(' → ')}`)
    for (const need of needs.get(name) ?? []) {
      assert.ok(needs.has(need), `${name} needs ${need}, which does not exist`)
      visit(need, [...trail, name])
    }
  }
  for (const name of needs.keys()) visit(name, [])
})

test('a module reaches another only through a declared need and its public face', () => {
  const offences: string[] = []
  for (const file of files) {
    const from = moduleOf(file.path)
    // What the tests of a module share may stand up the outside world, as the tests themselves may.
    if (!from || isTest(file.path) || file.path.includes('/server/testing/')) continue
    for (const { to, isType } of importsOf(file)) {
      const [, target = '', rest = ''] = /^#([a-z-]+)\/(.+)$/.exec(to) ?? []
      if (['kernel', 'web'].includes(target)) {
        if (target === 'web' && faceOf(file.path) !== 'web') offences.push(`${file.path} -> ${to}`)
        if (
          target === 'kernel' &&
          faceOf(file.path) !== 'server' &&
          !rest.startsWith('contract/') &&
          !isType &&
          !rest.endsWith('/contract.ts')
        )
          offences.push(`${file.path} -> ${to}`)
        continue
      }
      if (!target || target === from) {
        if (faceOf(file.path) === 'contract' && /\/(server|web)\//.test(to)) offences.push(`${file.path} -> ${to}`)
        continue
      }
      const isPublic = rest.startsWith('contract/') || (faceOf(file.path) === 'server' && rest === 'server/public.ts')
      if (!isPublic || !needs.get(from)?.has(target)) offences.push(`${file.path} -> ${to}`)
    }
  }
  assert.deepEqual(offences, [])
})

/** Who lends more than ten functions, at most how many, and why. */
const lentAtMost: Record<string, [count: number, why: string]> = {
  crm: [16, 'everybody who meets, tells or counts customers stands on contacts: each function is one of their nouns'],
  conversations: [12, 'others say, ask and answer in three ways (in the thread, beside it, before people do), and the demo phone looks in'],
  commerce: [11, 'a shop window, an order, a proposal and a shelf ask different things of what is sold'],
}

test('what a module lends is asked for by another one, and few lend more than ten functions', () => {
  const offences: string[] = []
  for (const { path, source } of files.filter((file) => file.path.endsWith('/server/public.ts'))) {
    const from = moduleOf(path) ?? ''
    const lists = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','))
    const listed = lists.map((one) => one.trim()).filter((one) => one !== '' && !one.startsWith('type '))
    const written = [...source.matchAll(/^export (?:const|function|async function|\* as) (\w+)/gm)].map(([, name = '']) => name)
    const names = [...listed.map((one) => one.split(' as ').at(-1) ?? ''), ...written]
    assert.ok(names.length > 0, `${path} lends nothing that this test can read`)
    const askers = files.filter(
      (file) => moduleOf(file.path) !== from && file.source.includes(`'#${from}/server/public.ts'`) && !isTest(file.path),
    )
    for (const name of names)
      if (!askers.some((file) => new RegExp(`\\b${name}\\b`).test(file.source))) offences.push(`${from} lends ${name} to nobody`)
    const most = lentAtMost[from]?.[0] ?? 10
    if (names.length > most) offences.push(`${from} lends ${names.length} functions: ${most} are enough`)
  }
  assert.deepEqual(offences, [])
})

test('the kernel knows no module, and contracts stay safe for the browser', () => {
  const offences = files
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => {
          if (file.path.startsWith('src/kernel/testing/')) return false
          if (file.path.startsWith('src/kernel/')) return /^#(?!kernel\/)/.test(to)
          return /\/contract\//.test(file.path) && to.startsWith('node:')
        })
        .map(({ to }) => `${file.path} -> ${to}`),
    )
  assert.deepEqual(offences, [])
})

test('SQL lives in stores and touches only the schema of its module', () => {
  const offences: string[] = []
  for (const { path, source } of files) {
    const module = moduleOf(path)
    if (!module || isTest(path) || faceOf(path) !== 'server') continue
    const statements = [...source.matchAll(/sql(?:<[^`]*?>)?`([^`]*)`/g)].map((match) => match[1] ?? '')
    if (statements.length > 0 && !path.endsWith('.store.ts')) offences.push(`${path}: SQL outside of a store`)
    for (const statement of statements)
      for (const [, schema = ''] of statement.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)\.[a-z_]+/gi))
        if (needs.has(schema) && schema !== module) offences.push(`${path}: reads the schema ${schema}`)
  }
  assert.deepEqual(offences, [])
})

test('no barrels, no default exports but declarations, no environment outside of the configuration', () => {
  const offences: string[] = []
  for (const { path, source } of files) {
    if (/\/(index|utils|helpers|common|types)\.tsx?$/.test(path) && path !== 'src/kernel/db/types.ts')
      offences.push(`${path}: a drawer or a barrel`)
    if (/^export default /m.test(source) && !path.endsWith('module.ts')) offences.push(`${path}: default export`)
    if (/process\.env\b/.test(source) && !path.startsWith('src/kernel/config/') && !isTest(path)) offences.push(`${path}: process.env`)
    const lines = source.split('\n').length
    if (lines > (isTest(path) ? 501 : 301) && !longFiles[path]) offences.push(`${path}: ${lines} lines`)
  }
  assert.deepEqual(offences, [])
})

test('parts of pages that come late are fetched in the way that asks again, and never take their page with them', () => {
  const offences = files
    .filter(({ path, source }) => path !== 'src/web/router.tsx' && /\b(lazy|lazyRouteComponent)\(/.test(source) && !isTest(path))
    .map(({ path }) => `${path}: latePart, lateDialog or lateExtra of src/web/late-part.tsx`)
  assert.deepEqual(offences, [])
})

test('which day it is now is asked of a zone (dayIn), never read from UTC: in the evening of the Americas that is tomorrow', () => {
  const all = [
    // A provider's days are its own.
    ...files.filter(({ path }) => !path.startsWith('src/simulators/')),
    ...globSync('{test,demos}/**/*.ts', { cwd: root }).map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') })),
  ]
  const cut = /(?:\b(?:now|clock)\b|new Date\(\)|Date\.now).*\.toISOString\(\)\.slice\(0, (?:4|7|10)\)/
  const offences = all.flatMap(({ path, source }) => source.split('\n').flatMap((line, i) => (cut.test(line) ? [`${path}:${i + 1}`] : [])))
  assert.deepEqual(offences, [])
})

test('every endpoint of a tenant asks for a permission that its module declares', () => {
  const declared = new Set(modules.flatMap((module) => module.permissions ?? []).map(({ code }) => code))
  const open = new Set(['kernel.anyone', 'kernel.signed-in', 'kernel.member'])
  const offences = modules.flatMap((module) =>
    (module.routes ?? [])
      .map(({ endpoint }) => endpoint)
      .filter(({ permission }) => !declared.has(permission.code) && !open.has(permission.code))
      .map(({ method, path }) => `${method} ${path}`),
  )
  assert.deepEqual(offences, [])
})

test('the languages have the same words', () => {
  const keysOf = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`)) : [path]
  const folders = globSync('src/{kernel/i18n,web/i18n,modules/*/web}/locales', { cwd: root })
  assert.ok(folders.length >= 4)
  for (const folder of folders) {
    const [es, en, pt] = ['es', 'en', 'pt'].map((locale) =>
      keysOf(JSON.parse(readFileSync(join(root, folder, `${locale}.json`), 'utf8'))).toSorted(),
    )
    assert.deepEqual(en, es, `${folder}: en differs from es`)
    assert.deepEqual(pt, es, `${folder}: pt differs from es`)
  }
})

test('colours come from the tokens', () => {
  const offences = globSync('src/{modules/*/web,web/shell}/**/*.{css,tsx}', { cwd: root })
    .filter((path) => !isTest(path))
    .filter((path) =>
      /(#[0-9a-f]{3,8}\b(?!-)|\brgba?\(|\bhsla?\(|\boklch\()/i.test(
        readFileSync(join(root, path), 'utf8')
          .replaceAll(/(href|to|url|id)=?[("'{`]+#[^\s"')]+/g, '')
          .replaceAll(/from '#[^']+'|import\('#[^']+'\)/g, ''),
      ),
    )
  assert.deepEqual(offences, [])
})

test('the ten longest files', (t) => {
  const longest = files
    .filter(({ path }) => !isTest(path))
    .map(({ path, source }) => ({ path, lines: source.split('\n').length }))
    .toSorted((a, b) => b.lines - a.lines)
  for (const { path, lines } of longest.slice(0, 10)) t.diagnostic(`${lines} ${path}`)
})
