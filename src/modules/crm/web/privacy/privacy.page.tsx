import { useState } from 'react'
import { ErasureList } from '#crm/web/privacy/erasure-list.tsx'
import { Register } from '#crm/web/privacy/register.tsx'
import { RetentionForm } from '#crm/web/privacy/retention-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Page } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'

const tabs = ['retention', 'register', 'erasures'] as const
type Tab = (typeof tabs)[number]

/** How long data are kept, which there are, and who was erased. */
export function PrivacyPage() {
  const t = useT()
  const [tab, setTab] = useState<Tab>('retention')
  return (
    <Page title={t('crm.privacy.page')} hint={t('crm.privacy.page_hint')} back="/ajustes" narrow>
      <SegmentedTabs
        label={t('crm.privacy.page')}
        value={tab}
        onChange={setTab}
        choices={tabs.map((value) => ({ value, label: t(`crm.privacy.tab_${value}`) }))}
      />
      {tab === 'retention' ? <RetentionForm /> : tab === 'register' ? <Register /> : <ErasureList />}
    </Page>
  )
}
