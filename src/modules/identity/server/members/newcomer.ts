import type { Ctx } from '#kernel/ctx.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { memberJoined } from '#identity/contract/events.ts'
import type { Preset } from '#identity/contract/role.ts'
import * as accounts from '#identity/server/accounts/accounts.store.ts'
import { refuseWeak } from '#identity/server/accounts/own-account.ts'
import * as store from '#identity/server/members/members.store.ts'
import * as organizations from '#identity/server/organizations/organizations.ts'
import { accountExists, unknownRole } from '#identity/server/problems.ts'
import * as roles from '#identity/server/roles/roles.store.ts'
import { checkedTeams } from '#identity/server/teams/teams.ts'
import * as teams from '#identity/server/teams/teams.store.ts'

export type NewPerson = {
  name: string
  /** In lower case. */
  email: string
  password: string
  preset: Preset
  locale?: Locale
  teamIds?: readonly string[]
}

/** An account made by the operator or a demo, without an invitation. */
export async function enter(ctx: Ctx, input: NewPerson): Promise<{ personId: string }> {
  const organization = await organizations.get(ctx)
  if (!organization.isDemo) refuseWeak(ctx.t, 'password', input.password, input)
  const role = await roles.findPreset(ctx, input.preset)
  if (!role) throw unknownRole()
  const teamIds = (await checkedTeams(ctx, input.teamIds ?? [])).map((team) => team.id)
  const person = {
    id: ctx.newId(),
    email: input.email,
    name: input.name,
    locale: input.locale ?? organization.locale,
    passwordHash: await ctx.passwords.hash(input.password),
  }
  if (!(await accounts.admit(ctx, person))) throw accountExists()
  await store.join(ctx, { personId: person.id, roleId: role.id })
  await teams.setTeams(ctx, person.id, teamIds)
  await ctx.emit(memberJoined, { personId: person.id, name: person.name, roleId: role.id, teamIds })
  ctx.audit({
    action: 'identity.member.created',
    subject: { kind: 'person', id: person.id, name: person.name },
    after: { email: person.email, role: input.preset },
  })
  return { personId: person.id }
}
