import { Button, Menu } from '@mantine/core'
import { IconChecks, IconPencil, IconTrash } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { approveCount, getCount, listCounts, moveCount } from '#inventory/contract/count-api.ts'
import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import { canApproveCounts } from '#inventory/contract/permissions.ts'
import { CountReview } from '#inventory/web/counts/count-review.tsx'
import { CountSheet } from '#inventory/web/counts/count-sheet.tsx'
import { CountState } from '#inventory/web/counts/count-state.tsx'
import { FinishDialog } from '#inventory/web/counts/finish-dialog.tsx'
import { useSheet } from '#inventory/web/counts/use-sheet.ts'
import { usePlaceName } from '#inventory/web/words/place-name.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, Notice, PageBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/counts/counts.module.css'

const list = '/stock/conteos'

/** One sheet: counted on it, looked at, and what came of it. */
export function CountPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const sheet = useSheet(id)
  const placeName = usePlaceName()
  const { count } = sheet
  const place = count && placeName({ name: count.locationName, kind: count.locationKind })
  const title = count ? count.name || (place ?? '') : t('inventory.count.one')
  useTitle(title)
  if (sheet.error)
    return (
      <Page title={t('inventory.count.one')} back={list}>
        <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} />
      </Page>
    )
  if (!count) return <PageBones kind="list" />
  return (
    <Page
      title={title}
      back={list}
      hint={
        <span className={s.facts}>
          <CountState state={count.state} />
          {count.name !== '' && <span>{place}</span>}
          {count.isBlind && <span>{t('inventory.count.is_blind')}</span>}
        </span>
      }
      actions={<Actions count={count} lines={sheet.lines} isWaiting={sheet.waiting.length > 0} />}
    >
      <Troubles sheet={sheet} />
      {count.state === 'counting' ? <CountSheet sheet={sheet} count={count} /> : <CountReview sheet={sheet} count={count} />}
    </Page>
  )
}

/** What was not taken stays until somebody has read it. */
function Troubles({ sheet }: { sheet: ReturnType<typeof useSheet> }) {
  const t = useT()
  const text = useProblemText()
  const { waiting, refused, isKept } = sheet
  return (
    <div className={s.troubles}>
      {isKept && <Notice tone="warn">{t('inventory.count.offline')}</Notice>}
      {waiting.length > 0 && <Notice>{t('inventory.count.waiting', { count: waiting.length })}</Notice>}
      {refused.map(({ id, name, problem }) => (
        <Notice
          key={id}
          tone="bad"
          action={
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => sheet.forget(id)}>
              {t('inventory.count.understood')}
            </Button>
          }
        >
          {t('inventory.count.refused', { name, reason: text(problem) })}
        </Notice>
      ))}
    </div>
  )
}

function Actions({ count, lines, isWaiting }: { count: StockCount; lines: readonly CountLine[]; isWaiting: boolean }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const [isFinishing, setFinishing] = useState(false)
  const tell = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const { send: move, sending } = useSend(moveCount, { invalidates: [getCount, listCounts], onProblem: tell })
  const { send: approve, sending: isApproving } = useSend(approveCount, {
    invalidates: [getCount, listCounts],
    onProblem: tell,
    onDone: () => void toast({ text: t('inventory.count.approved') }),
  })
  const discard = async () => {
    const isSure = await confirm({
      title: t('inventory.count.discard_title'),
      text: t('inventory.count.discard_text'),
      confirm: t('inventory.count.discard'),
      isDangerous: true,
    })
    if (isSure) void move({ id: count.id, state: 'discarded' })
  }
  const accept = async () => {
    const isSure = await confirm({
      title: t('inventory.count.approve_title'),
      text: t('inventory.count.approve_text', {
        count: count.differentCount ?? 0,
        worth: count.differenceMinor === null ? '' : format.money(count.differenceMinor, count.currency),
        hasWorth: count.differenceMinor === null ? 'no' : 'yes',
      }),
      confirm: t('inventory.count.approve'),
    })
    if (isSure) void approve({ id: count.id }, { ifMatch: count.version })
  }
  if (count.closedAt !== null) return null
  return (
    <>
      <MoreMenu width={210}>
        <Menu.Item leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => void discard()}>
          {t('inventory.count.discard')}
        </Menu.Item>
      </MoreMenu>
      {count.state === 'counting' && (
        <Button leftSection={<IconChecks size={16} stroke={1.7} />} disabled={isWaiting} onClick={() => setFinishing(true)}>
          {t('inventory.count.finish')}
        </Button>
      )}
      {count.state === 'review' && (
        <>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.7} />}
            loading={sending}
            onClick={() => void move({ id: count.id, state: 'counting' })}
          >
            {t('inventory.count.go_on')}
          </Button>
          {may(canApproveCounts) && (
            <Button
              leftSection={<IconChecks size={16} stroke={1.7} />}
              loading={isApproving}
              disabled={count.againCount > 0 || isWaiting}
              onClick={() => void accept()}
            >
              {t('inventory.count.approve')}
            </Button>
          )}
        </>
      )}
      {isFinishing && (
        <FinishDialog
          missing={lines.filter(({ countedAt }) => countedAt === null).length}
          counted={lines.filter(({ countedAt }) => countedAt !== null).length}
          isSaving={sending}
          onClose={() => setFinishing(false)}
          onFinish={(missing) =>
            void move({ id: count.id, state: 'review', missing }).then(
              () => setFinishing(false),
              () => {},
            )
          }
        />
      )}
    </>
  )
}
