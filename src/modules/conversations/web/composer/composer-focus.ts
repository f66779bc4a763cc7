/** The text field of an open conversation, for what happens elsewhere on the screen: a key, a menu, a reply. */
const fields = new Map<string, HTMLTextAreaElement>()

export const composerOf = (conversationId: string): HTMLTextAreaElement | undefined => fields.get(conversationId)

export function setComposer(conversationId: string, field: HTMLTextAreaElement | null): void {
  if (field) fields.set(conversationId, field)
  else fields.delete(conversationId)
}
