import { listContacts } from '#crm/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { FoundSelect } from '#web/ui/found-select.tsx'

type Person = { id: string; name: string }

/** Who it is for, found by name or telephone. Nobody, at the counter. */
export function CustomerField({ value, onChange }: { value: Person | null; onChange: (person: Person | null) => void }) {
  const t = useT()
  return (
    <FoundSelect
      label={t('orders.builder.customer')}
      placeholder={t('orders.builder.find_customer')}
      clearable
      among={listContacts}
      known={value}
      value={value?.id ?? null}
      onChange={onChange}
    />
  )
}
