import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { newId } from '#kernel/contract/ids.ts'
import { accessChanged, memberJoined } from '#identity/contract/events.ts'
import type { InvitationPreview } from '#identity/contract/invitation.ts'
import type { AcceptInvitation } from '#identity/contract/session.ts'
import * as accounts from '#identity/server/accounts/accounts.store.ts'
import { refuseWeak } from '#identity/server/accounts/own-account.ts'
import * as brands from '#identity/server/brands/brands.store.ts'
import * as invitations from '#identity/server/members/invitations.store.ts'
import * as members from '#identity/server/members/members.store.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import { accountExists, alreadyMember, linkOver, signInAs } from '#identity/server/problems.ts'
import { nameOf } from '#identity/server/roles/grants.ts'
import { readOrgToken } from '#identity/server/sessions/link-token.ts'
import { moveTo, open } from '#identity/server/sessions/rotation.ts'
import { announceAccess } from '#identity/server/sessions/sessions.store.ts'
import { linkOpenings, peerOf, takeTry } from '#identity/server/sessions/visitor.ts'
import * as teams from '#identity/server/teams/teams.store.ts'

/** What the link asks its reader to join. Nothing is used up by looking. */
export async function preview(ctx: PlatformCtx, input: { token: string }): Promise<InvitationPreview> {
  await takeTry(ctx, linkOpenings, peerOf(ctx))
  const { org, hash } = read(input.token)
  const { row, organization, color } = await ctx.inOrg(org, async (inside) => {
    const found = await invitations.aliveByHash(inside, hash)
    if (!found) throw linkOver()
    return { row: found, organization: await organizations.get(inside), color: (await brands.list(inside))[0]?.color ?? '' }
  })
  return {
    organizationName: organization.name,
    brandColor: color,
    email: row.email,
    roleName: nameOf(ctx, { preset: row.preset, name: row.roleName }),
    invitedByName: row.invitedByName,
    hasAccount: (await accounts.findByEmail(ctx, row.email)) !== undefined,
  }
}

/**
 * Joins an organization. Whoever has an account joins with it, signed in; nobody else's account is ever touched, whatever
 * the link says: an address that is taken cannot be given a new password here.
 */
export async function accept(ctx: PlatformCtx, input: AcceptInvitation): Promise<{ organizationId: string }> {
  await takeTry(ctx, linkOpenings, peerOf(ctx))
  const { org, hash } = read(input.token)
  const row = await ctx.inOrg(org, (inside) => invitations.aliveByHash(inside, hash))
  if (!row) throw linkOver()
  const account = await accounts.findByEmail(ctx, row.email)
  if (account) await acceptAs(ctx, account, org, hash)
  else await acceptAsNew(ctx, row.email, org, hash, input)
  return { organizationId: org }
}

async function acceptAs(ctx: PlatformCtx, account: accounts.AccountRow, org: string, hash: string): Promise<void> {
  if (!ctx.person) throw accountExists()
  if (ctx.person.id !== account.id) throw signInAs({ email: account.email })
  await ctx.inOrg(org, (inside) => admit(inside, account, hash), { asPerson: account })
  await moveTo(ctx, ctx.person.sessionId, org)
}

async function acceptAsNew(ctx: PlatformCtx, email: string, org: string, hash: string, input: AcceptInvitation): Promise<void> {
  if (ctx.person) throw signInAs({ email })
  if (!input.newAccount) throw accountExists()
  const { name, password, locale } = input.newAccount
  refuseWeak(ctx.t, 'newAccount.password', password, { email, name })
  const person = { id: newId(), email, name, locale, passwordHash: await ctx.passwords.hash(password) }
  await ctx.inOrg(
    org,
    async (inside) => {
      if (!(await accounts.admit(inside, person))) throw accountExists()
      await admit(inside, person, hash)
    },
    { asPerson: person },
  )
  await open(ctx, person.id, { secondFactor: false, organizationId: org })
}

async function admit(ctx: Ctx, person: { id: string; name: string; email: string }, hash: string): Promise<void> {
  const taken = await invitations.take(ctx, hash)
  if (!taken || taken.email !== person.email) throw linkOver()
  if (!(await members.join(ctx, { personId: person.id, roleId: taken.roleId }))) throw alreadyMember()
  const teamIds = (await teams.known(ctx, taken.teamIds)).map((team) => team.id)
  await teams.setTeams(ctx, person.id, teamIds)
  await announceAccess(ctx, [person.id])
  await ctx.emit(memberJoined, { personId: person.id, name: person.name, roleId: taken.roleId, teamIds })
  await ctx.emit(accessChanged, { personId: person.id, orgId: ctx.org })
  ctx.audit({
    action: 'identity.invitation.accepted',
    subject: { kind: 'person', id: person.id, name: person.name },
    after: { email: person.email },
  })
}

function read(token: string): { org: string; hash: string } {
  const parts = readOrgToken(token)
  if (!parts) throw linkOver()
  return parts
}
