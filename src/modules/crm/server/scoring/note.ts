import type { Ctx } from '#kernel/ctx.ts'
import * as predictions from '#crm/server/lead-model/predictions.ts'
import * as scores from '#crm/server/scoring/scores.ts'

/** Scores and chances follow what contacts just did, in the transaction that keeps it. */
export async function note(ctx: Ctx, told: readonly { contactId: string; kind: string; at: string }[]): Promise<void> {
  await scores.note(ctx, told)
  await predictions.note(ctx, [...new Set(told.map(({ contactId }) => contactId))])
}
