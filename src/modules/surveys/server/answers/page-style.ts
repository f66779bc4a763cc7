import { defaultBrand, themeOf, type Theme } from '#kernel/theme/theme.ts'

/** Colours only in hexadecimal: what stands in a style sheet must not be able to end it. */
const safe = (value: string | undefined, otherwise: string): string => (value && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise)

/** The look of the page: system letters, the brand's colour on what is chosen and on what is sent. */
export function styleOf(theme: Pick<Theme, 'light' | 'dark'> | undefined): string {
  const usual = themeOf(defaultBrand)
  const [light, dark] = [theme?.light ?? usual.light, theme?.dark ?? usual.dark]
  const accent = safe(light['--accent'], '#2f55d4')
  const [mark, darkMark] = [safe(light['--mark'], accent), safe(dark['--mark'], accent)]
  return `:root{--accent:${accent};--mark:${mark};--ink:#26221d;--soft:#6b645c;--line:#8a837a;--ground:#f6f4f1;--sheet:#fff;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--mark:${darkMark};--ink:#f0ece6;--soft:#b5aea5;--ground:#141210;--sheet:#1d1a17}}
*{box-sizing:border-box}body{margin:0;padding:32px 16px;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{max-width:560px;margin:0 auto;background:var(--sheet);border-radius:16px;padding:24px}
.brand{margin:0 0 16px;color:var(--soft);font-size:15px}
h1{font-size:1.5rem;line-height:1.25;letter-spacing:-.02em;margin:0 0 20px;text-wrap:balance}p{margin:0 0 16px}.soft{color:var(--soft);font-size:15px}
.scores{display:grid;gap:8px;margin:0;padding:0;border:0}.scores.numbers{grid-template-columns:repeat(auto-fill,minmax(44px,1fr))}
.scores button{min-height:48px;padding:8px 14px;border:1px solid var(--line);border-radius:10px;background:var(--sheet);color:var(--ink);font:inherit;text-align:start;cursor:pointer}
.numbers button{text-align:center;padding:8px 4px;font-variant-numeric:tabular-nums}.scores button:hover,.scores button[aria-pressed=true]{border-color:var(--mark);box-shadow:inset 0 0 0 1px var(--mark)}
.ends{display:flex;justify-content:space-between;gap:16px;margin:8px 0 0;color:var(--soft);font-size:14px}.chosen{font-weight:550}
label{display:block;font-size:15px;font-weight:550;margin:20px 0 4px}
textarea{width:100%;min-height:96px;padding:9px 12px;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:8px;resize:vertical}
.send{width:100%;min-height:48px;margin-top:12px;border:0;border-radius:8px;background:var(--accent);color:#fff;font:inherit;font-weight:550;cursor:pointer}
details{margin-top:20px}summary{cursor:pointer;color:var(--soft);font-size:15px;min-height:32px}details .scores{margin-top:8px}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}[role=alert]{font-weight:550}`
}
