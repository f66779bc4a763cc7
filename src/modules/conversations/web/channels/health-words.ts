import { perDayOf } from '#conversations/contract/channel-limits.ts'
import type { ChannelReport } from '#conversations/contract/channel-health.ts'
import type { T } from '#web/i18n/i18n.tsx'

/** The provider's word for the name in ours; one that is new to us is shown as it came. */
export function nameStatusText(t: T, status: string | null): string {
  if (status === null) return '—'
  const key = `conversations.channels.name_statuses.${status}`
  return t.has(key) ? t(key) : status
}

export function limitText(
  t: T,
  { approached: used, dailyLimit, isUnlimited }: Pick<ChannelReport, 'approached' | 'dailyLimit' | 'isUnlimited'>,
): string {
  if (dailyLimit !== null) return t('conversations.channels.limit_used', { used, limit: dailyLimit })
  return t(`conversations.channels.${isUnlimited ? 'limit_free' : 'limit_unknown'}`, { used })
}

/** What belongs to a notice: the provider's name for a limit reads as the people it means. */
export function noticeText(t: T, detail: string): string {
  const limit = /^(TIER_\w+|-?\d+)$/.test(detail) ? perDayOf(detail) : undefined
  if (limit === undefined) return detail
  return limit === null ? t('conversations.channels.no_limit') : t('conversations.channels.people_per_day', { count: limit })
}
