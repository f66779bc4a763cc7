import type { Story } from '#app/demo/history.ts'
import type { Trade } from '#app/demo/trade.ts'
import type { DemoName } from '#kernel/config/config.ts'
import type { CreateOrganization } from '#identity/contract/organization.ts'
import type { CreateCalendar } from '#identity/contract/calendar.ts'

/** What is loaded before any module is asked: the business and its people. The rest is read by the modules, by their names for it. */
export type DemoShop = {
  readonly slug: string
  readonly organization: CreateOrganization
  /** Of everybody; it is printed at the start and works in demo businesses only. */
  readonly password: string
  readonly people: readonly {
    readonly key: string
    readonly name: string
    readonly email: string
    readonly preset: 'owner' | 'team-agent' | 'own-agent'
    readonly team: string
  }[]
  readonly teams: readonly string[]
}

export type DemoCalendar = Omit<CreateCalendar, 'zone' | 'brandIds' | 'days'> &
  Partial<Pick<CreateCalendar, 'days'>> & { holidaysOf?: string }

/** A line of business: data and where its history is drawn from. `more`: what else is drawn, for the modules that read it. */
export type Demo = {
  readonly shop: DemoShop
  readonly calendars: readonly DemoCalendar[]
  readonly trade: Trade
  readonly story: Story
  readonly more: (seed: number, now: Date, contacts: readonly { phone: string; name: string }[]) => Record<string, unknown>
}

/** Each is read only when it is loaded or greeted. */
export const demos: Readonly<Record<DemoName, () => Promise<Demo>>> = {
  'chicken-shop': () => import('#app/demo/chicken-shop.ts').then(({ demo }) => demo),
  'tech-store': () => import('#app/demo/tech-store.ts').then(({ demo }) => demo),
  'eco-store': () => import('#app/demo/eco-store.ts').then(({ demo }) => demo),
}
