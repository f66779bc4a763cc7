import { Select } from '@mantine/core'
import { useState } from 'react'
import { listContacts } from '#crm/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

type Person = { id: string; name: string }

/** Who it is for, found by name or telephone. Nobody, at the counter. */
export function CustomerField({ value, onChange }: { value: Person | null; onChange: (person: Person | null) => void }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const { data } = useApi(listContacts, { ...(typed.trim() && { search: typed.trim() }), limit: 20 }, { keepsPrevious: true })
  const found = (data?.items ?? []).filter(({ id }) => id !== value?.id)
  const choices = [...(value ? [value] : []), ...found].map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      label={t('orders.builder.customer')}
      placeholder={t('orders.builder.find_customer')}
      data={choices}
      value={value?.id ?? null}
      searchable
      clearable
      filter={({ options }) => options}
      onSearchChange={(text) => setTyped(choices.some(({ label }) => label === text) ? '' : text)}
      onChange={(id) => onChange([...(value ? [value] : []), ...found].find((one) => one.id === id) ?? null)}
    />
  )
}
