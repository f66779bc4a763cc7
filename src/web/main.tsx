import '#web/ui/mantine-css.ts'
import '#web/ui/global.css'
import '#web/ui/mantine.css'
import { createRoot } from 'react-dom/client'
import { locales, type Locale } from '#kernel/i18n/translate.ts'
import { App } from '#web/app.tsx'
import { ApiProblem } from '#web/api.ts'
import { wearRemembered, wearSession } from '#web/appearance.ts'
import { loadEarlyMessages, loadMessages } from '#web/i18n/messages.ts'
import { makeQueryClient } from '#web/query.ts'
import { makeRouter } from '#web/router.tsx'
import { findSession } from '#web/session.ts'
import { registerWorker } from '#web/update.ts'

// A refusal that nobody waited for is already told where it happened (`problem` of useSend); it is not a crash.
window.addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof ApiProblem) event.preventDefault()
})

/** The stylesheets came as "print" so that the boot skeleton did not have to wait for them (vite.config.ts). */
async function dress() {
  const late = [...document.querySelectorAll<HTMLLinkElement>('link[data-late]')]
  await Promise.all(
    late.map(async (link) => {
      if (!link.sheet) await new Promise((done) => ['load', 'error'].forEach((name) => link.addEventListener(name, done, { once: true })))
      link.media = 'all'
    }),
  )
}

async function start() {
  wearRemembered()
  const queryClient = makeQueryClient()
  // index.html has chosen already, and asked for the words.
  const guess: Locale = locales.find((locale) => locale === document.documentElement.lang) ?? 'es'
  const early = loadEarlyMessages(guess)
  // No answer at all is for the router to show.
  const session = await findSession(queryClient).catch(() => undefined)
  if (session) wearSession(session)
  const locale = session?.person.locale ?? guess
  const messages = await (locale === guess ? early : loadEarlyMessages(locale))
  await dress()
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root')
  createRoot(root).render(
    <App queryClient={queryClient} router={makeRouter(queryClient, session === null)} locale={locale} messages={messages} />,
  )
  // The next page will need them; nobody waits for them here.
  setTimeout(() => void loadMessages(locale).catch(() => {}), 1000)
}

// A release in the middle of the boot takes files away that this page still asks for: the new page knows the new ones.
start().then(
  () => sessionStorage.removeItem('yapa.rebooted'),
  (error: unknown) => {
    if (sessionStorage.getItem('yapa.rebooted')) throw error
    sessionStorage.setItem('yapa.rebooted', '1')
    location.reload()
  },
)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => void registerWorker())
}
