import { ActionIcon, Button, Menu, Select, Tooltip } from '@mantine/core'
import { IconArchive, IconArrowBackUp, IconCheck, IconDots, IconPencil, IconX } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { closeDeal, getDeal, setDealArchival } from '#sales/contract/deal-api.ts'
import type { Deal } from '#sales/contract/deal.ts'
import { canWriteDeals } from '#sales/contract/permissions.ts'
import { EditDealDialog } from '#sales/web/deals/deal-dialog.tsx'
import { DealFacts } from '#sales/web/deals/deal-facts.tsx'
import { askAgain, putCard } from '#sales/web/deals/deals.live.ts'
import { cardOf, type Target } from '#sales/web/deals/deal-moves.ts'
import { LostDialog } from '#sales/web/deals/lost-dialog.tsx'
import { isClosing } from '#sales/web/deals/stage-kinds.ts'
import { useStages } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { partOf } from '#web/lent.ts'
import { useApi, useSend } from '#web/query.ts'
import { useQueryClient } from '@tanstack/react-query'
import { panelsFor } from '#web/registry.ts'
import { useMay, useSession } from '#web/session.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/deals/deals.module.css'

type Props = { id: string; isSheet: boolean; onClose: () => void; onMove: (deal: Deal, target: Target) => void }

/** A deal beside the board, with its conversation. */
export function DealAside({ id, isSheet, onClose, onMove }: Props) {
  const t = useT()
  const { data: deal, error, refetch } = useApi(getDeal, { id })
  if (!deal)
    return (
      <div className={s.aside}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <ListBones rows={6} face={false} />}
        <Button variant="default" onClick={onClose}>
          {t('web.action.close')}
        </Button>
      </div>
    )
  return <Known key={id} deal={deal} isSheet={isSheet} onClose={onClose} onMove={onMove} />
}

function Known({ deal, isSheet, onClose, onMove }: { deal: Deal } & Omit<Props, 'id'>) {
  const t = useT()
  const may = useMay()
  const session = useSession()
  const stageOf = useStages()
  const [tab, setTab] = useState<'deal' | 'talk'>('deal')
  const [isEditing, setEditing] = useState(false)
  const here = stageOf(deal.stageId)
  const mayWrite = may(canWriteDeals) && deal.archivedAt === null
  const hasTalk = deal.contactId !== null && panelsFor(session, 'conversation').length > 0
  return (
    <div className={s.aside} data-deal-open={deal.id} data-sheet={isSheet || undefined}>
      <header className={s.asideHead}>
        <div>
          <h2>{deal.title}</h2>
          {here && (
            <Select
              size="xs"
              aria-label={t('sales.deal.stage')}
              data={here.pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
              value={deal.stageId}
              allowDeselect={false}
              disabled={!mayWrite}
              onChange={(stageId) => stageId && onMove(deal, { stageId, afterId: null, beforeId: null })}
            />
          )}
        </div>
        {mayWrite && (
          <Tooltip label={t('sales.deal.edit')}>
            <ActionIcon size={32} aria-label={t('sales.deal.edit')} onClick={() => setEditing(true)}>
              <IconPencil size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        {may(canWriteDeals) && <More deal={deal} onClose={onClose} />}
        {!isSheet && (
          <ActionIcon size={32} aria-label={t('web.action.close')} onClick={onClose}>
            <IconX size={17} stroke={1.7} />
          </ActionIcon>
        )}
      </header>
      {mayWrite && here && <Outcome deal={deal} isClosed={isClosing(here.stage.kind)} />}
      {hasTalk ? (
        <Tabs
          label={t('sales.deal.parts')}
          value={tab}
          choices={[
            { value: 'deal', label: t('sales.deal.one') },
            { value: 'talk', label: t('sales.deal.conversation') },
          ]}
          onChange={setTab}
        >
          {tab === 'deal' ? <DealFacts deal={deal} /> : <Talk deal={deal} />}
        </Tabs>
      ) : (
        <DealFacts deal={deal} />
      )}
      {isEditing && <EditDealDialog id={deal.id} onClose={() => setEditing(false)} />}
    </div>
  )
}

/** Won, lost or open again: what most deals come to is a button. */
function Outcome({ deal, isClosed }: { deal: Deal; isClosed: boolean }) {
  const t = useT()
  const queryClient = useQueryClient()
  const [isLosing, setLosing] = useState(false)
  const { send, sending } = useSend(closeDeal, {
    onDone: (saved) => {
      queryClient.setQueryData([getDeal.path, { id: saved.id }], saved)
      putCard(queryClient, cardOf(saved))
      askAgain(queryClient, saved.id)
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'deal' }),
  })
  if (isClosed)
    return (
      <div className={s.outcome}>
        <Button
          variant="default"
          loading={sending}
          leftSection={<IconArrowBackUp size={16} stroke={1.7} />}
          onClick={() => void send({ id: deal.id, outcome: 'open' })}
        >
          {t('sales.deal.reopen')}
        </Button>
      </div>
    )
  return (
    <div className={s.outcome}>
      <Button
        variant="default"
        loading={sending}
        leftSection={<IconCheck size={16} stroke={1.7} />}
        onClick={() => void send({ id: deal.id, outcome: 'won' })}
      >
        {t('sales.deal.win')}
      </Button>
      <Button variant="default" leftSection={<IconX size={16} stroke={1.7} />} onClick={() => setLosing(true)}>
        {t('sales.deal.lose')}
      </Button>
      {isLosing && (
        <LostDialog
          title={deal.title}
          onClose={() => setLosing(false)}
          onSave={(lost) => {
            setLosing(false)
            void send({ id: deal.id, outcome: 'lost', ...lost })
          }}
        />
      )}
    </div>
  )
}

function More({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useT()
  const queryClient = useQueryClient()
  const isArchived = deal.archivedAt !== null
  const { send } = useSend(setDealArchival, {
    onDone: (saved) => {
      queryClient.setQueryData([getDeal.path, { id: saved.id }], saved)
      putCard(queryClient, cardOf(saved), saved.archivedAt !== null)
      askAgain(queryClient, saved.id)
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'deal' }),
  })
  const archive = async () => {
    await send({ id: deal.id, isArchived: !isArchived })
    if (isArchived) return
    onClose()
    void toast({ text: t('sales.deal.archived'), name: 'deal', undo: () => void send({ id: deal.id, isArchived: false }) })
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size={32} aria-label={t('sales.deal.more')}>
          <IconDots size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArchive size={16} stroke={1.7} />} onClick={() => void archive().catch(() => {})}>
          {t(isArchived ? 'sales.deal.restore' : 'sales.deal.archive')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The conversation as its own module shows it. */
function Talk({ deal }: { deal: Deal }) {
  const [panel] = panelsFor(useSession(), 'conversation')
  if (!panel || deal.contactId === null) return null
  const Body = partOf<'conversation'>(panel)
  return (
    <div className={s.talk}>
      <Suspense fallback={<ListBones rows={6} />}>
        <Body contactId={deal.contactId} conversationId={deal.conversationId} />
      </Suspense>
    </div>
  )
}
