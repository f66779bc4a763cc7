import type { InboxCounts } from '#conversations/contract/conversation.ts'

/** Unread conversations of one's team, or of oneself where the role reaches no further: the number of the navigation and of the title. */
export const unreadOf = (counts: InboxCounts | undefined): number => (counts?.team ?? counts?.mine)?.unread ?? 0
