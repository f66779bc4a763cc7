import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ProgressBar } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import type { Sheet, SheetKind } from '#web/sheets/sheet.ts'
import { Counts, ProblemTable } from '#web/sheets/sheet-outcome.tsx'
import s from '#web/sheets/sheets.module.css'

type Given = {
  kind: SheetKind
  one: Sheet
  /** What the columns are, to be chosen. */
  mapping: ReactNode
}

const moving: readonly Sheet['status'][] = ['reading', 'checking', 'running', 'undoing']

/**
 * One import, step by step: what its columns are, a try without consequences, the real thing, and the way back. `form`
 * chooses the columns, in a `SheetMapping`.
 */
export function SheetPage({ kind, form: Form }: { kind: SheetKind; form: ComponentType<{ one: Sheet }> }) {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  useTopic(`${kind.topic}:${id}`)
  // Live tells at once; asking now and then is for when the connection was away at the wrong moment.
  const query = useApi(kind.api.get, { id }, { staleTime: 0, refetchInterval: 4_000 })
  const one = query.data
  useTitle(one?.fileName)
  if (query.error && !one) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!one) return <PageBones />
  return (
    <Page title={one.fileName} hint={t(`kernel.sheet.status.${one.status}`)} back={kind.path}>
      <Steps kind={kind} one={one} mapping={<Form key={one.id} one={one} />} />
    </Page>
  )
}

function Steps(given: Given) {
  const { kind, one, mapping } = given
  const t = useT()
  if (moving.includes(one.status)) return <Moving one={one} />
  switch (one.status) {
    case 'failed':
      return (
        <EmptyState
          drawing="broken"
          title={t('kernel.sheet.failed')}
          hint={t(`kernel.sheet.failures.${one.failure ?? 'not-a-table'}`)}
          actions={
            <Button variant="default" component={Link} to={kind.path}>
              {t('kernel.sheet.another')}
            </Button>
          }
        />
      )
    case 'mapping':
      return mapping
    case 'checked':
      return <Checked {...given} />
    default:
      return <Done {...given} />
  }
}

/** A step that is under way. Leaving the page does not stop it. */
function Moving({ one }: { one: Sheet }) {
  const t = useT()
  const format = useFormat()
  const { rows, done, created, updated } = one.counts
  const all = one.status === 'undoing' ? created + updated : rows
  return (
    <div className={s.moving} role="status">
      <strong>{t(`kernel.sheet.moving.${one.status}`)}</strong>
      {all > 0 && (
        <>
          <ProgressBar value={done / all} label={t(`kernel.sheet.moving.${one.status}`)} />
          <p className="num">{t('kernel.sheet.progress', { done: format.number(done), all: format.number(all) })}</p>
        </>
      )}
      <p>{t('kernel.sheet.may_leave')}</p>
    </div>
  )
}

function ErrorFile({ one }: { one: Sheet }) {
  const t = useT()
  if (one.counts.invalid === 0) return null
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.7} />}
      component="a"
      href={one.errorFileUrl ?? undefined}
      download
      disabled={!one.errorFileUrl}
      loading={!one.errorFileUrl}
    >
      {t('kernel.sheet.error_file')}
    </Button>
  )
}

function Checked({ kind: { api, moves = [], words }, one, mapping }: Given) {
  const t = useT()
  const { send, sending, problem } = useSend(api.run, { invalidates: [api.get, ...moves] })
  const { created, updated, invalid } = one.counts
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Notice tone={invalid > 0 ? 'warn' : 'ok'}>
        {t(invalid > 0 ? 'kernel.sheet.checked_with_problems' : 'kernel.sheet.checked', { count: invalid })}
      </Notice>
      <Counts counts={one.counts} />
      <ProblemTable one={one} words={words} />
      <details className={s.again}>
        <summary>{t('kernel.sheet.change_mapping')}</summary>
        {mapping}
      </details>
      <div className={s.buttons}>
        <ErrorFile one={one} />
        <Button loading={sending} disabled={created + updated === 0} onClick={() => void send({ id: one.id }).catch(() => {})}>
          {t('kernel.sheet.run', { count: created + updated })}
        </Button>
      </div>
    </div>
  )
}

function Done({ kind: { api, moves = [], words, seenAt, undoing }, one }: Given) {
  const t = useT()
  const may = useMay()
  const { send, sending, problem } = useSend(api.undo, { invalidates: [api.get, ...moves] })
  const undo = async () => {
    const isSure = await confirm({
      title: t('kernel.sheet.undo_title'),
      text: t(`${words}.undo_text`, { created: one.counts.created, updated: one.counts.updated }),
      confirm: t('kernel.sheet.undo'),
      isDangerous: true,
    })
    if (isSure) await send({ id: one.id }).catch(() => {})
  }
  const isUndone = one.status === 'undone'
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Notice tone={isUndone ? 'plain' : 'ok'}>
        {isUndone
          ? t(`${words}.undone`, { kept: one.counts.kept })
          : t(`${words}.done`, { created: one.counts.created, updated: one.counts.updated })}
      </Notice>
      <Counts counts={one.counts} />
      <ProblemTable one={one} words={words} />
      <div className={s.buttons}>
        <ErrorFile one={one} />
        {one.undoUntil && (!undoing || may(undoing)) && (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} stroke={1.7} />} loading={sending} onClick={() => void undo()}>
            {t('kernel.sheet.undo')}
          </Button>
        )}
        <Button component={Link} to={seenAt}>
          {t(`${words}.see`)}
        </Button>
      </div>
      {one.undoUntil && (
        <p className={s.quiet}>
          {t('kernel.sheet.undo_until')} <DateTime at={one.undoUntil} show="day" />
        </p>
      )}
    </div>
  )
}
