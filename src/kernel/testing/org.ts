import type { TestContext } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { deskOf, inTenant, readInTenant, type Caller, type Kernel } from '#kernel/context.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import type { TestClock } from '#kernel/testing/clock.ts'
import { httpAs, type TestHttp } from '#kernel/testing/http.ts'

export type Who = { id?: string; name?: string; permissions?: readonly (string | { code: string })[]; teamIds?: readonly string[] }

export type TestPerson = {
  readonly actor: Actor & { kind: 'user' }
  /** One transaction, as this person. */
  run<T>(work: (ctx: Ctx) => Promise<T>, options?: { ifMatch?: number; now?: Date; upload?: Ctx['upload'] }): Promise<T>
  /** The same without a transaction, as GET endpoints run: may not write. */
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  readonly http: TestHttp
}

export type TestOrg = TestPerson & {
  readonly id: string
  /** Its first brand. */
  readonly brandId: string
  readonly kernel: Kernel
  readonly clock: TestClock
  /** Somebody else of the same organization. Without `permissions` they may do nothing. */
  as(who: Who): TestPerson
  /** Relays every event and runs every due job until nothing is left. Returns how many jobs ran. */
  settle(): Promise<number>
  /** What was emitted so far, oldest first. */
  events(): Promise<{ type: string; data: Record<string, unknown> }[]>
}

/** Every right that any module declares. */
const everything = (kernel: Kernel): Set<string> =>
  new Set(kernel.modules.flatMap((module) => module.permissions ?? []).map(({ code }) => code))

/**
 * A fresh organization in this process's database. Its settings are Argentine; its person owns it. The kernel is built
 * once per process, with a clock that stands until a test moves it.
 */
export async function anOrg(t: TestContext | undefined, options: { isDemo?: boolean; name?: string } = {}): Promise<TestOrg> {
  const { kernel, clock, openOrganization } = await testKernel(t?.filePath)
  const id = newId()
  const { brandId } = await openOrganization(id, { name: options.name ?? 'Pollos El Gallo', isDemo: options.isDemo ?? false })
  const person = (who: Who): TestPerson => {
    const permissions = new Set(who.permissions?.map((one) => (typeof one === 'string' ? one : one.code)) ?? [])
    const actor = {
      kind: 'user' as const,
      id: who.id ?? newId(),
      name: who.name ?? 'Ana Ruiz',
      permissions,
      teamIds: who.teamIds ?? [],
      sessionId: newId(),
    }
    const caller = (): Caller => ({ org: id, actor, locale: 'es', zone: 'America/Argentina/Buenos_Aires', requestId: newId() })
    return {
      actor,
      run: (work, extra = {}) => inTenant(kernel, { ...caller(), ...extra }, work),
      read: (work) => readInTenant(kernel, caller(), work),
      http: httpAs(kernel, { org: id, actor }),
    }
  }
  const owner = person({ name: 'Julia Lucero', permissions: [...everything(kernel)] })
  return {
    ...owner,
    id,
    brandId,
    kernel,
    clock,
    as: person,
    settle: () => settle(kernel, id),
    events: () =>
      kernel.db.read(
        id,
        (sql) => sql<{ type: string; data: Record<string, unknown> }>`select type, data from kernel.event order by xid, seq`,
      ),
  }
}

const rounds = 200

async function settle(kernel: Kernel, org: string): Promise<number> {
  const [{ startRelay }, { startWorker }] = await Promise.all([import('#kernel/events/relay.ts'), import('#kernel/jobs/worker.ts')])
  const parts = { db: kernel.db, modules: kernel.modules, log: kernel.log, metrics: kernel.metrics }
  const relay = startRelay({ ...parts, isManual: true })
  const worker = startWorker({
    ...parts,
    clock: kernel.clock,
    concurrency: 4,
    isManual: true,
    makeDesk: (job: Parameters<typeof deskOf>[1]) => deskOf(kernel, job),
    onlyOrg: org,
  })
  let ran = 0
  try {
    for (let round = 0; round < rounds; round++) {
      const relayed = await relay.catchUp()
      const done = await worker.runDue()
      ran += done
      if (relayed + done === 0) return ran
    }
    throw new Error(`work is left after ${rounds} rounds`)
  } finally {
    await worker.stop(1_000)
    await relay.stop()
  }
}
