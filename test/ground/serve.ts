/** `serve.ts <data folder> <tuning>`: serves the data until told to stop; its first line says how the start went. */
import { GroundError } from '#kernel/config/ground-error.ts'
import { type DataFolder, keep } from '#kernel/postgres/data-folder.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'

const [dataDir = '', tuning = 'standard'] = process.argv.slice(2)
const tell = (what: object): void => console.log(JSON.stringify(what))
const log = { info: () => undefined, warn: (line: string) => console.error(line), error: (line: string) => console.error(line) }
let folder: DataFolder | undefined
try {
  folder = await keep(dataDir, '0.0.0')
  await folder.announce('http://localhost:5619')
  const server = await startPostgres({ dataDir, log, folder, tuning: tuning === 'test' ? 'test' : 'standard' })
  for (const signal of ['SIGTERM', 'SIGINT'])
    process.once(signal, () => {
      void server
        .stop()
        .then(() => folder?.release())
        .then(() => process.exit(0))
    })
  setInterval(() => undefined, 60_000)
  // Last: whoever reads it may send a signal at once.
  tell({ pid: server.pid, host: server.host })
} catch (error) {
  await folder?.release()
  if (!(error instanceof GroundError)) throw error
  tell({ code: error.code, message: error.message })
  process.exitCode = 1
}
