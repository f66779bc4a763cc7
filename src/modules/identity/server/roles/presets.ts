import type { Preset } from '#identity/contract/role.ts'
import type { Module } from '#kernel/module.ts'

type Rule = (code: string) => boolean

const oneOf = (...codes: string[]): Rule => {
  const known = new Set(codes)
  return (code) => known.has(code)
}
const moduleOf = (code: string): string => code.split('.')[0] ?? ''
const verbOf = (code: string): string => code.split('.')[1] ?? ''

const serving = [
  'conversations.read-own',
  'conversations.reply',
  'crm.read-contacts',
  'crm.write-contacts',
  'crm.read-attention',
  'crm.attend',
  'crm.read-tasks',
  'crm.write-tasks',
  'sales.read-deals',
  'sales.write-deals',
  'sales.read-proposals',
  'sales.write-proposals',
  'commerce.read-catalogue',
  'commerce.set-availability',
  'orders.read-orders',
  'orders.take-orders',
  'orders.move-orders',
  'orders.record-payments',
  'inventory.read-stock',
  'inventory.count-stock',
]

/** What the law gives customers a right to, and cannot be undone: for whoever answers for the house. */
const aboutRights = oneOf('crm.erase-contacts', 'crm.export-personal-data', 'crm.manage-privacy')

/**
 * What each built-in role may do. Agents get a closed list: a right that a new version brings is not theirs until it is
 * written here. Readers see everything that is read, except what concerns the safety of the house.
 */
const rules: Record<Preset, Rule> = {
  owner: () => true,
  // Mail on its way out holds links that let people in, owners too.
  administrator: (code) => code !== 'kernel.read-mail',
  supervisor: (code) =>
    (!['identity', 'kernel', 'conversations'].includes(moduleOf(code)) ||
      oneOf('identity.read-members', 'identity.manage-teams')(code) ||
      (moduleOf(code) === 'conversations' && code !== 'conversations.manage-channels')) &&
    !verbOf(code).includes('audit') &&
    !aboutRights(code),
  'team-agent': oneOf(...serving, 'conversations.read-team', 'conversations.assign'),
  'own-agent': oneOf(...serving),
  reader: (code) => moduleOf(code) !== 'kernel' && /^(read|view|watch)(-|$)/.test(verbOf(code)) && !verbOf(code).includes('audit'),
}

/** Every right that the modules declare, in their order. */
export const allPermissions = (modules: readonly Module[]): string[] => [
  ...new Set(modules.flatMap((module) => (module.permissions ?? []).map((permission) => permission.code))),
]

/** The rights of a role: computed for a built-in one; for one of its own, what it stores and the product still knows. */
export function rightsOf(role: { preset: Preset | null; permissions: readonly string[] }, modules: readonly Module[]): string[] {
  const all = allPermissions(modules)
  const rule = role.preset === null ? oneOf(...role.permissions) : rules[role.preset]
  return all.filter((code) => rule(code))
}
