import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { provision } from '#kernel/postgres/provision.ts'
import { freePort } from '../free-port.ts'
import { aFolder, aLog, ask, aServer, isRoot, nobody, projectRoot, undo } from '../ground/ground-kit.ts'

type Ran = { code: number; output: string }

/** `bin/yapa` on a data folder of its own, on a port of its own, without the sample shop. */
function anOperator(dataDir: string, port: number, env: Record<string, string> = {}, uid?: number) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const settings = { YAPA_DATA: dataDir, YAPA_PORT: String(port), YAPA_DEMO: 'none', PATH, NODE_COMPILE_CACHE, ...env }
  return (...args: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(projectRoot, 'bin/commands/yapa.ts'), ...args],
        { env: settings, cwd: '/', ...(uid !== undefined && { uid, gid: uid }) },
        (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output: stdout + stderr }),
      )
    })
}

async function aBusyPort(t: TestContext): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  undo(t, async () => void server.close())
  return (server.address() as { port: number }).port
}

test('an operator starts the product, sees it, checks it, copies it, asks for people it does not know and stops it', async (t) => {
  const dataDir = await aFolder(t)
  const port = await freePort()
  const yapa = anOperator(dataDir, port)
  assert.deepEqual(await yapa('status'), { code: 3, output: 'Yapa no está en marcha. Arrancala con: bin/yapa start\n' })
  undo(t, () => yapa('stop'))

  const started = await yapa('start')
  assert.equal(started.code, 0, started.output)
  assert.match(started.output, new RegExp(`Yapa está en marcha en http://localhost:${port} \\(pid \\d+\\)\\.`))
  assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
  const again = await yapa('start')
  assert.equal(again.code, 0)
  assert.match(again.output, new RegExp(`^Yapa está en marcha en http://localhost:${port}`))

  const status = await yapa('status')
  assert.equal(status.code, 0)
  assert.match(status.output, new RegExp(`en marcha y sana[^]*http://localhost:${port}[^]*(menos de un minuto|\\d+ min)[^]*MB`))
  const doctor = await yapa('doctor')
  assert.equal(doctor.code, 0, doctor.output)
  for (const found of ['PostgreSQL 18', 'lo usa Yapa', 'contesta bien', 'cambios pendientes', 'ninguno quedó sin hacer'])
    assert.ok(doctor.output.includes(found), `${found} in\n${doctor.output}`)
  assert.match((await yapa('migrate')).output, /ya estaba al día/)
  assert.deepEqual(await yapa('jobs'), { code: 0, output: 'Ningún trabajo quedó sin hacer.\n' })
  assert.match((await yapa('jobs', 'rerun')).output, /No había nada que repetir/)
  assert.equal((await yapa('jobs', 'borrar')).code, 1)
  assert.match((await yapa('logs')).output, new RegExp(`http://localhost:${port}`))

  assert.match((await yapa('user', 'reset-password', 'nadie@ejemplo.com')).output, /Nadie entra con nadie@ejemplo\.com/)
  assert.match((await yapa('user', 'create', '--email', 'ana@ejemplo.com', '--name', 'Ana')).output, /Falta saber en qué organización/)

  const backup = await yapa('backup')
  assert.equal(backup.code, 0, backup.output)
  const [copy = ''] = await readdir(join(dataDir, 'backups'))
  const refused = await yapa('restore', join(dataDir, 'backups', copy))
  assert.equal(refused.code, 1)
  assert.match(refused.output, /ya está en marcha/)

  const stopped = await yapa('stop')
  assert.equal(stopped.code, 0)
  assert.match(stopped.output, /Yapa está parada/)
  assert.ok(!(await readdir(dataDir)).includes('yapa.lock'))
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
  assert.match((await yapa('stop')).output, /no está en marcha/)
  assert.equal((await yapa('restore', join(dataDir, 'backups', copy))).code, 0)
  assert.equal((await yapa('start')).code, 0)
})

test('a start that cannot be tells why and leaves nothing running', async (t) => {
  const dataDir = await aFolder(t)
  const yapa = anOperator(dataDir, await aBusyPort(t))
  const started = await yapa('start')
  assert.equal(started.code, 1)
  assert.match(started.output, /\nEl puerto \d+ ya lo usa otro programa\. Elegí otro con YAPA_PORT/)
  assert.equal((await yapa('status')).code, 3)
  const elsewhere = await anOperator(dataDir, await freePort(), { YAPA_HOST: '203.0.113.7' })('start')
  assert.match(elsewhere.output, /\nLa dirección 203\.0\.113\.7 no es de esta máquina\. Corregí YAPA_HOST/)
})

test('the doctor names each thing that is wrong, with its cure, and fails', async (t) => {
  const dataDir = await aFolder(t)
  await rm(dataDir, { recursive: true })
  const port = await aBusyPort(t)
  const found = await anOperator(dataDir, port, {
    YAPA_PUBLIC_URL: 'http://tienda.example',
    YAPA_PROT: '1',
    YAPA_WHATSAPP_URL: 'http://tienda.example/v26.0',
  })('doctor')
  assert.equal(found.code, 1)
  assert.match(found.output, /✖ puerto +otro programa usa 127\.0\.0\.1:\d+\n +→ Cerralo/)
  assert.match(found.output, /✖ dirección pública +http:\/\/tienda\.example no es segura/)
  assert.match(found.output, /✖ WhatsApp/)
  assert.match(found.output, /! configuración +Yapa no conoce YAPA_PROT/)
  assert.match(found.output, /Hay 3 cosas que arreglar/)
})

test('while the product is at rest the doctor says whether its keys are there and whole', async (t) => {
  const dataDir = await aFolder(t)
  const yapa = anOperator(dataDir, await freePort())
  assert.match((await yapa('doctor')).output, /✔ claves +se crean al arrancar\n/)
  assert.equal((await yapa('migrate')).code, 0)
  assert.match((await yapa('doctor')).output, /✔ claves +se leen bien/)

  const file = join(dataDir, 'keys', 'kek.json')
  const whole = await readFile(file, 'utf8')
  await writeFile(file, whole.slice(0, 40))
  const damaged = await yapa('doctor')
  assert.equal(damaged.code, 1)
  assert.match(damaged.output, /✖ claves +El archivo de claves \S+ está dañado\.\n +→ Traelo de una copia/)
  await rm(file)
  const lost = await yapa('doctor')
  assert.equal(lost.code, 1)
  assert.match(lost.output, /✖ claves +Falta \S+kek\.json/)
  await assert.rejects(stat(file), { code: 'ENOENT' }, 'whoever looks for them makes no new ones')
})

test('keys that the first start did not come to make are not called lost', async (t) => {
  const dataDir = await aFolder(t)
  const server = await startPostgres({ dataDir, log: aLog(), tuning: 'test' })
  await provision(server, join(dataDir, 'secrets.json'))
  await server.stop()
  const yapa = anOperator(dataDir, await freePort())
  assert.match((await yapa('doctor')).output, /✔ claves +se crean al arrancar\n/)
  assert.equal((await yapa('migrate')).code, 0)
  await rm(join(dataDir, 'keys'), { recursive: true })
  assert.match((await yapa('doctor')).output, /✖ claves +Falta \S+kek\.json/, 'control: those that were made are')
})

test("on somebody else's PostgreSQL the doctor sees what the product sees, and tells once that it cannot be reached", async (t) => {
  const [dataDir, server] = [await aFolder(t), await aServer(t, await aFolder(t), { tuning: 'test' })]
  await ask(server.admin, `create role ana login createrole password 'clave'`)
  await ask(server.admin, 'create database negocio owner ana')
  const port = await freePort()
  const withPassword = (password: string) =>
    anOperator(dataDir, port, { DATABASE_URL: `postgres://ana:${password}@/negocio?host=${server.host}&port=${server.port}` })
  const yapa = withPassword('clave')
  const before = await yapa('doctor')
  assert.equal(before.code, 0, before.output)
  assert.match(before.output, /✔ cambios pendientes +se revisa después del primer arranque/)
  assert.match((await yapa('migrate')).output, /^Base de datos al día: \d+ cambios/)
  const after = await yapa('doctor')
  assert.equal(after.code, 0, after.output)
  assert.match(after.output, /✔ cambios pendientes +ninguno\n[\s\S]*✔ trabajos +ninguno quedó sin hacer/)
  const refused = await withPassword('equivocada')('doctor')
  assert.equal(refused.code, 1)
  assert.match(refused.output, /✖ base de datos +No se pudo entrar[\s\S]*\nHay una cosa que arreglar/)
})

test('the doctor says that the data folder is a file or cannot be made, and takes a copy that is cut short for none', async (t) => {
  const dataDir = await aFolder(t)
  assert.match((await anOperator('/proc/yapa', await freePort())('doctor')).output, /✖ carpeta de datos +no se puede crear \/proc\/yapa/)
  assert.match(
    (await anOperator(join(dataDir, 'una', 'otra'), await freePort())('doctor')).output,
    /✔ carpeta de datos +\S+ se crea al arrancar/,
  )
  assert.deepEqual(await readdir(dataDir), [], 'nothing stays behind')
  await writeFile(join(dataDir, 'archivo'), '')
  assert.match(
    (await anOperator(join(dataDir, 'archivo'), await freePort())('doctor')).output,
    /✖ carpeta de datos +\S+ es un archivo, no una carpeta/,
  )
  await (await startPostgres({ dataDir, log: aLog(), tuning: 'test' })).stop()
  await mkdir(join(dataDir, 'backups', '2026-11-20T03-00-00-000Z'), { recursive: true })
  await writeFile(join(dataDir, 'backups', '2026-11-20T03-00-00-000Z', 'manifest.json'), '{"takenAt":')
  const found = await anOperator(dataDir, await freePort())('doctor')
  assert.equal(found.code, 0, found.output)
  assert.match(found.output, /! última copia +ninguna\n/)
})

test('in the data folder of somebody else nobody is told that there is nothing, but whose it is and how to ask again', async (t) => {
  if (!isRoot) return t.skip('needs root to make a folder of somebody else')
  const dataDir = await aFolder(t)
  await chmod(dataDir, 0o700)
  const yapa = anOperator(dataDir, await freePort(), { NODE_DISABLE_COMPILE_CACHE: '1' }, nobody)
  for (const command of ['status', 'stop', 'logs', 'backup']) {
    const told = await yapa(command)
    assert.equal(told.code, 1, `${command}: ${told.output}`)
    assert.match(
      told.output,
      /^Los datos de \S+ son del usuario root, y el tuyo no puede verlos\. Repetí la orden con: sudo -u root bin\/yapa …\n$/,
    )
  }
  assert.match((await yapa('start')).output, /^Los datos de \S+ son del usuario root\. Arrancá Yapa con ese usuario/)
  const found = await yapa('doctor')
  assert.equal(found.code, 1)
  assert.match(found.output, /✖ carpeta de datos +no se puede escribir en \S+, que es de root/)
  assert.match(found.output, /✔ base de datos +se revisa con el usuario de los datos/)
  assert.doesNotMatch(found.output, /todavía no hay datos|está parada|está libre|se crean al arrancar/)
})

test('with DATABASE_URL a backup says whose duty it is', async (t) => {
  const found = await anOperator(await aFolder(t), await freePort(), { DATABASE_URL: 'postgres://ana:clave@127.0.0.1:5618/yapa' })('backup')
  assert.equal(found.code, 1)
  assert.match(found.output, /las hace él/)
  assert.ok(!found.output.includes('clave@'))
})

test('a command that does not exist, or something that it does not take, is told in Spanish and does nothing', async (t) => {
  const dataDir = await aFolder(t)
  const yapa = anOperator(dataDir, await freePort())
  const unknown = await yapa('volar')
  assert.equal(unknown.code, 2)
  assert.match(unknown.output, /No existe la orden «volar»/)
  assert.equal((await yapa('--help')).code, 0)
  for (const [args, told] of [
    [['start', '--port', '9000'], /^No existe la opción --port\./],
    [['stop', '--force'], /^No existe la opción --force\./],
    [['status', '--json'], /^No existe la opción --json\./],
    [['doctor', 'rápido'], /^Sobra «rápido»\./],
    [['migrate', '--dry-run'], /^No existe la opción --dry-run\./],
    [['logs', '-n', 'muchas'], /^«muchas» no es un número de líneas\./],
    [['logs', '--json=sí'], /^--json va sin valor\./],
    [['backup', '--to'], /^Falta el valor de --to\./],
    [['restore', 'mis', 'copias'], /^Sobra «copias»\. Si lo que escribiste lleva espacios/],
    [['user', 'create'], /^Falta --email\. Por ejemplo: bin\/yapa user create/],
    [['user', 'create', '--email', 'ana', '--name', 'Ana'], /^«ana» no es una dirección de correo\./],
    [['user', 'create', '--email', 'ana@ejemplo.com', '--name', ' '], /^Falta --name\./],
    [['user', 'reset-password'], /^Falta el correo\. Por ejemplo: bin\/yapa user reset-password ana@/],
    [['user', 'borrar'], /^No sé hacer «borrar» con los usuarios\./],
  ] as const) {
    const { code, output } = await yapa(...args)
    assert.equal(code, 1, args.join(' '))
    assert.match(output, told)
    assert.doesNotMatch(output, /Unknown|argument|positional/)
  }
  assert.deepEqual(await readdir(dataDir), [])
})
