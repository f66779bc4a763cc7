import type { ReactNode } from 'react'
import s from '#web/ui/ready-text.module.css'

/** Texts that are kept ready to be sent. In a list: as much as fits. */
export const CutText = ({ children, title }: { children: ReactNode; title?: string | undefined }) => (
  <span className={s.cut} title={title}>
    {children}
  </span>
)

/** What a text may leave open until somebody gets it. */
export const TextVariables = <V extends string>(props: {
  label: string
  names: readonly V[]
  wordOf: (name: V) => string
  onPick: (name: V) => void
}) => (
  <div className={s.variables} role="group" aria-label={props.label}>
    {props.names.map((name) => (
      <button key={name} type="button" onClick={() => props.onPick(name)}>
        {props.wordOf(name)}
      </button>
    ))}
  </div>
)

/** As a customer would get it. */
export const SaidText = ({ children, isWide }: { children: ReactNode; isWide?: boolean }) => (
  <p className={s.said} data-wide={isWide || undefined}>
    {children}
  </p>
)
