/**
 * What the page does by itself; without it everything works, only less well. It says that somebody looks (a preview of a
 * chat never does), and lets the signature be drawn with a finger, a pen or a mouse. Who cannot draw types it.
 */
export const pageScript = `(()=>{
const d=document,m=d.querySelector('main'),visit=m.dataset.visit;
if(visit){
let s=0,told=-1;
const tell=()=>{if(s===told)return;told=s;fetch(m.dataset.views,{method:'POST',keepalive:true,headers:{'content-type':'application/json'},body:JSON.stringify({visit,seconds:s})}).catch(()=>{})};
setInterval(()=>{if(d.hidden)return;s++;if(s===2||s===15||s%60===0)tell()},1000);
for(const e of['pointerdown','keydown'])addEventListener(e,()=>told<0&&tell(),{once:true});
d.addEventListener('visibilitychange',()=>d.hidden&&told>=0&&tell());
}
const c=d.querySelector('canvas');
if(c){
const f=c.closest('form'),kept=f.elements.signature,pad=d.getElementById('pad'),typed=d.getElementById('typed'),how=f.querySelector('.how'),g=c.getContext('2d'),W=600,H=200;
let path=kept.value,on=false,last=null;
c.width=W*2;c.height=H*2;g.scale(2,2);
const ink=()=>{g.strokeStyle=getComputedStyle(c).color;g.lineWidth=2.6;g.lineCap=g.lineJoin='round'};
const redraw=()=>{g.clearRect(0,0,W,H);ink();for(const line of path.split('M').slice(1)){g.beginPath();line.split('L').forEach((p,i)=>{const[x,y]=p.split(' ').map(Number);i?g.lineTo(x,y):g.moveTo(x,y)});g.stroke()}};
const at=(e)=>{const b=c.getBoundingClientRect(),n=(v,max)=>Math.max(0,Math.min(max,Math.round(v)));return[n((e.clientX-b.left)*W/b.width,W),n((e.clientY-b.top)*H/b.height,H)]};
const line=(to)=>{path+='L'+to.join(' ');g.beginPath();g.moveTo(...last);g.lineTo(...to);g.stroke();last=to};
c.addEventListener('pointerdown',(e)=>{if(e.button||path.length>23000)return;e.preventDefault();c.setPointerCapture(e.pointerId);on=true;last=at(e);path+='M'+last.join(' ');ink()});
c.addEventListener('pointermove',(e)=>{if(!on)return;const to=at(e);if(Math.abs(to[0]-last[0])+Math.abs(to[1]-last[1])>2&&path.length<23900)line(to)});
const end=()=>{if(!on)return;on=false;if(!path.slice(path.lastIndexOf('M')).includes('L'))line([Math.min(W,last[0]+1),last[1]]);kept.value=path};
for(const e of['pointerup','pointercancel'])c.addEventListener(e,end);
pad.querySelector('.clear').addEventListener('click',()=>{path=kept.value='';redraw()});
const show=()=>{const draws=f.elements.how.value==='drawn';pad.hidden=!draws;typed.hidden=draws};
how.hidden=false;for(const r of how.querySelectorAll('input'))r.addEventListener('change',show);
if(!f.elements.typed.value)f.elements.how.value='drawn';
show();redraw();matchMedia('(prefers-color-scheme:dark)').addEventListener('change',redraw);
}
const bar=d.querySelector('.bar'),there=d.getElementById('aceptar');
if(bar&&there)new IntersectionObserver(([e])=>{bar.hidden=e.isIntersecting}).observe(there);
for(const f of d.forms)f.addEventListener('submit',(e)=>{if(f.dataset.sent)e.preventDefault();f.dataset.sent=1});
addEventListener('pageshow',()=>{for(const f of d.forms)delete f.dataset.sent});
})()`
