import '#web/ui/mantine-forms-css.ts'
import { MultiSelect, Select } from '@mantine/core'
import { listCategories } from '#commerce/contract/category-api.ts'
import { getContact, listContacts } from '#crm/contract/api.ts'
import { listColleagues } from '#identity/contract/api.ts'
import { getStockSetting, updateStockSetting } from '#inventory/contract/setting-api.ts'
import type { StockSetting } from '#inventory/contract/setting.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import { keeperTokens, waitingTokens } from '#inventory/contract/notice-tokens.ts'
import { PlacesSection } from '#inventory/web/settings/places-section.tsx'
import { ProofSection } from '#inventory/web/settings/proof-section.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { TemplatePart } from '#web/template-part.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { FoundSelect } from '#web/ui/found-select.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** Where things are, who is told when they run out, and what they are worth. */
export function StockSettingsPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getStockSetting, {})
  const setting = data as StockSetting | undefined
  return (
    <Page title={t('inventory.stock.title')} hint={t('inventory.settings.hint')} back="/ajustes" narrow>
      <PlacesSection />
      {error && !setting ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : setting ? (
        <Rules setting={setting} />
      ) : (
        <ListBones rows={4} face={false} />
      )}
      <ProofSection />
    </Page>
  )
}

const methods: readonly ValuationMethod[] = ['average', 'fifo']

function Rules({ setting }: { setting: StockSetting }) {
  const t = useT()
  const { data: people } = useApi(listColleagues, {})
  const { data: categories } = useApi(listCategories, {})
  const { send } = useSend(updateStockSetting, {
    invalidates: [getStockSetting],
    rereads: [getStockSetting],
    onDone: () => void toast({ text: t('inventory.rules.saved') }),
  })
  const other = setting.method === 'average' ? 'fifo' : 'average'
  const form = useContractForm({
    version: setting.version,
    initialValues: {
      tellerIds: setting.tellerIds,
      tellsContactId: setting.tellsContactId,
      keeperTemplate: setting.keeperTemplate,
      waitingTemplate: setting.waitingTemplate,
      expiringDays: setting.expiringDays as number | string,
      method: setting.method,
      /** Categories that are valued the other way. */
      others: Object.keys(setting.categoryMethods).filter((id) => setting.categoryMethods[id] === other),
    },
    save: ({ others, method, ...values }, begun) =>
      send(
        {
          ...values,
          method,
          expiringDays: Number(values.expiringDays),
          categoryMethods: Object.fromEntries(others.map((id) => [id, method === 'average' ? ('fifo' as const) : ('average' as const)])),
        },
        begun,
      ),
  })
  const { method, tellerIds, tellsContactId, keeperTemplate, waitingTemplate } = form.getValues()
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <Section title={t('inventory.settings.told_title')} hint={t('inventory.settings.told_hint')}>
        <Fields>
          <MultiSelect
            label={t('inventory.settings.tellers')}
            data={(people?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            // Until somebody is named.
            placeholder={tellerIds.length === 0 ? t('inventory.settings.tellers_nobody') : ''}
            searchable
            {...form.field('tellerIds')}
          />
          <ContactField id={tellsContactId} onChange={(id) => form.setFieldValue('tellsContactId', id)} />
          {tellsContactId !== null && (
            <TemplatePart
              label={t('inventory.settings.keeper_template')}
              hint={t('inventory.settings.keeper_template_hint')}
              value={keeperTemplate}
              tokens={keeperTokens.map((token) => ({ token, label: t('inventory.settings.tokens.aviso') }))}
              errors={form.errorsWithin('keeperTemplate')}
              onChange={(value) => form.setFieldValue('keeperTemplate', value)}
            />
          )}
          <TemplatePart
            label={t('inventory.settings.waiting_template')}
            hint={t('inventory.settings.waiting_template_hint')}
            value={waitingTemplate}
            tokens={waitingTokens.map((token) => ({ token, label: t(`inventory.settings.tokens.${token.slice(2, -2)}`) }))}
            errors={form.errorsWithin('waitingTemplate')}
            onChange={(value) => form.setFieldValue('waitingTemplate', value)}
          />
          <NumberField label={t('inventory.settings.expiring')} min={1} max={365} maw={220} {...form.field('expiringDays')} />
        </Fields>
      </Section>
      <Section title={t('inventory.settings.value_title')} hint={t('inventory.settings.value_hint')}>
        <Fields>
          <Select
            label={t('inventory.settings.method')}
            data={methods.map((value) => ({ value, label: t(`inventory.settings.methods.${value}`) }))}
            allowDeselect={false}
            {...form.field('method')}
          />
          <MultiSelect
            label={t(method === 'average' ? 'inventory.settings.others_fifo' : 'inventory.settings.others_average')}
            data={(categories?.items ?? [])
              .filter(({ archivedAt }) => archivedAt === null)
              .map(({ id, name }) => ({ value: id, label: name }))}
            searchable
            {...form.field('others')}
          />
        </Fields>
      </Section>
      <FormProblem form={form} />
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}

/** Whom the business writes to when something runs out: a contact with a telephone. */
function ContactField({ id, onChange }: { id: string | null; onChange: (id: string | null) => void }) {
  const t = useT()
  const { data: known } = useApi(getContact, { id: id ?? '' }, { enabled: id !== null })
  return (
    <FoundSelect
      label={t('inventory.settings.contact')}
      description={t('inventory.settings.contact_hint')}
      clearable
      among={listContacts}
      known={known && id !== null ? { id, name: known.name } : null}
      value={id}
      onChange={(contact) => onChange(contact?.id ?? null)}
    />
  )
}
