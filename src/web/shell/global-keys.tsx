import { useEffect } from 'react'
import { commandsFor } from '#web/registry.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { Command, Go } from '#web/module.ts'
import { useSession } from '#web/session.ts'
import { openHelp, openPalette } from '#web/shell/palette.ts'
import { useScheme } from '#web/shell/scheme.ts'
import { listen, register, useShortcut } from '#web/shortcuts.ts'

/** The keys that work everywhere: those of the shell and those that modules declare with their commands. */
export function GlobalKeys({ go }: { go: Go }) {
  const session = useSession()
  const queryClient = useQueryClient()
  const { isDark, choose } = useScheme()
  useEffect(() => listen(), [])
  useShortcut('mod+k', 'web.keys.palette', openPalette, { group: 'web.keys.group.everywhere' })
  useShortcut('?', 'web.keys.help', openHelp, { group: 'web.keys.group.everywhere' })
  useShortcut('mod+j', 'web.keys.scheme', () => choose(isDark ? 'light' : 'dark'), { group: 'web.keys.group.everywhere' })

  useEffect(() => {
    const stops = commandsFor(session)
      .filter((command): command is Command & { keys: string } => command.keys !== undefined)
      .map((command) =>
        register({
          keys: command.keys,
          label: command.label,
          group: command.keys.startsWith('g ') ? 'web.keys.group.go' : 'web.keys.group.everywhere',
          run: () => command.run({ go, queryClient }),
        }),
      )
    return () => stops.forEach((stop) => stop())
    // `go` is made anew with every render of the frame and always does the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [session, queryClient])
  return null
}
