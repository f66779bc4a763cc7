import type { Lead } from '#crm/contract/lead.ts'
import { useT } from '#web/i18n/i18n.tsx'

type Origin = Pick<Lead, 'channel' | 'utmSource' | 'utmCampaign' | 'headline' | 'referrer' | 'clickKind'>
const known = new Set(['whatsapp', 'form', 'api', 'lead-ads'])

/** Where an enquiry came from, the most telling first: the channel, and the campaign or page behind it. */
export function useOriginText(): (lead: Origin) => string {
  const t = useT()
  return ({ channel, utmSource, utmCampaign, headline, referrer, clickKind }) => {
    const host = referrer ? URL.parse(referrer)?.hostname.replace(/^www\./, '') : undefined
    const behind =
      clickKind === 'ctwa' || headline ? (headline ?? t('crm.leads.ad')) : [utmSource ?? host, utmCampaign].filter(Boolean).join(' · ')
    const name = known.has(channel) ? t(`crm.leads.channels.${channel}`) : channel
    return behind ? `${name} · ${behind}` : name
  }
}
