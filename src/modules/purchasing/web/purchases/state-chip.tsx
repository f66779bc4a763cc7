import type { PurchaseCard } from '#purchasing/contract/purchase-order.ts'
import type { PurchaseState } from '#purchasing/contract/purchase-state.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'

export const toneByState: Readonly<Record<PurchaseState, Tone>> = {
  draft: 'plain',
  sent: 'info',
  partially_received: 'warn',
  received: 'ok',
  billed: 'info',
  closed: 'plain',
  cancelled: 'bad',
}

export const states = Object.keys(toneByState) as PurchaseState[]

export function StateChip({ state }: Pick<PurchaseCard, 'state'>) {
  const t = useT()
  return <Chip tone={toneByState[state]}>{t(`purchasing.states.${state}`)}</Chip>
}

/** What an order is called: by its number, or before it ever left by what became of the draft. */
export function useOrderName(): (order: Pick<PurchaseCard, 'number' | 'state'>) => string {
  const t = useT()
  return ({ number, state }) => number ?? t(state === 'cancelled' ? 'purchasing.cancelled_draft' : 'purchasing.states.draft')
}

/** Only while it matters: a draft that somebody has to agree to, or did, or did not. */
export function ApprovalChip({ state, approval }: Pick<PurchaseCard, 'state' | 'approval'>) {
  const t = useT()
  if (state !== 'draft' || approval === 'none') return null
  return <Chip tone={approval === 'needed' ? 'warn' : approval === 'approved' ? 'ok' : 'bad'}>{t(`purchasing.approvals.${approval}`)}</Chip>
}
