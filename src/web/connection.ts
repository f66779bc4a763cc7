const line = new EventTarget()

/** For the live line, each time it stands: not every browser notices that the network came back. */
export const tellBack = (): void => void line.dispatchEvent(new Event('back'))

/** Runs whenever there is a connection again, until the returned function is called. */
export function whenBack(run: () => void): () => void {
  const listener = () => run()
  line.addEventListener('back', listener)
  window.addEventListener('online', listener)
  return () => {
    line.removeEventListener('back', listener)
    window.removeEventListener('online', listener)
  }
}
