import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { SavedScaleLayouts, ScaleLayouts } from '#commerce/contract/scale-layout.ts'

export const listScaleLayouts = endpoint({
  method: 'GET',
  path: '/scale-layouts',
  permission: canReadCatalogue,
  input: z.object({}),
  output: SavedScaleLayouts,
})
export const writeScaleLayouts = endpoint({
  method: 'PUT',
  path: '/scale-layouts',
  permission: canWriteCatalogue,
  input: ScaleLayouts,
  output: SavedScaleLayouts,
  versioned: true,
})
