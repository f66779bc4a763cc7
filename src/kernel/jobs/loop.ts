export type Loop = {
  /** Looks soon; calls within the same few milliseconds count once. */
  wake(): void
  /** Resolves when the step in progress has ended; no other begins. */
  stop(): Promise<void>
}

export type LoopOptions = {
  /** Never runs twice at once. True: there is more, look again without a pause. */
  step: () => Promise<boolean>
  /** From a wake to the step, so that a burst of commits costs one look. Asked each time. */
  gatherMs: () => number
  /** After a step that found nothing the pauses double from here to `idleMs`. */
  settleMs: number
  /** The longest pause: the safety net under lost wakes. */
  idleMs: number
  onError: (error: unknown) => void
}

const longestErrorPauseMs = 5_000

/** Repeats a step: at once while there is more, soon when woken, at the latest every `idleMs`. */
export function startLoop({ step, gatherMs, settleMs, idleMs, onError }: LoopOptions): Loop {
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> | undefined
  let isWoken = false
  let isStopped = false
  let pauseMs = idleMs
  let errorPauseMs = 0

  const schedule = (ms: number): void => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(begin, ms)
  }

  const begin = (): void => {
    current ??= turn().finally(() => {
      current = undefined
      if (errorPauseMs > 0) return schedule(errorPauseMs)
      if (isWoken) return schedule(gatherMs())
      schedule(pauseMs)
      pauseMs = Math.min(pauseMs * 2, idleMs)
    })
  }

  async function turn(): Promise<void> {
    isWoken = false
    try {
      while (!isStopped && (await step())) pauseMs = settleMs
      errorPauseMs = 0
    } catch (error) {
      errorPauseMs = Math.min(Math.max(errorPauseMs * 2, idleMs), longestErrorPauseMs)
      onError(error)
    }
  }

  schedule(gatherMs())
  return {
    wake() {
      if (isWoken) return
      isWoken = true
      pauseMs = settleMs
      if (!current && errorPauseMs === 0) schedule(gatherMs())
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await current
    },
  }
}
