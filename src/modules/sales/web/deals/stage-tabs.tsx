import { type RefObject, useEffect, useState } from 'react'
import type { DealCard } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#sales/web/deals/stage-tabs.module.css'

type Props = { stages: readonly Stage[]; columns: ReadonlyMap<string, readonly DealCard[]>; board: RefObject<HTMLElement | null> }

/** On the phone one column fills the screen: the stages above it say which, and lead to the others. */
export function StageTabs({ stages, columns, board }: Props) {
  const t = useT()
  const format = useFormat()
  const [shownId, setShown] = useState(stages[0]?.id)
  useEffect(() => {
    const { current } = board
    if (!current) return
    const look = (): void => {
      const left = current.getBoundingClientRect().left
      const nearest = [...current.querySelectorAll<HTMLElement>('[data-column]')].toSorted(
        (a, b) => Math.abs(a.getBoundingClientRect().left - left) - Math.abs(b.getBoundingClientRect().left - left),
      )[0]
      // The last one never comes as far as the edge.
      const isAtEnd = current.scrollLeft + current.clientWidth >= current.scrollWidth - 4
      setShown(isAtEnd && current.scrollLeft > 0 ? stages.at(-1)?.id : nearest?.dataset['column'])
    }
    look()
    current.addEventListener('scroll', look, { passive: true })
    return () => current.removeEventListener('scroll', look)
  }, [board, stages])
  useEffect(() => {
    const tab = document.querySelector<HTMLElement>(`[data-stage-tab="${shownId}"]`)
    const list = tab?.parentElement
    if (tab && list) list.scrollTo({ left: tab.offsetLeft - list.offsetLeft - 16, behavior: 'smooth' })
  }, [shownId])
  const go = (id: string): void =>
    board.current?.querySelector(`[data-column="${id}"]`)?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'smooth' })
  return (
    <nav className={s.tabs} aria-label={t('sales.board.stages')}>
      {stages.map(({ id, name, color }) => (
        <button key={id} type="button" data-stage-tab={id} aria-current={id === shownId ? 'true' : undefined} onClick={() => go(id)}>
          <StageDot color={color}>{name}</StageDot>
          <em className="num">{format.number(columns.get(id)?.length ?? 0)}</em>
        </button>
      ))}
    </nav>
  )
}
