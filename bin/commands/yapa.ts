/** The operator's commands: `bin/yapa <command>`. One file each beside this one; this one only finds them and tells failures. */
import { GroundError } from '#kernel/config/ground-error.ts'
import { loadConfig } from '#kernel/config/config.ts'
import * as backups from './backups.ts'
import * as database from './database.ts'
import { doctor } from './doctor.ts'
import { jobs } from './jobs.ts'
import * as safekeeping from './safekeeping.ts'
import * as service from './service.ts'
import { describeWrong } from './wrong-arguments.ts'
import type { Command } from './command.ts'

const commands: Record<string, Command> = {
  start: service.start,
  stop: service.stop,
  status: service.status,
  logs: service.logs,
  doctor,
  migrate: database.migrate,
  user: database.user,
  backup: backups.backup,
  restore: backups.restore,
  audit: safekeeping.audit,
  keys: safekeeping.keys,
  jobs,
}

const usage = `bin/yapa <orden>

  start                                 arranca Yapa en segundo plano
  stop                                  la para
  status                                dice si está en marcha, dónde y desde cuándo
  logs [-f] [-n 100] [--json]           muestra el registro; -f lo sigue
  doctor                                revisa todo y dice cómo arreglar lo que falte
  migrate                               pone al día la base de datos
  user create --email E --name N [--org O]
  user reset-password E [--drop-second-factor]
  backup [--to carpeta]                 copia todos los datos, sin parar
  restore <carpeta de la copia>         los pone de vuelta (con Yapa parada)
  audit verify [--org O]                comprueba que nadie tocó el registro de cambios
  keys rotate                           cambia la clave que protege a las demás
  jobs                                  lo que quedó sin hacer después de todos sus intentos
  jobs rerun [--org O] [--name N]       lo intenta de nuevo`

// Whoever reads us may have seen enough (`bin/yapa logs | head`).
process.stdout.on('error', () => process.exit())

const [name, ...args] = process.argv.slice(2)
const command = name === undefined ? undefined : commands[name]
if (!command) {
  const isAsked = name === undefined || ['help', '--help', '-h'].includes(name)
  console.log(isAsked ? usage : `No existe la orden «${name}».\n\n${usage}`)
  process.exitCode = isAsked ? 0 : 2
} else {
  try {
    process.exitCode = await command(loadConfig(), args)
  } catch (error) {
    process.exitCode = 1
    const wrong = describeWrong(error)
    if (error instanceof GroundError) console.error(error.message)
    else if (wrong) console.error(`${wrong}\n\n${usage}`)
    else console.error('Algo inesperado falló; mandanos este texto completo:\n', error)
  }
}
