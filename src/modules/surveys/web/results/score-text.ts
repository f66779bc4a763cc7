import type { SurveyKind } from '#surveys/contract/scale.ts'
import { useFormat } from '#web/i18n/i18n.tsx'

/** How a figure reads: NPS in points with its sign, the others as a share. */
export function useScoreText(kind: SurveyKind): (value: number | null) => string {
  const format = useFormat()
  return (value) => {
    if (value === null) return '–'
    if (kind !== 'nps') return format.percent(Math.round(value * 100) / 100)
    const points = Math.round(value)
    return points > 0 ? `+${format.number(points)}` : format.number(points)
  }
}
