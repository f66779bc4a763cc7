import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createChannel, listChannelNames, listChannels, testChannel } from '#conversations/contract/channel-api.ts'
import type { Channel, ChannelTest } from '#conversations/contract/channel.ts'
import { ChannelFields } from '#conversations/web/channels/channel-fields.tsx'
import { WebhookFields } from '#conversations/web/channels/webhook-fields.tsx'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#conversations/web/channels/channels.module.css'

type Credentials = { phoneNumberId: string; wabaId: string; token: string; appSecret: string }

const steps = ['credentials', 'settings', 'webhook'] as const

/** Connects a number in three steps. Meta is asked before anything is kept, and its answer is said in words. */
export function NewChannelPage() {
  const t = useT()
  const { organization } = useSession()
  const [credentials, setCredentials] = useState<Credentials | null>(null)
  const [tested, setTested] = useState<ChannelTest | null>(null)
  const [created, setCreated] = useState<Channel | null>(null)
  const step = created ? 2 : tested ? 1 : 0
  return (
    <Page title={t('conversations.channels.connect')} back="/ajustes/canales" narrow>
      <ol className={s.steps}>
        {steps.map((name, i) => (
          <li key={name} aria-current={i === step ? 'step' : undefined} data-done={i < step || undefined}>
            <i className="num" aria-hidden>
              {i + 1}
            </i>
            {t(`conversations.channels.steps.${name}`)}
          </li>
        ))}
      </ol>
      {organization?.isDemo && step === 0 && <Notice>{t('conversations.channels.demo_notice')}</Notice>}
      {step === 0 && (
        <CredentialsStep
          last={credentials}
          onTested={(values, result) => {
            setCredentials(values)
            setTested(result)
          }}
        />
      )}
      {step === 1 && credentials && tested && (
        <SettingsStep credentials={credentials} tested={tested} onBack={() => setTested(null)} onCreated={setCreated} />
      )}
      {step === 2 && created && <WebhookStep channel={created} />}
    </Page>
  )
}

function CredentialsStep({ last, onTested }: { last: Credentials | null; onTested: (values: Credentials, result: ChannelTest) => void }) {
  const t = useT()
  const words = useFailureWords()
  const [refused, setRefused] = useState<ChannelTest['failure']>(null)
  const { send } = useSend(testChannel)
  const required = (value: string) => (value.trim() === '' ? t('conversations.channels.required') : null)
  const form = useContractForm<Credentials>({
    initialValues: last ?? { phoneNumberId: '', wabaId: '', token: '', appSecret: '' },
    validate: { phoneNumberId: required, wabaId: required, token: required, appSecret: required },
    save: async (values) => {
      setRefused(null)
      const { appSecret: _appSecret, ...asked } = values
      const result = await send(asked)
      if (result.isOk) onTested(values, result)
      else setRefused(result.failure)
    },
  })
  const said = refused && words(refused.reason)
  return (
    <form onSubmit={form.submit} autoComplete="off">
      <p className={s.lead}>{t('conversations.channels.credentials_lead')}</p>
      <Fields>
        <FormProblem form={form} />
        {said && (
          <Notice tone="bad">
            <b>{said.title}</b>. {said.advice} {refused.code !== null && <span className="num">({refused.code})</span>}
          </Notice>
        )}
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
      <FormButtons submit={t('conversations.channels.test_and_go')} isSaving={form.isSaving} />
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
    </form>
  )
}

type SettingsProps = { credentials: Credentials; tested: ChannelTest; onBack: () => void; onCreated: (channel: Channel) => void }

function SettingsStep({ credentials, tested, onBack, onCreated }: SettingsProps) {
  const t = useT()
  const { brands } = useSession()
  const { send } = useSend(createChannel, { invalidates: [listChannels, listChannelNames] })
  const form = useContractForm({
    initialValues: {
      name: tested.verifiedName ?? '',
      brandId: brands[0]?.id ?? '',
      defaultTeamId: null as string | null,
      answerTargetMinutes: 15,
      reopenHours: 72,
    },
    save: async (values) => onCreated(await send({ ...credentials, ...values })),
  })
  return (
    <form onSubmit={form.submit}>
      <Fields>
        <Notice tone="ok">{t('conversations.channels.tested', { number: tested.displayPhone ?? '' })}</Notice>
        <FormProblem form={form} />
        <ChannelFields form={form} />
      </Fields>
      <FormButtons
        submit={t('conversations.channels.create')}
        isSaving={form.isSaving}
        aside={
          <div>
            <Button variant="subtle" color="gray" onClick={onBack}>
              {t('web.action.back')}
            </Button>
          </div>
        }
      />
    </form>
  )
}

function WebhookStep({ channel }: { channel: Channel }) {
  const t = useT()
  const navigate = useNavigate()
  return (
    <>
      <p className={s.lead}>{t('conversations.channels.webhook_lead')}</p>
      <WebhookFields channel={channel} />
      <div className={s.buttons}>
        <Button component={Link} to={`/ajustes/canales/${channel.id}`} variant="default">
          {t('conversations.channels.see')}
        </Button>
        <Button onClick={() => void navigate({ to: '/bandeja' })}>{t('conversations.channels.go_to_inbox')}</Button>
      </div>
    </>
  )
}
