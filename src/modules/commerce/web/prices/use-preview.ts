import { useEffect, useRef, useState } from 'react'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { call } from '#web/api.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'

const pauseMs = 350

export type Preview<O> = { answer: O | null; problem: string | null; isStale: boolean; again: () => void }

/** Asks what something would come to, a moment after the last key; what was shown stays until the next answer, marked as old. */
export function usePreview<E extends Endpoint>(endpoint: E, input: InputOf<E> | null): Preview<OutputOf<E>> {
  const [answered, setAnswered] = useState<{ asked: string; answer: OutputOf<E> } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const words = useRef(useProblemText())
  const asked = input === null ? null : `${round} ${JSON.stringify(input)}`
  useEffect(() => {
    if (asked === null) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const body = JSON.parse(asked.slice(asked.indexOf(' ') + 1)) as InputOf<E>
        // It changes nothing: no key, or the server would remember every answer for a day.
        setAnswered({ asked, answer: await call(endpoint, body, { signal: stop.signal, idempotencyKey: null }) })
        setProblem(null)
      } catch (error) {
        if (!stop.signal.aborted) setProblem(words.current(error))
      }
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [endpoint, asked])
  return { answer: answered?.answer ?? null, problem, isStale: answered?.asked !== asked, again: () => setRound((last) => last + 1) }
}
