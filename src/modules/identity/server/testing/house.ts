import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { inTenant } from '#kernel/context.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import type { Preset } from '#identity/contract/role.ts'
import * as tenants from '#identity/server/tenants.ts'
import type { TestDoor, Visitor } from '#identity/server/testing/door.ts'

export type Inhabitant = { id: string; email: string; name: string; password: string; preset: Preset }

export type House = {
  id: string
  brandId: string
  roleIdByPreset: Record<Preset, string>
  owner: Inhabitant
  /** One transaction, as the system. */
  run<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  person(preset: Preset, name?: string): Promise<Inhabitant>
  /** A browser in which somebody has signed in; the owner when absent. */
  enter(door: TestDoor, who?: Inhabitant): Promise<Visitor>
}

/** A whole organization: brand, built-in roles and an owner with a password. */
export async function aHouse(_t: TestContext, options: { isDemo?: boolean; name?: string } = {}): Promise<House> {
  const { kernel } = await testKernel()
  const id = newId()
  const run = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    inTenant(
      kernel,
      { org: id, actor: { kind: 'system', name: 'test' }, locale: 'es', zone: 'America/Argentina/Buenos_Aires', requestId: newId() },
      work,
    )
  const made = await run((ctx) =>
    tenants.createOrganization(ctx, {
      name: options.name ?? 'Pollos El Gallo',
      locale: 'es',
      zone: 'America/Argentina/Buenos_Aires',
      currency: 'ARS',
      country: 'AR',
      lineOfBusiness: 'food',
      isDemo: options.isDemo ?? false,
      brand: { name: options.name ?? 'Pollos El Gallo', color: '#c2410c' },
    }),
  )
  const person = async (preset: Preset, name = 'Julia Lucero'): Promise<Inhabitant> => {
    const email = `${preset}-${newId()}@example.com`
    const password = `sandía con vino ${newId().slice(-8)}`
    const { personId } = await run((ctx) => tenants.createPerson(ctx, { name, email, password, preset }))
    return { id: personId, email, name, password, preset }
  }
  const owner = await person('owner')
  return {
    id,
    ...made,
    owner,
    run,
    person,
    async enter(door, who = owner) {
      const visitor = door.visitor()
      const answer = await visitor.post('/session', { email: who.email, password: who.password })
      assert.deepEqual(answer.body, { step: 'done' })
      return visitor
    },
  }
}
