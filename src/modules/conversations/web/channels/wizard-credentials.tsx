import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconApps, IconBuildingStore, IconDeviceMobile, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { connectChannel, findSpareNumber, inspectNumber } from '#conversations/contract/channel-health-api.ts'
import { listChannelNames, listChannels } from '#conversations/contract/channel-api.ts'
import type { NumberInspection } from '#conversations/contract/channel-health.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { Checks } from '#conversations/web/channels/wizard-checks.tsx'
import s from '#conversations/web/channels/wizard.module.css'

export type Credentials = { phoneNumberId: string; wabaId: string; token: string; appSecret: string }
export const noCredentials: Credentials = { phoneNumberId: '', wabaId: '', token: '', appSecret: '' }

const needs = [
  ['business', IconBuildingStore],
  ['app', IconApps],
  ['number', IconDeviceMobile],
  ['token', IconKey],
] as const

/** Before anything is asked: what somebody has to have at Meta. */
export function NeedsStep({ onStart }: { onStart: (spare?: Credentials) => void }) {
  const t = useT()
  const isDemo = useSession().organization?.isDemo ?? false
  const { data: spare } = useApi(findSpareNumber, {}, { enabled: isDemo })
  return (
    <>
      {isDemo && <Notice>{t('conversations.channels.wizard.spare_hint')}</Notice>}
      <p className={s.lead} style={isDemo ? { marginTop: 14 } : undefined}>
        {t('conversations.channels.wizard.needs_lead')}
      </p>
      <ul className={s.list}>
        {needs.map(([name, Sign]) => (
          <li key={name}>
            <Sign size={20} stroke={1.6} aria-hidden />
            <div>
              <b>{t(`conversations.channels.wizard.need_${name}`)}</b>
              <span>{t(`conversations.channels.wizard.need_${name}_hint`)}</span>
            </div>
          </li>
        ))}
      </ul>
      <div className={s.foot}>
        {spare && (
          <Button
            variant="default"
            onClick={() => {
              const { phoneNumberId, wabaId, token, appSecret } = spare
              onStart({ phoneNumberId, wabaId, token, appSecret })
            }}
          >
            {t('conversations.channels.wizard.spare')}
          </Button>
        )}
        <Button onClick={() => onStart()}>{t('conversations.channels.wizard.start')}</Button>
      </div>
    </>
  )
}

type CredentialsProps = {
  /** What was typed before; stays here while somebody goes back and forth. */
  typed: Credentials
  onType: (values: Credentials) => void
  onBack: () => void
  onConnected: (id: string) => void
}

/** Ids and keys, asked at Meta one by one. Only when everything fits is the number kept. */
export function CredentialsStep({ typed, onType, onBack, onConnected }: CredentialsProps) {
  const t = useT()
  const { brands } = useSession()
  const [answer, setAnswer] = useState<NumberInspection | null>(null)
  const inspecting = useSend(inspectNumber)
  const connecting = useSend(connectChannel, { invalidates: [listChannels, listChannelNames] })
  const required = (value: string) => (value.trim() === '' ? t('conversations.channels.required') : null)
  const form = useContractForm<Credentials>({
    initialValues: typed,
    validate: { phoneNumberId: required, wabaId: required, token: required, appSecret: required },
    onValuesChange: onType,
    save: async (values) => {
      setAnswer(null)
      const { appSecret: _appSecret, ...asked } = values
      const found = await inspecting.send(asked)
      setAnswer(found)
      if (!found.isOk) return
      const { id } = await connecting.send({ ...values, brandId: brands[0]?.id ?? '' })
      onConnected(id)
    },
  })
  return (
    <CheckedForm form={form} autoComplete="off">
      <p className={s.lead}>{t('conversations.channels.credentials_lead')}</p>
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('conversations.channels.phone_number_id')}
          description={t('conversations.channels.phone_number_id_hint')}
          inputMode="numeric"
          {...form.field('phoneNumberId')}
        />
        <TextInput
          label={t('conversations.channels.waba_id')}
          description={t('conversations.channels.waba_id_hint')}
          inputMode="numeric"
          {...form.field('wabaId')}
        />
        <PasswordInput
          label={t('conversations.channels.token')}
          description={t('conversations.channels.token_hint')}
          autoComplete="off"
          {...form.field('token')}
        />
        <PasswordInput
          label={t('conversations.channels.app_secret')}
          description={t('conversations.channels.app_secret_hint')}
          autoComplete="off"
          {...form.field('appSecret')}
        />
      </Fields>
      {answer && (
        <div className={s.part} role="status">
          <Checks steps={answer.steps} />
          {!answer.isOk && <p className={s.said}>{t('conversations.channels.wizard.nothing_lost')}</p>}
        </div>
      )}
      <div className={s.foot}>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('web.action.back')}
        </Button>
        <Button type="submit" loading={form.isSaving}>
          {t('conversations.channels.wizard.test_and_connect')}
        </Button>
      </div>
    </CheckedForm>
  )
}
