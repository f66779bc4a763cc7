import { createElement, type ReactNode, useEffect, useSyncExternalStore } from 'react'

/**
 * Where things that are called from anywhere (toasts, questions, the palette) are drawn: inside the application's tree,
 * so that they have its words, colours and cache.
 */
let layers: readonly { name: string; draw: () => ReactNode }[] = []
const listeners = new Set<() => void>()

export function putLayer(name: string, draw: () => ReactNode): void {
  layers = [...layers.filter((layer) => layer.name !== name), { name, draw }]
  listeners.forEach((listener) => listener())
}

export function removeLayer(name: string): void {
  layers = layers.filter((layer) => layer.name !== name)
  listeners.forEach((listener) => listener())
}

const Layer = ({ draw }: { draw: () => ReactNode }) => draw()

export function Floor(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => layers,
  )
  useEffect(() => () => void (layers = []), [])
  return shown.map((layer) => createElement(Layer, { key: layer.name, draw: layer.draw }))
}
