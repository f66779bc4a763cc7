import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { orderPipelines, setPipelineArchival } from '#sales/contract/pipeline-api.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { LostReasons } from '#sales/web/pipelines/lost-reasons.tsx'
import { askPipelinesAgain } from '#sales/web/deals/deals.live.ts'
import { usePipelines } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useSend } from '#web/query.ts'
import { Page, Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/pipelines/pipelines.module.css'

/** The ways in which a business sells, in their order, and the reasons why it does not. */
export function PipelineListPage() {
  const t = useT()
  const navigate = useNavigate()
  const { all, pipelines = [], error, refetch } = usePipelines()
  useTopic('sales.pipelines')
  const archived = all?.filter(({ archivedAt }) => archivedAt !== null) ?? []
  return (
    <Page
      title={t('sales.settings.title')}
      hint={t('sales.settings.hint')}
      back="/ajustes"
      narrow
      actions={
        <Button leftSection={<IconPlus size={16} stroke={1.9} />} onClick={() => void navigate({ to: '/ajustes/embudos/nuevo' })}>
          {t('sales.settings.new')}
        </Button>
      }
    >
      {!all ? (
        error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : (
          <ListBones rows={3} face={false} />
        )
      ) : pipelines.length === 0 ? (
        <EmptyState title={t('sales.board.none_title')} hint={t('sales.board.none_hint')} />
      ) : (
        <ol className={s.list}>
          {pipelines.map((pipeline, at) => (
            <Row key={pipeline.id} pipeline={pipeline} at={at} order={pipelines.map(({ id }) => id)} />
          ))}
        </ol>
      )}
      {archived.length > 0 && (
        <Section title={t('sales.settings.archived')}>
          <ol className={s.list}>
            {archived.map((pipeline) => (
              <Row key={pipeline.id} pipeline={pipeline} at={0} order={[]} />
            ))}
          </ol>
        </Section>
      )}
      <Section title={t('sales.lost.reasons')} hint={t('sales.lost.reasons_hint')}>
        <LostReasons />
      </Section>
    </Page>
  )
}

function Row({ pipeline, at, order }: { pipeline: Pipeline; at: number; order: readonly string[] }) {
  const t = useT()
  const queryClient = useQueryClient()
  const options = {
    onDone: () => askPipelinesAgain(queryClient),
    onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad', name: 'pipeline' }),
  }
  const ordering = useSend(orderPipelines, options)
  const archiving = useSend(setPipelineArchival, options)
  const isArchived = pipeline.archivedAt !== null
  const swap = (by: number) => {
    const ids = [...order]
    const [moved = ''] = ids.splice(at, 1)
    ids.splice(at + by, 0, moved)
    void ordering.send({ ids })
  }
  const archiveLabel = t(isArchived ? 'sales.settings.restore' : 'sales.settings.archive', { name: pipeline.name })
  const Sign = isArchived ? IconArchiveOff : IconArchive
  return (
    <li>
      <Link to={`/ajustes/embudos/${pipeline.id}`}>
        <strong>{pipeline.name}</strong>
        <small>{pipeline.stages.map(({ name }) => name).join(' · ')}</small>
      </Link>
      {!isArchived && (
        <>
          <ActionIcon size={32} disabled={at === 0} aria-label={t('sales.settings.up', { name: pipeline.name })} onClick={() => swap(-1)}>
            <IconArrowUp size={16} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            size={32}
            disabled={at === order.length - 1}
            aria-label={t('sales.settings.down', { name: pipeline.name })}
            onClick={() => swap(1)}
          >
            <IconArrowDown size={16} stroke={1.7} />
          </ActionIcon>
        </>
      )}
      <Tooltip label={archiveLabel}>
        <ActionIcon size={32} aria-label={archiveLabel} onClick={() => void archiving.send({ id: pipeline.id, isArchived: !isArchived })}>
          <Sign size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}
