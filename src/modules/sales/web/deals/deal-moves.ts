import { generateKeyBetween } from 'fractional-indexing'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { getDeal, moveDeal } from '#sales/contract/deal-api.ts'
import type { Deal, DealCard } from '#sales/contract/deal.ts'
import type { Pipeline, Stage } from '#sales/contract/pipeline.ts'
import { askAgain, putCard } from '#sales/web/deals/deals.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

export type Target = { stageId: string; afterId: string | null; beforeId: string | null }
type Lost = { lostReasonId: string; lostNote: string | null }
type Asked = { card: DealCard; target: Target }

export const cardOf = ({ lines: _lines, ownerName: _owner, lostNote: _note, lastActivityAt: _active, ...deal }: Deal): DealCard => {
  const { createdAt: _created, createdByName: _by, archivedAt: _archived, ...card } = deal
  return card
}

/** A key between neighbours until the server says the right one. What cannot be placed goes on top. */
function keyAt(column: readonly DealCard[], id: string, { afterId, beforeId }: Target): string {
  const others = column.filter((card) => card.id !== id)
  const after = others.findIndex((card) => card.id === afterId)
  const before = others.findIndex((card) => card.id === beforeId)
  const at = after >= 0 ? after + 1 : before >= 0 ? before : 0
  return generateKeyBetween(others[at - 1]?.rankKey ?? null, others[at]?.rankKey ?? null)
}

/**
 * Moves cards at once on this screen, and back to their place with a word of why when the server refuses. A card on its way
 * to a lost stage asks first what it was lost for: `asked` is the one that waits for that. `onMissing`: the stage wants to
 * know more about it.
 */
export function useMoves(pipeline: Pipeline, columns: ReadonlyMap<string, readonly DealCard[]>, onMissing: (id: string) => void) {
  const t = useT()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [said, setSaid] = useState('')
  const homes = useRef(new Map<string, DealCard>())
  const latest = useRef(columns)
  latest.current = columns
  const stageOf = (id: string): Stage | undefined => pipeline.stages.find((stage) => stage.id === id)
  const { send } = useSend(moveDeal, {
    onDone: (deal) => {
      queryClient.setQueryData([getDeal.path, { id: deal.id }], deal)
      putCard(queryClient, cardOf(deal))
      askAgain(queryClient, deal.id)
    },
    onProblem: (problem, text, { id }) => {
      const home = homes.current.get(id)
      if (!home) return
      putCard(queryClient, home)
      const back = t('sales.board.back', { title: home.title, stage: stageOf(home.stageId)?.name ?? '' })
      setSaid(back)
      const fill = problem.code === 'sales.fields_missing' && { action: { label: t('sales.board.fill'), run: () => onMissing(id) } }
      void toast({ text: `${text} ${back}`, tone: 'bad', name: 'deal', ...fill })
    },
  })

  const carry = (card: DealCard, target: Target, lost?: Lost): void => {
    const stage = stageOf(target.stageId)
    if (!stage) return
    const isStep = target.stageId !== card.stageId
    const closes = stage.kind === 'won' || stage.kind === 'lost'
    const now = new Date().toISOString()
    homes.current.set(card.id, card)
    putCard(queryClient, {
      ...card,
      stageId: target.stageId,
      rankKey: keyAt(latest.current.get(target.stageId) ?? [], card.id, target),
      ...(isStep && { stageEnteredAt: now, closedAt: closes ? now : null, lostReasonId: lost?.lostReasonId ?? null }),
    })
    if (isStep) setSaid(t('sales.board.moved', { title: card.title, stage: stage.name }))
    send({ id: card.id, ...target, ...lost }).catch(() => {})
  }

  return {
    move: (card: DealCard, target: Target): void => {
      if (stageOf(target.stageId)?.kind === 'lost' && card.stageId !== target.stageId) setAsked({ card, target })
      else carry(card, target)
    },
    asked,
    /** What those hear who do not see it. */
    said,
    answer: (lost: Lost | null): void => {
      if (asked && lost) carry(asked.card, asked.target, lost)
      setAsked(null)
    },
  }
}
