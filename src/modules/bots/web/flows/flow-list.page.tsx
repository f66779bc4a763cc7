import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createFlow, deleteFlow, listFlows, updateFlow } from '#bots/contract/flow-api.ts'
import type { FlowSummary } from '#bots/contract/flows.ts'
import { canManageBots } from '#bots/contract/permissions.ts'
import { useTopic } from '#web/live-hooks.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons } from '#web/ui/form.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#bots/web/flows/flows.module.css'

/** Bots of the business: which are on, what became of the customers they attended, and where those stopped. */
export function FlowListPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const [making, setMaking] = useState<{ copyOf: string | null } | null>(null)
  const { data, error, refetch } = useApi(listFlows, {})
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const switching = useSend(updateFlow, { invalidates: [listFlows], onProblem })
  const removing = useSend(deleteFlow, { invalidates: [listFlows], onProblem })
  useTopic('bots.flows')
  useTitle(t('bots.list.title'))
  const open = (id: string) => void navigate({ to: '/bots/$id', params: { id } })

  const remove = async (flow: FlowSummary) => {
    const isSure = await confirm({
      title: t('bots.list.delete_title', { name: flow.name }),
      text: t('bots.list.delete_text'),
      confirm: t('bots.list.delete'),
      isDangerous: true,
    })
    if (isSure) void removing.send({ id: flow.id })
  }

  const figure = (name: 'started' | 'finished' | 'handedOff'): Column<FlowSummary> => ({
    name,
    header: t(`bots.list.${name}`),
    width: 130,
    align: 'end',
    card: name === 'finished' ? 'none' : 'named',
    cell: ({ figures }) => <span className="num">{figures[name]}</span>,
  })
  const columns: Column<FlowSummary>[] = [
    { name: 'name', header: t('bots.list.name'), width: 'grow', card: 'title', cell: (flow) => flow.name },
    { name: 'state', header: t('bots.list.state'), width: 150, card: 'corner', cell: (flow) => <FlowState flow={flow} /> },
    {
      name: 'version',
      header: t('bots.list.version'),
      width: 90,
      align: 'end',
      card: 'none',
      cell: ({ publishedNumber }) => (publishedNumber === null ? '' : <span className="num">{publishedNumber}</span>),
    },
    figure('started'),
    figure('finished'),
    figure('handedOff'),
    {
      name: 'drops',
      header: t('bots.list.drops'),
      width: 220,
      card: 'none',
      cell: ({ figures: { drops } }) =>
        drops[0] ? (
          <span className={s.drop} title={drops.map(({ nodeName, count }) => `${nodeName}: ${count}`).join('\n')}>
            {drops[0].nodeName} <span className="num">({drops[0].count})</span>
          </span>
        ) : null,
    },
  ]
  return (
    <>
      <ListPage<FlowSummary>
        title={t('bots.list.title')}
        hint={t('bots.list.hint')}
        actions={
          may(canManageBots) && (
            <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking({ copyOf: null })}>
              {t('bots.list.create')}
            </Button>
          )
        }
        grid={{
          label: t('bots.list.title'),
          rows: data?.items,
          columns,
          rowId: (flow) => flow.id,
          rowName: (flow) => flow.name,
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="cards" title={t('bots.list.empty_title')} hint={t('bots.list.empty_hint')} />,
          rowHref: ({ id }) => `/bots/${id}`,
          ...(may(canManageBots) && {
            rowMenu: (flow: FlowSummary) => (
              <>
                {flow.publishedNumber !== null && (
                  <Menu.Item onClick={() => void switching.send({ id: flow.id, isActive: !flow.isActive }, { ifMatch: flow.version })}>
                    {t(flow.isActive ? 'bots.list.switch_off' : 'bots.list.switch_on')}
                  </Menu.Item>
                )}
                <Menu.Item onClick={() => setMaking({ copyOf: flow.id })}>{t('bots.list.copy')}</Menu.Item>
                <Menu.Item onClick={() => void remove(flow)}>{t('bots.list.delete')}</Menu.Item>
              </>
            ),
          }),
        }}
      />
      {making && <NameDialog copyOf={making.copyOf} onClose={() => setMaking(null)} onMade={open} />}
    </>
  )
}

export function FlowState({ flow }: { flow: Pick<FlowSummary, 'isActive' | 'publishedNumber' | 'hasChanges'> }) {
  const t = useT()
  if (flow.isActive) return <Chip tone="ok">{t(flow.hasChanges ? 'bots.list.on_with_changes' : 'bots.list.on')}</Chip>
  return <Chip>{t(flow.publishedNumber === null ? 'bots.list.draft' : 'bots.list.off')}</Chip>
}

function NameDialog({ copyOf, onClose, onMade }: { copyOf: string | null; onClose: () => void; onMade: (id: string) => void }) {
  const t = useT()
  const [name, setName] = useState('')
  const { send, sending, problem } = useSend(createFlow, { invalidates: [listFlows], onDone: (flow) => onMade(flow.id) })
  return (
    <Modal opened onClose={onClose} title={t(copyOf === null ? 'bots.list.create' : 'bots.list.copy')}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          void send({ name, copyOf })
        }}
      >
        <Fields>
          <TextInput
            label={t('bots.list.name')}
            value={name}
            maxLength={80}
            data-autofocus
            required
            error={problem}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormButtons submit={t('bots.list.create')} isSaving={sending} onCancel={onClose} />
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
