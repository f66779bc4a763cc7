import { scaleOf, type Band, type SurveyKind } from '#surveys/contract/scale.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'

const toneByBand = { good: 'ok', middle: 'warn', bad: 'bad' } as const

/** A score with its scale, so that 5 of 5 and 5 of 10 do not look the same. */
export function ScoreChip({ kind, score, band }: { kind: SurveyKind; score: number | null; band: Band | null }) {
  const t = useT()
  if (score === null) return <Chip>{t(`surveys.kinds_short.${kind}`)}</Chip>
  return <Chip tone={band ? toneByBand[band] : 'plain'}>{t('surveys.out_of', { score, max: scaleOf(kind)?.max ?? score })}</Chip>
}
