import * as tenants from '#identity/server/tenants.ts'
import { readMarker, type Marker } from '#app/demo/marker.ts'
import { demoNames, type DemoName } from '#kernel/config/config.ts'
import type { Kernel } from '#kernel/context.ts'

/** A demo that is still to be written; `halfOrgId` is what a crash left of the last try. */
export type MissingDemo = { demo: DemoName; halfOrgId: string | undefined }
type Known = { demo: DemoName; marker: Marker | undefined }

/**
 * Those that are named and not there. Where somebody has an organization of their own nothing is written beside it; where there
 * are demos, only what was named in so many words is added to them.
 */
export async function findMissingDemos({ config, db }: Kernel): Promise<MissingDemo[]> {
  if (config.demos.length === 0 || !config.roles.includes('http')) return []
  const known = await Promise.all(demoNames.map(async (demo) => ({ demo, marker: await readMarker(config.dataDir, demo) })))
  return missingAmong(known, await tenants.organizationIds(db.platform), config)
}

/** Pure: what is to be written, by what there is. */
export function missingAmong(
  known: readonly Known[],
  organizationIds: readonly string[],
  { demos, areDemosNamed }: { demos: readonly DemoName[]; areDemosNamed: boolean },
): MissingDemo[] {
  const ofDemos = new Set(known.map(({ marker }) => marker?.orgId))
  if (organizationIds.some((id) => !ofDemos.has(id))) return []
  const isThere = ({ marker }: Known): boolean => marker?.state === 'done' && organizationIds.includes(marker.orgId)
  const mayAdd = areDemosNamed || !known.some(isThere)
  return demos.flatMap((demo) => {
    const one = known.find((each) => each.demo === demo)
    const isHalf = one?.marker?.state === 'loading'
    if (!one || isThere(one) || !(mayAdd || isHalf)) return []
    return [{ demo, halfOrgId: isHalf ? one.marker?.orgId : undefined }]
  })
}

/** The demos that are there, each with its organization. */
export async function demosThere(
  { config }: Pick<Kernel, 'config'>,
  organizationIds: readonly string[],
): Promise<{ demo: DemoName; orgId: string }[]> {
  const known = await Promise.all(demoNames.map(async (demo) => ({ demo, marker: await readMarker(config.dataDir, demo) })))
  return known.flatMap(({ demo, marker }) =>
    marker?.state === 'done' && organizationIds.includes(marker.orgId) ? [{ demo, orgId: marker.orgId }] : [],
  )
}
