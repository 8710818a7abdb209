import { EnvironmentFault, readEnv } from '@shixu/runtime'
import { describe, expect, it } from 'vitest'
import { WECOM } from './wecom-settings.ts'

const robotsIn = (SHIXU_WECOM_ROBOTS: string) => [...(readEnv(WECOM, { SHIXU_WECOM_ROBOTS }).wecomRobots ?? [])]

describe('the robots of the settings', () => {
  it.each([
    ['one', 'commerce=abc-1', [['commerce', 'abc-1']]],
    [
      'several with commas',
      'commerce=a, development=b',
      [
        ['commerce', 'a'],
        ['development', 'b'],
      ],
    ],
    [
      'lines of a file, with remarks',
      '# 商务局的群\ncommerce = a\n\ndevelopment=b\n',
      [
        ['commerce', 'a'],
        ['development', 'b'],
      ],
    ],
    ['a whole address', 'commerce=https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-b_c', [['commerce', 'a-b_c']]],
    ['none', '', []],
  ])('may be %s', (_name, text, robots) => {
    expect(robotsIn(text)).toEqual(robots)
  })

  it.each(['commerce', 'commerce=', '=a', 'Commerce=a', 'commerce=a b', 'a=1,a=2', 'commerce=https://qyapi.weixin.qq.com/'])(
    'are not "%s", and no key is told',
    (text) => {
      expect(() => robotsIn(text)).toThrow(EnvironmentFault)
      expect(() => robotsIn(`${text},secret-key=oh no`)).toThrow(/^(?!.*oh no)/u)
    },
  )

  it.each([
    ['https://qyapi.weixin.qq.com/', 'https://qyapi.weixin.qq.com'],
    ['http://10.1.2.3:8080/wecom', 'http://10.1.2.3:8080/wecom'],
  ])('live at %s', (given, base) => {
    expect(readEnv(WECOM, { SHIXU_WECOM_BASE: given }).wecomBase).toBe(base)
  })

  it.each(['qyapi.weixin.qq.com', 'ftp://x', 'https://x/?key=a'])('do not live at %s', (given) => {
    expect(() => readEnv(WECOM, { SHIXU_WECOM_BASE: given })).toThrow('expected an address such as')
  })
})
