import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { getResults, getSurvey, listAnswers, listContactSurveys, listSurveys } from '#surveys/contract/survey-api.ts'
import { useHappening, useTopic } from '#web/live-hooks.ts'

/** Several answers come in the same moment; they are asked for once. */
const gatherMs = 300

/** Asks again for everything about surveys when something happened: all of them, or those of one contact. */
export function useSurveysLive(topic = 'surveys.results'): void {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useTopic(topic)
  useHappening(topic, ({ type }) => {
    if (!type.startsWith('surveys.')) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      for (const { path } of [listSurveys, getSurvey, getResults, listAnswers, listContactSurveys])
        void queryClient.invalidateQueries({ queryKey: [path] })
    }, gatherMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
