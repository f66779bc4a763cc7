import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { CreateZone } from '#orders/contract/zone.ts'
import { create } from '#orders/server/zones/zones.ts'

export const DemoZones = z.object({ deliveryZones: z.array(CreateZone.omit({ brandId: true })).default([]) })

/** Where the first brand of a demo business brings things. */
export async function loadZones(ctx: Ctx, business: DemoBusiness, said: z.infer<typeof DemoZones>['deliveryZones']): Promise<void> {
  const brandId = business.made.get('identity.brand') as string | undefined
  if (!brandId || said.length === 0) return
  await business.at(ctx.now, ctx.actor, async (then) => {
    for (const zone of said) await create(then, { ...zone, brandId })
  })
}
