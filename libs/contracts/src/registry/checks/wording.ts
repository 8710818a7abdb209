import { WORDING, type WordingKey, wordingProblems } from '@shixu/domain'
import { type Check, problemIn } from '../draft.ts'

/** Every field that a sentence names is one that it has, and what it cannot do without is there. */
export const wording: Check = ({ notice }) =>
  notice === null
    ? []
    : Object.entries(notice.item).flatMap(([key, text]) =>
        key in WORDING && typeof text === 'string' ? wordingProblems(key as WordingKey, text).map((words) => problemIn(notice, { at: [key], ...words })) : [],
      )
