import { parseArgs } from 'node:util'
import { GroundError } from '#kernel/config/ground-error.ts'
import { type Command, say } from './command.ts'

/** Loaded only when asked for: these bring the whole product with them. */
const product = () => import('#app/commands.ts')

export const migrate: Command = async (config) => {
  const applied = await (await product()).migrate(config)
  say(
    applied.length === 0
      ? 'La base de datos ya estaba al día.'
      : `Base de datos al día: ${applied.length} cambios (${applied.join(', ')}).`,
  )
  return 0
}

export const user: Command = async (config, [action, ...args]) => {
  const { values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' }, org: { type: 'string' } } })
  const { createUser, resetPassword } = await product()
  if (action === 'create') {
    say(await createUser(config, { email: given(values.email, '--email'), name: given(values.name, '--name'), org: values.org }))
    return 0
  }
  if (action === 'reset-password') {
    say(await resetPassword(config, { email: given(values.email, '--email') }))
    return 0
  }
  throw new GroundError('ground.bad_command', 'Falta decir qué hacer con el usuario.', 'Usá: user create, o user reset-password.')
}

function given(value: string | undefined, name: string): string {
  if (value) return value
  throw new GroundError('ground.bad_command', `Falta ${name}.`, `Por ejemplo: bin/yapa user create --email ana@ejemplo.com --name "Ana"`)
}
