import { parseArgs } from 'node:util'
import type { Damage } from '#kernel/audit/verify.ts'
import { GroundError } from '#kernel/config/ground-error.ts'
import { type Command, refuseAny, say } from './command.ts'

/** Loaded only when asked for: these bring the whole product with them. */
const product = () => import('#app/commands.ts')

const damages: Record<Damage, string> = {
  'entry-changed': 'se cambió un asiento',
  'entry-deleted': 'se borró un asiento',
  'seal-changed': 'se cambió un sello, o el orden de los sellos',
  'seal-deleted': 'se borró un sello',
  shortened: 'la cadena termina antes de su final firmado',
  lengthened: 'la cadena sigue después de su final firmado',
  'head-forged': 'el final firmado no es auténtico',
  'head-deleted': 'se borró el final firmado',
  'entry-inserted': 'hay un asiento que nunca se selló',
  'roll-forged': 'la suma de todas las cadenas no cierra: se quitó una entera, o se la volvió atrás',
}

/** `audit verify [--org O]`: whether the trail of changes is as it was written. 1 when it is not. */
export const audit: Command = async (config, [action, ...args]) => {
  const { values } = parseArgs({ args, options: { org: { type: 'string' } } })
  if (action !== 'verify')
    throw new GroundError('ground.bad_command', 'Falta decir qué hacer con el registro.', 'Usá: audit verify [--org O].')
  const reports = await (await product()).verifyTrails(config, values.org)
  if (reports.length === 0) say('Todavía no hay ninguna organización.')
  for (const { organization, verdict } of reports) {
    if (verdict.ok) {
      const waiting = verdict.waiting > 0 ? ` (${count(verdict.waiting)} por sellar)` : ''
      say(`✔ ${organization}: ${count(verdict.entries)} asientos sellados, ninguno tocado${waiting}.`)
    } else say(`✖ ${organization}: ${damages[verdict.damage]}, en la posición ${count(verdict.position)}${entryOf(verdict.entryId)}.`)
  }
  if (reports.every(({ verdict }) => verdict.ok)) return 0
  say('→ Alguien escribió en la base de datos por fuera de Yapa. Guardá una copia así como está y comparala con la última anterior.')
  return 1
}

/** `keys rotate`: a new key over all others; nothing that was sealed is written again. */
export const keys: Command = async (config, [action, ...args]) => {
  refuseAny(args)
  if (action !== 'rotate') throw new GroundError('ground.bad_command', 'Falta decir qué hacer con las claves.', 'Usá: keys rotate.')
  const rewrapped = await (await product()).rotateKeys(config)
  say(`Listo: hay una clave nueva, y con ella quedaron guardadas ${count(rewrapped)} claves de datos.`)
  say(`Las anteriores siguen en ${config.dataDir}/keys para poder abrir copias viejas. Hacé una copia nueva ahora: bin/yapa backup`)
  return 0
}

const count = (value: number): string => value.toLocaleString('es-AR')
const entryOf = (id: string | null): string => (id === null ? '' : ` (asiento ${id})`)
