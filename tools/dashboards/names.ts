/** The dashboards' own addresses: links and bookmarks hold on to them, so they never change. */
export const UID = {
  city: 'shixu-city',
  target: 'shixu-target',
  bureau: 'shixu-bureau',
  pipeline: 'shixu-pipeline',
  signal: 'shixu-signal',
} as const

/** What all of them have, so that each links to the others. */
export const TAG = 'shixu'

/** Words for what the ledger has as codes. */
export const LIGHTS = { red: '红灯', yellow: '黄灯', green: '绿灯', grey: '未研判' } as const
export const OUTCOMES = { met: '已完成', missed: '未完成', unknown: '结果未知' } as const
export const KINDS = { growth: '增速', amount: '总量', count: '个数', stock: '存量', share: '占比', milestone: '节点' } as const
export const ALERT_KINDS = { pace: '进度', 'report-due': '近期应报', overdue: '逾期未报', 'past-due': '节点过期' } as const
export const ALERT_EVENTS = {
  raised: '亮红灯',
  eased: '转黄灯',
  worsened: '再转红灯',
  resolved: '解除',
  corrected: '更正',
  escalated: '升级',
  acknowledged: '已受理',
  reminded: '催办',
  closed: '年终结案',
  withdrawn: '目标撤回',
} as const
export const STEPS = { liaison: '联络员', head: '负责人', supervision: '督查室' } as const
export const DELIVERIES = { accepted: '已送达', refused: '被拒', deferred: '待重试', unknown: '不明', dead: '放弃', superseded: '已由新通知代替' } as const

/** Published rules, by the place and the year. */
export const PRESETS = {
  'yinchuan-2025': '银川2025',
  'wuhan-2022': '武汉2022',
  'sanya-2022': '三亚2022',
  'tianjin-2022': '天津2022',
  'ndrc-2020': '发改委2020',
  'xuancheng-2020': '宣城2020',
  servicenow: 'ServiceNow',
  straight: '月度均分',
} as const

/** Colours of the lights, as Grafana names them. */
export const COLOURS = { red: 'red', yellow: 'yellow', green: 'green', grey: 'text' } as const

/** Ways to tell people. */
export const CHANNELS = {
  smtp: '邮件',
  'wecom-app': '企业微信应用',
  'wecom-robot': '企业微信群机器人',
  maildir: '邮件文件夹',
  console: '终端',
  webhook: '网络回调',
  alertmanager: 'Alertmanager',
} as const

/** What became of a figure that was read. */
export const RESULTS = { appended: '新增', unchanged: '未变', missing: '缺', refused: '拒收' } as const
/** What became of an alert event that is due to somebody. */
export const DUES = { ...DELIVERIES, waiting: '待发' } as const
