/** The facet of conversations by what they are about, and what it may say. */
export const topicCode = 'bots.topic'
export const topics = ['price', 'stock', 'order', 'complaint', 'schedule', 'human', 'payment'] as const
