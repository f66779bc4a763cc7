import { onlineManager } from '@tanstack/react-query'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'
import { forget } from '#web/testing/edge.ts'

// A part that is loaded later comes when the machine has time for it; tests are not about how soon.
configure({ asyncUtilTimeout: 15_000 })

/** What the simulated document lacks of a browser. Nothing here stands for code of ours. */
const silent = function () {
  return { observe() {}, unobserve() {}, disconnect() {} }
}

globalThis.ResizeObserver = silent as unknown as typeof ResizeObserver
globalThis.IntersectionObserver = silent as unknown as typeof IntersectionObserver
Element.prototype.scrollIntoView ??= () => {}
// Rows are drawn by what fits into the box: give boxes and rows a size, which a document without layout does not have.
for (const name of ['offsetHeight', 'clientHeight']) {
  Object.defineProperty(HTMLElement.prototype, name, {
    configurable: true,
    get(this: HTMLElement) {
      return this.dataset['index'] === undefined ? 600 : 40
    },
  })
}
for (const name of ['offsetWidth', 'clientWidth'])
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 1000 })
// Fields that grow with their text wait for the letters of the page.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })

beforeEach(() => {
  localStorage.clear()
  document.documentElement.lang = 'es'
})

afterEach(() => {
  cleanup()
  forget()
  onlineManager.setOnline(true)
})
