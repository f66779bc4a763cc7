import type { ProposalState } from '#sales/contract/proposal.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'

const toneOf: Readonly<Record<ProposalState, Tone>> = {
  draft: 'plain',
  waiting_approval: 'warn',
  approved: 'info',
  sent: 'info',
  viewed: 'info',
  accepted: 'ok',
  rejected: 'bad',
  expired: 'plain',
  superseded: 'plain',
}

export const states = Object.keys(toneOf) as ProposalState[]

export function ProposalStateChip({ state }: { state: ProposalState }) {
  const t = useT()
  return <Chip tone={toneOf[state]}>{t(`sales.states.${state}`)}</Chip>
}
