import { readMessages } from '#kernel/i18n/messages.ts'

const { es } = readMessages()

/** Those of the keys that nothing is said for. Spanish is looked at: the other languages say what it says, or a test of the web fails. */
export const unsaid = (keys: readonly string[]): string[] =>
  keys.filter((key) => typeof key.split('.').reduce<unknown>((node, part) => (node as typeof es | undefined)?.[part], es) !== 'string')
