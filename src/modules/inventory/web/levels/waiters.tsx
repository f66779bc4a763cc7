import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listContacts } from '#crm/contract/api.ts'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { listWaiting, waitForStock, withdrawWait } from '#inventory/contract/waiting-api.ts'
import type { Waiting } from '#inventory/contract/waiting.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { FoundPicker } from '#web/ui/found-select.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/levels/levels.module.css'

/** Customers who want to know when it is there again, the first to ask first; and a place to add another one. */
export function Waiters({ variantId }: { variantId: string }) {
  const t = useT()
  const may = useMay()
  const list = useApiPages(listWaiting, { variantId, state: 'waiting' })
  const tell = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const { send: withdraw } = useSend(withdrawWait, { invalidates: [listWaiting], onProblem: tell })
  const waiting = ((list.items ?? []) as Waiting[]).toReversed()
  const mayTake = may(canTakeOrders)
  if (waiting.length === 0 && !mayTake) return null
  return (
    <section>
      <h3>{t('inventory.waiting.title')}</h3>
      {waiting.length === 0 ? (
        <p className={s.hint}>{t('inventory.waiting.nobody')}</p>
      ) : (
        <ul className={s.lots}>
          {waiting.map((one) => (
            <li key={one.id} className={s.line}>
              <span>
                {one.contactId === null ? one.contactName : <Link to={`/contactos/${one.contactId}`}>{one.contactName}</Link>}{' '}
                <small>
                  <RelativeTime at={one.askedAt} />
                </small>
              </span>
              {mayTake && (
                <ActionIcon
                  size={30}
                  aria-label={t('inventory.waiting.remove', { name: one.contactName ?? '' })}
                  onClick={() => void withdraw({ id: one.id })}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayTake && <Adding variantId={variantId} />}
    </section>
  )
}

function Adding({ variantId }: { variantId: string }) {
  const t = useT()
  const { send } = useSend(waitForStock, {
    invalidates: [listWaiting],
    onDone: (one) => void toast({ text: t('inventory.waiting.added', { name: one.contactName ?? '' }) }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <FoundPicker
      mt={8}
      label={t('inventory.waiting.add')}
      useFound={useContacts}
      nothingFound={t('inventory.waiting.no_contact')}
      onPick={({ id }) => void send({ variantId, contactId: id })}
    />
  )
}

const useContacts = (search: string) =>
  useApi(listContacts, { ...(search && { search }), limit: 20 }, { keepsPrevious: true }).data?.items ?? []
