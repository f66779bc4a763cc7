import { act, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listen, register, useShortcut } from '#web/shortcuts.ts'

let stop: () => void
let stops: (() => void)[]
const user = userEvent.setup()

beforeEach(() => {
  stop = listen()
  stops = []
  document.body.innerHTML = ''
})

afterEach(() => {
  stop()
  stops.forEach((one) => one())
})

function on(keys: string) {
  const run = vi.fn()
  stops.push(register({ keys, label: 'x', run }))
  return run
}

test('one key, two keys after each other, and a key with a modifier', async () => {
  const [reply, toInbox, palette] = [on('r'), on('g b'), on('mod+k')]
  await user.keyboard('r')
  await user.keyboard('gb')
  await user.keyboard('{Control>}k{/Control}')
  for (const run of [reply, toInbox, palette]) expect(run).toHaveBeenCalledOnce()
})

test('the second key of a sequence does not fire what it would alone', async () => {
  const [toContacts, create] = [on('g c'), on('c')]
  await user.keyboard('gc')
  expect(toContacts).toHaveBeenCalledOnce()
  expect(create).not.toHaveBeenCalled()
  await user.keyboard('c')
  expect(create).toHaveBeenCalledOnce()
})

test('a sequence that was not finished is forgotten', async () => {
  const toInbox = on('g b')
  await user.keyboard('g')
  await act(() => new Promise((resolve) => setTimeout(resolve, 950)))
  await user.keyboard('b')
  expect(toInbox).not.toHaveBeenCalled()
})

test('a wrong second key does not swallow a right sequence that follows', async () => {
  const toInbox = on('g b')
  await user.keyboard('gxgb')
  expect(toInbox).toHaveBeenCalledOnce()
})

test.each([
  '<input>',
  '<textarea></textarea>',
  '<div contenteditable="true" tabindex="0"></div>',
  '<select><option>a</option></select>',
  '<div role="textbox" tabindex="0"></div>',
])('letters belong to whoever writes in %s, commands do not', async (field) => {
  const [reply, palette] = [on('r'), on('mod+k')]
  document.body.innerHTML = field
  const element = document.body.firstElementChild as HTMLElement
  // The simulated document does not know this property.
  if (element.hasAttribute('contenteditable')) Object.defineProperty(element, 'isContentEditable', { value: true })
  element.focus()
  await user.keyboard('r')
  await user.keyboard('{Control>}k{/Control}')
  expect(reply).not.toHaveBeenCalled()
  expect(palette).toHaveBeenCalledOnce()
})

test('what is behind a dialog does not answer', async () => {
  const resolve = on('e')
  document.body.innerHTML = '<button>behind</button><div role="dialog" aria-modal="true"><button>inside</button></div>'
  document.querySelector('button')?.focus()
  await user.keyboard('e')
  expect(resolve).not.toHaveBeenCalled()
})

test('the browser keeps its own commands', async () => {
  const next = on('j')
  await user.keyboard('{Alt>}j{/Alt}')
  await user.keyboard('{Meta>}j{/Meta}')
  expect(next).not.toHaveBeenCalled()
})

test('a screen lends its key for as long as it stands, over the one below', async () => {
  const below = on('n')
  const above = vi.fn()
  const Screen = () => {
    useShortcut('n', 'x', above)
    return null
  }
  const view = render(<Screen />)
  await user.keyboard('n')
  view.unmount()
  await user.keyboard('n')
  expect(above).toHaveBeenCalledOnce()
  expect(below).toHaveBeenCalledOnce()
})
