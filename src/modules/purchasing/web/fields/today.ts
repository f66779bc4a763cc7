import { wallOf } from '#kernel/contract/business-time.ts'
import { useFormat } from '#web/i18n/i18n.tsx'
import { useNow } from '#web/ui/time.tsx'

/** The calendar day that it is where the organization is. */
export const useToday = (): string => {
  const { region } = useFormat()
  return new Date(wallOf(region.zone, Date.parse(useNow()))).toISOString().slice(0, 10)
}
