import { Button, Modal } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Account } from '#identity/contract/person.ts'
import { DisableSecondFactor, RenewRecoveryCodes } from '#identity/web/account/second-factor-changes.tsx'
import { EnrolSecondFactor } from '#identity/web/account/second-factor-enrolment.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import s from '#identity/web/account/account.module.css'

type Task = 'enrol' | 'renew' | 'disable'

/** Whether a code is asked for besides the password, and what can be done about it. */
export function SecondFactor({ account }: { account: Account }) {
  const t = useT()
  const [task, setTask] = useState<Task | null>(null)
  const close = () => setTask(null)
  const { hasSecondFactor, recoveryCodesLeft } = account
  return (
    <div className={s.state}>
      <span>
        <Chip tone={hasSecondFactor ? 'ok' : 'warn'} icon={hasSecondFactor ? <IconShieldCheck size={14} /> : <IconShieldOff size={14} />}>
          {t(hasSecondFactor ? 'identity.account.second_factor.on' : 'identity.account.second_factor.off')}
        </Chip>
        {hasSecondFactor && <p>{t('identity.account.second_factor.codes_left', { count: recoveryCodesLeft })}</p>}
      </span>
      {hasSecondFactor ? (
        <>
          <Button variant="default" onClick={() => setTask('renew')}>
            {t('identity.account.second_factor.renew')}
          </Button>
          <Button variant="default" onClick={() => setTask('disable')}>
            {t('identity.account.second_factor.disable')}
          </Button>
        </>
      ) : (
        <Button onClick={() => setTask('enrol')}>{t('identity.account.second_factor.enable')}</Button>
      )}
      <Modal
        opened={task !== null}
        onClose={close}
        size={480}
        title={task && t(`identity.account.second_factor.${task}_title`)}
        closeButtonProps={{ 'aria-label': t('web.action.close') }}
        closeOnClickOutside={false}
      >
        {task === 'enrol' && <EnrolSecondFactor onDone={close} />}
        {task === 'renew' && <RenewRecoveryCodes onDone={close} />}
        {task === 'disable' && <DisableSecondFactor onDone={close} />}
      </Modal>
    </div>
  )
}
