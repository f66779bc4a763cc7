import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManageStock, canReadStock } from '#inventory/contract/permissions.ts'
import { Recipe, WriteRecipe } from '#inventory/contract/recipe.ts'

/** By name. */
export const listRecipes = endpoint({
  method: 'GET',
  path: '/stock-recipes',
  permission: canReadStock,
  input: z.object({}),
  output: z.object({ items: z.array(Recipe) }),
})
/** Of variants that have none an empty one, of version 0. */
export const getRecipe = endpoint({
  method: 'GET',
  path: '/stock-recipes/:id',
  permission: canReadStock,
  input: z.object({ id: Id }),
  output: Recipe,
})
export const writeRecipe = endpoint({
  method: 'PUT',
  path: '/stock-recipes/:id',
  permission: canManageStock,
  input: WriteRecipe,
  output: Recipe,
  versioned: true,
})
