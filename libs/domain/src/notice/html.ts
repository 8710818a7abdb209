import type { Light } from '../assessment.ts'
import { LIGHTS_ZH } from '../words/light.ts'
import { escaped } from './escaped.ts'
import { pictureMark } from './illustrate.ts'
import type { Entry, Page, Row, Section } from './page.ts'
import { numeral } from './text.ts'

/** Middle tones, readable on a light ground and on a dark one. */
const COLOURS: Readonly<Record<Light, string>> = { red: '#c62828', yellow: '#b26a00', green: '#2e7d32', grey: '#7a7a7a' }

const FONT = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Noto Sans SC',sans-serif"
const INK = 'color:#1f2933'
const SOFT = 'color:#6b7785'
const CELL = `padding:3px 12px;vertical-align:top;font-size:14px;line-height:1.65;${INK}`
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'

/** Mail readers that know no dark mode, or drop this, show the light page: every colour stands inline as well. */
const STYLE = `<style>
body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
@media (max-width:480px){.s-card{border-radius:0!important}.s-pad{padding-left:10px!important;padding-right:10px!important}.s-label{width:60px!important}}
@media (prefers-color-scheme:dark){.s-page{background:#14181d!important}.s-card,.s-entry{background:#1e242b!important;border-color:#323b45!important}.s-ink{color:#e8ecf1!important}.s-soft{color:#9aa5b1!important}}
</style>`

/** Outlook lays out by Word: it needs its width said, and a font that it has. */
const OUTLOOK = `<!--[if mso]><style>td,p,b,span{font-family:'Microsoft YaHei',sans-serif!important}</style><![endif]-->`

/** The same message as HTML that mail readers hold: tables, styles inline, nothing fetched. Where a picture may stand there is a mark (`illustrate.ts`). */
export const pageAsHtml = ({ subject, headline, salutation, banners, sections, footer }: Page): string => `<!DOCTYPE html>
<html lang="zh-CN" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no"><title>${escaped(subject)}</title>${STYLE}${OUTLOOK}</head>
<body class="s-page" style="margin:0;padding:0;background:#f2f4f7">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#f2f4f7">${escaped(headline)}</div>
<table ${TABLE} width="100%" class="s-page" style="background:#f2f4f7"><tr><td align="center" style="padding:16px 0">
<!--[if mso]><table ${TABLE} width="680"><tr><td><![endif]-->
<table ${TABLE} width="100%" class="s-card" style="width:100%;max-width:680px;text-align:left;background:#ffffff;border:1px solid #dfe4ea;border-radius:8px;${FONT}">
<tr><td style="height:5px;line-height:5px;font-size:0;background:${COLOURS[worstOf(sections)]};border-radius:8px 8px 0 0">&nbsp;</td></tr>
<tr><td class="s-pad s-ink" style="padding:18px 24px 10px;font-size:20px;line-height:1.45;font-weight:bold;${INK}">${escaped(headline)}</td></tr>
<tr><td class="s-pad s-ink" style="padding:0 24px 10px;font-size:14px;line-height:1.65;${INK}">${escaped(salutation)}</td></tr>
${banners.map(banner).join('')}${sections.map(section).join('')}<tr><td class="s-pad s-soft" style="padding:18px 24px 20px;font-size:12px;line-height:1.7;${SOFT}">${footer.map(escaped).join('<br>')}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body></html>
`

const BY_WEIGHT: readonly Light[] = ['red', 'yellow', 'grey', 'green']

/** The colour of the whole is that of the worst thing it tells. */
function worstOf(sections: readonly Section[]): Light {
  const lights = sections.flatMap(({ entries }) => entries.map(({ light }) => light ?? 'grey'))
  return BY_WEIGHT.find((light) => lights.includes(light)) ?? 'grey'
}

const banner = (words: string): string =>
  `<tr><td class="s-pad" style="padding:0 24px 10px"><table ${TABLE} width="100%"><tr><td style="padding:8px 12px;border:1px solid #b26a00;border-radius:4px;font-size:13px;line-height:1.6;color:#b26a00">${escaped(words)}</td></tr></table></td></tr>\n`

const section = (
  { title, entries, ask }: Section,
  index: number,
): string => `<tr><td class="s-pad s-ink" style="padding:16px 24px 6px;font-size:16px;line-height:1.5;font-weight:bold;${INK}">${numeral(index)}、${escaped(title)}</td></tr>
${entries.map(entry).join('')}${ask === null ? '' : `<tr><td class="s-pad s-ink" style="padding:2px 24px 6px;font-size:14px;line-height:1.65;${INK}"><b>${escaped(ask.label)}：</b>${escaped(ask.words)}</td></tr>\n`}`

const entry = ({
  alert,
  light,
  title,
  verdict,
  rows,
}: Entry): string => `<tr><td class="s-pad" style="padding:6px 24px"><table ${TABLE} width="100%" class="s-entry" style="background:#fafbfc;border:1px solid #e6eaef;border-left:4px solid ${COLOURS[light ?? 'grey']}">
<tr><td colspan="2" class="s-ink" style="${CELL};padding-top:9px;padding-bottom:7px"><b style="font-size:15px">${escaped(title)}</b>${light === null ? '' : ` <span style="color:${COLOURS[light]};font-weight:bold">●&nbsp;${LIGHTS_ZH[light]}</span>`}<br>${escaped(verdict)}</td></tr>
${alert === null ? '' : pictureMark(alert)}${rows.map(rowHtml).join('')}${rows.length === 0 ? '' : '<tr><td colspan="2" style="height:7px;line-height:7px;font-size:0">&nbsp;</td></tr>\n'}</table></td></tr>
`

const rowHtml = ({ label, words, strong }: Row): string =>
  `<tr><td width="76" class="s-label s-soft" style="${CELL};width:76px;padding-right:0;white-space:nowrap;${SOFT}">${escaped(label)}</td><td class="s-ink" style="${CELL}${strong ? ';font-weight:bold' : ''}">${escaped(words)}</td></tr>\n`
