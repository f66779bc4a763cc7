import type { TestContext } from 'node:test'
import type { ConversationItem } from '#conversations/contract/conversation.ts'
import { canAssign, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { RoutingConditions, type RoutingMethod, type WriteRoutingRule } from '#conversations/contract/routing.ts'
import * as availability from '#conversations/server/availability/availability.ts'
import * as rules from '#conversations/server/routing/rules.ts'
import * as tenants from '#identity/server/tenants.ts'
import type { TestPerson } from '#kernel/testing/org.ts'
import { aShop, type Shop } from './stage.ts'

export type Agent = TestPerson & {
  id: string
  name: string
  online(): Promise<void>
  change(status: 'online' | 'away' | 'offline'): Promise<void>
}

/** A shop with two teams and people who answer, none of them there yet. */
export type Crew = {
  shop: Shop
  counter: string
  delivery: string
  agent(name: string, teamIds: readonly string[]): Promise<Agent>
  rule(teamId: string, change?: Partial<WriteRoutingRule>): Promise<string>
  /** What the customers of the shop write, each the first time, and what becomes of it. */
  write(...from: string[]): Promise<void>
  cardOf(from: string): Promise<ConversationItem>
  /** The name of whoever has it, or `-`. */
  holder(from: string): Promise<string>
}

const method: RoutingMethod = 'sticky'

export async function aCrew(t: TestContext): Promise<Crew> {
  const shop = await aShop(t)
  const team = (name: string) => shop.run(async (ctx) => (await tenants.createTeam(ctx, { name, memberIds: [] })).id)
  const [counter, delivery] = [await team('Mostrador'), await team('Delivery')]
  const cardOf = async (from: string): Promise<ConversationItem> => {
    const cards = [...(await shop.list()), ...(await shop.list('resolved')), ...(await shop.list('snoozed'))]
    const card = cards.find(({ contactName }) => contactName === from)
    if (!card) throw new Error(`${from} wrote nothing`)
    return card
  }
  return {
    shop,
    counter,
    delivery,
    async agent(name, teamIds) {
      const { personId: id } = await shop.run((ctx) =>
        tenants.createPerson(ctx, {
          name,
          email: `${ctx.newId()}@example.com`,
          password: 'pollos-con-papas',
          preset: 'team-agent',
          teamIds,
        }),
      )
      const person = shop.as({ id, name, permissions: [canReadOwn, canReadTeam, canReply, canAssign], teamIds })
      const change = async (status: 'online' | 'away' | 'offline') => {
        await person.run((ctx) => availability.change(ctx, { status, reason: null, backAt: null }))
        await shop.settle()
      }
      const online = async () => {
        await person.run(availability.keepConnected)
        await shop.settle()
      }
      return { ...person, id, name, online, change }
    },
    rule: (teamId, change = {}) =>
      shop.run(async (ctx) => {
        const blank = { name: 'Todo', isActive: true, conditions: RoutingConditions.parse({}), skill: null, overflow: null }
        return (await rules.create(ctx, { ...blank, method, ...change, teamId })).id
      }),
    async write(...from) {
      for (const name of from) {
        await shop.hear({ from: numberOf(name), name, text: 'Hola' })
        await shop.settle()
      }
    },
    cardOf,
    holder: async (from) => (await cardOf(from)).assigneeName ?? '-',
  }
}

/** A number of one's own for each name: Argentine, unless the name ends in the country. */
const numberOf = (name: string): string => {
  const digits = String([...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_000_000, 7) + 1_000_000)
  return name.endsWith('BR') ? `55119${digits}1` : `549115${digits}`
}
