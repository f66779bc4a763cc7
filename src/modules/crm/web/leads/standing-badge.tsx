import { IconAlertCircle } from '@tabler/icons-react'
import { badgeOf, type Badge, type CommercialState } from '#crm/contract/badge.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { useNow } from '#web/ui/time.tsx'

const tones: Record<Badge, Tone> = { sin_atencion: 'bad', en_negociacion: 'info', interesado: 'ok', nuevo: 'plain' }

/** How somebody stands, in one word; whoever is left alone is shown as that from the very minute on. */
export function StandingBadge({ attentionAt, state }: { attentionAt: string | null; state: CommercialState }) {
  const t = useT()
  const now = useNow()
  const badge = badgeOf({ attentionAt, state }, Date.parse(now))
  return (
    <Chip tone={tones[badge]} icon={badge === 'sin_atencion' && <IconAlertCircle size={13} stroke={1.8} />}>
      {t(`crm.leads.badge.${badge}`)}
    </Chip>
  )
}
