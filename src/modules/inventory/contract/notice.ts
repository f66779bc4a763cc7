import { z } from 'zod'
import { VariableKey } from '#conversations/contract/template.ts'
import { Id } from '#kernel/contract/ids.ts'

/** An approved message for when free text may not go out, with what stands in its gaps; tokens in it are filled in when it goes. */
export const NoticeTemplate = z.object({ templateId: Id, values: z.record(VariableKey, z.string().trim().max(300)) })
export type NoticeTemplate = z.infer<typeof NoticeTemplate>
