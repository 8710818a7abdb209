/** Why a document or a row of it was refused, as far as ingest refuses. The code is the label of the metric; the letter's reason says what, where, and what would be right. */
export const REFUSALS = {
  'not-a-table': 'The document is something else than what the feed says: a web page, a workbook, a PDF.',
  'wrong-encoding': 'The bytes are not in the encoding that the feed declares; the reason names the one that they read in.',
  'broken-document': 'The document ends in the middle, or its quotes or brackets do not close.',
  'missing-columns': 'Columns that the feed maps are not there; the reason names those expected and those found.',
  'too-many-rows': 'More rows than any table of figures has.',
  'wrong-number-of-cells': 'The row has more or fewer cells than the header.',
  'cell-too-long': 'A cell holds more text than any figure, unit or evidence has.',
  'unknown-indicator': 'The registry has no such indicator.',
  'unknown-word': 'A coverage, measure or bound that is none of the known words.',
  'bad-period': 'The period is not a month, quarter or year, or does not fit what the figure covers.',
  'future-period': 'The period had not begun when the figure was published or received.',
  'bad-date': 'A day that does not exist, or that lies ahead of the day on which the document was received.',
  'not-a-number': 'The value is neither a plain number nor blank.',
  'no-unit': 'Neither the cell, nor a column, nor the header, nor the feed says the unit of a level.',
  'wrong-unit': 'The unit differs from that of the indicator, or two places of the document contradict one another.',
  'negative-count': 'A level below zero of something that is counted or measured.',
  'percent-out-of-sense': 'A share outside 0 to 100 %, or a growth that cannot be.',
  contradiction: 'Two values of one figure under one day of publication.',
  jump: 'A level a thousand times or more away from what was known.',
  'many-refusals': 'More than a thousand rows of one document were refused; this letter stands for the rest.',
} as const

export type RefusalCode = keyof typeof REFUSALS
