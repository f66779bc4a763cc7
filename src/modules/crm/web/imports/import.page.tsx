import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { getImport, runImport, undoImport } from '#crm/contract/api.ts'
import type { ContactImport } from '#crm/contract/import.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { Counts, ProblemTable } from '#crm/web/imports/import-outcome.tsx'
import { MappingForm } from '#crm/web/imports/mapping-form.tsx'
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
import s from '#crm/web/imports/imports.module.css'

const isMoving = (status: ContactImport['status']): boolean => ['reading', 'checking', 'running', 'undoing'].includes(status)

/** One import, step by step: what its columns are, a try without consequences, the real thing, and the way back. */
export function ImportPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  useTopic(`crm.import:${id}`)
  // Live tells at once; asking now and then is for when the connection was away at the wrong moment.
  const query = useApi(getImport, { id }, { staleTime: 0, refetchInterval: 4_000 })
  const one = query.data
  useTitle(one?.fileName)
  if (query.error && !one) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!one) return <PageBones />
  return (
    <Page title={one.fileName} hint={t(`crm.import.status.${one.status}`)} back="/contactos/importar">
      <Step one={one} />
    </Page>
  )
}

function Step({ one }: { one: ContactImport }): ReactNode {
  const t = useT()
  if (isMoving(one.status)) return <Moving one={one} />
  switch (one.status) {
    case 'failed':
      return (
        <EmptyState
          drawing="broken"
          title={t('crm.import.failed')}
          hint={t(`crm.import.failures.${one.failure ?? 'not-a-table'}`)}
          actions={
            <Button variant="default" component={Link} to="/contactos/importar">
              {t('crm.import.another')}
            </Button>
          }
        />
      )
    case 'mapping':
      return <MappingForm key={one.id} one={one} />
    case 'checked':
      return <Checked one={one} />
    default:
      return <Done one={one} />
  }
}

/** A step that is under way. Leaving the page does not stop it. */
function Moving({ one }: { one: ContactImport }) {
  const t = useT()
  const format = useFormat()
  const { rows, done, created, updated } = one.counts
  const all = one.status === 'undoing' ? created + updated : rows
  return (
    <div className={s.moving} role="status">
      <strong>{t(`crm.import.moving.${one.status}`)}</strong>
      {all > 0 && (
        <>
          <ProgressBar value={done / all} label={t(`crm.import.moving.${one.status}`)} />
          <p className="num">{t('crm.import.progress', { done: format.number(done), all: format.number(all) })}</p>
        </>
      )}
      <p>{t('crm.import.may_leave')}</p>
    </div>
  )
}

function ErrorFile({ one }: { one: ContactImport }) {
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
      {t('crm.import.error_file')}
    </Button>
  )
}

function Checked({ one }: { one: ContactImport }) {
  const t = useT()
  const { send, sending, problem } = useSend(runImport, { invalidates: [getImport] })
  const { created, updated, invalid } = one.counts
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Notice tone={invalid > 0 ? 'warn' : 'ok'}>
        {t(invalid > 0 ? 'crm.import.checked_with_problems' : 'crm.import.checked', { count: invalid })}
      </Notice>
      <Counts counts={one.counts} />
      <ProblemTable one={one} />
      <details className={s.again}>
        <summary>{t('crm.import.change_mapping')}</summary>
        <MappingForm one={one} />
      </details>
      <div className={s.buttons}>
        <ErrorFile one={one} />
        <Button loading={sending} disabled={created + updated === 0} onClick={() => void send({ id: one.id }).catch(() => {})}>
          {t('crm.import.run', { count: created + updated })}
        </Button>
      </div>
    </div>
  )
}

function Done({ one }: { one: ContactImport }) {
  const t = useT()
  const may = useMay()
  const { send, sending, problem } = useSend(undoImport, { invalidates: [getImport] })
  const undo = async () => {
    const isSure = await confirm({
      title: t('crm.import.undo_title'),
      text: t('crm.import.undo_text', { created: one.counts.created, updated: one.counts.updated }),
      confirm: t('crm.import.undo'),
      isDangerous: true,
    })
    if (isSure) void send({ id: one.id }).catch(() => {})
  }
  const isUndone = one.status === 'undone'
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Notice tone={isUndone ? 'plain' : 'ok'}>
        {isUndone
          ? t('crm.import.undone', { kept: one.counts.kept })
          : t('crm.import.done', { created: one.counts.created, updated: one.counts.updated })}
      </Notice>
      <Counts counts={one.counts} />
      <ProblemTable one={one} />
      <div className={s.buttons}>
        <ErrorFile one={one} />
        {one.undoUntil && may(canWriteContacts) && (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} stroke={1.7} />} loading={sending} onClick={() => void undo()}>
            {t('crm.import.undo')}
          </Button>
        )}
        <Button component={Link} to="/contactos">
          {t('crm.import.see')}
        </Button>
      </div>
      {one.undoUntil && (
        <p className={s.quiet}>
          {t('crm.import.undo_until')} <DateTime at={one.undoUntil} show="day" />
        </p>
      )}
    </div>
  )
}
