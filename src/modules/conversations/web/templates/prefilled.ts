import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Template } from '#conversations/contract/template.ts'
import { useSession } from '#web/session.ts'

/** What is known already of the values of a template: the customer's name, who writes, the business. */
export function usePrefilled({
  contactName,
  brandId,
}: Pick<Conversation, 'contactName' | 'brandId'>): (template: Template) => Record<string, string> {
  const { person, organization, brands } = useSession()
  // A bare number is no name to greet somebody with.
  const name = /\p{L}/u.test(contactName) ? contactName.trim() : ''
  const known: Record<string, string> = {
    'contact-name': name,
    'contact-first-name': name.split(/\s+/u)[0] ?? '',
    'agent-name': person.name.split(/\s+/u)[0] ?? '',
    'company-name': brands.find(({ id }) => id === brandId)?.name ?? organization?.name ?? '',
  }
  return ({ sources }) =>
    Object.fromEntries(Object.entries(sources).flatMap(([key, source]) => (known[source] ? [[key, known[source]]] : [])))
}
