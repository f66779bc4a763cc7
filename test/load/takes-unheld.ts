import { changeSource } from './changed-source.ts'

/** A product that looks whose a conversation is without holding it until it has written. */
changeSource('test/load/takes-unheld.ts', [
  {
    file: '/server/conversations/conversations.store.ts',
    from: 'c.id = ${id} and ${visibleTo(ctx)} for update`',
    to: 'c.id = ${id} and ${visibleTo(ctx)}`',
  },
])
