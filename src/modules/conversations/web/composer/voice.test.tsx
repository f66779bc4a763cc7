import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { barsOfLevels, loudnessOf } from '#conversations/web/composer/voice-recording.ts'
import { openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { aConversation } from '#conversations/web/testing/samples.ts'

afterEach(() => vi.unstubAllGlobals())

/** A browser whose microphone cannot be had. */
function withoutMicrophone(reason: string): void {
  vi.stubGlobal(
    'MediaRecorder',
    Object.assign(() => {}, { isTypeSupported: () => true }),
  )
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: () => Promise.reject(new DOMException('no', reason)) },
  })
}

test.each([
  ['NotAllowedError', /El navegador no dejó usar el micrófono/, true],
  ['NotFoundError', /No encontramos un micrófono/, true],
  ['NotReadableError', /Otro programa está usando el micrófono/, true],
  ['NotSupportedError', /Este navegador no puede grabar/, false],
])('without a microphone (%s) the composer says why, and what was written is still there', async (reason, words, mayRetry) => {
  withoutMicrophone(reason)
  const { user } = await openInbox({ open: aConversation(), messages: [] })
  await user.type(await screen.findByRole('textbox', { name: 'Respuesta' }), 'Te mando un audio')
  await user.click(screen.getByRole('button', { name: /^Grabar una nota de voz/ }))
  expect((await screen.findByRole('alert')).textContent).toMatch(words)
  expect(screen.queryByRole('button', { name: 'Reintentar' }) !== null).toBe(mayRetry)
  await user.click(screen.getByRole('button', { name: 'Cerrar' }))
  expect(((await screen.findByRole('textbox', { name: 'Respuesta' })) as HTMLTextAreaElement).value).toBe('Te mando un audio')
})

test('silence is nothing, a shout is everything, and a whisper can still be seen', () => {
  const wave = (height: number) => Uint8Array.from({ length: 1024 }, (_, i) => 128 + Math.round(Math.sin(i / 5) * height))
  expect(loudnessOf(wave(0))).toBe(0)
  expect(loudnessOf(wave(127))).toBeGreaterThan(0.9)
  expect(loudnessOf(wave(2))).toBeGreaterThan(0.15)
})

test('a recording of any length becomes as many bars as there is room for, each the loudest of its part', () => {
  expect(barsOfLevels([], 4)).toEqual([])
  expect(barsOfLevels([0.5], 3)).toEqual([0.5, 0.5, 0.5])
  expect(barsOfLevels([0, 0.2, 0.9, 0.1, 0, 0.4], 3)).toEqual([0.2, 0.9, 0.4])
})
