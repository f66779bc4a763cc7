import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type CSSProperties, useState } from 'react'
import { createBrand, getBrand, getSession, listBrands, removeBrand, updateBrand, uploadLogo } from '#identity/contract/api.ts'
import type { Brand } from '#identity/contract/brand.ts'
import { canManageBrands } from '#identity/contract/permissions.ts'
import { BrandColorInput } from '#identity/web/brands/brand-color-input.tsx'
import { BrandPreview } from '#identity/web/brands/brand-preview.tsx'
import { CurrencySelect, LanguageSelect, ZoneSelect } from '#identity/web/door/place-fields.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { PictureField } from '#web/ui/picture-field.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/brands/brand-list.module.css'

export type EditedBrand = Omit<Brand, 'id' | 'theme'> & { id: string | null }

export function BrandForm({ brand }: { brand: EditedBrand }) {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const isReadOnly = !may(canManageBrands)
  const [isLeaving, setLeaving] = useState(false)
  const invalidates = [listBrands, getBrand, getSession]
  const goBack = () => {
    setLeaving(true)
    setTimeout(() => void navigate({ to: '/ajustes/marcas' }))
  }
  const refused = { onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const creating = useSend(createBrand, { invalidates, onDone: goBack })
  const updating = useSend(updateBrand, { invalidates, rereads: [getBrand], onDone: () => void toast({ text: t('web.state.saved') }) })
  const removing = useSend(removeBrand, { invalidates: [listBrands, getSession], onDone: goBack, ...refused })
  const { id, name, color, logoFileId, logoUrl, zone, currency, locale, version } = brand
  const form = useContractForm({
    version,
    initialValues: { name, color, logo: logoFileId === null ? null : { fileId: logoFileId, url: logoUrl ?? '' }, zone, currency, locale },
    save: ({ logo, ...values }, begun) => {
      const said = { ...values, logoFileId: logo?.fileId ?? null }
      return id === null ? creating.send(said as never) : updating.send({ id, ...said } as never, begun)
    },
  })
  const values = form.getValues()
  const { logo } = values

  const handleRemove = async () => {
    const isSure = await confirm({
      title: t('identity.brands.remove_title', { name }),
      text: t('identity.brands.remove_text'),
      confirm: t('identity.brands.remove'),
      isDangerous: true,
    })
    if (isSure && id !== null) void removing.send({ id }).catch(() => {})
  }

  return (
    <div className={s.columns}>
      <CheckedForm form={form}>
        <UnsavedGuard when={form.isDirty() && !form.isSaving && !isLeaving} />
        <FormProblem form={form} />
        <Section title={t('identity.brands.look')} hint={t('identity.brands.look_hint')}>
          <Fields>
            <TextInput
              label={t('identity.fields.brand_name')}
              required
              withAsterisk={false}
              maxLength={80}
              disabled={isReadOnly}
              {...form.field('name')}
            />
            <BrandColorInput label={t('identity.fields.color')} disabled={isReadOnly} {...form.field('color')} />
            <PictureField
              label={t('identity.fields.logo')}
              hint={t('identity.brands.logo_hint')}
              upload={uploadLogo}
              words={{
                choose: t(logo ? 'identity.brands.logo_replace' : 'identity.brands.logo_upload'),
                remove: t('identity.brands.logo_remove'),
              }}
              hasPicture={logo !== null}
              isDisabled={isReadOnly}
              onChange={(next) => form.setFieldValue('logo', next)}
            >
              {logo && (
                <i className={s.swatch} style={{ '--swatch': 'var(--hover)' } as CSSProperties}>
                  <img src={logo.url} alt={t('identity.brands.logo_now')} />
                </i>
              )}
            </PictureField>
          </Fields>
        </Section>
        <Section title={t('identity.brands.where')} hint={t('identity.brands.where_hint')}>
          <Fields>
            <ZoneSelect label={t('identity.fields.zone')} disabled={isReadOnly} {...form.field('zone')} />
            <CurrencySelect label={t('identity.fields.currency')} disabled={isReadOnly} {...form.field('currency')} />
            <LanguageSelect label={t('identity.fields.language')} disabled={isReadOnly} {...form.field('locale')} />
          </Fields>
        </Section>
        {!isReadOnly && (
          <FormButtons
            submit={id === null ? t('identity.brands.create') : t('web.action.save')}
            isSaving={form.isSaving}
            isDisabled={id !== null && !form.isDirty()}
            aside={
              <div className={s.deeds}>
                {id !== null && !brand.isMain && (
                  <>
                    <Button variant="default" onClick={() => form.saveApart((begun) => updating.send({ id, isMain: true }, begun))}>
                      {t('identity.brands.make_main')}
                    </Button>
                    <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
                      {t('identity.brands.remove')}
                    </Button>
                  </>
                )}
              </div>
            }
          />
        )}
      </CheckedForm>
      <div className={s.aside}>
        <BrandPreview name={values.name} color={values.color} logoUrl={logo?.url ?? null} />
      </div>
    </div>
  )
}
