import { defaultBrand, themeOf, type Theme } from '#kernel/theme/theme.ts'

/** Colours only in hexadecimal: what stands in a style sheet must not be able to end it. */
const safe = (value: string | undefined, otherwise: string): string => (value && /^#[0-9a-f]{6}$/i.test(value) ? value : otherwise)

/** The look of a form: system letters, the brand's colour on the button and around what is being filled in. */
export function styleOf(theme: Pick<Theme, 'light' | 'dark'> | undefined, isFramed: boolean): string {
  const usual = themeOf(defaultBrand)
  const [light, dark] = [theme?.light ?? usual.light, theme?.dark ?? usual.dark]
  const accent = safe(light['--accent'], '#2f55d4')
  const [mark, darkMark] = [safe(light['--mark'], accent), safe(dark['--mark'], accent)]
  return `:root{--accent:${accent};--mark:${mark};--ink:#26221d;--soft:#6b645c;--line:#8a837a;--ground:${isFramed ? 'transparent' : '#f6f4f1'};--sheet:#fff;--bad:#b3261e}
${isFramed ? '' : `@media(prefers-color-scheme:dark){:root{--mark:${darkMark};--ink:#f0ece6;--soft:#b5aea5;--line:#8a837a;--ground:#141210;--sheet:#1d1a17;--bad:#ffb4ab}}`}
*{box-sizing:border-box}body{margin:0;padding:${isFramed ? '4px' : '32px 16px'};background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,sans-serif}
main{max-width:560px;margin:0 auto;background:var(--sheet);border-radius:16px;padding:24px}
h1{font-size:1.5rem;line-height:1.2;letter-spacing:-.02em;margin:0 0 8px;text-wrap:balance}p{margin:0 0 16px;color:var(--soft)}
.field{margin:0 0 16px;border:0;padding:0}label,legend{display:block;font-size:15px;font-weight:550;margin-bottom:4px;padding:0}
input:not([type=checkbox]),textarea,select{width:100%;min-height:44px;padding:9px 12px;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:8px}
textarea{resize:vertical}:focus-visible{outline:2px solid var(--mark);outline-offset:2px}[aria-invalid]{border-color:var(--bad)!important}
.tick{display:flex;gap:10px;align-items:flex-start;font-weight:400;margin-bottom:6px}.tick input{width:20px;height:20px;margin:2px 0 0;flex:none;accent-color:var(--accent)}
.bad{display:block;color:var(--bad);margin-top:4px;font-size:14px}.notice{color:var(--bad)}.trap{position:absolute;left:-9999px;height:0;overflow:hidden}
button{width:100%;min-height:48px;border:0;border-radius:8px;background:var(--accent);color:#fff;font:inherit;font-weight:550;cursor:pointer}a{color:inherit}`
}

/** What a page of others loads: a frame of its own behind the script, and nothing else of theirs is touched. */
export const script = (slug: string): string => `(()=>{
const own=document.currentScript,origin=new URL(own.src).origin,frame=document.createElement('iframe');
frame.src=origin+'/f/${slug}?e=1&p='+encodeURIComponent(location.href.split('#')[0])+'&r='+encodeURIComponent(document.referrer);
frame.title=own.dataset.title||'Formulario';
Object.assign(frame.style,{width:'100%',height:'520px',border:'0',display:'block'});
own.after(frame);
addEventListener('message',(event)=>{
if(event.source!==frame.contentWindow||event.origin!==origin||!event.data||event.data.yapaForm!=='${slug}')return;
if(Number.isFinite(event.data.height))frame.style.height=Math.min(4000,Math.max(120,event.data.height))+'px';
if(typeof event.data.to==='string'&&/^https?:/.test(event.data.to))location.assign(event.data.to);
});
})();
`
