import { useSession } from '#web/session.ts'

/** The currency of the organization. */
export const useOwnCurrency = (): string => useSession().organization?.currency ?? 'ARS'
