import { Anchor, Modal } from '@mantine/core'
import type { Form } from '#crm/contract/form.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CopyField } from '#web/ui/copy-field.tsx'
import { Fields } from '#web/ui/form.tsx'
import s from '#crm/web/leads/leads.module.css'

/** The two ways to show a form: its own address, and one line for a page that exists. */
export function PublishDialog({ form, onClose }: { form: Form; onClose: () => void }) {
  const t = useT()
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
          <CopyField label={t('crm.forms.address')} value={form.url} />
          <Anchor href={form.url} target="_blank" rel="noopener">
            {t('crm.forms.see')}
          </Anchor>
        </div>
        <CopyField
          label={t('crm.forms.on_page')}
          hint={t('crm.forms.on_page_hint')}
          value={`<script src="${form.url}/embed.js" async></script>`}
        />
      </Fields>
    </Modal>
  )
}
