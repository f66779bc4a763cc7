import type { PlatformCtx } from '#kernel/ctx.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { SetUp } from '#identity/contract/organization.ts'
import type { Entrance } from '#identity/contract/session.ts'
import * as accounts from '#identity/server/accounts/accounts.store.ts'
import { refuseWeak } from '#identity/server/accounts/own-account.ts'
import { logoUrl } from '#identity/server/brands/logo.ts'
import * as members from '#identity/server/members/members.store.ts'
import { layOut } from '#identity/server/organizations/organizations.ts'
import * as store from '#identity/server/organizations/organizations.store.ts'
import { accountExists, alreadySetUp } from '#identity/server/problems.ts'
import { open } from '#identity/server/sessions/rotation.ts'
import { linkOpenings, peerOf, takeTry } from '#identity/server/sessions/visitor.ts'

export async function isNeeded(ctx: PlatformCtx): Promise<{ needed: boolean }> {
  return { needed: !(await store.isSetUp(ctx)) }
}

/** How the door looks: the face of the organization that was asked for, or of the only one there is. */
export async function entrance(ctx: PlatformCtx, input: { organization?: string | undefined }): Promise<Entrance> {
  const [isSetUp, face] = await Promise.all([store.isSetUp(ctx), store.face(ctx, input.organization)])
  return {
    needsSetUp: !isSetUp,
    hasMailServer: ctx.mail.hasServer,
    face: face ? { name: face.name, color: face.color, theme: face.theme, logoUrl: logoUrl(ctx, face.orgId, face.logoFileId) } : null,
  }
}

/**
 * The first run: an organization and its owner, who goes on signed in. Of several people who try at once the first one
 * wins; the database holds the others back until it is sure, and then they are refused.
 */
export async function setUp(ctx: PlatformCtx, input: SetUp): Promise<{ organizationId: string }> {
  await takeTry(ctx, linkOpenings, peerOf(ctx))
  if (await store.isSetUp(ctx)) throw alreadySetUp()
  const { owner, ...tenant } = input
  refuseWeak(ctx.t, 'owner.password', owner.password, owner)
  const person = {
    id: newId(),
    email: owner.email,
    name: owner.name,
    locale: input.locale,
    passwordHash: await ctx.passwords.hash(owner.password),
  }
  const organizationId = newId()
  await ctx.inOrg(organizationId, async (inside) => {
    if (!(await store.claimInstallation(inside))) throw alreadySetUp()
    if (!(await accounts.admit(inside, person))) throw accountExists()
    const { roleIdByPreset } = await layOut(inside, tenant)
    await members.join(inside, { personId: person.id, roleId: roleIdByPreset.owner })
  })
  await open(ctx, person.id, { secondFactor: false, organizationId })
  return { organizationId }
}
