/** Which rule of the decider an alert event came of: the answer to "why did I get this". */
export const ALERT_WHYS = {
  'turned-red': 'raised, worsened: the newest judged period is red.',
  'report-due-soon': "raised: the day of a bureau's report is near.",
  'report-due-today': "raised, reminded: a bureau's report is due today and has not come.",
  'report-overdue': "raised: a bureau's report is past its due day.",
  'due-day-passed': "raised: a milestone's day is gone and nobody has said that it is done.",
  'turned-yellow': 'eased: the newest judged period is yellow after red.',
  'turned-green': 'resolved: the newest judged period is green.',
  'report-came': 'resolved: no report is owed any more, or is asked for.',
  'asked-in-vain': 'resolved: the day of the report is gone, and from now on it is overdue.',
  'milestone-done': 'resolved: the milestone is done, or its day lies ahead again.',
  'verdict-revised': 'corrected: the period that was announced has another light by what is known now.',
  'outcome-revised': 'corrected: the year ended otherwise than was announced; a late figure after `unknown` too.',
  repeated: 'escalated: by one red reading more.',
  unanswered: 'escalated: by days without an answer.',
  acknowledged: 'acknowledged: somebody knows of it and has promised a day.',
  silenced: 'acknowledged: somebody wants no word of it until a day.',
  'promise-passed': 'reminded: the promised day is gone.',
  'only-receipt': 'reminded: somebody has read it, and the days in which to say more are gone.',
  'year-ended': 'closed: the year is over, met, missed or unknown.',
  'target-gone': 'withdrawn: the target is not promised any more.',
} as const

export type AlertWhy = keyof typeof ALERT_WHYS
