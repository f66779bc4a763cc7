import { listChannelNames } from '#conversations/contract/channel-api.ts'
import type { RoutingRule } from '#conversations/contract/routing.ts'
import { listTeams } from '#identity/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSession } from '#web/session.ts'

/** A rule as people would say it: what it asks for, and where it leads. */
export function useRuleWords(): (rule: RoutingRule) => string {
  const t = useT()
  const { brands } = useSession()
  const { data: channels } = useApi(listChannelNames, {})
  const { data: teams } = useApi(listTeams, {})
  const named = (all: readonly { id: string; name: string }[] | undefined, ids: readonly string[]) =>
    ids.map((id) => all?.find((one) => one.id === id)?.name ?? '…').join(', ')
  return ({ conditions, skill, teamId, method, overflow }) => {
    const { brandIds, channelIds, languages, labels, customer, hours } = conditions
    const asked = [
      brandIds.length > 0 && named(brands, brandIds),
      channelIds.length > 0 && named(channels?.items, channelIds),
      languages.length > 0 && languages.map((code) => t(`conversations.languages.${code}`)).join(', '),
      labels.length > 0 && labels.join(', '),
      customer !== 'any' && t(`conversations.routing.customer_${customer}`),
      hours !== 'any' && t(`conversations.routing.hours_${hours}`),
    ].filter(Boolean)
    return [
      asked.length > 0 ? asked.join(' · ') : t('conversations.routing.everything'),
      '→',
      named(teams?.items, [teamId]),
      `(${[t(`conversations.routing.method_${method}`), skill].filter(Boolean).join(', ')})`,
      overflow &&
        t('conversations.routing.then', {
          minutes: Math.max(1, Math.round(overflow.afterSeconds / 60)),
          team: named(teams?.items, [overflow.teamId]),
        }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
