import { live, type AttentionKind, type Live, type Module, type Topic, type Viewer } from '#kernel/module.ts'
import { attentionClaimed, attentionReleased, attentionReordered } from '#crm/contract/attention-events.ts'
import { canReadAttention } from '#crm/contract/permissions.ts'

export const attentionTopic = 'crm.attention'

export const attentionTopics: readonly Topic[] = [{ prefix: attentionTopic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadAttention)) }]

const reads = (viewer: Viewer): boolean => viewer.permissions.has(canReadAttention.code)

export const attentionLives: readonly Live[] = [
  ...[attentionClaimed, attentionReleased].map((event) =>
    live<{ kind: string }>(
      event as never,
      () => [attentionTopic],
      (viewer, { kind }) => (reads(viewer) ? { moved: kind } : null),
    ),
  ),
  live(
    attentionReordered,
    () => [attentionTopic],
    (viewer) => (reads(viewer) ? { moved: null } : null),
  ),
]

/** Open queues hear that a kind moved and ask again: which places that means depends on who asks. */
export const attentionLiveOf = (modules: readonly Module[]): Live[] =>
  modules.flatMap((module) => module.attention ?? []).flatMap((kind) => kind.movedBy.map((event) => moved(event, kind)))

const moved = (event: AttentionKind['movedBy'][number], kind: AttentionKind): Live =>
  live(
    event,
    () => [attentionTopic],
    (viewer) => (reads(viewer) && kind.reach(viewer.permissions) !== 'none' ? { moved: kind.kind } : null),
    'crm.attention.moved',
  )
