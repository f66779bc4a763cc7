import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { createOrganization } from '#identity/contract/api.ts'
import { DoorFrame } from '#identity/web/door/door-frame.tsx'
import { BrandFields, BusinessFields, completed, StepForm, Steps, useNewBusiness } from '#identity/web/door/new-business.tsx'
import { enter } from '#web/door.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { findSession } from '#web/session.ts'
import { Notice, PageBones } from '#web/ui/states.tsx'
import { useWayBack } from '#web/way-back.ts'

/** One more organization for somebody who owns one. */
export function NewOrganizationPage() {
  const t = useT()
  const navigate = useNavigate()
  const goBack = useWayBack('/')
  const queryClient = useQueryClient()
  const [step, setStep] = useState(1)
  const [business, change] = useNewBusiness()
  const session = useQuery({ queryKey: ['new-organization', 'session'], queryFn: () => findSession(queryClient), retry: false })
  const { send, sending, problem } = useSend(createOrganization, { onDone: () => enter('/') })
  const mayStay = session.data?.mayCreateOrganization
  useEffect(() => {
    if (session.isSuccess && !mayStay) void navigate({ to: '/', replace: true })
  }, [session.isSuccess, mayStay, navigate])
  if (!mayStay) return <PageBones />
  const title = step === 1 ? 'business' : 'brand'
  return (
    <DoorFrame
      isWide
      above={<Steps step={step} of={2} />}
      title={t(`identity.setup.${title}.title`)}
      hint={t(`identity.setup.${title}.hint_more`)}
    >
      {step === 1 && (
        <StepForm next={t('identity.setup.next')} onNext={() => setStep(2)} onBack={goBack}>
          <BusinessFields business={business} onChange={change} />
        </StepForm>
      )}
      {step === 2 && (
        <StepForm
          next={t('identity.setup.finish_more')}
          isSending={sending}
          onBack={() => setStep(1)}
          onNext={() => void send(completed(business)).catch(() => {})}
        >
          {problem && <Notice tone="bad">{problem}</Notice>}
          <BrandFields business={business} onChange={change} />
        </StepForm>
      )}
    </DoorFrame>
  )
}
