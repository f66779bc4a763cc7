import { useEffect, useRef, useState } from 'react'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { call } from '#web/api.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'

/** Long enough for a word, short enough to be called live. */
const pauseMs = 350

/** Asks what something would look like, a moment after the last key; keeps what was shown until the next answer. */
export function usePreview<E extends Endpoint>(endpoint: E, input: InputOf<E> | null) {
  const [answer, setAnswer] = useState<OutputOf<E> | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const text = useProblemText()
  const words = useRef(text)
  words.current = text
  const asked = input === null ? null : JSON.stringify(input)
  useEffect(() => {
    if (asked === null) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        // It changes nothing: no key, or the server would remember every answer for a day.
        setAnswer(await call(endpoint, JSON.parse(asked) as InputOf<E>, { signal: stop.signal, idempotencyKey: null }))
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
  return { answer, problem }
}
