import { parseArgs } from 'node:util'
import { GroundError } from '#kernel/config/ground-error.ts'
import { type Command, onlyOne, refuseAny, say } from './command.ts'

/** Loaded only when asked for: these bring the whole product with them. */
const product = () => import('#app/commands.ts')

export const migrate: Command = async (config, args) => {
  refuseAny(args)
  const applied = await (await product()).migrate(config)
  say(
    applied.length === 0
      ? 'La base de datos ya estaba al día.'
      : `Base de datos al día: ${applied.length} cambios (${applied.join(', ')}).`,
  )
  return 0
}

export const user: Command = async (config, [action, ...args]) => {
  if (action === 'create') {
    const { values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' }, org: { type: 'string' } } })
    const example = 'bin/yapa user create --email ana@ejemplo.com --name "Ana"'
    const person = { email: given(values.email, '--email', example), name: given(values.name, '--name', example), org: values.org }
    say(await (await product()).createUser(config, person))
    return 0
  }
  if (action === 'reset-password') {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { email: { type: 'string' }, 'drop-second-factor': { type: 'boolean', default: false } },
    })
    const email = given(values.email ?? onlyOne(positionals), 'el correo', 'bin/yapa user reset-password ana@ejemplo.com')
    say(await (await product()).resetPassword(config, { email, dropSecondFactor: values['drop-second-factor'] }))
    return 0
  }
  throw new GroundError(
    'ground.bad_command',
    action === undefined ? 'Falta decir qué hacer con el usuario.' : `No sé hacer «${action}» con los usuarios.`,
    'Usá: user create, o user reset-password.',
  )
}

function given(value: string | undefined, name: string, example: string): string {
  if (value?.trim()) return value.trim()
  throw new GroundError('ground.bad_command', `Falta ${name}.`, `Por ejemplo: ${example}`)
}
