import '#web/ui/mantine-forms-css.ts'
import { Button, Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#inventory/web/counts/counts.module.css'

type Missing = 'leave' | 'none'
type Props = { missing: number; counted: number; isSaving: boolean; onClose: () => void; onFinish: (missing: Missing) => void }

/** Counting is over: what about that which nobody counted? */
export function FinishDialog({ missing, counted, isSaving, onClose, onFinish }: Props) {
  const t = useT()
  const [choice, setChoice] = useState<Missing>('leave')
  return (
    <Modal opened onClose={onClose} title={t('inventory.count.finish')} size={420}>
      {missing > 0 ? (
        <Radio.Group
          label={t('inventory.count.missing', { count: missing, counted })}
          value={choice}
          onChange={(value) => setChoice(value as Missing)}
        >
          <Stack gap={10} mt={10}>
            <Radio value="leave" label={t('inventory.count.missing_leave')} description={t('inventory.count.missing_leave_hint')} />
            <Radio value="none" label={t('inventory.count.missing_none')} description={t('inventory.count.missing_none_hint')} />
          </Stack>
        </Radio.Group>
      ) : (
        <p className={s.sentence}>{t('inventory.count.finish_all', { count: counted })}</p>
      )}
      <div className={s.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('web.action.cancel')}
        </Button>
        <Button loading={isSaving} onClick={() => onFinish(choice)}>
          {t('inventory.count.finish')}
        </Button>
      </div>
    </Modal>
  )
}
