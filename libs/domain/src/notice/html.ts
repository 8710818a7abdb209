import type { Light } from '../assessment.ts'
import { oneLine } from '../one-line.ts'
import { LIGHTS_ZH } from '../words/light.ts'
import type { Entry, Page, Row, Section } from './page.ts'
import { numeral } from './text.ts'

/** Middle tones, readable on a light ground and on a dark one. */
const COLOURS: Readonly<Record<Light, string>> = { red: '#c62828', yellow: '#b26a00', green: '#2e7d32', grey: '#7a7a7a' }

const FONT = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Noto Sans SC',sans-serif"
const CELL = 'padding:4px 8px;vertical-align:top;font-size:14px;line-height:1.6'

/** Text from outside as HTML: nothing in it is markup. */
export const escaped = (text: string): string =>
  oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** The same message as HTML that mail readers hold: tables, styles inline, nothing fetched. */
export const pageAsHtml = ({ subject, headline, salutation, banners, sections, footer }: Page): string => `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="680" cellpadding="0" cellspacing="0" style="width:100%;max-width:680px;text-align:left;${FONT}">
<tr><td style="padding:0 8px 12px;font-size:20px;line-height:1.4;font-weight:bold">${escaped(headline)}</td></tr>
<tr><td style="padding:0 8px 8px;font-size:14px;line-height:1.6">${escaped(salutation)}</td></tr>
${banners.map(banner).join('')}${sections.map(section).join('')}<tr><td style="padding:16px 8px;font-size:12px;line-height:1.6;color:#7a7a7a">${footer.map(escaped).join('<br>')}</td></tr>
</table>
</td></tr></table>
</body></html>
`

const banner = (words: string): string =>
  `<tr><td style="padding:8px;border:1px solid #b26a00;font-size:13px;line-height:1.6;color:#b26a00">${escaped(words)}</td></tr>\n`

const section = (
  { title, entries, ask }: Section,
  index: number,
): string => `<tr><td style="padding:20px 8px 4px;font-size:16px;font-weight:bold">${numeral(index)}、${escaped(title)}</td></tr>
${entries.map(entry).join('')}${ask === null ? '' : `<tr><td style="${CELL}"><b>请办理：</b>${escaped(ask)}</td></tr>\n`}`

const entry = ({ light, title, verdict, rows }: Entry): string => `<tr><td style="padding:6px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-left:4px solid ${COLOURS[light ?? 'grey']}">
<tr><td colspan="2" style="${CELL}"><b style="font-size:15px">${escaped(title)}</b>${light === null ? '' : ` <span style="color:${COLOURS[light]}">${LIGHTS_ZH[light]}</span>`}<br>${escaped(verdict)}</td></tr>
${rows.map(rowHtml).join('')}</table>
</td></tr>
`

const rowHtml = ({ label, words, strong }: Row): string =>
  `<tr><td width="72" style="${CELL};width:72px;white-space:nowrap;color:#7a7a7a">${escaped(label)}</td><td style="${CELL}${strong ? ';font-weight:bold' : ''}">${escaped(words)}</td></tr>\n`
