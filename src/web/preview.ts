import { useEffect, useRef, useState } from 'react'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { call } from '#web/api.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'

/** Long enough for a word, short enough to be called live. */
const pauseMs = 300

/**
 * Asks what something would come to, a moment after the last key. What was answered last stays until the next answer,
 * `isStale` meanwhile; where there is nothing to ask it goes, unless it is kept for whoever is in the middle of a word.
 */
export function usePreview<E extends Endpoint>(endpoint: E, input: InputOf<E> | null, { isKept = false } = {}) {
  const [answered, setAnswered] = useState<{ asked: string; answer: OutputOf<E> } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const text = useProblemText()
  const words = useRef(text)
  words.current = text
  const asked = input === null ? null : `${round} ${JSON.stringify(input)}`
  useEffect(() => {
    if (asked === null) {
      if (!isKept) setAnswered(null)
      setProblem(null)
      return
    }
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
  }, [endpoint, asked, isKept])
  return { answer: answered?.answer ?? null, problem, isStale: asked !== answered?.asked, askAgain: () => setRound((last) => last + 1) }
}
export type Preview<O> = Omit<ReturnType<typeof usePreview>, 'answer'> & { answer: O | null }
