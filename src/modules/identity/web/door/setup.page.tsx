import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { setUp } from '#identity/contract/api.ts'
import { DoorFrame, useEntrance } from '#identity/web/door/door-frame.tsx'
import { BrandFields, BusinessFields, completed, StepForm, Steps, useNewBusiness } from '#identity/web/door/new-business.tsx'
import { NewPasswordInput } from '#identity/web/door/new-password-input.tsx'
import { enter } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { issuesByField } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

const steps = 3

/** The first run: the shop, its face, its owner. */
export function SetUpPage() {
  const t = useT()
  const navigate = useNavigate()
  const entrance = useEntrance()
  const [step, setStep] = useState(1)
  const [business, change] = useNewBusiness()
  const [owner, setOwner] = useState({ name: '', email: '', password: '' })
  const { send, sending, problem, error } = useSend(setUp, { onDone: () => enter('/') })
  const { byField } = error ? issuesByField(error, { owner }) : { byField: {} as Record<string, string> }

  useEffect(() => {
    if (entrance && !entrance.needsSetUp) void navigate({ to: '/entrar', replace: true })
  }, [entrance, navigate])

  const set = (part: Partial<typeof owner>) => setOwner((last) => ({ ...last, ...part }))
  const titles = ['business', 'brand', 'owner'] as const
  const title = titles[step - 1] ?? 'business'
  return (
    <DoorFrame
      isWide
      above={<Steps step={step} of={steps} />}
      title={t(`identity.setup.${title}.title`)}
      hint={t(`identity.setup.${title}.hint`)}
    >
      {step === 1 && (
        <StepForm next={t('identity.setup.next')} onNext={() => setStep(2)}>
          <BusinessFields business={business} onChange={change} />
        </StepForm>
      )}
      {step === 2 && (
        <StepForm next={t('identity.setup.next')} onNext={() => setStep(3)} onBack={() => setStep(1)}>
          <BrandFields business={business} onChange={change} />
        </StepForm>
      )}
      {step === 3 && (
        <StepForm
          next={t('identity.setup.finish')}
          isSending={sending}
          onBack={() => setStep(2)}
          onNext={() => void send({ ...completed(business), owner }).catch(() => {})}
        >
          {problem && Object.keys(byField).length === 0 && <Notice tone="bad">{problem}</Notice>}
          <TextInput
            label={t('identity.fields.your_name')}
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            autoFocus
            maxLength={120}
            error={byField['owner.name']}
            value={owner.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('identity.fields.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            error={byField['owner.email']}
            value={owner.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <NewPasswordInput
            label={t('identity.fields.choose_password')}
            error={byField['owner.password']}
            value={owner.password}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
        </StepForm>
      )}
    </DoorFrame>
  )
}
