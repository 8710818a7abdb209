// What recurs in what is packed. What was packed by it is read by it: once released it never changes, whatever becomes of the words that digests are made of.

/** An alert event. */
export const EVENT_WORDS = `{"type":"raised","why":"turned-red","day":"2024-06-20","alert":{"target":"420100/2024/","kind":"pace","status":"open","since":"2024-06-20","readings":1,"step":"liaison","steppedOn":"2024-06-20","announced":{"period":"2024-05","light":"red","done":},"acknowledged":null,"silencedUntil":null,"outcome":null},"sequence":[0,1,0],"subject":{"id":"","region":"420100","year":2024,"nameZh":"","nameEn":"","kind":"growth","comparator":"at-least","value":8,"unit":"%","valueExpanded":8,"unitExpanded":"%","qualifier":null,"firmness":"firm","note":null,"members":[],"lead":{"bureau":"","basis":"stated"},"supporting":[],"indicator":"","citation":{"document":"report.txt","section":"(一)","sentence":"增长8%。","start":0,"anchor":"8%","anchorOffset":7},"baseline":null,"plan":null,"due":null,"lightBy":"forecast"},"assessment":{"target":"420100/2024/","period":"2024-05","asOf":"2024-06-20","light":"red","outcome":null,"pMiss":0.95,"paceDue":8,"done":3.1,"shareOfPace":1,"forecast":8,"forecastLow":6,"forecastHigh":10,"requiredRunRate":null,"requiredPerMonth":null,"bestRunRate":null,"paceLine":"last-year-share","method":"growth-only","rebased":null,"presets":{"yinchuan-2025":{"light":null,"why":""},"wuhan-2022":{"light":null,"why":""},"sanya-2022":{"light":"yellow","why":""},"tianjin-2022":{"light":"green","why":""},"ndrc-2020":{"light":"red","why":""},"xuancheng-2020":{"light":null,"why":""},"servicenow":{"light":null,"why":""},"straight":{"light":null,"why":""}},"reason":{"code":"miss-near-certain","params":{"kind":"growth","period":"2024-05","unit":"%","done":3.1,"due":8,"goal":8,"forecast":3.4,"pMiss":0.95,"monthsLeft":7}},"inputs":[{"indicator":"","period":"2024-05","measure":"growth","coverage":"ytd","value":,"unit":"%","published":"2024-06-18"}]},"curve":{"goal":8,"line":[null,8,8,8,8,8,8,8,8,8,8,8],"thisYear":[null,null,null,null,null,null,null,null,null,null,null,null],"lastYear":[null,null]},"previous":null,"command":null}`

/** A digest as text, HTML and markdown. */
export const NOTICE_WORDS = `再次转红红灯转黄灯红灯解除更正提请重视承诺到期年终结果应报未报到期未完成黄灯提请单位负责人重视。承诺的日期已过，仍未解决。以来的红灯解除。全年结束。请报告进展，说明新的完成日期很可能完不成预计本月累计亿元完成十二三四五六七八九、
**新增红灯1项（）。**
 联络员（虚构）：
<font color="warning">示例：本地区、目标和数据均为虚构。</font>

**一、新增红灯**
**** <font color="warning">红灯</font>：极可能完不成（可能性约95%）：1—5月同比增长3.1%，时序进度要求增长8%，低4.9个百分点；预计全年增长3.4%，目标增长8%。
> <font color="comment">目标</font>：增长8%
> <font color="comment">预测</font>：全年增长8%，八成把握在增长6%与增长10%之间
> <font color="comment">红灯时间</font>：自2024年6月20日起，第1期
> <font color="comment">责任单位</font>：（牵头）
> <font color="comment">请办理</font>：**请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年7月20日前没有答复，或连续2期红灯的，提请单位负责人重视**
> <font color="comment">依据</font>：《政府工作报告》(一)：“增长8%。”

<font color="comment">答复请联系： 联络员（虚构） </font>
<font color="comment">2024年目标时序监测，数据截至2024年6月20日。</font>
新增红灯1项（）。

 联络员（虚构）：
示例：本地区、目标和数据均为虚构。

一、新增红灯
（红灯）：极可能完不成（可能性约95%）：1—5月同比增长3.1%，时序进度要求增长8%，低4.9个百分点；预计全年增长3.4%，目标增长8%。
　　目标：增长8%
　　预测：全年增长8%，八成把握在增长6%与增长10%之间
　　红灯时间：自2024年6月20日起，第1期
　　责任单位：（牵头）
　　请办理：请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年7月20日前没有答复，或连续2期红灯的，提请单位负责人重视
　　依据：《政府工作报告》(一)：“增长8%。”

——
答复请联系： 联络员（虚构） 
2024年目标时序监测，数据截至2024年6月20日。
<!DOCTYPE html>
<html lang="zh-CN" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no"><title>[示例]新增红灯1项：｜2024年目标</title><style>
body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
@media (max-width:480px){.s-card{border-radius:0!important}.s-pad{padding-left:10px!important;padding-right:10px!important}.s-label{width:60px!important}}
@media (prefers-color-scheme:dark){.s-page{background:#14181d!important}.s-card,.s-entry{background:#1e242b!important;border-color:#323b45!important}.s-ink{color:#e8ecf1!important}.s-soft{color:#9aa5b1!important}}
</style><!--[if mso]><style>td,p,b,span{font-family:'Microsoft YaHei',sans-serif!important}</style><![endif]--></head>
<body class="s-page" style="margin:0;padding:0;background:#f2f4f7">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#f2f4f7">新增红灯1项（）。</div>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" class="s-page" style="background:#f2f4f7"><tr><td align="center" style="padding:16px 0">
<!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0" width="680"><tr><td><![endif]-->
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" class="s-card" style="width:100%;max-width:680px;text-align:left;background:#ffffff;border:1px solid #dfe4ea;border-radius:8px;font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Noto Sans SC',sans-serif">
<tr><td style="height:5px;line-height:5px;font-size:0;background:#c62828;border-radius:8px 8px 0 0">&nbsp;</td></tr>
<tr><td class="s-pad s-ink" style="padding:18px 24px 10px;font-size:20px;line-height:1.45;font-weight:bold;color:#1f2933">新增红灯1项（）。</td></tr>
<tr><td class="s-pad s-ink" style="padding:0 24px 10px;font-size:14px;line-height:1.65;color:#1f2933"> 联络员（虚构）：</td></tr>
<tr><td class="s-pad" style="padding:0 24px 10px"><table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr><td style="padding:8px 12px;border:1px solid #b26a00;border-radius:4px;font-size:13px;line-height:1.6;color:#b26a00">示例：本地区、目标和数据均为虚构。</td></tr></table></td></tr>
<tr><td class="s-pad s-ink" style="padding:16px 24px 6px;font-size:16px;line-height:1.5;font-weight:bold;color:#1f2933">一、新增红灯</td></tr>
<tr><td class="s-pad" style="padding:6px 24px"><table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" class="s-entry" style="background:#fafbfc;border:1px solid #e6eaef;border-left:4px solid #c62828">
<tr><td colspan="2" class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;padding-top:9px;padding-bottom:7px"><b style="font-size:15px"></b> <span style="color:#c62828;font-weight:bold">●&nbsp;红灯</span><br>极可能完不成（可能性约95%）：1—5月同比增长3.1%，时序进度要求增长8%，低4.9个百分点；预计全年增长3.4%，目标增长8%。</td></tr>
<!--picture:%2F2024%2F%2Fpace--><tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">目标</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933">增长8%</td></tr>
<tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">预测</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933">全年增长8%，八成把握在增长6%与增长10%之间</td></tr>
<tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">红灯时间</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933">自2024年6月20日起，第1期</td></tr>
<tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">责任单位</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933">（牵头）</td></tr>
<tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">请办理</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;font-weight:bold">请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年7月20日前没有答复，或连续2期红灯的，提请单位负责人重视</td></tr>
<tr><td width="76" class="s-label s-soft" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933;width:76px;padding-right:0;white-space:nowrap;color:#6b7785">依据</td><td class="s-ink" style="padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;color:#1f2933">《政府工作报告》(一)：“增长8%。”</td></tr>
<tr><td colspan="2" style="height:7px;line-height:7px;font-size:0">&nbsp;</td></tr>
</table></td></tr>
<tr><td class="s-pad s-soft" style="padding:18px 24px 20px;font-size:12px;line-height:1.7;color:#6b7785">答复请联系： 联络员（虚构） <br>2024年目标时序监测，数据截至2024年6月20日。</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body></html>
`
