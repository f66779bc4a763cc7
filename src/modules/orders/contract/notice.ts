import { z } from 'zod'
import { VariableKey } from '#conversations/contract/template.ts'
import { Id } from '#kernel/contract/ids.ts'
import { tellable } from '#orders/contract/notice-text.ts'

export const TellableState = z.enum(tellable)

/** What goes out where free text may not; variables in its values are filled in as in the text. */
export const NoticeTemplate = z.object({ templateId: Id, values: z.record(VariableKey, z.string().trim().max(300)) })
export type NoticeTemplate = z.infer<typeof NoticeTemplate>

/** What a customer is told when their order gets somewhere. */
export const Notice = z.object({
  state: TellableState,
  isOn: z.boolean(),
  text: z.string().trim().min(1).max(1000),
  template: NoticeTemplate.nullable().default(null),
})
export type Notice = z.output<typeof Notice>

/** Of a brand, one for every step, in the order of the way. `version` 0: nobody has said anything, and nothing is told. */
export const BrandNotices = z.object({ brandId: Id, notices: z.array(Notice), version: z.int() })
export type BrandNotices = z.infer<typeof BrandNotices>

/** Only those that change; a step that is not named stays as it is. */
export const UpdateNotices = z.object({ brandId: Id, notices: z.array(Notice).min(1).max(tellable.length) })
export type UpdateNotices = z.output<typeof UpdateNotices>
