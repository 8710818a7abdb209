import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/** Where the broker's description stands: what it is made of and how it is set. */
export const KAFKA_FOLDER = join(ROOT, 'deploy', 'kafka')

const run = promisify(execFile)

const onPath = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

const jarsFolder = (): string => {
  const hash = createHash('sha256')
    .update(readFileSync(join(KAFKA_FOLDER, 'pom.xml')))
    .digest('hex')
  return join(ROOT, '.cache', 'kafka', hash.slice(0, 12))
}

/** What to install where a broker cannot be started here, or null where it can. Maven is needed only until the jars have been fetched. */
export const kafkaMissing = (): string | null => {
  const missing = [onPath('java') ? [] : ['openjdk-17-jre-headless'], onPath('mvn') || existsSync(jarsFolder()) ? [] : ['maven']].flat()
  return missing.length === 0 ? null : `Kafka cannot be started for want of ${missing.join(' and ')}: apt-get install ${missing.join(' ')}`
}

/** The folder with the broker's jars. Maven fetches them once for each state of the pom; the folder is complete or not there. Throws where a program is missing. */
export const kafkaJars = async (): Promise<string> => {
  const folder = jarsFolder()
  if (existsSync(folder)) return folder
  const missing = kafkaMissing()
  if (missing !== null) throw new Error(missing)
  mkdirSync(dirname(folder), { recursive: true })
  const fetched = mkdtempSync(`${folder}-`)
  try {
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${fetched}`, '-DincludeScope=runtime'], { cwd: KAFKA_FOLDER })
    if (!existsSync(folder)) renameSync(fetched, folder)
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
  return folder
}
