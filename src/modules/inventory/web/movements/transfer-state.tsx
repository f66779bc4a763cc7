import type { TransferState as State } from '#inventory/contract/transfer.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { StateDot, type Tone } from '#web/ui/marks.tsx'

const tones: Record<State, Tone> = { sent: 'info', received: 'ok', cancelled: 'plain' }

export function TransferState({ state }: { state: State }) {
  const t = useT()
  return <StateDot tone={tones[state]}>{t(`inventory.transfer.states.${state}`)}</StateDot>
}
