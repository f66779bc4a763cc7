import type { QueryClient } from '@tanstack/react-query'
import { getResults, getSurvey, listAnswers, listContactSurveys, listSurveys } from '#surveys/contract/survey-api.ts'
import * as events from '#surveys/contract/survey-events.ts'
import { liveHandler } from '#web/module.ts'

export const surveysTopic = 'surveys.results'

const askAgain = (queryClient: QueryClient): void => {
  for (const { path } of [listSurveys, getSurvey, getResults, listAnswers, listContactSurveys])
    void queryClient.invalidateQueries({ queryKey: [path] })
}

export const surveyHandlers = Object.values(events).map((event) => liveHandler(event, (queryClient) => askAgain(queryClient)))
