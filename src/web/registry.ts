import type { Permission } from '#kernel/contract/declare.ts'
import { loadMessages } from '#web/i18n/messages.ts'
import type { ConversationCommand, Panel, PanelSlot, NavGroup, NavItem, SettingsPage, ShellPart, ShellSlot } from '#web/module.ts'
import type { LateHandlers } from '#web/live.ts'
import { webModules } from '#web/modules.ts'
import { may, type Session } from '#web/session.ts'

/** What the modules declare, as the shell reads it. */

const byOrder = <T extends { order?: number }>(one: T, other: T) => (one.order ?? 50) - (other.order ?? 50)

type ForSome = { permission?: Permission; when?: (session: Session) => boolean }
const isFor = (session: Session, { permission, when }: ForSome): boolean => may(session, permission) && (when?.(session) ?? true)

export const navGroups: readonly NavGroup[] = ['top', 'sell', 'grow', 'operate', 'settings']

const nav = webModules.flatMap((module) => module.nav ?? []).toSorted(byOrder)

export const navFor = (session: Session): { group: NavGroup; items: NavItem[] }[] =>
  navGroups
    .map((group) => ({ group, items: nav.filter((item) => item.group === group && isFor(session, item)) }))
    .filter(({ items }) => items.length > 0)

/** The four places of the phone's bottom bar. */
export const phoneNavFor = (session: Session): NavItem[] => {
  const items = nav.filter((item) => item.group !== 'settings' && isFor(session, item))
  return [...items.filter((item) => item.onPhone), ...items.filter((item) => item.onPhone === undefined)].slice(0, 4)
}

export const homeOf = (session: Session): string =>
  nav.find((item) => item.group === 'top' && isFor(session, item))?.to ?? nav.find((item) => isFor(session, item))?.to ?? '/ajustes'

export const settingsSections: readonly SettingsPage['section'][] = ['you', 'organization', 'channels', 'advanced']

export const allSettings = webModules.flatMap((module) => module.settings ?? []).toSorted(byOrder)

export const settingsFor = (session: Session) =>
  settingsSections
    .map((section) => ({
      section,
      pages: allSettings.filter((page) => page.section === section && !page.isHidden && may(session, page.permission)),
    }))
    .filter(({ pages }) => pages.length > 0)

export const commandsFor = (session: Session) =>
  webModules.flatMap((module) => module.commands ?? []).filter((command) => isFor(session, command))

export const conversationCommandsFor = (session: Session): ConversationCommand[] =>
  webModules.flatMap((module) => module.conversationCommands ?? []).filter((command) => may(session, command.permission))

/** A panel comes with the words it speaks, wherever it is shown. */
const panels = webModules
  .flatMap((module) => (module.panels ?? []) as unknown as readonly Panel[])
  .map((panel) => ({ ...panel, panel: async () => (await Promise.all([panel.panel(), loadMessages()]))[0] }))
  .toSorted(byOrder)

export const panelsFor = <S extends PanelSlot>(session: Session, slot: S): Panel<S>[] =>
  panels.filter((panel) => panel.slot === slot && may(session, panel.permission)) as unknown as Panel<S>[]

const shellParts = webModules
  .flatMap((module) => module.shell ?? [])
  .map((one) => ({ ...one, part: async () => (await Promise.all([one.part(), loadMessages()]))[0] }))

export const shellPartsFor = (session: Session, slot: ShellSlot): ShellPart[] =>
  shellParts.filter((part) => part.slot === slot && may(session, part.permission))

export const liveHandlers = webModules.flatMap((module) => module.live ?? [])

export const lateHandlers: LateHandlers = new Map(webModules.flatMap(({ name, lateLive }) => (lateLive ? [[name, lateLive]] : [])))

export const topicsFor = (session: Session): string[] =>
  webModules.flatMap((module) => module.topics ?? []).flatMap(({ topic, permission }) => (may(session, permission) ? [topic] : []))
