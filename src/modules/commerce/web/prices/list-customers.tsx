import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { listContacts } from '#crm/contract/api.ts'
import { changePriceListCustomers, listPriceListCustomers, listPriceLists } from '#commerce/contract/price-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#commerce/web/prices/dialog.module.css'

/** Whose prices these are: put on and taken off at once. */
export function ListCustomers({ listId }: { listId: string }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const people = useApiPages(listPriceListCustomers, { id: listId })
  const found = useApi(listContacts, { search: typed, limit: 8 }, { enabled: typed.trim().length > 1, keepsPrevious: true })
  const { send } = useSend(changePriceListCustomers, {
    invalidates: [listPriceListCustomers, listPriceLists],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const known = new Set((people.items ?? []).map(({ contactId }) => contactId))
  return (
    <div className={s.form}>
      <Select
        label={t('commerce.prices.customers')}
        placeholder={t('commerce.prices.find_customer')}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        value={null}
        filter={({ options }) => options}
        data={(found.data?.items ?? []).filter(({ id }) => !known.has(id)).map(({ id, name }) => ({ value: id, label: name }))}
        nothingFoundMessage={typed.trim().length > 1 ? t('commerce.prices.nobody') : undefined}
        onChange={(id) => {
          if (!id) return
          setTyped('')
          void send({ id: listId, add: [id] }).catch(() => {})
        }}
      />
      {(people.items?.length ?? 0) > 0 && (
        <ul className={s.people}>
          {people.items?.map(({ contactId, name }) => (
            <li key={contactId}>
              {name}
              <ActionIcon
                size={26}
                aria-label={t('web.action.remove_named', { name })}
                onClick={() => void send({ id: listId, remove: [contactId] }).catch(() => {})}
              >
                <IconX size={14} stroke={1.7} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
