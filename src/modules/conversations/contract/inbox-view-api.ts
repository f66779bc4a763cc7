import { viewApi } from '#kernel/contract/view.ts'
import { inboxLook } from '#conversations/contract/inbox-view.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'

/** Sharing one needs the permission to assign. */
export const inboxViews = viewApi({ path: '/inbox-views', permission: canReadOwn, look: inboxLook, creating: inboxLook })
