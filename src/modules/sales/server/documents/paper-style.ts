/**
 * How the markup of `htmlOf` looks, on a public page and in a preview. `accent` is a colour of the brand (`#rrggbb`) on which
 * white can be read. Without inline styles, so that a strict policy lets it be.
 */
export function paperStyle(accent: string): string {
  const color = /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#2f55d4'
  return `.paper{--accent:${color};--soft:#5f5a53;--rule:#dedad4;background:#fff;color:#1f1b16;font:15px/1.55 system-ui,sans-serif;overflow-wrap:anywhere;container-type:inline-size;padding:clamp(16px,4vw,36px)}
.paper *{box-sizing:border-box}.paper h1,.paper h2,.paper h3,.paper h4,.paper h5{line-height:1.2;text-wrap:balance;margin:1.4em 0 .5em;letter-spacing:-.01em}
.paper h1{font-size:2rem;margin:0}.paper h2{font-size:1.3rem;color:var(--accent)}.paper h3{font-size:1.12rem}.paper h4{font-size:1rem}.paper h5{font-size:.95rem}
.paper p{margin:0 0 .7em}.paper li p{margin:0 0 .25em}.paper ul,.paper ol{margin:0 0 .8em;padding-left:1.4em}.paper a{color:var(--accent)}
.paper blockquote{margin:0 0 .8em;padding:.1em 0 .1em .9em;border-left:3px solid var(--accent);color:var(--soft)}.paper hr,.paper .page-break{border:0;border-top:1px solid var(--rule);margin:1.4em 0}.paper .page-break{border-top-style:dashed}
.paper .cover{display:grid;gap:2.2em;padding:1.6em 0 1.4em;border-top:10px solid var(--accent);border-bottom:1px solid var(--rule)}.paper .head{display:flex;flex-wrap:wrap;gap:1em 2em;justify-content:space-between;align-items:flex-start;padding-bottom:1em;border-bottom:2px solid var(--accent)}
.paper .logo{display:block;max-width:200px;max-height:72px;object-fit:contain}.paper .picture{display:block;width:100%;max-height:420px;object-fit:cover;border-radius:6px}.paper .brand{font-weight:650;font-size:1.1rem;color:var(--accent);margin:0}.paper .subtitle{font-size:1.1rem;color:var(--soft);margin:.5em 0 0}
.paper .facts{display:grid;gap:.3em;margin:0;font-size:.87rem}.paper .facts div{display:flex;gap:.9em}.paper .facts dt{color:var(--soft);min-width:6.5em}.paper .facts dd{margin:0}
.paper table{width:100%;border-collapse:collapse;font-size:.87rem}.paper thead th{font-size:.78rem;color:var(--soft);font-weight:600;text-align:left;border-bottom:2px solid var(--accent);padding:.45em .4em}
.paper td,.paper tbody th{padding:.5em .4em;border-bottom:1px solid var(--rule);vertical-align:top;text-align:left}.paper .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.paper .group th,.paper .group td{background:#f7f5f2;font-weight:650}
.paper .sums{margin:.7em 0 0;display:grid;gap:.3em;justify-items:end;font-size:.9rem}.paper .sums div{display:flex;gap:1.6em}.paper .sums dt{color:var(--soft)}.paper .sums dd{margin:0;min-width:8.5em;text-align:right;font-variant-numeric:tabular-nums}
.paper .sums div:last-child{font-size:1.2rem;font-weight:650;border-top:1px solid var(--rule);padding-top:.4em}.paper .sums div:last-child dt{color:inherit}.paper .note{color:var(--soft);font-size:.8rem;text-align:right;margin:.4em 0 0}
.paper .terms{color:#46413a;font-size:.85rem;border-top:1px solid var(--rule);margin-top:1.8em}.paper .terms h2{font-size:1rem;color:inherit}
.paper .gap{background:#ffe3a3;color:#6b3d00;border-radius:3px;padding:0 .2em}
@container (max-width:540px){.paper h1{font-size:1.55rem}.paper thead{display:none}.paper table,.paper tbody{display:block}.paper .group{display:flex;justify-content:space-between}.paper .group>*{border:0;flex:none}.paper .group th{flex:1}.paper tbody tr:not(.group){display:grid;grid-template-columns:1fr auto;gap:.1em .8em;padding:.55em 0;border-bottom:1px solid var(--rule)}.paper tbody tr:not(.group) td{border:0;padding:0}.paper tbody tr:not(.group) td:first-child{grid-column:1/-1;font-weight:600}.paper td[data-label]::before{content:attr(data-label)": ";color:var(--soft)}.paper td[data-label]{text-align:left;white-space:normal}.paper td:empty{display:none}.paper tbody tr:not(.group) td:last-child{grid-column:1/-1;font-weight:600}}
@media print{.paper .starts-page,.paper .page-break{break-before:page}}`
}
