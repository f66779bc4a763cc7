import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { RichText } from '#sales/contract/rich-text.ts'

/** As the wire carries it; `readRichText` says what it may hold. */
const Rich = z.object({ type: z.literal('doc'), content: z.array(z.looseObject({ type: z.string().max(60) })).max(600) })

const words = (longest: number) => z.string().trim().max(longest)

/** The first page. Texts may hold variables: `Propuesta para {{clientName|usted}}`. */
export const Cover = z.object({
  isShown: z.boolean(),
  title: words(160),
  subtitle: words(300),
  showsLogo: z.boolean(),
  /** A photograph below the title; whoever saves it has uploaded it. */
  picture: z.object({ fileId: Id }).nullable().optional(),
})
export type Cover = z.infer<typeof Cover>

/** A chapter with a title of its own. Without a title only its text stands there. */
export const Section = z.object({
  /** Tells sections of one document apart; made by whoever adds one. */
  id: z.string().regex(/^[\w-]{1,40}$/),
  title: words(160),
  startsPage: z.boolean(),
  body: Rich,
})
export type Section = Omit<z.infer<typeof Section>, 'body'> & { body: RichText }

/** What a proposal says: its cover, its sections in their order, and the terms behind them. */
export const ProposalDocument = z.object({ cover: Cover, sections: z.array(Section).max(40), terms: Rich })
export type ProposalDocument = { cover: Cover; sections: Section[]; terms: RichText }

/**
 * What stands in the way of sending, or deserves a look. `way`: the names of templates on which one comes back to itself.
 * `unknown_variable` and `missing_variable` name the variable; `missing_template` an include of a template that is gone.
 */
export const DocumentIssue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown_variable'), name: z.string() }),
  z.object({ kind: z.literal('missing_variable'), name: z.string() }),
  z.object({ kind: z.literal('template_loop'), name: z.string() }),
  z.object({ kind: z.literal('missing_template'), name: z.string() }),
  z.object({ kind: z.literal('items_missing'), name: z.string() }),
  z.object({ kind: z.literal('lines_missing'), name: z.string() }),
  z.object({ kind: z.literal('validity_over'), name: z.string() }),
])
export type DocumentIssue = z.infer<typeof DocumentIssue>
