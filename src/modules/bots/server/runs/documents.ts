import type { FlowDocument } from '#bots/contract/flow.ts'
import { documentOf } from '#bots/server/flows/flows.store.ts'
import type { Ctx } from '#kernel/ctx.ts'

// A published version never changes: it is read once per process. The organization is part of the name, so that nobody gets another's.
const known = new Map<string, FlowDocument>()
const mostKnown = 200

export async function versionOf(ctx: Ctx, versionId: string): Promise<FlowDocument | undefined> {
  const name = `${ctx.org} ${versionId}`
  const found = known.get(name)
  if (found) return found
  const document = await documentOf(ctx, versionId)
  if (document) known.set(name, document)
  const oldest = known.size > mostKnown ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  return document
}
