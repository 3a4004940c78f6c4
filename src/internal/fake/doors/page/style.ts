/** Is the one style sheet of the page: light and dark, from a phone's width to a desk's. */
export const style =
  `:root{color-scheme:light dark;--back:#f4f5f8;--card:#fff;--line:#d9dde4;--text:#1b2027;--muted:#566070;
--accent:#3d3bbf;--on-accent:#fff;--soft:#ebebfb;--good:#0f5f34;--good-soft:#dcf3e5;--bad:#98181b;--bad-soft:#fce3e3;
--wait:#744600;--wait-soft:#fcefd2;--shade:0 1px 2px #1b202714,0 1px 6px #1b20270d}
@media (prefers-color-scheme:dark){:root{--back:#101318;--card:#191e25;--line:#323944;--text:#e7eaef;--muted:#a3adba;
--accent:#b3b5ff;--on-accent:#15163f;--soft:#26294a;--good:#8be3b1;--good-soft:#12321f;--bad:#ffb0ac;--bad-soft:#431c1e;
--wait:#f5d190;--wait-soft:#382b10;--shade:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ol,ul,dl,dd,figure,fieldset{margin:0;padding:0}
h1{font-size:1.05rem}h2{font-size:1.05rem;line-height:1.35}h3{font-size:.95rem}h4{font-size:.8rem;color:var(--muted);margin-top:.5rem}
small{font-weight:400;font-size:.85em;color:var(--muted)}
ol,ul{list-style:none}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.25rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:var(--card);padding:.5rem;z-index:1}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.muted{color:var(--muted)}
.grow{flex:1 1 0;min-width:0}
.name,.path{overflow-wrap:anywhere;min-width:0}
.top{background:var(--card);border-bottom:1px solid var(--line)}
.bar{max-width:84rem;margin:0 auto;padding:.6rem 1rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center}
.bar .grow{flex-basis:8rem}
.brand{display:flex;gap:.5rem;align-items:center}.brand::before{content:"";width:.7rem;height:.7rem;border-radius:50%;background:var(--accent)}
.views{flex-basis:100%;display:flex;flex-wrap:wrap;gap:.1rem;margin-top:.1rem}
.views a{padding:.45rem .7rem;text-decoration:none;color:var(--text);border-bottom:3px solid transparent;border-radius:.3rem .3rem 0 0}
.views a:hover{background:var(--soft)}
.views a[aria-current]{border-color:var(--accent);font-weight:600}
main{max-width:84rem;margin:0 auto;padding:1rem;display:grid;gap:1rem}
main>*{min-width:0}
footer{max-width:84rem;margin:0 auto;padding:0 1rem 2rem;color:var(--muted);font-size:.87rem;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
.split{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.split>*,section{display:grid;gap:.7rem;align-content:start;min-width:0}
.people{display:flex;flex-wrap:wrap;gap:.25rem;max-height:13rem;overflow:auto;padding:3px}
.people li{min-width:0;max-width:100%}
.people a{display:flex;gap:.5rem;align-items:baseline;padding:.3rem .6rem;border-radius:.45rem;text-decoration:none;color:var(--text);border:1px solid var(--line);background:var(--card)}
.people a:hover{border-color:var(--accent)}
.people a[aria-current]{background:var(--soft);border-color:var(--accent);font-weight:600}
.people bdi{overflow-wrap:anywhere}
.badge{background:var(--accent);color:var(--on-accent);border-radius:1rem;padding:0 .5rem;font-size:.8rem;font-weight:600;white-space:nowrap}
@media (min-width:52rem){.split{grid-template-columns:17rem minmax(0,1fr)}.people{display:grid;max-height:none;grid-template-columns:minmax(0,1fr)}
.people a{border-color:transparent;background:none}.people.compact a{padding:.15rem .6rem}}
.tabs-nav{display:flex;flex-wrap:wrap;gap:.25rem}
.tabs-nav a{padding:.2rem .65rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);color:var(--text);text-decoration:none}
.tabs-nav a[aria-current]{background:var(--soft);border-color:var(--accent);font-weight:600}
.cards{display:grid;gap:.7rem;grid-template-columns:minmax(0,1fr)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.75rem .9rem;box-shadow:var(--shade);display:grid;gap:.55rem;grid-template-columns:minmax(0,1fr);align-content:start}
.card.faint{background:none;box-shadow:none}
.row{display:flex;flex-wrap:wrap;gap:.35rem .6rem;align-items:center;min-width:0}
.row.head{align-items:baseline}
.row.head .grow{flex-basis:9rem}
time{color:var(--muted);font-variant-numeric:tabular-nums;font-size:.87rem;white-space:nowrap}
.channel{font-size:.78rem;font-weight:600;letter-spacing:.02em;padding:.05rem .5rem;border-radius:.3rem;background:var(--soft);color:var(--accent);min-width:0}
.pill{font-size:.8rem;padding:.05rem .55rem;border-radius:1rem;border:1px solid var(--line);color:var(--muted);max-width:100%}
.pill.good{background:var(--good-soft);color:var(--good);border-color:transparent}
.pill.bad{background:var(--bad-soft);color:var(--bad);border-color:transparent}
.pill.wait{background:var(--wait-soft);color:var(--wait);border-color:transparent}
.empty{padding:1.4rem 1rem;border:1px dashed var(--line);border-radius:.6rem;color:var(--muted);text-align:center}
.empty code{display:block;margin-top:.5rem}
button,input,select{font:inherit;color:inherit;max-width:100%}
button{cursor:pointer;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.2rem .7rem;min-height:2rem}
button:hover{border-color:var(--accent)}
.card>button,.card>form.inline select{max-width:min(16rem,60vw)}
form.inline{justify-self:start}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
button.danger{border-color:var(--bad);color:var(--bad)}
input:not([type=radio]),select{background:var(--card);border:1px solid var(--muted);border-radius:.4rem;padding:.2rem .5rem;min-height:2rem;min-width:0}
::placeholder{color:var(--muted);opacity:1}
form.inline select{max-width:min(16rem,60vw)}
form.inline{display:inline-flex;flex-wrap:wrap;gap:.4rem;align-items:center}
form.search{display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:end}
form.search label{display:grid;gap:.1rem;font-size:.85rem;color:var(--muted)}
form.search input,form.search select,form.search option{color:var(--text);font-size:.95rem}
form.search label:first-of-type{flex:1 1 9rem;min-width:0;max-width:26rem}
form.stack{display:grid;gap:.25rem;justify-items:start}
form.stack label{font-size:.87rem;color:var(--muted);margin-top:.3rem}
form.stack input,form.stack select{width:100%}
form.stack button{margin-top:.6rem}
.pages{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;justify-content:center}
.columns{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));align-items:start}
.plain{display:grid;gap:.3rem}ol.plain{list-style:decimal;padding-inline-start:1.5rem}
.body,.bubble,.pane.text,pre{white-space:pre-wrap;overflow-wrap:anywhere}
.bell{display:flex;gap:.7rem;align-items:flex-start}.bell .grow{display:grid;gap:.4rem}
.dot{flex:none;width:.6rem;height:.6rem;margin-top:.45rem;border-radius:50%;border:2px solid var(--line)}
.unread .dot{background:var(--accent);border-color:var(--accent)}
.unread h3,.unread .body{font-weight:600}
.action{display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:center}
.leads{font-size:.87rem;min-width:0}
.mail{display:grid;gap:.4rem}
.tabs{border:0;display:flex;flex-wrap:wrap;gap:.2rem .3rem;min-width:0;position:relative}
.tabs input{position:absolute;opacity:0;width:1px;height:1px}
.tabs label{padding:.2rem .7rem;border:1px solid var(--line);border-radius:.4rem;cursor:pointer}
.tabs input:checked+label{background:var(--soft);border-color:var(--accent);font-weight:600}
.tabs input:focus-visible+label{outline:3px solid var(--accent);outline-offset:2px}
.pane{display:none;flex:1 0 100%;min-width:0;max-width:100%;border:1px solid var(--line);border-radius:.4rem}
.pane.text,.pane.source{padding:.6rem .75rem}
.tab-html:checked~.pane.html,.tab-text:checked~.pane.text,.tab-source:checked~.pane.source{display:block}
iframe{display:block;width:100%;height:17rem;border:0;border-radius:.35rem;background:#fff;color-scheme:light;resize:vertical}
.phone{background:var(--back);border-radius:1.1rem;padding:.7rem .8rem;max-width:25rem;display:grid;gap:.4rem;border:1px solid var(--line)}
.bubble{background:var(--soft);border-radius:1rem 1rem 1rem .25rem;padding:.5rem .8rem;justify-self:start;max-width:92%}
.lock{background:var(--back);border-radius:.9rem;padding:.6rem .85rem;max-width:26rem;border:1px solid var(--line);display:grid;gap:.1rem}
.chat{display:flex;gap:.6rem}.face{flex:none;width:2.1rem;height:2.1rem;border-radius:.4rem;display:grid;place-items:center;background:var(--accent);color:var(--on-accent);font-weight:700}
.steps{display:grid;gap:.3rem}.step{display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:center}
.clock{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center}.clock p{flex-basis:14rem}
details>summary{cursor:pointer;min-width:0}
.card>details>summary{padding:.1rem 0}
.card>details>summary .path{font-family:ui-monospace,monospace;font-size:.9rem}
details[open]>summary{margin-bottom:.4rem}
summary .row{display:inline-flex}
.method{font-weight:700;font-size:.82rem}
.exchange{display:grid;gap:.9rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:64rem){.exchange{grid-template-columns:repeat(2,minmax(0,1fr))}}
.exchange>div{min-width:0}
details details{margin:.3rem 0 .3rem .6rem;padding-inline-start:.6rem;border-inline-start:2px solid var(--line)}
pre,code{font:.85rem/1.45 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{margin:0;background:var(--back);border-radius:.4rem;padding:.5rem .65rem}
.pane pre{background:none;padding:0}
dl>div{display:flex;gap:.6rem;font-size:.87rem;min-width:0}
dt{color:var(--muted);flex:0 0 9rem;min-width:0}dd{min-width:0;flex:1}
dl.cells{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem}dl.cells>div{display:grid;gap:0;max-width:100%}dl.cells dt{font-size:.78rem}
.offer{background:var(--wait-soft);color:var(--wait);border-radius:.4rem;padding:.4rem .6rem}.offer button{color:var(--text)}
.alert{background:var(--bad-soft);color:var(--bad);border-radius:.6rem;padding:.7rem .9rem}
.told{background:var(--good-soft);color:var(--good);border-radius:.6rem;padding:.7rem .9rem}
#notice:empty{display:none}
#said{position:fixed;inset-inline:1rem;bottom:1rem;margin:auto;width:fit-content;max-width:34rem;background:var(--text);color:var(--back);border-radius:.5rem;padding:.5rem .9rem;z-index:2}
#said:empty{display:none}
@media (forced-colors:active){.dot,.brand::before{forced-color-adjust:none}}
`
