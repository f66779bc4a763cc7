import { useEffect, useRef } from 'react'
import s from '#sales/web/proposals/proposals.module.css'

/**
 * What the server drew, in a tree of its own: its style reaches nothing else, and nothing of ours reaches it. The markup is
 * the server's, which escapes whatever people wrote.
 */
export function Paper({ html, css, label }: { html: string; css: string; label: string }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = host
    if (!current) return
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    root.innerHTML = html
  }, [html, css])
  return <div ref={host} className={s.paper} role="document" aria-label={label} tabIndex={0} />
}
