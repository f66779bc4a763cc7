import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ModifierGroup, WriteModifierGroup } from '#commerce/contract/modifier-group.ts'
import { canReadCatalogue, canSetAvailability, canWriteCatalogue } from '#commerce/contract/permissions.ts'

/** By name, archived ones last. */
export const listModifierGroups = endpoint({
  method: 'GET',
  path: '/modifier-groups',
  permission: canReadCatalogue,
  input: z.object({}),
  output: z.object({ items: z.array(ModifierGroup) }),
})
export const createModifierGroup = endpoint({
  method: 'POST',
  path: '/modifier-groups',
  permission: canWriteCatalogue,
  input: WriteModifierGroup,
  output: ModifierGroup,
})
export const updateModifierGroup = endpoint({
  method: 'PUT',
  path: '/modifier-groups/:id',
  permission: canWriteCatalogue,
  input: WriteModifierGroup.safeExtend({ id: Id }),
  output: ModifierGroup,
  versioned: true,
})
export const setModifierGroupArchival = endpoint({
  method: 'PUT',
  path: '/modifier-groups/:id/archival',
  permission: canWriteCatalogue,
  input: z.object({ id: Id, isArchived: z.boolean() }),
  output: ModifierGroup,
})
export const setModifierAvailability = endpoint({
  method: 'PUT',
  path: '/modifiers/:id/availability',
  permission: canSetAvailability,
  input: z.object({ id: Id, isAvailable: z.boolean() }),
  output: ModifierGroup,
})
