/** What `{{…}}` stands for in what a customer is told of an order. */
export const noticeVariables = ['clientName', 'orderNumber', 'total', 'minutes', 'deliveryName', 'brandName', 'reason'] as const
export type NoticeVariable = (typeof noticeVariables)[number]

/** The steps of which somebody may want to be told, in the order of the way. */
export const tellable = ['received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered', 'cancelled'] as const
export type Tellable = (typeof tellable)[number]

const token = /\{\{\s*([\p{L}\w-]*)\s*\}\}/gu

export const isVariable = (name: string): name is NoticeVariable => (noticeVariables as readonly string[]).includes(name)

/** Variables in a text that stand for nothing, as they are written. */
export const unknownIn = (text: string): string[] =>
  [...text.matchAll(token)].filter(([, name = '']) => !isVariable(name)).map(([whole]) => whole)

/** The text with everything in its place. What has no value leaves no gap behind: neither two blanks nor one before a full stop. */
export const filled = (text: string, known: Readonly<Record<NoticeVariable, string>>): string =>
  text
    .replaceAll(token, (whole, name: string) => (isVariable(name) ? known[name] : whole))
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .replaceAll(/ +([,.;:!?])/g, '$1')
    .trim()

/** Whole five minutes, because nobody believes 23; at least five. */
export const minutesUntil = (promisedAt: string | null, now: string): number | null =>
  promisedAt === null ? null : Math.max(5, Math.ceil((Date.parse(promisedAt) - Date.parse(now)) / 300_000) * 5)
