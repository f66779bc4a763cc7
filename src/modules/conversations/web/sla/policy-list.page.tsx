import { ActionIcon, Button, Switch } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { listTeams } from '#identity/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import { getSlaSettings, listSlaPolicies, orderSlaPolicies, updateSlaSettings } from '#conversations/contract/sla-api.ts'
import type { SlaPolicy } from '#conversations/contract/sla.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { LinkedRow } from '#web/ui/linked-row.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/sla/sla.module.css'
import '#web/ui/mantine-forms-css.ts'

/** What is promised, in the order in which it is tried. */
export function PolicyListPage() {
  const t = useT()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi(listSlaPolicies, {})
  const onProblem = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const ordering = useSend(orderSlaPolicies, { invalidates: [listSlaPolicies], onProblem })
  const own = (data?.items ?? []).filter(({ isDefault }) => !isDefault)
  const swap = (one: number, other: number) => {
    const ids = own.map(({ id }) => id)
    ;[ids[one], ids[other]] = [ids[other] as string, ids[one] as string]
    void ordering.send({ ids }).catch(() => {})
  }
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => void navigate({ to: '/ajustes/tiempos/nueva' })}>
      {t('conversations.sla.new')}
    </Button>
  )
  return (
    <Page
      title={t('conversations.sla.title')}
      hint={t('conversations.sla.hint')}
      back="/ajustes"
      narrow
      actions={(data?.items.length ?? 0) > 0 && create}
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={3} face={false} />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('conversations.sla.empty')} hint={t('conversations.sla.empty_hint')} actions={create} />
      ) : (
        <>
          <ol className={s.list}>
            {data.items.map((policy, i) => (
              <li key={policy.id}>
                <LinkedRow
                  to="/ajustes/tiempos/$id"
                  id={policy.id}
                  name={policy.name}
                  isWhole
                  face={
                    <span className={`num ${s.place}`} aria-hidden>
                      {i + 1}
                    </span>
                  }
                  lines={<Lines policy={policy} />}
                  chip={policy.isDefault && <Chip>{t('conversations.sla.default')}</Chip>}
                />
                {own.length > 1 && (
                  <span className={s.moves}>
                    {!policy.isDefault && (
                      <>
                        <ActionIcon
                          size={28}
                          disabled={i === 0}
                          aria-label={t('conversations.sla.up', { name: policy.name })}
                          onClick={() => swap(i, i - 1)}
                        >
                          <IconArrowUp size={15} />
                        </ActionIcon>
                        <ActionIcon
                          size={28}
                          disabled={i === own.length - 1}
                          aria-label={t('conversations.sla.down', { name: policy.name })}
                          onClick={() => swap(i, i + 1)}
                        >
                          <IconArrowDown size={15} />
                        </ActionIcon>
                      </>
                    )}
                  </span>
                )}
              </li>
            ))}
          </ol>
          <Section title={t('conversations.sla.time')}>
            <BotsSwitch />
          </Section>
        </>
      )}
    </Page>
  )
}

function Lines({ policy: { conditions, targets, time, isDefault } }: { policy: SlaPolicy }) {
  const t = useT()
  const format = useFormat()
  const { brands } = useSession()
  const channels = useApi(listChannelNames, {}).data?.items ?? []
  const teams = useApi(listTeams, {}).data?.items ?? []
  const namesOf = (items: readonly { id: string; name: string }[], ids: readonly string[]) =>
    ids.flatMap((id) => items.find((one) => one.id === id)?.name ?? [])
  const whom = [
    ...namesOf(brands, conditions.brandIds),
    ...namesOf(channels, conditions.channelIds),
    ...namesOf(teams, conditions.teamIds),
    ...conditions.priorities.map((value) => t(`conversations.priorities.${value}`)),
    ...conditions.labels,
  ]
  const { firstResponseMinutes, nextResponseMinutes, resolutionMinutes } = targets.normal
  const promised = [
    `${t('conversations.sla.metric.first-response')} ${format.duration(firstResponseMinutes * 60)}`,
    `${t('conversations.sla.metric.next-response')} ${format.duration(nextResponseMinutes * 60)}`,
    ...(resolutionMinutes === null ? [] : [`${t('conversations.sla.metric.resolution')} ${format.duration(resolutionMinutes * 60)}`]),
  ]
  return (
    <>
      <small>{isDefault ? t('conversations.sla.default_hint') : whom.length > 0 ? whom.join(' · ') : t('conversations.sla.anyone')}</small>
      <small className="num">{[...promised, t(`conversations.sla.${time}`)].join(' · ')}</small>
    </>
  )
}

function BotsSwitch() {
  const t = useT()
  const { data } = useApi(getSlaSettings, {})
  const saving = useSend(updateSlaSettings, {
    invalidates: [getSlaSettings],
    rereads: [getSlaSettings],
    onDone: () => void toast({ text: t('conversations.sla.saved') }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <Switch
      label={t('conversations.sla.bots')}
      description={t('conversations.sla.bots_hint')}
      checked={data?.botsAnswer ?? false}
      disabled={!data || saving.sending}
      onChange={(event) => void saving.send({ botsAnswer: event.currentTarget.checked }, { ifMatch: data?.version ?? 0 }).catch(() => {})}
    />
  )
}
