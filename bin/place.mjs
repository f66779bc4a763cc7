import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** What we bring or make for ourselves: Node, stamps, compiled code. Never committed, always safe to delete. */
export const runtimeFolder = join(root, '.runtime')

/** A short line for a person who waits. */
export const say = (sentence) => process.stderr.write(`${sentence}\n`)

/** Ends with one sentence for what happened and what to do. */
export function giveUp(sentence, code = 1) {
  say(sentence)
  process.exit(code)
}
