import { IconChevronLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#web/ui/page.module.css'

type PageProps = {
  title: ReactNode
  /** One mark beside the title: the state of what it names. */
  chip?: ReactNode
  hint?: ReactNode
  /** Where the arrow before the title leads. On the phone every page below a list has one. */
  back?: string
  /** Buttons on the right; the one filled button of the view among them. */
  actions?: ReactNode
  /** `flow` scrolls with padding; `bare` gives the whole area to the content (grids, boards, split panes). */
  body?: 'flow' | 'bare'
  /** Keeps lines readable: forms and settings. */
  narrow?: boolean
  /** Only to be read: nothing inside takes the keyboard, so the content itself does, to be scrolled with it. */
  isReading?: boolean
  children?: ReactNode
}

/** The frame of a screen: header with title and actions, content below. */
export function Page({ title, chip, hint, back, actions, body = 'flow', narrow, isReading, children }: PageProps) {
  const t = useT()
  const titleId = useId()
  return (
    <section className={s.page}>
      <header className={s.header} data-back={back !== undefined || undefined}>
        {back !== undefined && (
          <Link to={back} className={s.back} aria-label={t('web.action.back')}>
            <IconChevronLeft size={20} stroke={1.8} />
          </Link>
        )}
        <div className={s.words}>
          <div className={s.heading}>
            <h1 className={s.title} id={titleId}>
              {title}
            </h1>
            {chip}
          </div>
          {hint && <p className={s.hint}>{hint}</p>}
        </div>
        {actions && <div className={s.actions}>{actions}</div>}
      </header>
      <div
        className={s.body}
        data-bare={body === 'bare' || undefined}
        {...(isReading && { tabIndex: 0, role: 'region', 'aria-labelledby': titleId })}
      >
        {narrow ? <div className={s.narrow}>{children}</div> : children}
      </div>
    </section>
  )
}

/** A titled part of a page; hairlines stand only between sections. */
export function Section({
  title,
  hint,
  actions,
  children,
}: {
  title: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className={s.section}>
      <header className={s.sectionHead}>
        <div>
          <h2>{title}</h2>
          {hint && <p>{hint}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** A raised surface. Never one inside another. */
export const Card = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div className={className ? `${s.card} ${className}` : s.card}>{children}</div>
)
