/**
 * Every check of the project, each with its time; what fails is shown in full. Ends with `N passed, N failed`.
 * `--only pure,db` runs some of the steps, `--skip e2e` leaves some out; `--limit 5` gives each run of node:test five minutes.
 * Without being asked for, `walks` are left out: `npm run test:walks` asks for them.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { runChild } from './child.mjs'
import { ensureChromium, howToInstallChromium } from './chromium.mjs'
import { environmentFor } from './node.mjs'
import { runNodeTests } from './node-tests.mjs'
import { giveUp, root } from './place.mjs'
import { quickFolder } from './quick-folder.mjs'
import { findTests } from './tests.mjs'
import { buildWeb } from './web.mjs'

const env = { ...environmentFor(process.execPath), NODE_ENV: 'test', TMPDIR: process.env.TMPDIR ?? quickFolder() ?? tmpdir() }
const folders = ['src', 'bin', 'test', 'demos'].filter((folder) => existsSync(join(root, folder)))
const tool = (name) => join(root, 'node_modules', '.bin', name)
const minute = 60_000

/** Each step answers { passed, failed }, of tests also failures: [{ name, file }], or undefined when there is nothing to do. */
const steps = {
  types: () => single(tool('tsc'), ['--noEmit']),
  lint: () => single(tool('oxlint'), ['--deny-warnings', ...folders]),
  format: () => single(tool('oxfmt'), ['--check', ...folders]),
  // One process for all of them: a handle that one leaves open must not hold up the rest for long.
  pure: () => nodeTests(findTests().pure, ['--test-isolation=none', '--test-timeout=180000'], {}, 8),
  modules: () => nodeTests(findTests().modules, ['--test-isolation=none', '--test-timeout=180000']),
  db: databaseTests,
  screens: () => (existsSync(join(root, 'vitest.config.ts')) ? vitest() : undefined),
  web: async () => (existsSync(join(root, 'vite.config.ts')) ? verdictOf(await buildWeb(process.execPath, env)) : undefined),
  e2e: () => browserTests(findTests().endToEnd),
  walks: () => browserTests(findTests().walks),
  docs: () =>
    existsSync(join(root, 'bin', 'docs.mjs')) ? single(process.execPath, [join(root, 'bin', 'docs.mjs'), '--check']) : undefined,
}

/**
 * One after the other; lists beside each other run at the same time. A browser waits more than it works, and leaves room for the
 * rest. What needs a database of its own is done by whoever has nothing else left.
 */
const order = [
  [['types', 'lint', 'format'], ['pure']],
  [
    ['modules', 'db'],
    ['web', 'e2e', 'walks', 'screens', 'db'],
  ],
  [['docs']],
]

const names = Object.keys(steps)
const { values } = parseArgs({
  options: { only: { type: 'string' }, skip: { type: 'string', default: '' }, limit: { type: 'string', default: '30' } },
})
const asked = (values.only ?? names.filter((name) => name !== 'walks').join(','))
  .split(',')
  .filter((name) => !values.skip.split(',').includes(name))
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) giveUp(`No existe el paso ${unknown.join(', ')}. Los que hay: ${names.join(', ')}.`, 2)

let databaseFiles
let interruption
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => (interruption = signal))

const total = { passed: 0, failed: 0, failures: [] }
for (const lanes of order) await Promise.all(lanes.map(inTurn))
process.exitCode = total.failed > 0 ? 1 : 0
for (const { name, file } of total.failures) console.log(`✖ ${file}: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed`)

async function inTurn(lane) {
  for (const name of lane.filter((one) => asked.includes(one))) {
    const started = performance.now()
    console.log(`▶ ${name}`)
    const counts = await steps[name]()
    if (interruption) giveUp(`Interrumpido (${interruption}).`, 130)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    if (counts === undefined) console.log(`  ${name}: nothing to do`)
    else console.log(`${counts.failed > 0 ? '✖' : '✔'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`)
    if (counts) add(total, { failures: counts.failed > 0 ? [{ name: 'failed', file: name }] : [], ...counts })
  }
}

/**
 * A machine that is busy elsewhere may be too late for somebody's patience. What failed is shown, and has one more chance
 * alone; what fails again has failed.
 */
async function nodeTests(files, options, extra = {}, limit = Number(values.limit)) {
  const run = (some, more = []) => runNodeTests(some, [...options, ...more], { env: { ...env, ...extra }, limitMs: limit * minute })
  const counts = await run(files)
  const again = [...new Set(counts?.failures.map(({ file }) => join(root, file)))].filter((file) => existsSync(file))
  if (!counts || counts.failed === 0 || counts.failed !== counts.failures.length || again.length > 3) return counts
  console.log(`  once more, alone: ${counts.failures.map(({ name }) => name).join('; ')}`)
  const { failed, failures } = await run(again, ['--test-concurrency=1'])
  return { passed: counts.passed + counts.failed - failed, failed, failures }
}

async function databaseTests() {
  databaseFiles ??= findTests().database
  if (databaseFiles.length === 0) return undefined
  const sum = { passed: 0, failed: 0, failures: [] }
  while (databaseFiles.length > 0 && !interruption) add(sum, await nodeTests(databaseFiles.splice(0, 1), ['--test-timeout=600000']))
  return sum
}

function add(sum, { passed, failed, failures }) {
  sum.passed += passed
  sum.failed += failed
  sum.failures.push(...failures)
}

async function single(file, args) {
  return verdictOf(await runChild(file, args, { env, quiet: true, alone: true, limitMs: 5 * minute }))
}

function verdictOf({ code, output }) {
  if (code === 0) return { passed: 1, failed: 0 }
  console.log(output.trimEnd())
  if (code === 124) console.log('It took too long and was stopped.')
  return { passed: 0, failed: 1 }
}

async function vitest() {
  const folder = mkdtempSync(join(env.TMPDIR, 'yapa-vitest-'))
  const file = join(folder, 'results.json')
  try {
    const args = ['run', '--reporter=json', `--outputFile.json=${file}`, '--reporter=default', '--silent=passed-only']
    const { code, output } = await runChild(tool('vitest'), args, { env, quiet: true, alone: true, limitMs: 10 * minute })
    const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    if (code !== 0) console.log(output.trimEnd())
    const unloaded = results?.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length ?? 1
    const failed = (results?.numFailedTests ?? 0) + unloaded
    return { passed: results?.numPassedTests ?? 0, failed: failed === 0 && code !== 0 ? 1 : failed, failures: failuresOf(results) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function failuresOf(results) {
  return (results?.testResults ?? []).flatMap(({ name: file, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName: name }) => ({ name, file: relative(root, file) })),
  )
}

async function browserTests(files) {
  if (files.length === 0) return undefined
  const chromium = await ensureChromium(env)
  if (!chromium) {
    console.log(howToInstallChromium)
    return { passed: 0, failed: files.length }
  }
  // Every file begins with the demo as it was loaded; loading it anew for each costs more than the tests of some.
  const folder = mkdtempSync(join(env.TMPDIR, 'yapa-demo-'))
  try {
    const loaded = verdictOf(
      await runChild(process.execPath, [join(root, 'test', 'e2e', 'demo-data.ts'), folder], { env, quiet: true, limitMs: 5 * minute }),
    )
    if (loaded.failed > 0) return loaded
    const extra = { CHROMIUM_PATH: chromium, YAPA_TEST_DEMO: folder }
    return await nodeTests(files, ['--test-concurrency=2', '--test-timeout=600000'], extra)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
