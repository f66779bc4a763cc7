import { Linked } from '#web/ui/linked.tsx'
import s from '#conversations/web/thread/bubble.module.css'

type Mentions = readonly { id: string; name: string }[]

/** A note, with those it names in weight. */
export function NoteText({ text, mentions }: { text: string; mentions: Mentions }) {
  if (mentions.length === 0) return <Linked text={text} />
  return partsOf(text, mentions).map(({ words, isName }, i) =>
    isName ? (
      <b key={i} className={s.mention}>
        {words}
      </b>
    ) : (
      <Linked key={i} text={words} />
    ),
  )
}

/** The text cut where names stand, longer names first. */
export function partsOf(text: string, mentions: Mentions): { words: string; isName: boolean }[] {
  const names = mentions.map(({ name }) => `@${name}`).toSorted((one, other) => other.length - one.length)
  const [name] = names.flatMap((one) => (text.includes(one) ? [one] : []))
  if (name === undefined) return text === '' ? [] : [{ words: text, isName: false }]
  const at = text.indexOf(name)
  return [...partsOf(text.slice(0, at), mentions), { words: name, isName: true }, ...partsOf(text.slice(at + name.length), mentions)]
}
