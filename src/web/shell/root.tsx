import { Outlet, useRouter } from '@tanstack/react-router'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Suspense, useEffect, useRef } from 'react'
import { ApiProblem, isOffline } from '#web/api.ts'
import { whenBack } from '#web/connection.ts'
import { loadMessages } from '#web/i18n/messages.ts'
import { latePart } from '#web/late-part.tsx'
import { Title } from '#web/shell/title.tsx'
import { Floor } from '#web/ui/floor.ts'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#web/shell/frame.module.css'

/** Around everything: the document's title and what floats above the pages. */
export function Root() {
  return (
    <>
      <Title />
      <Outlet />
      <Floor />
    </>
  )
}

type Failure = { error: unknown; reset: () => void }

function useRetry(reset: () => void) {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  return () => {
    queries.reset()
    reset()
    void router.invalidate()
  }
}

/** A page broke or its code did not arrive: the frame stays, the way back is one button. */
export function PageFailure({ error, reset }: Failure) {
  const router = useRouter()
  const retry = useRetry(reset)
  const latest = useRef(retry)
  latest.current = retry
  const isWaiting = isOffline(error) || (error instanceof ApiProblem && error.code === 'web.page_slow')
  useEffect(() => (isWaiting ? whenBack(() => latest.current()) : undefined), [isWaiting])
  if (error instanceof ApiProblem && error.code === 'web.no_page') return <PageMissing />
  return (
    <ErrorState isPage error={error} onRetry={retry} {...(isWaiting && history.length > 1 && { onBack: () => router.history.back() })} />
  )
}

/** Not even the frame could be drawn: no connection and no session remembered. */
export function RootFailure({ error, reset }: Failure) {
  return (
    <main className={s.alone}>
      <ErrorState isPage error={error} onRetry={useRetry(reset)} />
    </main>
  )
}

const Missing = latePart(async () => {
  const [file] = await Promise.all([import('#web/shell/page-missing-kit.tsx'), loadMessages()])
  return file.PageMissing
})

export const PageMissing = () => (
  <Suspense fallback={<PageBones />}>
    <Missing />
  </Suspense>
)
