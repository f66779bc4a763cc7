import type { Ctx } from '#kernel/ctx.ts'
import type { PersonalData } from '#kernel/module.ts'
import type { RegisterEntry } from '#crm/contract/privacy.ts'
import { wordsOf } from '#crm/server/privacy/words.ts'

/** The register of processing, one line per table, subject and purpose, as the modules declare it. */
export async function register(ctx: Ctx): Promise<{ items: RegisterEntry[] }> {
  const lines = new Map<string, RegisterEntry>()
  for (const module of ctx.modules) {
    for (const one of module.personalData ?? []) {
      const key = `${one.table} ${one.subject} ${one.purpose}`
      const known = lines.get(key)
      lines.set(key, {
        module: module.name,
        table: one.table,
        words: wordsOf(one.table),
        subject: one.subject,
        columns: [...new Set([...(known?.columns ?? []), ...one.columns])],
        purpose: one.purpose,
        onErasure: known?.onErasure ?? fateOf(one),
      })
    }
  }
  return { items: [...lines.values()] }
}

function fateOf({ onErasure, subject }: PersonalData): RegisterEntry['onErasure'] {
  if (subject === 'user') return 'kept'
  // What the kernel keeps of contacts is not found by a declaration but by its own sweep: there it is taken out of the text.
  if (onErasure === undefined) return 'redacted'
  return onErasure === 'delete' ? 'deleted' : 'emptied'
}
