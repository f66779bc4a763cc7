import type { ReactNode } from 'react'
import s from '#web/ui/linked.module.css'

/** Addresses of pages and of mail, without what usually follows them in a sentence. */
const address = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}»”]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi

/** Text as somebody wrote it: line breaks stay, addresses can be followed, nothing else is interpreted. */
export function Linked({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const href = hrefOf(match[0])
    if (!href) continue
    parts.push(text.slice(from, match.index))
    parts.push(
      <a key={match.index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className={s.link}>
        {match[0]}
      </a>,
    )
    from = match.index + match[0].length
  }
  parts.push(text.slice(from))
  return <span className={s.text}>{parts}</span>
}

/** Only http(s) and mail; an address that names a user in front of its host is a disguise, not a link. */
function hrefOf(written: string): string | undefined {
  if (!/^https?:/i.test(written)) return `mailto:${written}`
  try {
    const url = new URL(written)
    return url.username || url.password ? undefined : url.href
  } catch {
    return undefined
  }
}
