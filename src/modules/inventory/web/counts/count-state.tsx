import type { CountState as State } from '#inventory/contract/count.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { StateDot, type Tone } from '#web/ui/marks.tsx'

const tones: Record<State, Tone> = { counting: 'info', review: 'warn', approved: 'ok', discarded: 'plain' }

export function CountState({ state }: { state: State }) {
  const t = useT()
  return <StateDot tone={tones[state]}>{t(`inventory.count.states.${state}`)}</StateDot>
}
