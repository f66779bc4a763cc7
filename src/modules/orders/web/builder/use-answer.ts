import { useEffect, useRef, useState } from 'react'
import type { Endpoint, InputOf, OutputOf } from '#kernel/contract/declare.ts'
import { ApiProblem, call } from '#web/api.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'

/** Long enough for a word, short enough to be called live. */
const pauseMs = 250

/** Asks what something would come to, a moment after the last key; keeps the last answer until the next one. */
export function useAnswer<E extends Endpoint>(endpoint: E, input: InputOf<E> | null) {
  const [answer, setAnswer] = useState<OutputOf<E> | null>(null)
  const [problem, setProblem] = useState<{ text: string; code: string } | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [turn, setTurn] = useState(0)
  const text = useProblemText()
  const words = useRef(text)
  words.current = text
  const asked = input === null ? null : JSON.stringify(input)
  useEffect(() => {
    if (asked === null) {
      setAnswer(null)
      setProblem(null)
      return
    }
    const stop = new AbortController()
    setAsking(true)
    const timer = setTimeout(async () => {
      try {
        // It changes nothing: no key, or the server would remember every answer for a day.
        setAnswer(await call(endpoint, JSON.parse(asked) as InputOf<E>, { signal: stop.signal, idempotencyKey: null }))
        setProblem(null)
      } catch (error) {
        if (stop.signal.aborted) return
        setProblem({ text: words.current(error), code: error instanceof ApiProblem ? error.code : '' })
      }
      setAsking(false)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [endpoint, asked, turn])
  return { answer, problem, isAsking, askAgain: () => setTurn((last) => last + 1) }
}
