import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import pg from 'pg'
import { migrationFolders } from '#app/migrations.ts'
import { withKernel } from '#app/with-kernel.ts'
import * as tenants from '#identity/server/tenants.ts'
import { sealAudit } from '#kernel/audit/seal.ts'
import { openKeyring } from '#kernel/crypto/keyring.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { asSystem, inTenant, type Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { known } from '#kernel/db/migrate.ts'
import { notedMigrations, noteMigrations } from '#kernel/db/migration-note.ts'
import { takeBackup } from '#kernel/postgres/backup.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import { restore } from '#kernel/postgres/restore.ts'
import { aFolder, aLog, aServer, projectRoot } from '../ground/ground-kit.ts'

const configOf = (dataDir: string) => loadConfig({ YAPA_DATA: dataDir, YAPA_DEMO: 'none' })
const place = 'test.secret.value.1'
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** An organization with a change in its trail, a sealed text and a file. */
async function aShop(kernel: Kernel, name: string): Promise<{ org: string; sealed: string; fileId: string }> {
  const org = newId()
  const caller = { org, actor: { kind: 'system', name: 'test' } as const, locale: 'es' as const, zone: 'UTC', requestId: newId() }
  const kept = await inTenant(kernel, caller, async (ctx) => {
    await tenants.createOrganization(ctx, {
      name,
      locale: 'es',
      zone: 'America/Argentina/Cordoba',
      currency: 'ARS',
      country: 'AR',
      lineOfBusiness: 'food',
      brand: { name, color: '#c2410c' },
      isDemo: false,
    })
    ctx.audit({ action: 'identity.organization.updated', subject: { kind: 'organization', id: org, name } })
    const file = await kernel.files.put(ctx, { bytes: picture, name: 'logo.png' })
    return { org, sealed: await kernel.crypto.encrypt(ctx, 'EAAG-token', place), fileId: file.id }
  })
  await sealAudit(kernel)
  return kept
}

const opened = (kernel: Kernel, { org, sealed, fileId }: { org: string; sealed: string; fileId: string }) =>
  asSystem(kernel, org, { name: 'test' }, async (ctx) => ({
    text: await kernel.crypto.decrypt(ctx, sealed, place),
    file: await kernel.files.read(ctx, fileId),
  }))

const yapa = (dataDir: string, ...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const env = { YAPA_DATA: dataDir, YAPA_DEMO: 'none', PATH: process.env.PATH ?? '' }
    execFile(process.execPath, [join(projectRoot, 'bin/commands/yapa.ts'), ...args], { env, cwd: '/' }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    )
  })

/** As nobody but the superuser of the database can: past the trigger that refuses changes of the trail. */
async function tamper(dataDir: string, statement: string, values: unknown[]): Promise<void> {
  const server = await startPostgres({ dataDir, log: aLog() })
  const client = new pg.Client({ ...server.admin, database: 'yapa', options: '-c session_replication_role=replica' })
  try {
    await client.connect()
    await client.query(statement, values)
  } finally {
    await client.end()
    await server.stop()
  }
}

test('an operator sees that the trail is whole, changes the key over all keys, and is told of a change behind the back', async (t) => {
  const dataDir = await aFolder(t)
  const config = configOf(dataDir)
  const [gallo, otra] = await withKernel(config, async (kernel) => [await aShop(kernel, 'El Gallo'), await aShop(kernel, 'La Otra')])
  assert.ok(gallo && otra)

  const whole = await yapa(dataDir, 'audit', 'verify')
  assert.equal(whole.code, 0, whole.output)
  assert.match(whole.output, /✔ El Gallo: \d+ asientos sellados, ninguno tocado\.\n✔ La Otra: /)

  const made = await yapa(dataDir, 'user', 'create', '--email', 'Ana@ejemplo.com', '--name', 'Ana Ruiz', '--org', gallo.org)
  assert.match(made.output, /^Listo: ana@ejemplo\.com ya puede entrar en El Gallo con la contraseña \S{15,}\nSe muestra una sola vez/)

  const twice = await yapa(dataDir, 'user', 'create', '--email', 'ana@ejemplo.com', '--name', 'Ana', '--org', gallo.org)
  assert.match(twice.output, /^Ya hay una cuenta con ana@ejemplo\.com\. Dale otra contraseña con bin\/yapa user reset-password ana@/)
  const again = await yapa(dataDir, 'user', 'reset-password', 'ana@ejemplo.com')
  assert.match(again.output, /^Listo: ana@ejemplo\.com entra ahora con la contraseña \S{15,}\nSe muestra una sola vez/)

  const rotated = await yapa(dataDir, 'keys', 'rotate')
  assert.equal(rotated.code, 0, rotated.output)
  assert.match(rotated.output, /clave nueva, y con ella quedaron guardadas 2 claves de datos/)
  const file = JSON.parse(await readFile(join(dataDir, 'keys', 'kek.json'), 'utf8')) as { current: number; keys: unknown[] }
  assert.deepEqual([file.current, file.keys.length], [2, 2])
  await withKernel(config, async (kernel) => assert.equal((await opened(kernel, gallo)).text, 'EAAG-token'))

  await tamper(dataDir, `update kernel.audit_entry set subject_name = 'Otro nombre' where org_id = $1`, [gallo.org])
  const broken = await yapa(dataDir, 'audit', 'verify')
  assert.equal(broken.code, 1)
  assert.match(broken.output, /✖ El Gallo: se cambió un asiento, en la posición 1 \(asiento [0-9a-f-]{36}\)\.\n✔ La Otra: /)
  assert.match(broken.output, /por fuera de Yapa/)
  const one = await yapa(dataDir, 'audit', 'verify', '--org', otra.org)
  assert.equal(one.code, 0, one.output)
  assert.ok(!one.output.includes('El Gallo'))
  assert.match(
    (await yapa(dataDir, 'audit', 'verify', '--org', 'nadie')).output,
    /No hay ninguna organización «nadie»\. Agregá --org con una/,
  )
  assert.match((await yapa(dataDir, 'audit')).output, /Usá: audit verify/)
})

test('while the product is in motion the doctor says whether its keys are those of its data', async (t) => {
  const [dataDir, elsewhere] = [await aFolder(t), await aFolder(t)]
  await withKernel(configOf(dataDir), (kernel) => aShop(kernel, 'El Gallo'))
  await openKeyring(elsewhere)
  await aServer(t, dataDir)
  assert.match((await yapa(dataDir, 'doctor')).output, /✔ claves +abren lo cifrado\n/)
  const file = join(dataDir, 'keys', 'kek.json')
  await copyFile(join(elsewhere, 'keys', 'kek.json'), file)
  const foreign = await yapa(dataDir, 'doctor')
  assert.equal(foreign.code, 1)
  assert.match(foreign.output, /✖ claves +Las claves de \S+ no abren esta base de datos/)
  await rm(file)
  assert.match((await yapa(dataDir, 'doctor')).output, /✖ claves +Falta \S+kek\.json/)
})

test('a backup brings back the keys and the files: what was sealed opens, and pictures are there', async (t) => {
  const dataDir = await aFolder(t)
  const shop = await withKernel(configOf(dataDir), (kernel) => aShop(kernel, 'El Gallo'))
  const { folder, manifest } = await takeBackup({ dataDir, backupsDir: await aFolder(t), version: '1.2.3' })
  const paths = manifest.files.map(({ path }) => path)
  assert.ok(paths.includes('keys/kek.json') && paths.includes('secrets.json'), paths.filter((path) => !path.startsWith('pg/')).join(', '))

  const elsewhere = await aFolder(t)
  await restore(folder, elsewhere, await known(migrationFolders()))
  await rm(dataDir, { recursive: true })
  await withKernel(configOf(elsewhere), async (kernel) => {
    const { text, file } = await opened(kernel, shop)
    assert.equal(text, 'EAAG-token')
    assert.deepEqual(file, picture)
  })
  // The control: without the keys it would be in vain.
  await rm(join(elsewhere, 'keys'), { recursive: true })
  await assert.rejects(
    withKernel(configOf(elsewhere), (kernel) => opened(kernel, shop)),
    { code: 'ground.keys_missing' },
  )
})

test('the data of a newer version are refused by the older one with a cure, and so is their backup, before anything is touched', async (t) => {
  const dataDir = await aFolder(t)
  const config = configOf(dataDir)
  await withKernel(config, async (kernel) => {
    const { owner } = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as { owner: string }
    const client = new pg.Client({ ...(await findRunning(dataDir)), user: 'yapa_owner', password: owner, database: 'yapa' })
    await client.connect()
    await client.query(`insert into kernel.migration (module, name, checksum) values ('crm', '9999-tomorrow.sql', '')`)
    await client.end()
    await aShop(kernel, 'El Gallo')
  })
  const ofTomorrow = [...(await known(migrationFolders())), 'crm/9999-tomorrow.sql']
  await noteMigrations(dataDir, ofTomorrow)
  const told = 'Los datos son de una versión más nueva de Yapa: su base de datos tiene cambios que esta no conoce (crm/9999-tomorrow.sql).'
  for (const command of ['start', 'migrate', 'jobs']) {
    const { code, output } = await yapa(dataDir, command)
    assert.equal(code, 1, command)
    assert.ok(output.includes(`${told} Actualizá Yapa`), output)
  }
  const doctor = await yapa(dataDir, 'doctor')
  assert.match(doctor.output, /✖ cambios pendientes +Los datos son de una versión más nueva de Yapa: .*\n +→ Actualizá Yapa/)
  assert.deepEqual(await notedMigrations(dataDir), ofTomorrow)

  const [{ folder }, elsewhere] = [await takeBackup({ dataDir, backupsDir: await aFolder(t), version: '9.9.9' }), await aFolder(t)]
  const refused = await yapa(elsewhere, 'restore', folder)
  assert.equal(refused.code, 1)
  assert.match(refused.output, /^La copia \S+ es de una versión más nueva de Yapa \(9\.9\.9\).*crm\/9999-tomorrow\.sql\)\. Actualizá Yapa/)
  assert.deepEqual(await readdir(elsewhere), [])
})
