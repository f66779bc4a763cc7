import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** Fixed hues of the kit, so that a tag is readable in light, dark and every brand. */
export const tagColors = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const
export const TagColor = z.enum(tagColors)
export type TagColor = z.infer<typeof TagColor>

export const Tag = z.object({ id: Id, name: z.string(), color: TagColor, version: z.number() })
export type Tag = z.infer<typeof Tag>

const name = z.string().trim().min(1).max(40)
export const CreateTag = z.object({ name, color: TagColor.default('grey') })
export const UpdateTag = z.object({ id: Id, name: name.optional(), color: TagColor.optional() })
