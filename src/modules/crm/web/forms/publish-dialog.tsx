import { Anchor, Button, Modal } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { Form } from '#crm/contract/form.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Fields } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/leads/leads.module.css'

/** The two ways to show a form: its own address, and one line for a page that exists. */
export function PublishDialog({ form, onClose }: { form: Form; onClose: () => void }) {
  const t = useT()
  const line = `<script src="${form.url}/embed.js" async></script>`
  const copy = (text: string): void =>
    void navigator.clipboard.writeText(text).then(
      () => void toast({ text: t('crm.forms.copied') }),
      () => void toast({ text: t('crm.forms.not_copied'), tone: 'bad' }),
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('crm.forms.publish_named', { name: form.name })}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <Fields>
        <div className={s.group}>
          <strong>{t('crm.forms.address')}</strong>
          <Anchor href={form.url} target="_blank" rel="noopener" className={s.code}>
            {form.url}
          </Anchor>
          <div>
            <Button variant="default" leftSection={<IconCopy size={15} stroke={1.7} />} onClick={() => copy(form.url)}>
              {t('crm.forms.copy_address')}
            </Button>
          </div>
        </div>
        <div className={s.group}>
          <strong>{t('crm.forms.on_page')}</strong>
          <p className={s.quiet}>{t('crm.forms.on_page_hint')}</p>
          <code className={s.code}>{line}</code>
          <div>
            <Button variant="default" leftSection={<IconCopy size={15} stroke={1.7} />} onClick={() => copy(line)}>
              {t('crm.forms.copy_line')}
            </Button>
          </div>
        </div>
      </Fields>
    </Modal>
  )
}
