import { IconSettings } from '@tabler/icons-react'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon, SettingsPage } from '#web/module.ts'
import { settingsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'

/** One page of the settings, as it is listed and as it is found: by its name, by what stands below it and by other words for it. */
export type SettingsEntry = { to: string; label: string; under: string; also: string; icon: Icon }

export function useSettings(): { section: SettingsPage['section']; entries: SettingsEntry[] }[] {
  const t = useT()
  const session = useSession()
  return settingsFor(session).map(({ section, pages }) => ({
    section,
    entries: pages.map(({ path, title, hint, also, icon = IconSettings }) => ({
      to: `/ajustes/${path}`,
      label: t(title),
      under: hint ? t(hint) : '',
      // The palette may be open before these words are there.
      also: also && t.has(also) ? t(also) : '',
      icon,
    })),
  }))
}
