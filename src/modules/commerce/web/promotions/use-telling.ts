import { listSegments } from '#crm/contract/segment-api.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import type { Telling } from '#commerce/web/promotions/promotion-sentence.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useLocale } from '#web/i18n/locale.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'

/** What sentences about promotions are made with; `names` of goods come with the promotion or from what was chosen. */
export function useTelling(): (names: Readonly<Record<string, string>>) => Telling {
  const t = useT()
  const format = useFormat()
  const [locale] = useLocale()
  const mayReadContacts = useMay()(canReadContacts)
  const { data: segments } = useApi(listSegments, {}, { enabled: mayReadContacts })
  return (names) => ({ t, format, locale, nameOf: (id) => names[id] ?? segments?.items.find((one) => one.id === id)?.name })
}
