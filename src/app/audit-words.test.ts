import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { moduleNames } from '#app/module-names.ts'
import { modules } from '#app/modules.ts'

type Words = { [key: string]: string | Words }
const wordsOf = (module: string, language = 'es'): Words =>
  JSON.parse(readFileSync(`src/modules/${module}/web/locales/${language}.json`, 'utf8')) as Words
const at = (words: Words | string | undefined, ...path: string[]): Words | string | undefined =>
  path.reduce<Words | string | undefined>((found, key) => (typeof found === 'object' ? found[key] : undefined), words)

/** `module.noun.verb`, wherever the server writes one into the audit trail. */
function auditedActions(): string[] {
  const files = globSync('src/{kernel,modules}/**/*.ts').filter((file) => !/\.test\.ts$|\/testing\/|\/web\//.test(file))
  const sources = files.map((file) => readFileSync(file, 'utf8'))
  const lines = sources.flatMap((source) => source.match(/\baction: [^{\n]*/g) ?? [])
  const written = lines.flatMap((line) => [...line.matchAll(/['`]([a-z]+\.[a-z-]+\.[a-z-]+)['`]/g)].map(([, action = '']) => action))
  const imported = sources.flatMap((source) =>
    [...source.matchAll(/\bimporting\b[^(]*\(\{\s*name: '([a-z.-]+)'/g)].map(([, name = '']) => name),
  )
  assert.ok(imported.length > 1, 'imports are audited by the kernel, under the name of their kind')
  return [...new Set([...written, ...imported.flatMap((name) => [`${name}.created`, `${name}.run`, `${name}.undone`])])]
}

test('whatever the audit trail tells, it tells in words', () => {
  const byModule = Object.fromEntries(moduleNames.map((module) => [module, wordsOf(module)]))
  const common = at(byModule.identity, 'audit')
  const actions = auditedActions()
  assert.ok(actions.length > 50, `only ${actions.length} actions were found`)
  const speechless = actions.filter((action) => {
    const [module = '', noun = '', verb = ''] = action.split('.')
    const isOwn = at(byModule[module], 'audit', noun, verb) !== undefined
    const isComposed = at(common as Words, 'verbs', verb) !== undefined && at(common as Words, 'nouns', noun) !== undefined
    return !isOwn && !isComposed
  })
  assert.deepEqual(speechless.sort(), [])
})

for (const language of ['es', 'en', 'pt']) {
  test(`every group of figures on the board has a heading in ${language}`, () => {
    const groups = modules.flatMap(({ name, metrics = [] }) => metrics.map(({ code }) => ({ name, code })))
    assert.ok(groups.length > 8, `only ${groups.length} groups were found`)
    const nameless = groups.filter(({ name, code }) => at(wordsOf(name, language), 'metric_groups', code) === undefined)
    assert.deepEqual(nameless, [])
  })
}
