import type { Ctx } from '#kernel/ctx.ts'
import type { Fact, FactType } from '#sales/contract/signing.ts'
import { linkOf, type Head } from '#sales/server/signing/chain.ts'
import * as store from '#sales/server/signing/facts.store.ts'

export type NewFact = {
  type: FactType
  version: number
  actorKind: Fact['actorKind']
  actorName: string
  /** What else is evidence of it. */
  facts: Readonly<Record<string, unknown>>
}

/**
 * Writes down what happened to a proposal, after everything that happened to it before. Whoever reads the proposal in order
 * to decide holds it first (`hold`).
 */
export async function record(ctx: Ctx, proposalId: string, { type, version, actorKind, actorName, facts }: NewFact): Promise<Fact> {
  const head = await store.lockHead(ctx, proposalId)
  const seq = head.length + 1
  const at = ctx.now.toISOString()
  const content = JSON.stringify({ seq, type, proposalId, version, at, actor: { kind: actorKind, name: actorName }, ...facts })
  const hash = linkOf(head.hash, content)
  const fact = { id: ctx.newId(), seq, type, version, actorKind, actorName, content, hash }
  await store.add(ctx, { ...fact, proposalId, seal: sealOf(ctx, proposalId)({ length: seq, hash }) })
  return { ...fact, at }
}

/** Nobody else changes what happened to this proposal until the transaction ends. */
export const hold = async (ctx: Ctx, proposalId: string): Promise<void> => void (await store.lockHead(ctx, proposalId))

export const sealOf =
  (ctx: Pick<Ctx, 'crypto' | 'org'>, proposalId: string) =>
  ({ length, hash }: Omit<Head, 'seal'>): string =>
    ctx.crypto.mac('sales.proposal-chain', JSON.stringify([ctx.org, proposalId, length, hash])).toString('base64url')
