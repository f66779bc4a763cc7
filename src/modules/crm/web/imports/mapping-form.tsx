import { Select } from '@mantine/core'
import type { ImportMapping } from '#crm/contract/import.ts'
import { addressParts } from '#crm/contract/address-text.ts'
import { countryChoices } from '#crm/web/contacts/countries.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { TagLine } from '#crm/web/contacts/tag-line.tsx'
import { contactSheet } from '#crm/web/imports/contact-sheet.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { DecimalMarkField, SheetMapping } from '#web/sheets/sheet-mapping.tsx'
import type { Sheet } from '#web/sheets/sheet.ts'
import s from '#web/sheets/sheets.module.css'

const plainTargets = ['name', 'phone', 'email', 'instagram', 'tax_id', 'kind', 'relations', 'owner', 'tags', 'notes'] as const
const consentTargets = ['consent:whatsapp:marketing', 'consent:email:marketing', 'consent:sms:marketing'] as const

/** What the columns of a file of contacts are, and how it is read. */
export function MappingForm({ one }: { one: Sheet }) {
  const t = useT()
  const definitions = useFields()
  const targets = [
    { group: t('crm.import.group_contact'), items: plainTargets.map((target) => ({ value: target, label: t(`crm.contact.${target}`) })) },
    ...(definitions.length > 0
      ? [{ group: t('crm.form.fields'), items: definitions.map((field) => ({ value: `field:${field.key}`, label: field.label })) }]
      : []),
    {
      group: t('crm.address.title'),
      items: addressParts.map((part) => ({ value: `address:${part}`, label: t(`crm.address_column.${part}`) })),
    },
    {
      group: t('crm.consent.title'),
      items: consentTargets.map((target) => ({
        value: target,
        label: t('crm.import.consent_target', { channel: t(`crm.channel.${target.split(':')[1] ?? ''}`) }),
      })),
    },
  ]
  return (
    <SheetMapping<ImportMapping> kind={contactSheet} one={one} targets={targets}>
      {(mapping, set) => (
        <>
          <Fields>
            <FieldRow>
              <Select
                label={t('crm.import.on_duplicate')}
                description={t('crm.import.on_duplicate_hint')}
                allowDeselect={false}
                data={(['fill', 'replace', 'skip'] as const).map((value) => ({ value, label: t(`crm.import.duplicate.${value}`) }))}
                value={mapping.onDuplicate}
                onChange={(value) => set({ onDuplicate: (value ?? 'fill') as ImportMapping['onDuplicate'] })}
              />
              <Select
                label={t('crm.import.country')}
                description={t('crm.import.country_hint')}
                allowDeselect={false}
                searchable
                data={countryChoices(mapping.country)}
                value={mapping.country}
                onChange={(value) => set({ country: value ?? mapping.country })}
              />
            </FieldRow>
            <FieldRow>
              <Select
                label={t('crm.import.date_order')}
                allowDeselect={false}
                data={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({ value, label: t(`crm.import.order.${value}`) }))}
                value={mapping.dateOrder}
                onChange={(value) => set({ dateOrder: (value ?? 'dmy') as ImportMapping['dateOrder'] })}
              />
              <DecimalMarkField value={mapping.decimalMark} onChange={(decimalMark) => set({ decimalMark })} />
            </FieldRow>
          </Fields>
          <div className={s.tags}>
            <span>{t('crm.import.tag_all')}</span>
            <TagLine tagIds={mapping.tagIds} onChange={(tagIds) => set({ tagIds })} />
          </div>
        </>
      )}
    </SheetMapping>
  )
}
