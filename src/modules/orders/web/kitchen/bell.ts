import { useCallback, useEffect, useRef, useState } from 'react'

const memory = 'yapa.kitchen.sound'

/**
 * Rings for what is new. Browsers let a page sound only after somebody has touched it: it is switched on by a person, and
 * after a reload the first touch anywhere is enough. `isWaiting`: it is on and that touch is still missing.
 */
export function useBell(): { isOn: boolean; isWaiting: boolean; toggle: () => void; ring: () => void } {
  const [isOn, setOn] = useState(() => read() === 'on')
  const [isReady, setReady] = useState(false)
  const context = useRef<AudioContext | null>(null)

  const wake = useCallback(() => {
    if (typeof AudioContext === 'undefined') return
    context.current ??= new AudioContext()
    void context.current.resume().then(() => setReady(context.current?.state === 'running'))
  }, [])

  useEffect(() => {
    if (!isOn || isReady) return
    window.addEventListener('pointerdown', wake)
    return () => window.removeEventListener('pointerdown', wake)
  }, [isOn, isReady, wake])

  useEffect(() => () => void context.current?.close(), [])

  const ring = useCallback(() => {
    const own = context.current
    if (isOn && own?.state === 'running') chime(own)
  }, [isOn])

  const toggle = useCallback(() => {
    const next = !isOn
    try {
      localStorage.setItem(memory, next ? 'on' : 'off')
    } catch {
      // It is on for as long as the page stands.
    }
    setOn(next)
    if (!next) return
    wake()
    // Whoever switches it on hears what it is like.
    if (context.current) chime(context.current)
  }, [isOn, wake])

  return { isOn, isWaiting: isOn && !isReady, toggle, ring }
}

/** Two notes of a bell: a fifth, each dying away. */
function chime(context: AudioContext): void {
  for (const [at, hertz] of [
    [0, 784],
    [0.18, 1175],
  ] as const) {
    const begin = context.currentTime + at
    const tone = new OscillatorNode(context, { frequency: hertz, type: 'triangle' })
    const loudness = new GainNode(context, { gain: 0 })
    loudness.gain.setValueAtTime(0, begin)
    loudness.gain.linearRampToValueAtTime(0.5, begin + 0.01)
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.9)
    tone.connect(loudness).connect(context.destination)
    tone.start(begin)
    tone.stop(begin + 1)
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(memory)
  } catch {
    return null
  }
}
