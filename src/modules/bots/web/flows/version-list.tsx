import { Button } from '@mantine/core'
import { getFlow, listFlows, listVersions, rollBackFlow } from '#bots/contract/flow-api.ts'
import type { Flow, FlowVersion } from '#bots/contract/flows.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Chip } from '#web/ui/marks.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#bots/web/flows/parts.module.css'

type Props = { flow: Flow; isFixed: boolean; onTaken: (flow: Flow) => void }

/** What was published, what each changed of the one before, and the way back to it. */
export function VersionList({ flow, isFixed, onTaken }: Props) {
  const t = useT()
  const { data, error, refetch } = useApi(listVersions, { id: flow.id })
  const { send } = useSend(rollBackFlow, {
    invalidates: [listVersions, listFlows, getFlow],
    onDone: (answer) => {
      onTaken(answer)
      void toast({ text: t('bots.versions.back', { number: answer.publishedNumber ?? 0 }) })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={3} face={false} />
  if (data.items.length === 0) return <p className={s.allGood}>{t('bots.versions.none')}</p>
  const goBack = async ({ number }: FlowVersion) => {
    const isSure = await confirm({
      title: t('bots.versions.back_title', { number }),
      text: t('bots.versions.back_text'),
      confirm: t('bots.versions.go_back'),
    })
    if (isSure) void send({ id: flow.id, number })
  }
  return (
    <ol className={s.versions}>
      {data.items.map((version) => (
        <li key={version.number}>
          <div className={s.versionHead}>
            <b>{t('bots.versions.number', { number: version.number })}</b>
            {version.isPublished && <Chip tone="ok">{t('bots.versions.live')}</Chip>}
            <span className={s.versionAt}>
              <RelativeTime at={version.publishedAt} />
            </span>
          </div>
          {version.note && <p>{version.note}</p>}
          <small>
            {[
              version.publishedByName,
              t('bots.versions.nodes', { count: version.nodeCount }),
              ...(version.inside > 0 ? [t('bots.versions.inside', { count: version.inside })] : []),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
          <Changes {...version.changes} />
          {!isFixed && !version.isPublished && (
            <Button variant="default" size="compact-sm" onClick={() => void goBack(version)}>
              {t('bots.versions.go_back')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  )
}

function Changes({ added, removed, changed, rules }: FlowVersion['changes']) {
  const t = useT()
  const list = (names: readonly string[]): string => names.slice(0, 6).join(', ') + (names.length > 6 ? '…' : '')
  return (
    <ul className={s.changes}>
      {added.length > 0 && <li>{t('bots.versions.added', { names: list(added) })}</li>}
      {changed.length > 0 && <li>{t('bots.versions.changed', { names: list(changed) })}</li>}
      {removed.length > 0 && <li>{t('bots.versions.removed', { names: list(removed) })}</li>}
      {rules && <li>{t('bots.versions.rules')}</li>}
    </ul>
  )
}
