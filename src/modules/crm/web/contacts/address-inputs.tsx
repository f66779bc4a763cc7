import { ActionIcon, Button, Radio, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { newAddress, type AddressValues } from '#crm/web/contacts/address-values.ts'
import { countryChoices } from '#crm/web/contacts/countries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import s from '#crm/web/contacts/contact-parts.module.css'

const most = 10
const lengths = { label: 40, street: 120, number: 20, unit: 40, city: 80, state: 80, postcode: 20, notes: 300, coordinates: 60 } as const
type Part = keyof typeof lengths

type Props = {
  addresses: readonly AddressValues[]
  onChange: (addresses: AddressValues[]) => void
  errors: (path: string) => string | undefined
}

/** The places of a contact, the primary one marked. */
export function AddressInputs({ addresses, onChange, errors }: Props) {
  const t = useT()
  const home = useSession().organization?.country ?? ''
  const group = useId()
  const set = (index: number, change: Partial<AddressValues>) =>
    onChange(addresses.map((one, i) => (i === index ? { ...one, ...change } : one)))
  const remove = (index: number) => {
    const rest = addresses.filter((_, i) => i !== index)
    onChange(rest.some(({ isPrimary }) => isPrimary) ? rest : rest.map((one, i) => ({ ...one, isPrimary: i === 0 })))
  }
  return (
    <div className={s.addresses}>
      {addresses.map((address, index) => {
        const input = (part: Part) => (
          <TextInput
            label={t(`crm.address.${part}`)}
            className={s[part]}
            maxLength={lengths[part]}
            autoComplete="off"
            value={address[part]}
            error={errors(`addresses.${index}.${part}`)}
            {...((part === 'label' || part === 'coordinates') && { placeholder: t(`crm.address.example_${part}`) })}
            onChange={(event) => set(index, { [part]: event.currentTarget.value })}
          />
        )
        const name = t('crm.address.one', { number: index + 1 })
        return (
          // Rows have no name of their own until they are saved: they are typed one below the other.
          <fieldset key={index} className={s.address}>
            <legend className="sr-only">{name}</legend>
            <div className={s.addressHead}>
              {input('label')}
              <ActionIcon aria-label={t('web.action.remove_named', { name })} onClick={() => remove(index)}>
                <IconX size={16} />
              </ActionIcon>
            </div>
            {input('street')}
            {input('number')}
            {input('unit')}
            {input('city')}
            {input('state')}
            {input('postcode')}
            <Select
              label={t('crm.address.country')}
              className={s.country}
              clearable
              searchable
              data={countryChoices(address.country)}
              value={address.country}
              onChange={(country) => set(index, { country })}
            />
            {input('coordinates')}
            {input('notes')}
            {addresses.length > 1 && (
              <Radio
                className={s.primary}
                name={group}
                label={t('crm.address.make_primary')}
                checked={address.isPrimary}
                onChange={() => onChange(addresses.map((one, i) => ({ ...one, isPrimary: i === index })))}
              />
            )}
          </fieldset>
        )
      })}
      {addresses.length < most && (
        <div>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={15} />}
            onClick={() => onChange([...addresses, newAddress(home, addresses.length === 0)])}
          >
            {t('crm.address.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
