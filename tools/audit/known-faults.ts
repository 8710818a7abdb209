/** One or more advisories of a package that a version mends. */
export interface Advisory {
  readonly package: string
  /** The first version without the fault: `1.12.0`. */
  readonly below: string
  readonly ids: readonly string[]
}

export interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean }>>
}

const numbersOf = (version: string): readonly number[] => (version.split('-')[0] ?? '').split('.').map(Number)

const isBelow = (version: string, other: string): boolean => {
  const [one, two] = [numbersOf(version), numbersOf(other)]
  const at = one.findIndex((number, index) => number !== two[index])
  return at >= 0 && one[at]! < (two[at] ?? 0)
}

/** What of the lock file, beyond what builds and tests only, has a fault that the list knows: a line each. */
export const knownFaults = ({ packages }: LockFile, advisories: readonly Advisory[]): readonly string[] =>
  Object.entries(packages).flatMap(([place, { version, dev }]) => {
    const name = place.split('node_modules/').at(-1)
    if (version === undefined || dev) return []
    const found = advisories.filter((each) => each.package === name && isBelow(version, each.below))
    return found.map(({ below, ids }) => `${name} ${version} (${place}): ${ids.join(', ')}; ${below} mends it`)
  })
