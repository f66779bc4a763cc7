import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconRefresh } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import { ApiProblem, isOffline } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { Drawing, type DrawingName } from '#web/ui/drawing.tsx'
import type { Tone } from '#web/ui/marks.tsx'
import s from '#web/ui/states.module.css'

type EmptyProps = {
  drawing?: DrawingName
  title: ReactNode
  /** One sentence: what will appear here, or what can be done. */
  hint?: ReactNode
  /** First-run: one filled button and one way to import. No results: clear the filter. */
  actions?: ReactNode
  /** It is the whole page: its title is the page's. */
  isPage?: boolean
}

/** Nothing to show yet. For a search without results use `NoResults`. */
export const EmptyState = ({ drawing = 'cards', title, hint, actions, isPage = false }: EmptyProps) => (
  <div className={s.state} data-fills>
    <div>
      <Drawing name={drawing} className={s.drawing} />
      <StateTitle isPage={isPage}>{title}</StateTitle>
      {hint && <p>{hint}</p>}
      {actions && <div className={s.actions}>{actions}</div>}
    </div>
  </div>
)

export function NoResults({ onClear }: { onClear?: () => void }) {
  const t = useT()
  const clear = onClear && (
    <Button variant="default" onClick={onClear}>
      {t('web.list.clear_filters')}
    </Button>
  )
  return <EmptyState drawing="search" title={t('web.list.no_results')} hint={t('web.list.no_results_hint')} actions={clear} />
}

const StateTitle = ({ isPage, children }: { isPage: boolean; children: ReactNode }) => (isPage ? <h1>{children}</h1> : <h2>{children}</h2>)

type ErrorProps = {
  error: unknown
  onRetry?: () => void
  /** Where somebody was before, when that may still be there. */ onBack?: () => void
  isPage?: boolean
}

/** Something could not be loaded: says it in words and offers to try again. The shell stays. */
export function ErrorState({ error, onRetry, onBack, isPage = false }: ErrorProps) {
  const t = useT()
  const text = useProblemText()
  const isMissing = error instanceof ApiProblem && error.status === 404
  const isForbidden = error instanceof ApiProblem && error.status === 403
  const title = isOffline(error)
    ? 'web.error.offline'
    : isMissing
      ? 'web.error.missing'
      : isForbidden
        ? 'web.error.forbidden'
        : 'web.error.title'
  const requestId = error instanceof ApiProblem && error.status >= 500 ? error.details['requestId'] : undefined
  return (
    <div className={s.state} data-fills role="alert">
      <div>
        <Drawing name={isOffline(error) ? 'offline' : 'broken'} className={s.drawing} />
        <StateTitle isPage={isPage}>{t(title)}</StateTitle>
        <p>{text(error)}</p>
        {onRetry && !isMissing && !isForbidden && (
          <div className={s.actions}>
            <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
              {t('web.action.retry')}
            </Button>
            {onBack && (
              <Button variant="subtle" color="gray" onClick={onBack}>
                {t('web.action.back')}
              </Button>
            )}
          </div>
        )}
        {typeof requestId === 'string' && <p className={s.code}>{t('web.error.code', { code: requestId })}</p>}
      </div>
    </div>
  )
}

const alertIcons = { bad: IconAlertTriangle, warn: IconAlertTriangle, ok: IconCircleCheck, info: IconInfoCircle, plain: IconInfoCircle }

/** A sentence inside the page: a refusal above a form, a warning beside a setting. Errors are read out at once. */
export function Notice({ tone = 'info', children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
  const Sign = alertIcons[tone]
  return (
    <div className={s.alert} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Sign size={17} stroke={1.8} aria-hidden />
      <div>{children}</div>
      {action}
    </div>
  )
}

type BoneProps = { width?: number | string; height?: number; round?: boolean }

/** One grey bar of a skeleton. Give it the measure of what will stand there. */
export const Bone = ({ width = '100%', height = 10, round }: BoneProps) => (
  <i
    className={s.bone}
    style={
      { '--w': typeof width === 'number' ? `${width}px` : width, '--h': `${height}px`, '--r': round ? '99px' : '6px' } as CSSProperties
    }
    aria-hidden
  />
)

/** Rows with the geometry of a list: a face and two lines. */
export const ListBones = ({ rows = 9, face = true }: { rows?: number; face?: boolean }) => (
  <div aria-hidden>
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} className={s.line}>
        {face && <Bone width={28} height={28} round />}
        <Bone width={`${62 - ((i * 7) % 30)}%`} />
      </div>
    ))}
  </div>
)

/** What stands in for a page whose code or data takes longer than a blink. */
export function PageBones({ kind = 'plain' }: { kind?: 'list' | 'record' | 'board' | 'plain' }) {
  const t = useT()
  return (
    <div className={s.skeletonPage} role="status" aria-label={t('web.state.loading')}>
      <Bone width={140} height={16} />
      {kind === 'board' ? (
        <div className={s.columns}>
          {[3, 2, 3, 1].map((cards, i) => (
            <div key={i}>
              {Array.from({ length: cards }, (_, card) => (
                <Bone key={card} height={96} />
              ))}
            </div>
          ))}
        </div>
      ) : kind === 'record' ? (
        <>
          <div className={s.line}>
            <Bone width={52} height={52} round />
            <Bone width={220} height={16} />
          </div>
          <ListBones rows={6} face={false} />
        </>
      ) : (
        <ListBones rows={kind === 'list' ? 12 : 6} face={kind === 'list'} />
      )}
    </div>
  )
}
