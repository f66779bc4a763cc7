import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** A tree of so many levels at most: beyond, nobody finds anything. */
export const mostCategoryLevels = 5
export const mostCategories = 500

export const Category = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: z.string(),
  /** `null`: of every brand. */
  brandIds: z.array(Id).nullable(),
  imageFileId: Id.nullable(),
  imageUrl: z.string().nullable(),
  /** Products that are sold, those of the categories below it not counted. */
  productCount: z.int(),
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type Category = z.infer<typeof Category>

const BrandIds = z.array(Id).min(1).max(100).nullable()

export const WriteCategory = z.object({
  name: z.string().trim().min(1).max(80),
  brandIds: BrandIds.default(null),
  imageFileId: Id.nullable().default(null),
})

/** At the end of its parent, or at the end of all. */
export const CreateCategory = WriteCategory.extend({ parentId: Id.nullable().default(null) })
export type CreateCategory = z.output<typeof CreateCategory>

export const UpdateCategory = WriteCategory.extend({ id: Id })
export type UpdateCategory = z.output<typeof UpdateCategory>

/** Below another one, or at the top (`null`), behind `afterId` there; `null`: first. Never below itself. */
export const MoveCategory = z.object({ id: Id, parentId: Id.nullable(), afterId: Id.nullable().default(null) })
export type MoveCategory = z.output<typeof MoveCategory>

/** What is in it goes to `targetId`; without one it must be empty. */
export const ArchiveCategory = z.object({ id: Id, isArchived: z.boolean(), targetId: Id.nullable().default(null) })
export type ArchiveCategory = z.output<typeof ArchiveCategory>
