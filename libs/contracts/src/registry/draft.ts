import type { z } from 'zod'
import type { BureauItem, bureausHead } from './bureaus-file.ts'
import type { FeedItem } from './feeds-file.ts'
import type { IndicatorItem } from './indicators-file.ts'
import type { noticeHead } from './notice-file.ts'
import type { RegistryProblem } from './problem.ts'
import type { regionFile } from './region-file.ts'
import type { RouteItem, routesHead } from './routes-file.ts'
import type { TargetItem } from './targets-file.ts'
import type { Path, YamlFile } from './yaml-file.ts'

/** Something well formed in itself, and where it stands. */
export interface Entry<T> {
  readonly item: T
  readonly file: YamlFile
  readonly path: Path
}

/** A list of one file. `ids` has those of malformed entries too, so that a slip in an entry makes no second problem where it is named. Null where the file cannot be read. */
export interface Listed<T> {
  readonly entries: readonly Entry<T>[]
  readonly ids: ReadonlySet<string> | null
}

/** The report: its file's name, and its text by characters (code points). */
export interface Report {
  readonly name: string
  readonly characters: readonly string[]
}

/** All files as far as each is well formed by itself; the checks across them go over this. */
export interface Draft {
  readonly region: Entry<z.infer<typeof regionFile>> | null
  readonly bureausHead: Entry<z.infer<typeof bureausHead>> | null
  readonly routesHead: Entry<z.infer<typeof routesHead>> | null
  readonly targets: Listed<TargetItem>
  readonly indicators: Listed<IndicatorItem>
  readonly bureaus: Listed<BureauItem>
  readonly routes: Listed<RouteItem>
  readonly feeds: Listed<FeedItem>
  readonly report: Report | null
  /** Null where nothing is said in words of its own. */
  readonly notice: Entry<z.infer<typeof noticeHead>> | null
}

/** One thing that the files have to agree on. */
export type Check = (draft: Draft) => readonly RegistryProblem[]

/** A problem of an entry, at a path below it. `key` puts it at that key's name. */
export const problemIn = <T>(
  entry: Entry<T>,
  words: { readonly at?: Path; readonly key?: string; readonly wrong: string; readonly right: string },
): RegistryProblem => entry.file.problem([...entry.path, ...(words.at ?? [])], words)
