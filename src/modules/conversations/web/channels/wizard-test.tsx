import { Button, TextInput } from '@mantine/core'
import { getChannelReport, getChannelSetup, testChannelMessage } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import type { ChannelSetup } from '#conversations/contract/channel-health.ts'
import { RefusalNotice } from '#conversations/web/channels/wizard-checks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#conversations/web/channels/wizard.module.css'

/** A message to one's own telephone, with its ticks; and the end of the wizard. */
export function TestStep({
  channel,
  setup,
  onBack,
  onFinish,
  isFinishing,
}: {
  channel: Channel
  setup: ChannelSetup
  onBack: () => void
  onFinish: () => void
  isFinishing: boolean
}) {
  const t = useT()
  const { send } = useSend(testChannelMessage, { invalidates: [getChannelSetup, getChannelReport] })
  const form = useContractForm({
    initialValues: { to: '' },
    validate: { to: (value) => (value.trim() === '' ? t('conversations.channels.required') : null) },
    save: ({ to }) => send({ id: channel.id, to }),
  })
  const { test } = setup
  return (
    <CheckedForm form={form}>
      <p className={s.lead}>{t('conversations.channels.wizard.test_lead')}</p>
      <Fields>
        <FormProblem form={form} />
        <TextInput
          label={t('conversations.channels.wizard.test_to')}
          description={t('conversations.channels.wizard.test_to_hint')}
          type="tel"
          autoComplete="tel"
          {...form.field('to')}
        />
        {test?.state === 'failed' && test.refusal && <RefusalNotice refusal={test.refusal} />}
        {test && test.state !== 'failed' && (
          <Notice tone={test.state === 'sent' ? 'info' : 'ok'}>{t(`conversations.channels.wizard.test_states.${test.state}`)}</Notice>
        )}
      </Fields>
      <div className={s.foot}>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('web.action.back')}
        </Button>
        <Button type="submit" variant={test ? 'default' : 'filled'} loading={form.isSaving}>
          {t(`conversations.channels.wizard.${test ? 'test_again' : 'test_send'}`)}
        </Button>
        <Button variant={test ? 'filled' : 'default'} loading={isFinishing} onClick={onFinish}>
          {t('conversations.channels.wizard.finish')}
        </Button>
      </div>
    </CheckedForm>
  )
}
