import { type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { useT } from '#web/i18n/i18n.tsx'
import { Page } from '#web/ui/page.tsx'
import { useIsWide } from '#web/ui/screen.ts'
import { type Choice, Tabs } from '#web/ui/tabs.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#web/ui/record-page.module.css'

type RecordPageProps<V extends string> = {
  back: string
  title: string
  /** Avatar of 52 px, or nothing. */
  face?: ReactNode
  /** One line: what it is, since when. */
  under?: ReactNode
  /** Chips beside the name: state, tags. */
  marks?: ReactNode
  actions?: ReactNode
  /** Right column on wide screens, first tab on others. */
  facts: ReactNode
  tabs: readonly Choice<V>[]
  tab: V | 'facts'
  onTab: (tab: V | 'facts') => void
  children: ReactNode
}

/** One thing and everything about it: who it is, its parts in tabs, its facts at hand. */
export function RecordPage<V extends string>({
  back,
  title,
  face,
  under,
  marks,
  actions,
  facts,
  tabs,
  tab,
  onTab,
  children,
}: RecordPageProps<V>) {
  const t = useT()
  const isWide = useIsWide()
  const choices: Choice<V | 'facts'>[] = isWide ? [...tabs] : [{ value: 'facts', label: t('web.record.facts') }, ...tabs]
  const first = choices[0]?.value ?? 'facts'
  const open = choices.some((choice) => choice.value === tab) ? tab : first
  return (
    <Page title={title} back={back} actions={actions} body="bare">
      <div className={s.record} data-wide={isWide || undefined}>
        <div className={s.main}>
          <div className={s.who}>
            {face}
            <div className={s.whoWords}>
              {under && <p className={s.under}>{under}</p>}
              {marks && <div className={s.marks}>{marks}</div>}
            </div>
          </div>
          <Tabs label={t('web.record.tabs')} value={open} choices={choices} onChange={onTab}>
            {open === 'facts' ? facts : children}
          </Tabs>
        </div>
        {isWide && (
          <aside className={s.facts} aria-label={t('web.record.facts')}>
            {facts}
          </aside>
        )}
      </div>
    </Page>
  )
}

/** A titled group inside the facts column. */
export const FactGroup = ({ title, action, children }: { title: ReactNode; action?: ReactNode; children: ReactNode }) => (
  <section className={s.group}>
    <header>
      <h2>{title}</h2>
      {action}
    </header>
    {children}
  </section>
)

type LentPartProps = { title: string; isInTab: boolean; children: ReactNode }

/** What a module lends to a record: under its title among others, or in a tab that says the title already. */
export const LentPart = ({ title, isInTab, children }: LentPartProps) => (
  <section className={s.lent} aria-label={title}>
    {!isInTab && <h2>{title}</h2>}
    {children}
  </section>
)

export type TimelineItem = { id: string; icon: ReactNode; text: ReactNode; at: string; by?: string | null; href?: string | null }

/** What happened, newest first. */
export const Timeline = ({ items }: { items: readonly TimelineItem[] }) => (
  <ol className={s.timeline}>
    {items.map((item) => (
      <li key={item.id}>
        <span className={s.sign}>{item.icon}</span>
        <div>
          {item.href ? <Link to={item.href}>{item.text}</Link> : item.text}
          <small>
            <RelativeTime at={item.at} />
            {item.by && ` · ${item.by}`}
          </small>
        </div>
      </li>
    ))}
  </ol>
)
