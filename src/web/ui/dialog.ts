import { createElement, type ReactNode } from 'react'
import { lateDialog } from '#web/late-part.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'

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

const layer = 'question'
const QuestionDialog = lateDialog(() => import('#web/ui/dialog-kit.tsx').then((file) => file.QuestionDialog))

/** Asks before something that cannot be undone. True when the person says yes. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((answer) => {
    const onClose = () => {
      answer(false)
      removeLayer(layer)
    }
    putLayer(layer, () => createElement(QuestionDialog, { question, onAnswer: answer, onClose }))
  })
