import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { CreateOrganization } from '#identity/contract/organization.ts'
import { brandColors, placeByCountry } from '#identity/contract/places.ts'
import { BrandColorInput } from '#identity/web/brands/brand-color-input.tsx'
import { BrandPreview, useColorPreview } from '#identity/web/brands/brand-preview.tsx'
import { CountrySelect, CurrencySelect, LineOfBusinessSelect, ZoneSelect } from '#identity/web/door/place-fields.tsx'
import { wear } from '#web/appearance.ts'
import { useI18n } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import s from '#identity/web/door/door.module.css'

export type NewBusiness = CreateOrganization

/** What most people here would answer, so that most answers are already there. */
export function useNewBusiness(): [NewBusiness, (change: Partial<NewBusiness>) => void] {
  const { locale } = useI18n()
  const [business, setBusiness] = useState<NewBusiness>(() => {
    const country = locale === 'pt' ? 'BR' : 'AR'
    const { zone, currency } = placeByCountry[country] ?? { zone: 'UTC', currency: 'USD' }
    return {
      name: '',
      locale,
      country,
      zone,
      currency: currency as NewBusiness['currency'],
      lineOfBusiness: 'food',
      brand: { name: '', color: brandColors[0] },
    }
  })
  return [business, (change) => setBusiness((last) => ({ ...last, ...change }))]
}

/** How far along: shown as bars, said in words. */
export function Steps({ step, of }: { step: number; of: number }) {
  const { t } = useI18n()
  return (
    <div className={s.steps} role="img" aria-label={t('identity.setup.step', { step, of })}>
      {Array.from({ length: of }, (_, i) => (
        <i key={i} data-done={i < step || undefined} />
      ))}
    </div>
  )
}

type StepFormProps = { onNext: () => void; onBack?: () => void; next: string; isSending?: boolean; children: ReactNode }

export function StepForm({ onNext, onBack, next, isSending = false, children }: StepFormProps) {
  const { t } = useI18n()
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    onNext()
  }
  return (
    <CheckedForm className={s.fields} onSubmit={handleSubmit}>
      {children}
      <div className={s.buttons}>
        {onBack && (
          <Button variant="default" className={s.send ?? ''} onClick={onBack}>
            {t('web.action.back')}
          </Button>
        )}
        <Button type="submit" className={s.send ?? ''} loading={isSending}>
          {next}
        </Button>
      </div>
    </CheckedForm>
  )
}

type PartProps = { business: NewBusiness; onChange: (change: Partial<NewBusiness>) => void }

export function BusinessFields({ business, onChange }: PartProps) {
  const { t } = useI18n()
  const handleCountry = (country: string) => {
    const place = placeByCountry[country]
    onChange({ country, ...(place && { zone: place.zone, currency: place.currency as NewBusiness['currency'], locale: place.locale }) })
  }
  return (
    <>
      <TextInput
        label={t('identity.setup.business_name')}
        name="organization"
        autoComplete="organization"
        required
        withAsterisk={false}
        autoFocus
        maxLength={120}
        value={business.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <LineOfBusinessSelect
        label={t('identity.setup.line')}
        value={business.lineOfBusiness}
        onChange={(line) => onChange({ lineOfBusiness: line as NewBusiness['lineOfBusiness'] })}
      />
      <CountrySelect label={t('identity.fields.country')} value={business.country} onChange={handleCountry} />
      <div className={s.row}>
        <CurrencySelect
          label={t('identity.fields.currency')}
          value={business.currency}
          onChange={(currency) => onChange({ currency: currency as NewBusiness['currency'] })}
        />
        <ZoneSelect label={t('identity.fields.zone')} value={business.zone} onChange={(zone) => onChange({ zone })} />
      </div>
    </>
  )
}

export function BrandFields({ business, onChange }: PartProps) {
  const { t } = useI18n()
  const { brand } = business
  const name = brand.name || business.name
  const theme = useColorPreview(brand.color).data?.theme
  // The whole page puts the colour on, which says more than any sample.
  useEffect(() => {
    if (theme) wear(theme)
  }, [theme])
  return (
    <>
      <TextInput
        label={t('identity.setup.brand_name')}
        description={t('identity.setup.brand_name_hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        name="brand"
        required
        withAsterisk={false}
        autoFocus
        maxLength={80}
        value={name}
        onChange={(event) => onChange({ brand: { ...brand, name: event.currentTarget.value } })}
      />
      <BrandColorInput
        label={t('identity.fields.color')}
        value={brand.color}
        onChange={(color) => onChange({ brand: { ...brand, color } })}
      />
      <BrandPreview name={name} color={brand.color} />
    </>
  )
}

/** The brand is called like the shop unless somebody said otherwise. */
export const completed = (business: NewBusiness): NewBusiness => ({
  ...business,
  brand: { ...business.brand, name: business.brand.name || business.name },
})
