import type { ReactNode } from 'react'

export type Question = {
  title: string
  text?: ReactNode
  /** A verb: "Eliminar contacto". */
  confirm: string
  cancel?: string
  /** Red button, for what cannot be taken back. */
  isDangerous?: boolean
  /** Must be typed before the button works. */
  typeToConfirm?: string
}

/** Asks before something that cannot be undone. True when the person says yes. */
export async function confirm(question: Question): Promise<boolean> {
  const { ask } = await import('#web/ui/dialog-kit.tsx')
  return ask(question)
}
