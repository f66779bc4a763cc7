import type { CSSProperties } from 'react'
import type { Score } from '#surveys/contract/result.ts'
import type { SurveyKind } from '#surveys/contract/scale.ts'
import s from '#surveys/web/results/interval-bar.module.css'

/** Where the figure lies on its whole scale, and between which values it may truly be. The words stand beside it. */
export function IntervalBar({ kind, score: { value, low, high } }: { kind: SurveyKind; score: Score }) {
  if (value === null || low === null || high === null) return <span className={s.track} aria-hidden />
  const [least, most] = kind === 'nps' ? [-100, 100] : [0, 1]
  const place = (at: number): string => `${((at - least) / (most - least)) * 100}%`
  return (
    <span
      className={s.track}
      data-middle={kind === 'nps' || undefined}
      style={{ '--from': place(low), '--to': place(high), '--at': place(value) } as CSSProperties}
      aria-hidden
    >
      <i className={s.between} />
      <i className={s.point} />
    </span>
  )
}
