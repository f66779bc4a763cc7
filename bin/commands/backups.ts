import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { GroundError } from '#kernel/config/ground-error.ts'
import { known } from '#kernel/db/migrate.ts'
import { takeBackup } from '#kernel/postgres/backup.ts'
import { assertMayLook } from '#kernel/postgres/data-folder.ts'
import { backupElsewhere } from '#kernel/postgres/failures.ts'
import { restore as putBack } from '#kernel/postgres/restore.ts'
import { migrationFolders } from '#app/migrations.ts'
import { version } from '#app/version.ts'
import { type Command, describeBytes, onlyOne, say } from './command.ts'

export const backup: Command = async (config, args) => {
  const { values } = parseArgs({ args, options: { to: { type: 'string' } } })
  if (config.databaseUrl) throw backupElsewhere(config.dataDir)
  await assertMayLook(config.dataDir)
  const started = Date.now()
  const backupsDir = values.to ? resolve(values.to) : config.backupsDir
  const cancelling = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => cancelling.abort())
  const { folder, manifest, bytes } = await takeBackup({ dataDir: config.dataDir, backupsDir, version, signal: cancelling.signal })
  const seconds = ((Date.now() - started) / 1000).toLocaleString('es-AR', { maximumFractionDigits: 1 })
  say(`Copia hecha y releída: ${folder} (${manifest.files.length} archivos, ${describeBytes(bytes)}, ${seconds} s).`)
  say('Guardala también en otra máquina: lleva los datos y los secretos, cuidala como a la base.')
  return 0
}

export const restore: Command = async (config, args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const folder = onlyOne(positionals)
  if (!folder)
    throw new GroundError(
      'ground.bad_command',
      'Falta la carpeta de la copia.',
      `Por ejemplo: bin/yapa restore ${config.backupsDir}/2026-11-20T03-00-00-000Z`,
    )
  if (config.databaseUrl) throw backupElsewhere(config.dataDir)
  const { manifest, aside } = await putBack(folder, config.dataDir, await known(migrationFolders()))
  say(`Restaurada la copia del ${manifest.takenAt} (Yapa ${manifest.yapa}).`)
  if (aside) say(`Lo que había antes quedó en ${aside}.`)
  say('Arrancala con: bin/yapa start')
  return 0
}
