import { parseArgs } from 'node:util'
import type { Config } from '#kernel/config/config.ts'
import { GroundError } from '#kernel/config/ground-error.ts'

/** A command of the operator: gets what follows its name, prints in Spanish, answers the exit code. */
export type Command = (config: Config, args: string[]) => Promise<number>

/** For a command that takes nothing: an option that it ignored would be taken for one that it obeyed. */
export const refuseAny = (args: string[]): void => void parseArgs({ args, options: {} })

/** What a command is given without a name: one thing at most. */
export function onlyOne([first, second]: string[]): string | undefined {
  if (second === undefined) return first
  throw new GroundError('ground.bad_command', `Sobra «${second}».`, 'Si lo que escribiste lleva espacios, ponelo entre comillas.')
}

export const say = (line: string): void => console.log(line)

/** 1536 → "1,5 kB", as people of this region write it. */
export function describeBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toLocaleString('es-AR', { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power]}`
}

/** Whole days, hours, minutes: the two largest that are not zero. */
export function describeDuration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  const parts = [`${Math.floor(minutes / 1440)} d`, `${Math.floor(minutes / 60) % 24} h`, `${minutes % 60} min`].filter(
    (part) => !part.startsWith('0 '),
  )
  return parts.slice(0, 2).join(' ') || 'menos de un minuto'
}
