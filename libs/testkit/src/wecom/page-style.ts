/** The look of a chat: beside its list on a desk, below it on a phone, bearable in the dark. */
export const STYLE = `
:root{--back:#f2f3f5;--side:#e9ebee;--on:#d5d9df;--line:#dcdfe4;--paper:#fff;--ink:#1f2329;--soft:#7d838c;--blue:#2b6fd6;--info:#07934f;--warning:#c75b00}
@media(prefers-color-scheme:dark){:root{--back:#17181a;--side:#1f2124;--on:#303439;--line:#303338;--paper:#26282c;--ink:#e6e8eb;--soft:#979da6;--blue:#5b93ee;--info:#3fc98a;--warning:#f0963c}}
*{box-sizing:border-box}body{margin:0;display:flex;height:100dvh;font:15px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Noto Sans S Chinese',system-ui,sans-serif;color:var(--ink);background:var(--back)}
h1,h2,h4,p,ul,ol{margin:0;padding:0;list-style:none}small{color:var(--soft);font-size:12px;font-weight:400}code{font-family:ui-monospace,Consolas,monospace}
nav{width:280px;flex:none;background:var(--side);border-right:1px solid var(--line);overflow:auto}nav h1{font-size:17px;padding:14px 16px 6px}nav h1 small{display:block}nav h2{font-size:12px;font-weight:400;color:var(--soft);padding:14px 16px 4px}
nav a{display:flex;gap:10px;align-items:center;padding:9px 16px;color:inherit;text-decoration:none}nav a:hover{background:var(--line)}nav .on a{background:var(--on)}nav a div{flex:1;min-width:0;line-height:1.35}nav a b,nav a small{display:block;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}nav b{font-weight:500}
nav span{flex:none;font-size:12px;color:var(--soft);font-variant-numeric:tabular-nums}.trouble li{display:flex;gap:8px;padding:4px 16px;font-size:13px;color:var(--warning);overflow-wrap:anywhere}.trouble span{margin-left:auto}
.face{flex:none;width:38px;height:38px;border-radius:6px;color:#fff;font-style:normal;text-align:center;line-height:38px}.robot{background:#5f7690}.member{background:#3b8f8a}.sender{background:#2b5b9e}
main{flex:1;display:flex;flex-direction:column;min-width:0}header{display:flex;gap:16px;align-items:center;padding:13px 20px;background:var(--paper);border-bottom:1px solid var(--line)}header b{font-weight:600;overflow-wrap:anywhere}header em{font-style:normal;color:var(--info)}header a{flex:none;margin-left:auto;color:var(--blue);text-decoration:none}
ol{padding:8px 20px 32px;overflow:auto;flex:1}time{display:block;max-width:480px;text-align:center;font-size:12px;color:var(--soft);margin:14px 0 8px}
.message{display:flex;gap:10px;max-width:480px;margin:8px 0}.message>div{min-width:0}.bubble{background:var(--paper);border-radius:8px;padding:11px 14px;overflow-wrap:anywhere}.message small{padding-left:2px;font-size:11px}
.bubble p{min-height:.7em}.bubble h4{margin:0 0 4px;font-size:16px}.bubble pre{margin:0;font:inherit;white-space:pre-wrap}blockquote{margin:1px 0;padding-left:9px;border-left:3px solid var(--line);color:var(--soft)}
.template_card{min-width:300px}.row{display:flex;gap:10px;font-size:14px}.row span{flex:none;width:56px;color:var(--soft)}
.image{padding:4px;background:#fff}img{display:block;max-width:100%;border-radius:5px}.info{color:var(--info)}.comment{color:var(--soft)}.warning{color:var(--warning)}.bubble a{color:var(--blue)}
button{width:100%;margin-top:12px;padding:9px;border:0;border-radius:6px;background:var(--blue);color:#fff;font:inherit;cursor:pointer}button[disabled]{background:var(--line);color:var(--soft);cursor:default}.empty{margin:auto;max-width:420px;padding:24px;text-align:center;color:var(--soft)}
@media(max-width:700px){body{flex-direction:column}nav{width:auto;max-height:38dvh;border-right:0;border-bottom:1px solid var(--line)}nav h1{padding-top:10px}ol{padding:4px 12px 24px}.message{max-width:100%}}
`.trim()
