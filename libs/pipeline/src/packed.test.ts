import type { Assessment } from '@shixu/domain'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPacker, unpack } from './packed.ts'

/** Anything that has the two keys of an assessment that are its own, in their places. No key of ours is called `__proto__`, which an assignment would not set. */
const anything = fc
  .record({ target: fc.string(), asOf: fc.string(), rest: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }) })
  .filter(({ rest }) => !(Object.hasOwn(rest, 'target') || Object.hasOwn(rest, 'asOf') || JSON.stringify(rest).includes('__proto__')))
  .map(({ target, asOf, rest }) => ({ target, period: '2024-03', asOf, done: -0, ...rest }) as unknown as Assessment)

it('gives back what was packed, whatever was packed before', () => {
  const pack = createPacker()
  fc.assert(
    fc.property(anything, (one) => {
      const again = unpack(pack(one), one.target)
      expect(again).toStrictEqual(one)
      expect(JSON.stringify(again)).toBe(JSON.stringify(one))
    }),
  )
})

const one = {
  target: 'r/2024/t',
  period: '2024-03',
  asOf: '2024-04-20',
  done: 1.5,
  light: 'red',
  inputs: [{ value: 3 }, { value: 4 }],
} as unknown as Assessment

it('keeps once what differs in numbers, in its day and in its target', () => {
  const pack = createPacker()
  const other = { ...one, target: 's/2024/t', asOf: '2024-04-21', done: 0, inputs: [{ value: 0.1 }, { value: -4 }] } as unknown as Assessment
  expect(pack(other).form).toBe(pack(one).form)
  expect(unpack(pack(other), 's/2024/t')).toEqual(other)
})

it.each([
  ['a word', { light: 'green' }],
  ['a number where there was none', { light: 3 }],
  ['none where there was a number', { done: null }],
  ['a list that is longer', { inputs: [{ value: 3 }, { value: 4 }, { value: 5 }] }],
  ['another key', { inputs: [{ value: 3 }, { worth: 4 }] }],
  ['what was in a list, beside it', { inputs: [{ value: 3 }], more: [{ value: 4 }] }],
])('takes another form by %s', (_name, change) => {
  const pack = createPacker()
  const first = pack(one)
  const changed = { ...one, ...change } as unknown as Assessment
  expect(pack(changed).form).not.toBe(first.form)
  expect(unpack(first, one.target)).toEqual(one)
  expect(unpack(pack(changed), one.target)).toEqual(changed)
})
