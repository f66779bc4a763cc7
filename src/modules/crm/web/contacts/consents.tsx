import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { listConsents, listTimeline, setConsent } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import type { Consent } from '#crm/contract/consent.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { ConsentHistory } from '#crm/web/contacts/consent-history.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/contacts/consents.module.css'

type Channel = Consent['channel']
const tones = { granted: 'ok', denied: 'bad', unknown: 'plain' } as const
const states = ['granted', 'denied', 'unknown'] as const

/** The channels over which this contact could be written to. */
function channelsOf(contact: Contact): Channel[] {
  const has = (kind: string): boolean => contact.identities.some((identity) => identity.kind === kind)
  const isReachable: Record<Channel, boolean> = {
    whatsapp: has('wa_id') || has('bsuid') || has('phone'),
    sms: has('phone'),
    phone: has('phone'),
    email: has('email'),
    instagram: has('igsid'),
    messenger: has('psid'),
    telegram: has('telegram_id'),
  }
  return (Object.keys(isReachable) as Channel[]).filter((channel) => isReachable[channel])
}

/** What the contact said about promotions, channel by channel, with when and how it is known. */
export function Consents({ contact }: { contact: Contact }) {
  const t = useT()
  const may = useMay()
  const { data } = useApi(listConsents, { id: contact.id })
  const { send } = useSend(setConsent, {
    invalidates: [listConsents, listTimeline],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const channels = channelsOf(contact)
  if (!data || (channels.length === 0 && data.history.length === 0)) return null
  return (
    <FactGroup title={t('crm.consent.title')}>
      <div className={s.consents}>
        {channels.map((channel) => {
          const known = data.current.find((one) => one.channel === channel && one.purpose === 'marketing')
          const state = known?.state ?? 'unknown'
          const chip = <Chip tone={tones[state]}>{t(`crm.consent.${state}`)}</Chip>
          return (
            <div key={channel} className={s.consent}>
              <span>
                {t(`crm.channel.${channel}`)}
                {known && (
                  <small>
                    <DateTime at={known.changedAt} show="day" /> · {known.actorName ?? t(`crm.consent.source_${known.source}`)}
                    {known.evidence && ` · ${known.evidence}`}
                    {known.textVersion && ` · ${t('crm.consent.text_version', { version: known.textVersion })}`}
                  </small>
                )}
              </span>
              {may(canWriteContacts) ? (
                <Menu position="bottom-end" width={180}>
                  <Menu.Target>
                    <UnstyledButton
                      className={s.consentButton}
                      aria-label={t('crm.consent.change', { channel: t(`crm.channel.${channel}`), state: t(`crm.consent.${state}`) })}
                    >
                      {chip}
                      <IconChevronDown size={14} aria-hidden />
                    </UnstyledButton>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {states.map((next) => (
                      <Menu.Item
                        key={next}
                        disabled={next === state}
                        onClick={() => void send({ id: contact.id, channel, purpose: 'marketing', state: next }).catch(() => {})}
                      >
                        {t(`crm.consent.${next}`)}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              ) : (
                chip
              )}
            </div>
          )
        })}
      </div>
      <ConsentHistory history={data.history} />
    </FactGroup>
  )
}
