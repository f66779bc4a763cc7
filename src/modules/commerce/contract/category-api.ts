import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { ArchiveCategory, Category, CreateCategory, MoveCategory, UpdateCategory } from '#commerce/contract/category.ts'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'

const Categories = z.object({ items: z.array(Category) })

/** The whole tree: parents before their children, each in its order; archived ones last. */
export const listCategories = endpoint({
  method: 'GET',
  path: '/categories',
  permission: canReadCatalogue,
  input: z.object({}),
  output: Categories,
})
export const createCategory = endpoint({
  method: 'POST',
  path: '/categories',
  permission: canWriteCatalogue,
  input: CreateCategory,
  output: Category,
})
export const updateCategory = endpoint({
  method: 'PUT',
  path: '/categories/:id',
  permission: canWriteCatalogue,
  input: UpdateCategory,
  output: Category,
  versioned: true,
})
export const moveCategory = endpoint({
  method: 'PUT',
  path: '/categories/:id/place',
  permission: canWriteCatalogue,
  input: MoveCategory,
  output: Categories,
})
export const setCategoryArchival = endpoint({
  method: 'PUT',
  path: '/categories/:id/archival',
  permission: canWriteCatalogue,
  input: ArchiveCategory,
  output: Category,
})
