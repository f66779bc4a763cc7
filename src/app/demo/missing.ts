import * as tenants from '#identity/server/tenants.ts'
import { readMarker } from '#app/demo/marker.ts'
import type { Kernel } from '#kernel/context.ts'

/** A demo that is still to be written; `halfOrgId` is what a crash left of the last try. */
export type MissingDemo = { halfOrgId: string | undefined }

/** Undefined where there is nothing to write: it is there, there are other organizations, or nobody wants one. */
export async function findMissingDemo({ config, db }: Kernel): Promise<MissingDemo | undefined> {
  if (config.demo !== 'chicken-shop' || !config.roles.includes('http')) return undefined
  const marker = await readMarker(config.dataDir)
  const ids = await tenants.organizationIds(db.platform)
  const halfOrgId = marker?.state === 'loading' && ids.length <= 1 ? marker.orgId : undefined
  return ids.length > 0 && halfOrgId === undefined ? undefined : { halfOrgId }
}
