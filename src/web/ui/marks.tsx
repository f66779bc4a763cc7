import { IconPlus, IconX } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { hueOf } from '#web/ui/avatar.tsx'
import s from '#web/ui/marks.module.css'

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info'

/** A short fact: a state with its colour and word, a deadline, a label. */
export const Chip = ({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) => (
  <span className={s.chip} data-tone={tone}>
    {icon}
    {children}
  </span>
)

/** Degrees of a colour, or none. */
export type Hue = number | 'grey'

const painted = (hue: Hue): object => (hue === 'grey' ? { '--hue': 0, '--dot-c': 0 } : { '--hue': hue })

/** A label that people gave. `hue` when its owner chose one, otherwise its name decides. */
export function Tag({ name, hue, onRemove }: { name: string; hue?: Hue | null; onRemove?: () => void }) {
  const t = useT()
  return (
    <span className={`${s.chip} ${s.tag}`} style={painted(hue ?? hueOf(name)) as CSSProperties}>
      {name}
      {onRemove && (
        <button type="button" className={s.remove} onClick={onRemove} aria-label={t('web.action.remove_named', { name })}>
          <IconX size={11} />
        </button>
      )}
    </span>
  )
}

/** The dashed place where another tag can be put. */
export const AddChip = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button type="button" className={s.add} onClick={onClick}>
    <IconPlus size={13} />
    {children}
  </button>
)

/** Stage or category: 8 px square and ink text, never a coloured surface. Give a tone, or a hue for free categories. */
export const StateDot = ({ tone, hue, children }: { tone?: Tone; hue?: Hue; children: ReactNode }) => (
  <span
    className={s.stateDot}
    data-tone={tone}
    style={hue === undefined ? undefined : ({ ...painted(hue), '--dot': 'oklch(var(--dot-l) var(--dot-c) var(--hue))' } as CSSProperties)}
  >
    {children}
  </span>
)

/** Unread things, in the brand's colour. Nothing for zero. */
export function CountBadge({ count, label }: { count: number; label: string }) {
  if (count <= 0) return null
  return (
    <span className={s.count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}

/** `g b` becomes G B, `mod+k` becomes ⌘K or Ctrl K. */
export const Kbd = ({ keys }: { keys: string }) => <kbd className={s.kbd}>{keysText(keys)}</kbd>

export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const arrows: Record<string, string> = { left: '←', right: '→', up: '↑', down: '↓' }

export function keysText(keys: string): string {
  const modifier = isApple ? '⌘' : 'Ctrl '
  return keys
    .split(' ')
    .map((chord) =>
      chord.replace('mod+', modifier).replace('shift+', '⇧').replace('enter', '⏎').replace('escape', 'Esc').replace('tab', '⇥'),
    )
    .map((chord) => chord.replace(/arrow(left|right|up|down)/, (_all, way: string) => arrows[way] ?? ''))
    .map((chord) =>
      chord.length === 1
        ? chord.toUpperCase()
        : chord.replace(/(⌘|Ctrl |⇧)(\w)$/, (_all, before: string, key: string) => before + key.toUpperCase()),
    )
    .join(' ')
}

/** Figures in a row, hairlines between them; on a phone two by two. Children are `Stat`s. */
export function StatRow({ children }: { children: ReactNode }) {
  const t = useT()
  return (
    <div className={s.stats} role="group" aria-label={t('web.record.figures')}>
      {children}
    </div>
  )
}

type StatProps = { label: ReactNode; value: ReactNode; change?: { text: string; tone: 'ok' | 'bad' | 'plain' } | null }

/** One number, its word above it and how it moved. The change says its direction in the text, not by colour alone. */
export const Stat = ({ label, value, change }: StatProps) => (
  <dl className={s.stat}>
    <dt>{label}</dt>
    <dd>
      {value}
      {change && <em data-tone={change.tone}>{change.text}</em>}
    </dd>
  </dl>
)

export function Money({ amountMinor, currency, compact }: { amountMinor: number; currency?: string; compact?: boolean }) {
  const format = useFormat()
  return <span className="num">{format.money(amountMinor, currency, compact)}</span>
}

/** Label and value pairs of a record. */
export const Facts = ({ rows }: { rows: readonly { label: ReactNode; icon?: ReactNode; value: ReactNode }[] }) => (
  <dl className={s.facts}>
    {rows.map((row, i) => [
      <dt key={`t${i}`}>
        {row.icon}
        {row.label}
      </dt>,
      <dd key={`d${i}`}>{row.value}</dd>,
    ])}
  </dl>
)

/** 0 to 1 of something that advances. */
export const ProgressBar = ({ value, label }: { value: number; label: string }) => (
  <div
    className={s.bar}
    role="progressbar"
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(value * 100)}
    aria-label={label}
  >
    <i style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }} />
  </div>
)
