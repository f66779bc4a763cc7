import { Switch, TagsInput, TextInput } from '@mantine/core'
import { getOrganization, getSession, updateOrganization } from '#identity/contract/api.ts'
import type { Organization } from '#identity/contract/organization.ts'
import { canManageOrganization } from '#identity/contract/permissions.ts'
import { CountrySelect, CurrencySelect, LanguageSelect, LineOfBusinessSelect, ZoneSelect } from '#identity/web/door/place-fields.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

export function OrganizationPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getOrganization, {})
  return (
    <Page title={t('identity.organization.title')} back="/ajustes" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <OrganizationForm organization={data} />
      ) : (
        <ListBones rows={7} face={false} />
      )}
    </Page>
  )
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const t = useT()
  const may = useMay()
  const isReadOnly = !may(canManageOrganization)
  const { send } = useSend(updateOrganization, {
    invalidates: [getOrganization, getSession],
    rereads: [getOrganization],
    onDone: () => void toast({ text: t('web.state.saved') }),
  })
  const { name, slug, locale, zone, currency, country, lineOfBusiness, requiresSecondFactor, apiOrigins, version } = organization
  const form = useContractForm({
    version,
    initialValues: { name, slug, locale, zone, currency, country, lineOfBusiness, requiresSecondFactor, apiOrigins },
    save: (values, begun) => send(values as never, begun),
  })
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <FormProblem form={form} />
      <Section title={t('identity.organization.who')}>
        <Fields>
          <FieldRow>
            <TextInput
              label={t('identity.setup.business_name')}
              required
              withAsterisk={false}
              maxLength={120}
              disabled={isReadOnly}
              {...form.field('name')}
            />
            <LineOfBusinessSelect label={t('identity.setup.line')} disabled={isReadOnly} {...form.field('lineOfBusiness')} />
          </FieldRow>
          <TextInput
            label={t('identity.organization.slug')}
            description={t('identity.organization.slug_hint', { address: `${location.origin}/entrar?empresa=${form.getValues().slug}` })}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            required
            withAsterisk={false}
            maxLength={60}
            spellCheck={false}
            disabled={isReadOnly}
            {...form.field('slug')}
          />
        </Fields>
      </Section>
      <Section title={t('identity.organization.where')} hint={t('identity.organization.where_hint')}>
        <Fields>
          <FieldRow>
            <CountrySelect label={t('identity.fields.country')} disabled={isReadOnly} {...form.field('country')} />
            <LanguageSelect label={t('identity.fields.language')} disabled={isReadOnly} {...form.field('locale')} />
          </FieldRow>
          <ZoneSelect label={t('identity.fields.zone')} disabled={isReadOnly} {...form.field('zone')} />
          <CurrencySelect label={t('identity.fields.currency')} disabled={isReadOnly} {...form.field('currency')} />
        </Fields>
      </Section>
      <Section title={t('identity.organization.safety')}>
        <Switch
          label={t('identity.organization.requires_second_factor')}
          description={t('identity.organization.requires_second_factor_hint')}
          disabled={isReadOnly}
          {...form.field('requiresSecondFactor', { type: 'checkbox' })}
        />
        <TagsInput
          label={t('identity.organization.api_origins')}
          description={t('identity.organization.api_origins_hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          placeholder={form.getValues().apiOrigins.length === 0 ? 'https://www.mitienda.com.ar' : ''}
          maxTags={20}
          disabled={isReadOnly}
          mt={16}
          {...form.field('apiOrigins')}
        />
      </Section>
      {!isReadOnly && <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />}
    </CheckedForm>
  )
}
