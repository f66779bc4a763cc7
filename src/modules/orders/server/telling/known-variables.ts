import type { Ctx } from '#kernel/ctx.ts'
import { sentenceOf } from '#kernel/problem.ts'
import { noticeVariableUnknown } from '#orders/server/problems.ts'

/** A text that somebody wrote, by its path in what was sent. */
type Written = { path: string; text: string }

/** Refuses variables that stand for nothing: all at once, each at its field. */
export function requireKnown(ctx: Ctx, written: readonly Written[], unknownIn: (text: string) => string[]): void {
  const faults = written.flatMap(({ path, text }) => unknownIn(text).map((variable) => ({ path, variable })))
  const [first] = faults
  if (!first) return
  const issues = faults.map(({ path, variable }) => ({ path, message: sentenceOf(ctx.t, noticeVariableUnknown({ variable })) }))
  throw noticeVariableUnknown({ variable: first.variable, issues })
}

export const valuesOf = (path: string, template: { values: Readonly<Record<string, string>> } | null): Written[] =>
  Object.entries(template?.values ?? {}).map(([key, text]) => ({ path: `${path}.values.${key}`, text }))
