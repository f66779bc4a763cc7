import { type Marked, readMarks } from '#web/message-marks.ts'
import { Linked } from '#web/ui/linked.tsx'
import s from '#web/ui/linked.module.css'

/** What somebody wrote in a chat, as WhatsApp shows it: bold, italic, struck and code; addresses can be followed. */
export function MessageText({ text }: { text: string }) {
  const parts = readMarks(text)
  if (parts.every(({ kind }) => kind === 'text')) return <Linked text={text} />
  return (
    <span>
      <Parts parts={parts} />
    </span>
  )
}

const Parts = ({ parts }: { parts: readonly Marked[] }) => parts.map((part, i) => <Part key={i} part={part} />)

function Part({ part }: { part: Marked }) {
  switch (part.kind) {
    case 'text':
      return <Linked text={part.text} />
    case 'code':
      return <code className={s.code}>{part.text}</code>
    case 'bold':
      return (
        <strong>
          <Parts parts={part.parts} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      )
    case 'struck':
      return (
        <s>
          <Parts parts={part.parts} />
        </s>
      )
  }
}
