import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { getPhone } from '#platform/contract/api.ts'
import { ChatList } from '#platform/web/phone/chat-list.tsx'
import { Handset } from '#platform/web/phone/handset.tsx'
import { type PhoneSearch, phoneSearch } from '#platform/web/phone/phone-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useWholeHeight } from '#web/shell/bottom-bar-state.ts'
import { Page } from '#web/ui/page.tsx'
import { SplitPane } from '#web/ui/panes.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'

export type OpenChat = (waId: string | undefined, options?: { isNew?: boolean }) => void

/** A telephone in the hand of a customer of the demo: on one side the customers, on the other what they have on screen. */
export function PhonePage() {
  const t = useT()
  const { waId } = useParams({ strict: false }) as { waId?: string }
  const [raw, setSearch] = useSearchState<PhoneSearch>()
  const { data, error, isPending, refetch } = useApi(getPhone, {}, { staleTime: 0 })
  const navigate = useNavigate()
  const isPhone = useIsPhone()
  const { numero } = phoneSearch(raw)
  const number = data?.numbers.find(({ phoneNumberId }) => phoneNumberId === numero) ?? data?.numbers[0]
  useWholeHeight(isPhone && waId !== undefined)

  const open: OpenChat = useCallback(
    (next) => void navigate({ to: '/telefono/{-$waId}', params: { waId: next } as never, search: ((last: PhoneSearch) => last) as never }),
    [navigate],
  )
  const choose = (phoneNumberId: string) => {
    if (waId) void navigate({ to: '/telefono/{-$waId}', params: { waId: undefined } as never, search: { numero: phoneNumberId } as never })
    else setSearch({ numero: phoneNumberId })
  }

  if (isPending) return <PageBones kind="list" />
  if (!data || !number)
    return (
      <Page title={t('platform.phone.title')} body="bare">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <EmptyState drawing="plug" title={t('platform.phone.no_numbers_title')} hint={t('platform.phone.no_numbers_hint')} />
        )}
      </Page>
    )
  return (
    <SplitPane
      isOpen={waId !== undefined}
      list={<ChatList phone={data} number={number} openWaId={waId} onChoose={choose} onOpen={open} />}
      detail={<Handset key={`${number.phoneNumberId}/${waId}`} number={number} waId={waId} onClose={() => open(undefined)} />}
    />
  )
}
