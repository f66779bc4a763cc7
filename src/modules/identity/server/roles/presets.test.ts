import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Module } from '#kernel/module.ts'
import { presets } from '#identity/contract/role.ts'
import { allPermissions, rightsOf } from '#identity/server/roles/presets.ts'

const declaring = (name: string, ...verbs: string[]): Module => ({
  name,
  needs: [],
  permissions: verbs.map((verb) => ({ code: `${name}.${verb}` })),
})
const modules = [
  declaring('kernel', 'read-audit', 'read-mail', 'manage-jobs'),
  declaring('identity', 'manage-organization', 'read-members', 'manage-members', 'manage-teams', 'manage-roles'),
  declaring('crm', 'read-contacts', 'write-contacts', 'export-contacts'),
  declaring('conversations', 'read-own', 'read-team', 'read-all', 'reply', 'assign', 'manage-channels', 'manage-canned'),
  declaring('analytics', 'read-board'),
  declaring('novelty', 'launch-rockets'),
]
const may = (preset: (typeof presets)[number]) => rightsOf({ preset, permissions: [] }, modules)

test('owners hold every right of the installation, also the ones of a new module', () => {
  assert.deepEqual(may('owner'), allPermissions(modules))
})

test('an administrator may all but read the mail on its way out, where the owner’s way in may lie', () => {
  assert.deepEqual(
    may('owner').filter((code) => !may('administrator').includes(code)),
    ['kernel.read-mail'],
  )
})

test('an agent gets no right of a new module until it is given to them', () => {
  for (const preset of ['team-agent', 'own-agent', 'reader'] as const) assert.ok(!may(preset).includes('novelty.launch-rockets'), preset)
})

test('agents differ in whose conversations they see', () => {
  assert.deepEqual(may('own-agent').toSorted(), [
    'conversations.read-own',
    'conversations.reply',
    'crm.read-contacts',
    'crm.write-contacts',
  ])
  assert.deepEqual(
    may('team-agent').filter((code) => !may('own-agent').includes(code)),
    ['conversations.read-team', 'conversations.assign'],
  )
})

test('a supervisor leads the work and leaves the house alone', () => {
  const rights = may('supervisor')
  for (const code of [
    'conversations.read-all',
    'conversations.manage-canned',
    'crm.export-contacts',
    'identity.manage-teams',
    'analytics.read-board',
  ])
    assert.ok(rights.includes(code), code)
  for (const code of [
    'identity.manage-members',
    'identity.manage-roles',
    'identity.manage-organization',
    'conversations.manage-channels',
    'kernel.read-audit',
    'kernel.manage-jobs',
    'crm.erase-contacts',
    'crm.export-personal-data',
    'crm.manage-privacy',
  ])
    assert.ok(!rights.includes(code), code)
})

test('a reader changes nothing', () => {
  assert.deepEqual(may('reader'), [
    'identity.read-members',
    'crm.read-contacts',
    'conversations.read-own',
    'conversations.read-team',
    'conversations.read-all',
    'analytics.read-board',
  ])
})

test('every built-in role that sees a wider circle of conversations also holds the base right of the inbox', () => {
  for (const preset of presets) {
    const rights = may(preset)
    if (rights.some((code) => code.startsWith('conversations.'))) assert.ok(rights.includes('conversations.read-own'), preset)
  }
})

test('a role of one’s own loses rights that the product no longer knows', () => {
  assert.deepEqual(rightsOf({ preset: null, permissions: ['crm.read-contacts', 'gone.away'] }, modules), ['crm.read-contacts'])
})
