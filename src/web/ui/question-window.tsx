import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'

type Draw<A> = (answer: (given?: A) => void) => ReactNode

/** Asks in a window over whatever is on screen, one of a `layer` at a time. `undefined` when it was closed. */
export const askOver = <A,>(layer: string, title: string, draw: Draw<A>): Promise<A | undefined> =>
  new Promise((resolve) =>
    putLayer(layer, () => <QuestionWindow title={title} draw={draw} onAnswer={resolve} onClosed={() => removeLayer(layer)} />),
  )

type Props<A> = { title: string; draw: Draw<A>; onAnswer: (given?: A) => void; onClosed: () => void }

export function QuestionWindow<A>({ title, draw, onAnswer, onClosed }: Props<A>) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  const answer = (given?: A) => {
    onAnswer(given)
    setOpen(false)
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => answer()}
      onExitTransitionEnd={onClosed}
      title={title}
      size={420}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      {draw(answer)}
    </Modal>
  )
}
