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
