import { expect, test, vi } from 'vitest'
import { makeT } from '#web/i18n/i18n.tsx'
import { loadEarlyMessages } from '#web/i18n/messages.ts'
import { webModules } from '#web/modules.ts'

test('the navigation, the palette and the settings speak before the rest has come', async () => {
  const t = makeT('en-AR', await loadEarlyMessages('en'), 'UTC')
  const keys = webModules.flatMap((module) => [
    ...(module.nav ?? []).map((item) => item.label),
    ...(module.pages ?? []).map((page) => page.title),
    ...(module.settings ?? []).flatMap((page) => [page.title, page.hint ?? 'web.settings.title']),
    ...(module.commands ?? []).flatMap((command) => [command.label]),
    ...(module.panels ?? []).map((panel) => panel.title),
  ])
  expect(keys.length).toBeGreaterThan(10)
  expect(keys.filter((key) => !t.has(key))).toEqual([])
})

test('a screen that has waited for all words speaks them with the voice it already has', async () => {
  // Another file of this run may have loaded these words already, and they are kept for the whole session.
  vi.resetModules()
  const { loadEarlyMessages, loadMessages } = await import('#web/i18n/messages.ts')
  const t = makeT('pt-BR', await loadEarlyMessages('pt'), 'UTC')
  expect(t.has('identity.problems')).toBe(false)
  expect(t.has('kernel.problems.forbidden')).toBe(false)
  await loadMessages('pt')
  expect(t.has('kernel.problems.forbidden')).toBe(true)
  expect(t('kernel.problems.forbidden', { permission: 'x' })).not.toContain('kernel.')
})

test('a language whose words do not arrive leaves pages asking for those of the one that is spoken', async () => {
  vi.resetModules()
  vi.doMock('#web/i18n/late-pt.ts', () => Promise.reject(new TypeError('Failed to fetch')))
  const { loadEarlyMessages, loadMessages } = await import('#web/i18n/messages.ts')
  const spoken = await loadEarlyMessages('es')
  await expect(loadMessages('pt')).rejects.toThrow()
  expect(await loadMessages()).toBe(spoken)
  vi.doUnmock('#web/i18n/late-pt.ts')
})
