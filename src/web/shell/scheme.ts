import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getSession, updateAccount } from '#identity/contract/api.ts'
import { type Density, schemeOf, setDensity } from '#web/appearance.ts'
import { change } from '#web/cache.ts'
import { useSend } from '#web/query.ts'
import { type Session, useSession } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

type Theme = Session['person']['theme']

/** Light or dark and the density of the rows: at once here, and kept with the account for the other devices. */
export function useScheme() {
  const { person } = useSession()
  const queryClient = useQueryClient()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const { send } = useSend(updateAccount, {
    optimistic: (client, input) => {
      const look = (theme: Theme, density: Density) => {
        setColorScheme(schemeOf(theme))
        setDensity(density)
      }
      look(input.theme ?? person.theme, input.density ?? person.density)
      const undo = change(client, getSession, {}, (session) => ({ ...session, person: { ...session.person, ...input } }))
      return () => {
        undo()
        look(person.theme, person.density)
      }
    },
    onDone: () => void queryClient.invalidateQueries({ queryKey: ['/account'] }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return {
    isDark,
    theme: person.theme,
    density: person.density,
    choose: (theme: Theme) => void send({ theme }),
    chooseDensity: (density: Density) => void send({ density }),
  }
}
