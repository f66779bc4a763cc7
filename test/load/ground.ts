import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withKernel } from '#app/with-kernel.ts'
import * as demoChannels from '#conversations/server/channels/demo-channel.ts'
import * as conversations from '#conversations/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { hashToken } from '#kernel/auth/tokens.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { asSuperuser, type Product } from './product.ts'
import { fill, type Amount } from './seed.ts'

/** What there is to measure on: organizations with a number each, and people who are signed in. */
export type Ground = {
  orgs: { id: string; phoneNumberId: string; appSecret: string }[]
  people: { orgId: string; id: string; email: string; token: string }[]
  password: string
  amount: Amount
}

export const sizes = {
  full: { orgs: 200, peoplePerOrg: 5, contacts: 1_000_000, conversations: 20_000, messagesEach: 10 },
  quick: { orgs: 200, peoplePerOrg: 5, contacts: 50_000, conversations: 2_000, messagesEach: 10 },
  /** One organization that writes all day. */
  desk: { orgs: 1, peoplePerOrg: 64, contacts: 100_000, conversations: 100_000, messagesEach: 10, longThread: 5_000 },
  'quick-desk': { orgs: 1, peoplePerOrg: 64, contacts: 10_000, conversations: 10_000, messagesEach: 10, longThread: 5_000 },
  /** One organization that knows everybody, and of somebody a great deal. */
  crowd: { orgs: 1, peoplePerOrg: 5, contacts: 1_000_000, conversations: 2_000, messagesEach: 10, longThread: 10_000 },
  'quick-crowd': { orgs: 1, peoplePerOrg: 5, contacts: 50_000, conversations: 500, messagesEach: 10, longThread: 10_000 },
  small: { orgs: 20, peoplePerOrg: 5, contacts: 2_000, conversations: 0, messagesEach: 0 },
} as const

const noteIn = (dataDir: string): string => join(dataDir, 'load-ground.json')

/** Lays the ground once; a folder that has it already is taken as it is. */
export async function layGround(product: Product, amount: Amount, say: (line: string) => void): Promise<Ground> {
  const known = await readFile(noteIn(product.dataDir), 'utf8').catch(() => undefined)
  if (known) return JSON.parse(known) as Ground
  const since = performance.now()
  const password = randomBytes(12).toString('base64url')
  const { orgs, passwordHash } = await withKernel(loadConfig(product.env), async (kernel) => {
    const made: Ground['orgs'] = []
    for (let n = 0; n < amount.orgs; n++) {
      const id = newId()
      const caller = {
        org: id,
        actor: { kind: 'system', name: 'load' } as const,
        locale: 'es' as const,
        zone: 'America/Argentina/Cordoba',
        requestId: newId(),
      }
      await inTenant(kernel, caller, async (ctx) => {
        const name = `Negocio ${n + 1}`
        const { brandId } = await tenants.createOrganization(ctx, {
          name,
          locale: 'es',
          zone: caller.zone,
          currency: 'ARS',
          country: 'AR',
          lineOfBusiness: 'food',
          brand: { name, color: '#c2410c' },
          // Only demos may have a channel that no provider confirmed; see below.
          isDemo: true,
        })
        const phoneNumberId = `1095${String(n).padStart(11, '0')}`
        await demoChannels.createForDemo(ctx, {
          name: 'Ventas',
          brandId,
          teamId: null,
          phoneNumberId,
          wabaId: `2095${String(n).padStart(11, '0')}`,
          displayPhone: '+1 809 555 0190',
        })
        const [number] = await conversations.simulatedNumbers(ctx)
        made.push({ id, phoneNumberId, appSecret: number?.appSecret ?? '' })
      })
    }
    return { orgs: made, passwordHash: await kernel.passwords.hash(password) }
  })
  const people = orgs.flatMap(({ id: orgId }, org) =>
    Array.from({ length: amount.peoplePerOrg }, (_, n) => ({
      orgId,
      id: newId(),
      email: `persona${n + 1}@negocio${org + 1}.example`,
      token: randomBytes(32).toString('base64url'),
    })),
  )
  await asSuperuser(product, async (client) => {
    await client.query('set synchronous_commit = off')
    // The simulated world remembers the chats of all demos; real businesses have none of that in their server's memory.
    await client.query('update identity.organization set is_demo = false')
    const columns = [
      people.map((one) => one.id),
      people.map((one) => one.email),
      people.map((one) => one.orgId),
      people.map((one) => hashToken(one.token)),
    ]
    await client.query(
      `insert into identity.person (id, email, name, password_hash, password_changed_at, locale, created_at)
       select id, email, initcap(split_part(email, '@', 1)), $3, now(), 'es', now() from unnest($1::uuid[], $2::text[]) as p (id, email)`,
      [columns[0], columns[1], passwordHash],
    )
    await client.query(
      `insert into identity.membership (org_id, person_id, role_id, joined_at, seen_at)
       select p.org_id, p.id, r.id, now(), now()
       from unnest($1::uuid[], $2::uuid[]) with ordinality as p (id, org_id, n)
       join identity.role r on r.org_id = p.org_id and r.preset = case when (p.n - 1) % $3 = 0 then 'owner' else 'team-agent' end`,
      [columns[0], columns[2], amount.peoplePerOrg],
    )
    await client.query(
      `insert into identity.session (id, token_hash, person_id, organization_id, ip, user_agent, created_at, seen_at, expires_at)
       select gen_random_uuid(), hash, id, org_id, '127.0.0.1', 'load', now(), now(), now() + interval '60 days'
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as p (id, org_id, hash)`,
      [columns[0], columns[2], columns[3]],
    )
    await fill(
      client,
      orgs.map(({ id }) => id),
      amount,
    )
  })
  const ground: Ground = { orgs, people, password, amount }
  await writeFile(noteIn(product.dataDir), JSON.stringify(ground), { mode: 0o600 })
  say(
    `${amount.contacts.toLocaleString('en-US')} contacts in ${amount.orgs} organizations laid in ${Math.round((performance.now() - since) / 1000)} s`,
  )
  return ground
}
