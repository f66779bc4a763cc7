import { parseArgs } from 'node:util'
import { GroundError } from '#kernel/config/ground-error.ts'
import { type Command, describeDuration, say } from './command.ts'

/** Loaded only when asked for: these bring the whole product with them. */
const product = () => import('#app/commands.ts')

/** `jobs`: what was given up after all its tries, of every organization. `jobs rerun [--org O] [--name N]` tries it again. */
export const jobs: Command = async (config, [action, ...args]) => {
  const { abandonedJobs, rerunAbandonedJobs } = await product()
  if (action === 'rerun') {
    const { values } = parseArgs({ args, options: { org: { type: 'string' }, name: { type: 'string' } } })
    const count = await rerunAbandonedJobs(config, values)
    say(count === 0 ? 'No había nada que repetir.' : `Listo: ${trabajos(count)} de nuevo en la cola.`)
    return 0
  }
  if (action !== undefined)
    throw new GroundError(
      'ground.bad_command',
      `No sé hacer «${action}» con los trabajos.`,
      'Usá: jobs, o jobs rerun [--org O] [--name N].',
    )
  const found = await abandonedJobs(config)
  if (found.length === 0) say('Ningún trabajo quedó sin hacer.')
  for (const { organization, name, jobs: count, since, lastError } of found) {
    say(`${organization ?? 'La instalación'}: ${trabajos(count)} ${name}, desde hace ${describeDuration(Date.now() - Date.parse(since))}`)
    say(`  ${lastError.split('\n')[0]}`)
  }
  if (found.length > 0)
    say('→ Cuando la causa esté resuelta: bin/yapa jobs rerun. El detalle está en Ajustes → Trabajos fallidos de cada empresa.')
  return found.length === 0 ? 0 : 1
}

const trabajos = (count: number): string => (count === 1 ? 'un trabajo' : `${count.toLocaleString('es-AR')} trabajos`)
