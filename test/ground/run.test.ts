import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { aFolder, projectRoot, undo, until } from './ground-kit.ts'

const lockWith = (version: string) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/uno': { version }, 'node_modules/otro': { version: '1.0.0', optional: true, os: ['otro'] } },
  })

/** A project of our own making with the real bin/, a main that says what it was given, and an npm that notes its calls. */
async function aProject(t: TestContext) {
  const root = await aFolder(t)
  await cp(join(projectRoot, 'bin'), join(root, 'bin'), { recursive: true })
  await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  await writeFile(join(root, 'package-lock.json'), lockWith('1.0.0'))
  await mkdir(join(root, 'node_modules'))
  await writeFile(join(root, 'node_modules', '.package-lock.json'), lockWith('1.0.0'))
  await mkdir(join(root, 'src', 'app'), { recursive: true })
  await writeFile(
    join(root, 'src', 'app', 'main.ts'),
    `if (process.argv[3] === 'wait') { setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(7)) }
     console.log(JSON.stringify({ args: process.argv.slice(2), node: process.version, pid: process.pid, cwd: process.cwd() }))`,
  )
  const fakes = join(root, 'fakes')
  await mkdir(fakes)
  const calls = join(root, 'calls')
  const npm = async (script: string) => {
    await writeFile(join(fakes, 'npm'), `#!/bin/sh\necho "$@" >> ${calls}\n${script}\n`)
    await chmod(join(fakes, 'npm'), 0o755)
  }
  await npm('echo "sin red" >&2; exit 1')
  const start = (args: string[], node = process.execPath): ChildProcess => {
    const env = { PATH: `${fakes}:/usr/bin:/bin` }
    const child = spawn(node, [join(root, 'bin', 'run.mjs'), ...args], { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] })
    undo(t, async () => void child.kill('SIGKILL'))
    return child
  }
  const run = async (args: string[], node?: string) => {
    const child = start(args, node)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk))
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    return { code, signal, output }
  }
  const callsOfNpm = async () => (await readFile(calls, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean)
  return { root, run, start, npm, callsOfNpm }
}

test('with everything in place it starts without asking npm for anything', async (t) => {
  const project = await aProject(t)
  await project.run(['start'])
  const { code, output } = await project.run(['start', 'extra'])
  assert.equal(code, 0)
  assert.deepEqual((JSON.parse(output) as { args: string[] }).args, ['start', 'extra'])
  assert.deepEqual(await project.callsOfNpm(), [])
})

test('packages out of step with the lock are installed once, without their scripts', async (t) => {
  const project = await aProject(t)
  await writeFile(join(project.root, 'package-lock.json'), lockWith('2.0.0'))
  await project.npm(`cp ${project.root}/package-lock.json ${project.root}/node_modules/.package-lock.json`)
  const first = await project.run(['start'])
  assert.equal(first.code, 0, first.output)
  assert.match(first.output, /Instalando dependencias \(solo la primera vez\)…/)
  const [call = ''] = await project.callsOfNpm()
  assert.match(call, /^ci --ignore-scripts/)
  assert.doesNotMatch((await project.run(['start'])).output, /Instalando/)
  assert.equal((await project.callsOfNpm()).length, 1)
})

test('an install that fails says so, and the next start tries again', async (t) => {
  const project = await aProject(t)
  await writeFile(join(project.root, 'package-lock.json'), lockWith('2.0.0'))
  const failed = await project.run(['start'])
  assert.equal(failed.code, 1)
  assert.match(failed.output, /sin red[\s\S]*No se pudieron instalar las dependencias/)
  await project.npm(`cp ${project.root}/package-lock.json ${project.root}/node_modules/.package-lock.json`)
  assert.equal((await project.run(['start'])).code, 0)
})

test('node_modules that somebody else filled rightly are accepted as they are', async (t) => {
  const project = await aProject(t)
  await project.run(['start'])
  await utimes(join(project.root, 'node_modules', '.package-lock.json'), 1, 1)
  assert.equal((await project.run(['start'])).code, 0)
  assert.deepEqual(await project.callsOfNpm(), [])
})

const oldNode = ['/usr/local/bin/node', '/usr/bin/node', '/usr/bin/nodejs'].find((path) => existsSync(path))

test(
  'on an older Node, ours is brought once and everything runs under it',
  { skip: oldNode === undefined && 'no other Node here' },
  async (t) => {
    const { execFileSync } = await import('node:child_process')
    const version = execFileSync(oldNode ?? '', ['-v'], { encoding: 'utf8' }).trim()
    if (Number(version.slice(1).split('.')[0]) >= 24) return t.skip(`the Node here is ${version}`)
    const project = await aProject(t)
    const place = join(project.root, '.runtime/node_modules', `node-${process.platform}-${process.arch}`, 'bin')
    await project.npm(`mkdir -p ${place} && ln -sf ${process.execPath} ${place}/node`)
    const first = await project.run(['start'], oldNode)
    assert.match(first.output, /Trayendo Node 24 \(solo la primera vez\)…/)
    assert.ok(first.output.includes(process.version), first.output)
    const [call = ''] = await project.callsOfNpm()
    assert.match(call, new RegExp(`^install --no-save .*--ignore-scripts.* node-${process.platform}-${process.arch}@24\\.`))
    assert.doesNotMatch((await project.run(['start'], oldNode)).output, /Trayendo/)
    await rm(join(project.root, '.runtime'), { recursive: true })
    await project.npm('exit 1')
    const failed = await project.run(['start'], oldNode)
    assert.equal(failed.code, 1)
    assert.match(failed.output, /No se pudo traer Node 24/)
  },
)

const ways = [
  ['our Node', process.execPath],
  ['an older Node', oldNode],
] as const

/** Our Node where the first start would have brought it. */
async function bringNode(root: string): Promise<void> {
  const place = join(root, '.runtime/node_modules', `node-${process.platform}-${process.arch}`, 'bin')
  await mkdir(place, { recursive: true })
  await symlink(process.execPath, join(place, 'node'))
}

for (const [how, node] of ways)
  test(
    `a folder that is named from where one stands is that one, started by ${how}`,
    { skip: node === undefined && 'no other Node here' },
    async (t) => {
      const project = await aProject(t)
      await bringNode(project.root)
      const { output } = await project.run(['start'], node)
      assert.equal((JSON.parse(output) as { cwd: string }).cwd, '/', output)
    },
  )

test('a developer sees each save at work without starting again, and one stop ends it', async (t) => {
  const project = await aProject(t)
  const child = project.start(['dev'])
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk))
  await until('the product runs', () => output.includes('"dev"'))
  const main = join(project.root, 'src', 'app', 'main.ts')
  await writeFile(main, `setInterval(() => {}, 1000); console.log('cambiado')`)
  await until('it runs as it was saved', () => output.includes('cambiado'))
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
})

for (const [how, node] of ways)
  test(
    `a stop reaches the product and its exit code comes back, started by ${how}`,
    { skip: node === undefined && 'no other Node here' },
    async (t) => {
      const project = await aProject(t)
      await bringNode(project.root)
      const child = project.start(['start', 'wait'], node)
      let output = ''
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk))
      await until('the product runs', () => output.includes('pid'))
      child.kill('SIGTERM')
      assert.deepEqual(await once(child, 'exit'), [7, null])
    },
  )

test('a command that does not exist is answered with the ones that do', async (t) => {
  const { code, output } = await (await aProject(t)).run(['despegar'])
  assert.equal(code, 2)
  assert.match(output, /No existe la orden «despegar»\. Las que hay: start, dev, test/)
})

test('the checks count what passed and what failed, show the failure, and end with one line', async (t) => {
  const project = await aProject(t)
  await mkdir(join(project.root, 'src', 'kernel'), { recursive: true })
  const head = `import test from 'node:test'\nimport assert from 'node:assert/strict'\n`
  await writeFile(
    join(project.root, 'src', 'kernel', 'sum.test.ts'),
    `${head}test('sums', () => {})\ntest('breaks the till', () => assert.equal(2 + 2, 5))\ntest('later', { skip: true }, () => {})\n`,
  )
  await writeFile(join(project.root, 'src', 'kernel', 'broken.test.ts'), `import './does-not-exist.ts'\n`)
  const { code, output } = await project.run(['test', '--only', 'pure,screens,e2e'])
  assert.equal(code, 1)
  assert.equal(output.trimEnd().split('\n').at(-1), '1 passed, 2 failed')
  assert.match(output, /✖ breaks the till {2}\(src\/kernel\/sum\.test\.ts:4\)[\s\S]*4 !== 5/)
  assert.match(output, /does-not-exist/)
  await rm(join(project.root, 'src', 'kernel', 'broken.test.ts'))
  await writeFile(join(project.root, 'src', 'kernel', 'sum.test.ts'), `${head}test('sums', () => {})\n`)
  const green = await project.run(['test', '--only', 'pure'])
  assert.equal(green.code, 0)
  assert.ok(green.output.endsWith('1 passed, 0 failed\n'))
  assert.equal((await project.run(['test', '--only', 'todo'])).code, 2)
  assert.deepEqual((await readdir(project.root)).includes('calls'), false, 'npm was not asked')
})

test('a test file that never ends is stopped at the limit, named and counted as a failure', async (t) => {
  const project = await aProject(t)
  await mkdir(join(project.root, 'test', 'security'), { recursive: true })
  await writeFile(
    join(project.root, 'test', 'security', 'leak.test.ts'),
    `import test from 'node:test'\ntest('passes', () => {})\nsetInterval(() => {}, 1000)\n`,
  )
  const { code, output } = await project.run(['test', '--only', 'db', '--limit', '0.1'])
  assert.equal(code, 1)
  assert.match(output, /leak\.test\.ts/)
  assert.match(output, /took too long/)
  assert.match(output, /, 1 failed\n$/)
})

test('a test process that dies before it can count is a failure', async (t) => {
  const project = await aProject(t)
  await mkdir(join(project.root, 'src', 'kernel'), { recursive: true })
  await writeFile(join(project.root, 'src', 'kernel', 'dies.test.ts'), `process.kill(process.pid, 'SIGKILL')\n`)
  const { code, output } = await project.run(['test', '--only', 'pure'])
  assert.equal(code, 1)
  assert.match(output, /0 passed, 1 failed\n$/)
})
