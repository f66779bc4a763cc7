import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { TypedIdentity } from '#crm/contract/contact.ts'
import { readTaxId, taxCountries, taxIdNames, type TaxCountry, type TaxIdRefusal } from '#crm/contract/tax-id.ts'
import { IdentityOwner, useSettled } from '#crm/web/contacts/identity-inputs.tsx'
import { type T, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import s from '#crm/web/contacts/identity-inputs.module.css'

/** `AR:20-1234` of a row: the country that was chosen and what was typed. */
export const taxParts = (value: string): { country: string; number: string } => ({ country: value.slice(0, 2), number: value.slice(3) })

/** What is wrong with a row, in words; null when nothing is, or nothing was typed. */
export function taxIdProblem(value: string, t: T): string | null {
  const { country, number } = taxParts(value)
  if (number.trim() === '') return null
  const read = readTaxId(value, '')
  return 'invalid' in read ? problemText(read.invalid, country, t) : null
}

const problemText = (refusal: TaxIdRefusal, country: string, t: T): string =>
  t(`crm.tax_id.problems.${refusal}`, { country, name: taxIdNames[country as TaxCountry] ?? '' })

type Props = {
  identities: readonly TypedIdentity[]
  onChange: (identities: TypedIdentity[]) => void
  contactId?: string | undefined
  errors: (index: number) => string | undefined
}

/** Tax ids, each of its country; what is wrong with a number is said while it is typed. */
export function TaxIdInputs({ identities, onChange, contactId, errors }: Props) {
  const t = useT()
  const home = useSession().organization?.country ?? ''
  const countryNames = new Intl.DisplayNames(document.documentElement.lang || 'es', { type: 'region' })
  const ordered = taxCountries.toSorted((a, b) => Number(b === home) - Number(a === home))
  const names = ordered.map((country) => ({
    value: country,
    label: country === home ? taxIdNames[country] : `${taxIdNames[country]} (${countryNames.of(country) ?? country})`,
  }))
  const set = (index: number, value: string) =>
    onChange(identities.map((one, i) => (i === index ? { kind: 'tax_id' as const, value } : one)))
  return (
    <fieldset className={s.identities}>
      <legend className="sr-only">{t('crm.tax_id.title')}</legend>
      {identities.map((identity, index) => {
        if (identity.kind !== 'tax_id') return null
        const { country, number } = taxParts(identity.value)
        return (
          // Rows have no name of their own: they are typed one below the other and only removed by hand.
          <div key={index} className={`${s.identity} ${s.taxId}`}>
            <Select
              aria-label={t('crm.tax_id.type')}
              data={names}
              value={country}
              allowDeselect={false}
              onChange={(next) => set(index, `${next ?? country}:${number}`)}
            />
            <TaxIdNumber value={identity.value} error={errors(index)} onChange={(typed) => set(index, `${country}:${typed}`)} />
            <ActionIcon
              aria-label={t('web.action.remove_named', { name: t('crm.tax_id.title') })}
              onClick={() => onChange(identities.filter((_, i) => i !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
            <TaxIdSaid value={identity.value} contactId={contactId} />
          </div>
        )
      })}
      <div>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...identities, { kind: 'tax_id', value: `${ordered[0] ?? 'AR'}:` }])}
        >
          {t('crm.tax_id.add')}
        </Button>
      </div>
    </fieldset>
  )
}

type TaxIdNumberProps = { value: string; error: string | undefined; onChange: (typed: string) => void }

function TaxIdNumber({ value, error, onChange }: TaxIdNumberProps) {
  const t = useT()
  const [isLeft, setLeft] = useState(false)
  const settled = useSettled({ kind: 'tax_id', value })
  const { country, number } = taxParts(value)
  const read = readTaxId(value, '')
  // Whoever is still typing knows that digits are missing.
  const isSaid = 'invalid' in read && number.trim() !== '' && (isLeft || read.invalid !== 'tax-length') && settled.value === value
  return (
    <TextInput
      aria-label={t('crm.tax_id.number')}
      autoComplete="off"
      maxLength={40}
      value={number}
      error={error ?? (isSaid ? problemText(read.invalid, country, t) : undefined)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
    />
  )
}

/** How a sound number is kept, or who has it already. */
function TaxIdSaid({ value, contactId }: { value: string; contactId: string | undefined }) {
  const t = useT()
  const settled = useSettled({ kind: 'tax_id', value })
  const read = readTaxId(settled.value, '')
  if ('invalid' in read) return null
  return (
    <IdentityOwner identity={settled} contactId={contactId}>
      <p className={s.said} {...(read.isUnsure && { 'data-tone': 'warn' })}>
        {read.isUnsure ? t('crm.tax_id.unsure') : t('crm.tax_id.read_as', { name: read.name, shown: read.shown })}
      </p>
    </IdentityOwner>
  )
}
