import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { getChannel, listChannelNames, listChannels } from '#conversations/contract/channel-api.ts'
import { finishChannelSetup, getChannelReport, getChannelSetup } from '#conversations/contract/channel-health-api.ts'
import { CredentialsStep, NeedsStep, noCredentials } from '#conversations/web/channels/wizard-credentials.tsx'
import { NumberStep } from '#conversations/web/channels/wizard-number.tsx'
import { TestStep } from '#conversations/web/channels/wizard-test.tsx'
import { WebhookStep } from '#conversations/web/channels/wizard-webhook.tsx'
import { wizardSteps, type WizardStep } from '#conversations/web/channels/wizard-steps.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { UnsavedGuard } from '#web/ui/form.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#conversations/web/channels/channels.module.css'

/**
 * Connects a number in five steps. Once Meta has confirmed it, the number and the step are in the address: the page may be
 * left and taken up again, here or from the list, and nothing is lost when something is refused.
 */
export function NewChannelPage() {
  const t = useT()
  const navigate = useNavigate()
  const { numero: id, paso } = useSearch({ strict: false }) as { numero?: string; paso?: WizardStep }
  const step: WizardStep = id ? (paso ?? 'webhook') : (paso ?? 'needs')
  const [typed, setTyped] = useState(noCredentials)
  const go = (next: WizardStep, number = id) =>
    void navigate({ to: '/ajustes/canales/nuevo', search: { ...(number && { numero: number }), paso: next } as never })
  const hasTyped = id === undefined && typed !== noCredentials && Object.values(typed).some((value) => value !== '')
  return (
    <Page title={t('conversations.channels.connect')} back="/ajustes/canales" narrow>
      <ol className={s.steps}>
        {wizardSteps.map((name, i) => (
          <li key={name} aria-current={name === step ? 'step' : undefined} data-done={i < wizardSteps.indexOf(step) || undefined}>
            <i className="num" aria-hidden>
              {i + 1}
            </i>
            {t(`conversations.channels.steps.${name}`)}
          </li>
        ))}
      </ol>
      {!id && step !== 'credentials' && (
        <NeedsStep
          onStart={(spare) => {
            if (spare) setTyped(spare)
            go('credentials')
          }}
        />
      )}
      {!id && step === 'credentials' && (
        <CredentialsStep
          typed={typed}
          onType={setTyped}
          onBack={() => go('needs')}
          onConnected={(number) => {
            setTyped(noCredentials)
            go('webhook', number)
          }}
        />
      )}
      {id && <Connected id={id} step={step} go={go} />}
      <UnsavedGuard when={hasTyped && step !== 'credentials' && step !== 'needs'} />
    </Page>
  )
}

/** How often the page looks whether something came; what comes live makes it look at once. */
const lookEveryMs = 3000

function Connected({ id, step, go }: { id: string; step: WizardStep; go: (next: WizardStep) => void }) {
  const t = useT()
  const navigate = useNavigate()
  const channel = useApi(getChannel, { id })
  const setup = useApi(getChannelSetup, { id }, { refetchInterval: lookEveryMs })
  const report = useApi(getChannelReport, { id })
  const { send, sending } = useSend(finishChannelSetup, {
    invalidates: [listChannels, listChannelNames, getChannel],
    onDone: () => {
      void toast({ text: t('conversations.channels.wizard.finished', { name: channel.data?.name ?? '' }) })
      void navigate({ to: '/ajustes/canales/$id', params: { id } })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const error = channel.error ?? setup.error ?? report.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([channel.refetch(), setup.refetch(), report.refetch()])} />
  if (!channel.data || !setup.data || !report.data) return <ListBones rows={5} face={false} />
  if (step === 'number')
    return <NumberStep channel={channel.data} report={report.data} onBack={() => go('webhook')} onNext={() => go('test')} />
  if (step === 'test')
    return (
      <TestStep
        channel={channel.data}
        setup={setup.data}
        onBack={() => go('number')}
        onFinish={() => void send({ id }).catch(() => {})}
        isFinishing={sending}
      />
    )
  return <WebhookStep channel={channel.data} setup={setup.data} onNext={() => go('number')} />
}
