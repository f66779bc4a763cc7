import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { MessageUnderstanding } from '#bots/contract/understanding.ts'
import { MessageMark } from '#bots/web/understanding/message-mark.tsx'
import { render } from '#web/testing/render.tsx'

const found = (own: Partial<MessageUnderstanding>): MessageUnderstanding => ({
  messageId: 'm',
  language: 'es',
  intent: 'price',
  confidence: 0.92,
  mood: 'negative',
  sentiment: -0.6,
  words: [
    { text: 'carísimo', weight: -0.45, isIrony: false },
    { text: 'genial', weight: -0.35, isIrony: true },
  ],
  ...own,
})
const show = (item: MessageUnderstanding) =>
  render(<MessageMark conversationId="c" messageId="m" />, { answers: { 'GET /conversations/:id/understandings': { items: [item] } } })

test('a message bears what it wants, and pointing at it says how it sounds and because of which words', async () => {
  const { user } = await show(found({}))
  const mark = await screen.findByRole('button', { name: 'Quiere: Precio. Ánimo: Molesto' })
  expect(mark.textContent).toBe('Precio')
  await user.hover(mark)
  expect(await screen.findByText(/«carísimo», «genial» \(parece ironía\)/)).not.toBeNull()
  expect(screen.getByText(/Seguridad: 92/)).not.toBeNull()
})

test('what is not sure, and what only greets, is not shown as if it meant something', async () => {
  const items = [
    found({ messageId: 'unsure', confidence: 0.3, mood: 'neutral', words: [] }),
    found({ messageId: 'greets', intent: 'greeting', mood: 'neutral', words: [] }),
    found({}),
  ]
  await render(
    items.map(({ messageId }) => <MessageMark key={messageId} conversationId="c" messageId={messageId} />),
    { answers: { 'GET /conversations/:id/understandings': { items } } },
  )
  expect((await screen.findAllByRole('button')).map((mark) => mark.textContent)).toEqual(['Precio'])
})
