import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import type { z } from 'zod'
import { modules } from '#app/modules.ts'

/** What every form owes whoever mistypes: sentences of ours beside the field, and a server that refuses the same. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const screens = globSync('src/{web,modules/*/web}/**/*.tsx', { cwd: root })
  .filter((path) => !path.endsWith('.test.tsx'))
  .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }))

test("the browser never words what is wrong: forms, days and numbers are the kit's", () => {
  const kit: [RegExp, string][] = [
    [/<form\b/, 'src/web/ui/checked-form.tsx'],
    [/type="(date|datetime-local|month|week)"|'datetime-local'/, 'src/web/ui/date-field.tsx'],
    [/\bNumberInput\b/, 'src/web/ui/number-field.tsx'],
  ]
  const offences = kit.flatMap(([pattern, home]) =>
    screens.filter(({ path, source }) => path !== home && pattern.test(source)).map(({ path }) => `${path}: use ${home}`),
  )
  assert.deepEqual(offences, [])
  assert.match(screens.find(({ path }) => path === kit[0]?.[1])?.source ?? '', /<form [^>]*\bnoValidate\b/)
})

test('a form over a contract says all that is wrong in one round, what attributes ask for and what it finds itself', () => {
  assert.deepEqual(
    screens.flatMap(({ path, source }) => (/onSubmit=\{\w+\.submit\}/.test(source) ? `${path}: use <CheckedForm form={form}>` : [])),
    [],
  )
})

test('what somebody types is not thrown away because somebody else saves: no form begins anew with each version', () => {
  const knowingly = [
    // What is still to come of a transfer is another amount after each receipt.
    'src/modules/inventory/web/movements/transfer.page.tsx',
    // Holds what was begun with itself, and begins anew when theirs is asked for.
    'src/modules/crm/web/scoring/rules.page.tsx',
  ]
  const keyed = screens.filter(({ source }) => /\bkey=\{(`[^`\n]*|[^}\n]*)\.version\b/.test(source)).map(({ path }) => path)
  assert.deepEqual(keyed.toSorted(), knowingly.toSorted())
})

test('pages without an account leave their words to the server', () => {
  const pages = globSync('src/{public,modules/*/server}/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'))
  const offences = pages.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/<form\b[^>]*>/g)]
      .filter(([tag]) => !/\bnovalidate\b|method="dialog"|role="search"/.test(tag))
      .map(([tag]) => `${path}: ${tag}`),
  )
  assert.deepEqual(offences, [])
})

type Leaf = { path: string; schema: z.ZodType }

/** The parts of an input that hold no others, with their names. */
function leavesOf(schema: z.ZodType, path: string, seen = new Set<z.ZodType>()): Leaf[] {
  if (seen.has(schema)) return []
  const inner = new Set(seen).add(schema)
  const def = schema.def as unknown as Record<string, unknown> & { type: string }
  const into = (part: unknown, name = path): Leaf[] => leavesOf(part as z.ZodType, name, inner)
  if (def.type === 'object') return Object.entries(def.shape as object).flatMap(([name, part]) => into(part, `${path}.${name}`))
  if (def.type === 'lazy') return into((def.getter as () => unknown)())
  if (def.type === 'pipe') return [...into(def.in), ...into(def.out)]
  const parts = [def.innerType, def.element, def.valueType, def.left, def.right, ...((def.options ?? def.items ?? []) as unknown[])]
  const inside = parts.filter((part) => part !== undefined && part !== null)
  return inside.length > 0 ? inside.flatMap((part) => into(part)) : [{ path, schema }]
}

const written = modules
  .flatMap((module) => module.routes ?? [])
  .flatMap(({ endpoint }) => (endpoint.input ? leavesOf(endpoint.input, `${endpoint.method} ${endpoint.path}`) : []))

test('no day or moment that is written may lie in a year that makes no sense', () => {
  const takes = ({ schema }: Leaf, text: string): boolean => schema.safeParse(text).success
  const days = written.filter(({ schema }) => /^(date|datetime)$/.test(String((schema.def as { format?: unknown }).format)))
  assert.ok(days.length > 30)
  const offences = days.filter((leaf) => ['1850-01-01', '2500-01-01'].some((day) => takes(leaf, day) || takes(leaf, `${day}T12:00:00Z`)))
  assert.deepEqual(
    offences.map(({ path }) => path),
    [],
  )
})

test('no amount or quantity that is written may be larger than what can be counted', () => {
  // Custom fields are told in words of their own what does not fit (crm/server/fields/field-value.ts).
  const sums = written.filter(({ path }) => /(Minor|Milli|Micros|Nanos)$/.test(path) && !/\.(fields|value)\.amountMinor$/.test(path))
  assert.ok(sums.length > 30)
  const offences = sums.filter(({ schema }) => schema.safeParse(Number.MAX_SAFE_INTEGER).success)
  assert.deepEqual(
    offences.map(({ path }) => path),
    [],
  )
})
