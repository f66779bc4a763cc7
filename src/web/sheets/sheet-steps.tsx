import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ProgressBar } from '#web/ui/marks.tsx'
import { EmptyState, Notice } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import type { Sending, Sheet } from '#web/sheets/sheet.ts'
import { Counts, ProblemTable } from '#web/sheets/sheet-outcome.tsx'
import s from '#web/sheets/sheets.module.css'

type Given = {
  one: Sheet
  /** Key below which the module says `done`, `undone`, `undo_text`, `see` and its `problems`. */
  words: string
  /** Where files are dropped, and where what was brought in is seen. */
  path: string
  seenAt: string
  /** What the columns are, to be chosen. */
  mapping: ReactNode
  running: Sending
  onRun: () => void
  /** Absent for who may not. */
  undoing: (Sending & { onUndo: () => void }) | null
}

const moving: readonly Sheet['status'][] = ['reading', 'checking', 'running', 'undoing']

/** One import, step by step: what its columns are, a try without consequences, the real thing, and the way back. */
export function SheetSteps(given: Given) {
  const { one, path, mapping } = given
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
            <Button variant="default" component={Link} to={path}>
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

function Checked({ one, words, mapping, running, onRun }: Given) {
  const t = useT()
  const { created, updated, invalid } = one.counts
  return (
    <div className={s.step}>
      {running.problem && <Notice tone="bad">{running.problem}</Notice>}
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
        <Button loading={running.isSending} disabled={created + updated === 0} onClick={onRun}>
          {t('kernel.sheet.run', { count: created + updated })}
        </Button>
      </div>
    </div>
  )
}

function Done({ one, words, seenAt, undoing }: Given) {
  const t = useT()
  const undo = async () => {
    const isSure = await confirm({
      title: t('kernel.sheet.undo_title'),
      text: t(`${words}.undo_text`, { created: one.counts.created, updated: one.counts.updated }),
      confirm: t('kernel.sheet.undo'),
      isDangerous: true,
    })
    if (isSure) undoing?.onUndo()
  }
  const isUndone = one.status === 'undone'
  return (
    <div className={s.step}>
      {undoing?.problem && <Notice tone="bad">{undoing.problem}</Notice>}
      <Notice tone={isUndone ? 'plain' : 'ok'}>
        {isUndone
          ? t(`${words}.undone`, { kept: one.counts.kept })
          : t(`${words}.done`, { created: one.counts.created, updated: one.counts.updated })}
      </Notice>
      <Counts counts={one.counts} />
      <ProblemTable one={one} words={words} />
      <div className={s.buttons}>
        <ErrorFile one={one} />
        {one.undoUntil && undoing && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} stroke={1.7} />}
            loading={undoing.isSending}
            onClick={() => void undo()}
          >
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
