import { noticesRead, personNotified } from '#identity/contract/events.ts'
import { countNotices, listNotices } from '#identity/contract/notice-api.ts'
import type { Notice } from '#identity/contract/notice.ts'
import { change } from '#web/cache.ts'
import { liveHandler } from '#web/module.ts'

/** What comes in moves the bell at once; the list is asked for again when it is open. */
export const noticeHandlers = [
  liveHandler<{ notice: Notice }>(personNotified, (queryClient) => {
    change(queryClient, countNotices, {}, ({ unread }) => ({ unread: unread + 1 }))
    void queryClient.invalidateQueries({ queryKey: [countNotices.path] })
    void queryClient.invalidateQueries({ queryKey: [listNotices.path] })
  }),
  liveHandler<{ read: { unread: number } }>(noticesRead, (queryClient, { read }) => {
    change(queryClient, countNotices, {}, () => ({ unread: read.unread }))
    void queryClient.invalidateQueries({ queryKey: [listNotices.path] })
  }),
]
