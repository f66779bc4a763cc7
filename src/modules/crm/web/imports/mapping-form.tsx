import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { checkImport, chooseImportSheet, getImport } from '#crm/contract/api.ts'
import type { ContactImport, ImportMapping } from '#crm/contract/import.ts'
import { addressParts } from '#crm/contract/address-text.ts'
import { countryChoices } from '#crm/web/contacts/countries.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { TagLine } from '#crm/web/contacts/tag-line.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { DecimalMarkField, SheetChoice, SheetColumns } from '#web/sheets/sheet-columns.tsx'
import { Section } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#web/sheets/sheets.module.css'

const plainTargets = ['name', 'phone', 'email', 'instagram', 'tax_id', 'kind', 'relations', 'owner', 'tags', 'notes'] as const
const consentTargets = ['consent:whatsapp:marketing', 'consent:email:marketing', 'consent:sms:marketing'] as const

/** Says what each column of the file is and how to read it, then tries it out. */
export function MappingForm({ one }: { one: ContactImport }) {
  const t = useT()
  const session = useSession()
  const definitions = useFields()
  const suggested = one.mapping
  const [mapping, setMapping] = useState<ImportMapping>({
    columns: one.header.map((_title, i) => suggested?.columns[i] ?? null),
    onDuplicate: suggested?.onDuplicate ?? 'fill',
    country: suggested?.country ?? session.organization?.country ?? 'AR',
    tagIds: suggested?.tagIds ?? [],
    dateOrder: suggested?.dateOrder ?? 'dmy',
    decimalMark: suggested?.decimalMark ?? ',',
  })
  const { send, sending, problem } = useSend(checkImport, { invalidates: [getImport] })
  const choosing = useSend(chooseImportSheet, { invalidates: [getImport] })
  const set = (change: Partial<ImportMapping>) => setMapping((before) => ({ ...before, ...change }))
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
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <SheetChoice
        one={one}
        choosing={{ isSending: choosing.sending, problem: choosing.problem }}
        onChoose={(sheet) => void choosing.send({ id: one.id, sheet }).catch(() => {})}
      />
      <SheetColumns one={one} targets={targets} columns={mapping.columns} onChange={(columns) => set({ columns })} />
      <Section title={t('kernel.sheet.how')}>
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
      </Section>
      <div className={s.buttons}>
        <Button
          variant={one.status === 'checked' ? 'default' : 'filled'}
          loading={sending}
          onClick={() => void send({ id: one.id, mapping }).catch(() => {})}
        >
          {t('kernel.sheet.check')}
        </Button>
      </div>
    </div>
  )
}
