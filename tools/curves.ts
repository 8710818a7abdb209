/** Draws the pictures of curves in docs/ from a replay of Wuhan's 2024: `npm run curves`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCurve } from './curves/curve.ts'
import { drawPng } from './curves/draw.ts'
import { curveOption } from './curves/option.ts'

const ROOT = join(import.meta.dirname, '..')
const JUNE = 6
const TARGETS = ['foreign-trade', 'fixed-asset-investment']

const state = mkdtempSync(join(tmpdir(), 'shixu-curves-'))
try {
  const { status } = spawnSync('npx', ['shixu', 'replay', '--region', 'wuhan-2024', '--once'], {
    cwd: ROOT,
    env: { ...process.env, SHIXU_STATE: state },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`the replay ended with ${status}`)
  for (const target of TARGETS) {
    const png = drawPng(curveOption(readCurve(join(state, 'wuhan-2024', 'store.db'), `420100/2024/${target}`), JUNE))
    writeFileSync(join(ROOT, 'docs', `curve-${target}.png`), png)
    console.log(`drew docs/curve-${target}.png, ${png.length} bytes`)
  }
} finally {
  rmSync(state, { recursive: true, force: true })
}
