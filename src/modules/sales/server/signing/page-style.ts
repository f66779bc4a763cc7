import { defaultBrand, themeOf, type Theme } from '#kernel/theme/theme.ts'

/** Colours only in hexadecimal: what stands in a style sheet must not be able to end it. */
const safe = (value: string | undefined, otherwise: string): string => (value && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise)

/** Ink on warm paper and one stroke of the brand, whose tones were computed so that they can be read. System letters, no file to load. */
export function styleOf(theme: Pick<Theme, 'light' | 'dark'> | undefined): string {
  const usual = themeOf(defaultBrand)
  const [light, dark] = [theme?.light ?? usual.light, theme?.dark ?? usual.dark]
  const accent = safe(light['--accent'], '#2f55d4')
  const [mark, darkMark] = [safe(light['--mark'], accent), safe(dark['--mark'], accent)]
  const [words, darkWords] = [safe(light['--accent-text'], accent), safe(dark['--accent-text'], '#b9c6ff')]
  return `:root{color-scheme:light dark;--accent:${accent};--mark:${mark};--words:${words};--ink:#26221d;--soft:#6b645c;--line:#8a837a;--hair:#26221d17;--ground:#f6f4f1;--sheet:#fff;--bad:#b3261e;--ok:#1c6b3a;--ok-soft:#e4f3e8;--warn:#7a4a00;--warn-soft:#fbf0d9}
@media(prefers-color-scheme:dark){:root{--mark:${darkMark};--words:${darkWords};--ink:#f0ece6;--soft:#b5aea5;--hair:#f0ece61f;--ground:#141210;--sheet:#1d1a17;--bad:#ffb4ab;--ok:#9fdcb2;--ok-soft:#17301f;--warn:#f2cf8a;--warn-soft:#33270f}}
*{box-sizing:border-box}html{scroll-padding-bottom:96px}body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
.top{display:flex;align-items:center;gap:12px;max-width:760px;margin:0 auto;padding:16px 20px}.top img{height:36px;width:auto;max-width:140px;object-fit:contain}.top b{font-weight:600;flex:1;min-width:0}
.num{color:var(--soft);font-size:15px;font-variant-numeric:tabular-nums}
main{max-width:760px;margin:0 auto;padding:0 16px 48px;display:grid;gap:16px}main>section{background:var(--sheet);border-radius:16px;padding:24px;min-width:0}
h1{font-size:clamp(1.7rem,5.5vw,2.3rem);line-height:1.12;letter-spacing:-.03em;margin:0 0 12px;text-wrap:balance}h2{font-size:1.25rem;line-height:1.25;letter-spacing:-.015em;margin:0 0 12px}h3{font-size:1.05rem;margin:0 0 8px}
p{margin:0 0 12px}.soft{color:var(--soft)}.small{font-size:14px;line-height:1.45}a{color:var(--words)}
.state{border-radius:16px;padding:18px 24px}.state h1{font-size:1.3rem;margin:0 0 4px}.state p:last-child{margin:0}.good{background:var(--ok-soft);color:var(--ok)}.care{background:var(--warn-soft);color:var(--warn)}.state a{color:inherit}
main>.doc{padding:0;overflow:hidden;background:#fff;color:#1f1b16}.doc>h1{padding:24px 24px 0;margin:0}.doc .paper{padding:24px}.doc>.small{margin:0;padding:0 24px 20px}.doc>.small a{color:var(--accent)}
label,legend{display:block;font-size:15px;font-weight:550;margin-bottom:4px;padding:0}.field{margin:0 0 16px;border:0;padding:0;min-width:0}
input:not([type=checkbox],[type=radio]),textarea{width:100%;min-height:48px;padding:10px 12px;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:8px}textarea{resize:vertical}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}[aria-invalid]{border-color:var(--bad)!important}
.tick{display:flex;gap:10px;align-items:flex-start;font-weight:400;line-height:1.4}.tick input{width:22px;height:22px;margin:1px 0 0;flex:none;accent-color:var(--accent)}
.how{display:flex;gap:20px;margin-bottom:8px}.how label{display:flex;gap:8px;align-items:center;min-height:44px;font-weight:400;margin:0}.how input{width:20px;height:20px;accent-color:var(--accent);margin:0}
canvas{display:block;width:100%;aspect-ratio:3/1;border:1px solid var(--line);border-radius:8px;background:var(--sheet);color:var(--ink);touch-action:none;cursor:crosshair}
[hidden]{display:none!important}.typed{font:italic 1.5rem/1.3 Georgia,serif!important}
.bad{display:block;color:var(--bad);margin-top:4px;font-size:14px}.notice{color:var(--bad);font-weight:550}
button,.go{display:block;width:100%;min-height:48px;border:0;border-radius:8px;background:var(--accent);color:#fff;font:inherit;font-weight:550;cursor:pointer;text-align:center;text-decoration:none;padding:11px 16px}
.quiet{background:none;color:var(--ink);border:1px solid var(--line)}.clear{width:auto;min-height:44px;background:none;color:var(--soft);padding:8px 0;text-decoration:underline;font-weight:400;font-size:15px}
details{border-top:1px solid var(--hair);margin-top:16px;padding-top:4px}summary{min-height:44px;display:flex;align-items:center;cursor:pointer;color:var(--soft)}
.said{list-style:none;margin:0 0 16px;padding:0;display:grid;gap:12px}.said li{border-left:3px solid var(--hair);padding-left:12px}.said .ours{border-color:var(--mark)}.said p{margin:0;white-space:pre-wrap}.said .who{font-size:14px;color:var(--soft)}
.bar{position:sticky;bottom:0;background:var(--sheet);border-top:1px solid var(--hair);padding:12px 16px calc(12px + env(safe-area-inset-bottom))}.bar div{max-width:728px;margin:0 auto;display:flex;gap:16px;align-items:center}.bar b{flex:1;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}.bar .go{width:auto;padding:11px 24px}
.signed{max-width:280px;color:inherit;margin-top:8px}.signed svg{display:block;width:100%;height:auto}@media print{.bar,form,details{display:none}}`
}
