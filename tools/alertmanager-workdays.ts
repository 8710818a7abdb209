/** `node tools/alertmanager-workdays.ts [FILE]`: writes the holidays and worked weekends of China into an alertmanager.yml anew, that of deploy/ or your own. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { withWorkdays } from './alertmanager/workday-intervals.ts'

const [, , path = join(import.meta.dirname, '..', 'deploy', 'alertmanager', 'alertmanager.yml')] = process.argv
writeFileSync(path, withWorkdays(readFileSync(path, 'utf8'), chineseWorkdays()))
