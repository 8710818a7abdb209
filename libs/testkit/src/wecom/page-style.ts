/** The look of a chat, at the width of a phone. */
export const STYLE = `
*{box-sizing:border-box}body{margin:0;display:flex;height:100vh;font:15px/1.55 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif;color:#1f2329;background:#ededed}
nav{width:240px;flex:none;background:#e4e6e9;overflow:auto}nav h1{font-size:16px;margin:0;padding:16px}nav ul{list-style:none;margin:0;padding:0}
nav a{display:flex;justify-content:space-between;padding:12px 16px;color:inherit;text-decoration:none;overflow-wrap:anywhere}nav .on a{background:#cfd3d8}nav a{gap:8px}nav span{flex:none;background:#fa5151;color:#fff;border-radius:10px;padding:0 7px;font-size:12px;height:20px;line-height:20px}
main{flex:1;display:flex;flex-direction:column;min-width:0}header{display:flex;gap:16px;padding:14px 20px;background:#f5f5f5;border-bottom:1px solid #ddd;font-weight:600}header em{font-style:normal;color:#07a35a;font-weight:400}header a{margin-left:auto;font-weight:400;color:#576b95;text-decoration:none}
ol{list-style:none;margin:0 auto 0 0;padding:12px 20px;overflow:auto;width:100%}time{display:block;text-align:center;font-size:12px;color:#999;margin:10px 0}
.message{display:flex;gap:10px;max-width:430px}.face{flex:none;width:36px;height:36px;border-radius:4px;background:#2b5b9e;color:#fff;text-align:center;line-height:36px}
.bubble{background:#fff;border-radius:6px;padding:10px 12px;min-width:0;overflow-wrap:anywhere}.bubble p{margin:0}.bubble h4{margin:2px 0 4px;font-size:16px}.bubble pre{margin:0;font:inherit;white-space:pre-wrap}
.image{padding:4px}img{display:block;max-width:100%;border-radius:4px}blockquote{margin:0;padding:1px 0 1px 8px;border-left:3px solid #ddd;color:#555}
.info{color:#07a35a}.comment{color:#888}.warning{color:#d46b08}.row{display:flex;gap:10px;font-size:14px}.row span{flex:none;width:64px;color:#888}
button{width:100%;margin-top:10px;padding:8px;border:0;border-radius:4px;background:#2b7de9;color:#fff;font:inherit;cursor:pointer}button[disabled]{background:#eee;color:#888;cursor:default}.empty{padding:16px;color:#888}
@media(max-width:640px){nav{width:110px}}
`.trim()
