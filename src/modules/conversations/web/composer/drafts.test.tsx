import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { anaId, aMessage } from '#conversations/web/testing/samples.ts'
import { askedFor } from '#web/testing/edge.ts'
import { open, field } from '#conversations/web/testing/writing.ts'

test('a draft is kept on the device at once and on the server a moment later, and is there after a reload', async () => {
  const conversation = open()
  const first = await openInbox({ open: conversation, messages: [aMessage('hola')] })
  await first.user.click(await field())
  await first.user.keyboard('Estamos en')
  await waitFor(
    () => expect(askedFor().findLast(({ path }) => path.endsWith('/draft'))?.body).toMatchObject({ text: 'Estamos en', isNote: false }),
    { timeout: 3000 },
  )
  first.unmount()
  // A fresh page: another cache, the same device.
  await openInbox({
    open: {
      ...conversation,
      draft: { text: 'Estamos en', isNote: false, replyToId: null, fileIds: [], updatedAt: new Date().toISOString() },
    },
    messages: [aMessage('hola')],
  })
  expect((await field()).value).toBe('Estamos en')
})

test('what the server never heard of is newer than what it has', async () => {
  const conversation = open({ draft: { text: 'viejo', isNote: false, replyToId: null, fileIds: [], updatedAt: new Date().toISOString() } })
  localStorage.setItem(
    `yapa.draft.${anaId}.${conversation.id}`,
    JSON.stringify({
      draft: { text: 'lo último que escribí', isNote: false, replyTo: null, files: [], cannedReplyId: null },
      isSaved: false,
    }),
  )
  await openInbox({ open: conversation, messages: [aMessage('hola')] })
  expect((await field()).value).toBe('lo último que escribí')
  await waitFor(() =>
    expect(askedFor().findLast(({ path }) => path.endsWith('/draft'))?.body).toMatchObject({ text: 'lo último que escribí' }),
  )
})

test('a draft from another machine is taken over when this one has nothing newer', async () => {
  await openInbox({
    open: open({ draft: { text: 'empecé en la caja', isNote: true, replyToId: null, fileIds: [], updatedAt: new Date().toISOString() } }),
    messages: [aMessage('hola')],
  })
  expect((await field('Nota interna')).value).toBe('empecé en la caja')
})
