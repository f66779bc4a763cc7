import type { Ctx } from '#kernel/ctx.ts'

/** A field of an action, as a form shows it. `choices`: what it may be; without them it is text, which may carry variables. */
export type ActionField = {
  name: string
  kind: 'text' | 'long' | 'choice'
  isRequired: boolean
  choices?: (ctx: Ctx) => Promise<{ value: string; label: string }[]>
}
/** About whom and where something is done. */
export type ActionSubject = { contactId: string; conversationId: string | null }

/**
 * Something that a module can do and that others have it do by name: the flows of bots. Its words are the locale keys
 * `<module>.flow_actions.<name>.title`, `.hint` and `.fields.<field>`; `code` is `<module>.<name>`. `input` is what the fields
 * say, as text. `run` works in a transaction of its own, with a limit of time; what it answers can be used afterwards
 * under these names. It throws problems: their words are what a person reads.
 */
export type Action = {
  code: string
  order: number
  fields: readonly ActionField[]
  run: (ctx: Ctx, input: Readonly<Record<string, string>>, about: ActionSubject) => Promise<Record<string, string | number>>
}

/** Whoever answers customers before a person does. What it holds is given to nobody. */
export type FirstWord = { holds: (ctx: Ctx, conversationId: string) => Promise<boolean> }
