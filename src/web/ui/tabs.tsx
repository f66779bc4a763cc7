import { type ReactNode, useId, useRef } from 'react'
import s from '#web/ui/tabs.module.css'

export type Choice<V extends string> = { value: V; label: ReactNode; icon?: ReactNode; count?: number }

type SegmentedProps<V extends string> = {
  /** What is chosen here, for those who do not see it. */
  label: string
  value: V
  choices: readonly Choice<V>[]
  onChange: (value: V) => void
  fullWidth?: boolean
}

/** Two to five ways of looking at the same thing, one of them on. A group of radio buttons: arrows move. */
export function SegmentedTabs<V extends string>({ label, value, choices, onChange, fullWidth }: SegmentedProps<V>) {
  const name = useId()
  return (
    <div className={s.segments} role="radiogroup" aria-label={label} data-full={fullWidth || undefined}>
      {choices.map((choice) => (
        <label key={choice.value} className={s.segment} data-on={choice.value === value || undefined}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.icon}
          <span>{choice.label}</span>
          {choice.count !== undefined && <em className="num">{choice.count}</em>}
        </label>
      ))}
    </div>
  )
}

type TabsProps<V extends string> = {
  label: string
  value: V
  choices: readonly Choice<V>[]
  onChange: (value: V) => void
  children: ReactNode
}

/** Parts of a record: tabs with a line below, and the panel of the one that is open. */
export function Tabs<V extends string>({ label, value, choices, onChange, children }: TabsProps<V>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (by: number) => {
    const at = choices.findIndex((choice) => choice.value === value)
    const next = choices[(at + by + choices.length) % choices.length]
    if (!next) return
    onChange(next.value)
    list.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <>
      <div className={s.tabs} role="tablist" aria-label={label} ref={list}>
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            role="tab"
            id={`${id}${choice.value}`}
            data-value={choice.value}
            aria-selected={choice.value === value}
            aria-controls={`${id}panel`}
            tabIndex={choice.value === value ? 0 : -1}
            className={s.tab}
            onClick={() => onChange(choice.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1)
              if (event.key === 'ArrowLeft') move(-1)
            }}
          >
            {choice.icon}
            {choice.label}
            {choice.count !== undefined && <em className="num">{choice.count}</em>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${value}`} className={s.panel}>
        {children}
      </div>
    </>
  )
}
