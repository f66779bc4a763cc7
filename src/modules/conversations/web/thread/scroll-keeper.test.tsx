import { act, fireEvent, render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useScrollKeeper } from '#conversations/web/thread/scroll-keeper.ts'

/** A thread of 2,000 px behind a window of 500, read at its end. */
function openThread() {
  function Thread() {
    const keeper = useScrollKeeper({ onNearStart: () => {}, onNearEnd: () => {}, isEndLoaded: true })
    return (
      <div ref={keeper.scroller} data-at-end={keeper.isAtEnd} data-testid="thread">
        <div ref={keeper.content} />
      </div>
    )
  }
  const box = render(<Thread />).getByTestId('thread')
  const measures = { scrollHeight: 2000, clientHeight: 500, scrollTop: 1500 }
  for (const name of ['scrollHeight', 'clientHeight', 'scrollTop'] as const)
    Object.defineProperty(box, name, {
      get: () => measures[name],
      set: (value: number) => {
        measures[name] = value
      },
    })
  const scroll = (change: Partial<typeof measures>) => {
    Object.assign(measures, change)
    act(() => void fireEvent.scroll(box))
    return box.dataset['atEnd'] === 'true'
  }
  scroll({})
  return scroll
}

test('something that came before a scroll of ours was told does not end the following', () => {
  const scroll = openThread()
  expect(scroll({ scrollHeight: 2300 })).toBe(true)
})

test('whoever goes back is not brought to the end again, whatever comes meanwhile', () => {
  const scroll = openThread()
  expect(scroll({ scrollTop: 900, scrollHeight: 2300 })).toBe(false)
})
