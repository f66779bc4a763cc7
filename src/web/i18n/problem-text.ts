import { useCallback } from 'react'
import { ApiProblem } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** One sentence for whatever went wrong, in the person's language, saying what can be done. */
export function useProblemText(): (error: unknown) => string {
  const t = useT()
  return useCallback(
    (error) => {
      if (!(error instanceof ApiProblem)) return t('web.problems.broken')
      if (error.title) return error.title
      if (error.code.startsWith('web.') && t.has(`web.problems.${error.code.slice(4)}`)) return t(`web.problems.${error.code.slice(4)}`)
      return t(error.status >= 500 ? 'web.problems.server' : 'web.problems.broken')
    },
    [t],
  )
}
