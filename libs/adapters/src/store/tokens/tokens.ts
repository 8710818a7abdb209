import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Day } from '@shixu/domain'
import type { Database } from '../database.ts'

/** What a token lets its bearer read: everything, or what concerns one bureau (`region/bureau`). */
export type Scope = 'all' | `${string}/${string}`

/** A token as it is known here: never its secret. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly madeOn: Day
  readonly expiresOn: Day
  readonly revokedOn: Day | null
}

export interface Tokens {
  /** Answers what the bearer is to send. It can never be had again. */
  create(token: Pick<Token, 'name' | 'scope' | 'madeOn' | 'expiresOn'>): Promise<{ readonly id: string; readonly secret: string }>
  /** Oldest first, those that are gone too. */
  list(): Promise<readonly Token[]>
  /** false where there is no such token, or it was revoked before. */
  revoke(id: string, on: Day): Promise<boolean>
  /** The token that a bearer sent, if it is good on this day. */
  find(sent: string, on: Day): Promise<Token | null>
}

type TokenTables = {
  api_token: { id: string; name: string; hash: string; scope: string; made_on: string; expires_on: string; revoked_on: string | null }
}

type TokenRow = TokenTables['api_token']

/** `shixu_` makes a token that was left somewhere easy to find. */
const SENT = /^shixu_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/u

/** Its 256 bits are random, so one round of a plain hash keeps them as well as a slow one would. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const tokenOf = ({ id, name, scope, made_on, expires_on, revoked_on }: TokenRow): Token => ({
  id,
  name,
  scope: scope as Scope,
  madeOn: made_on,
  expiresOn: expires_on,
  revokedOn: revoked_on,
})

/** Who may read, in one table. */
export const createTokens = (database: Database): Tokens => {
  const db = database.$extendTables<TokenTables>()
  return {
    create: async ({ name, scope, madeOn, expiresOn }) => {
      const id = randomBytes(6).toString('hex')
      const secret = randomBytes(32).toString('base64url')
      const row = { id, name, hash: hashOf(secret).toString('hex'), scope, made_on: madeOn, expires_on: expiresOn, revoked_on: null }
      await db.insertInto('api_token').values(row).execute()
      return { id, secret: `shixu_${id}_${secret}` }
    },
    list: async () => (await db.selectFrom('api_token').selectAll().orderBy('made_on').orderBy('id').execute()).map(tokenOf),
    revoke: async (id, on) => {
      const { numUpdatedRows } = await db
        .updateTable('api_token')
        .set({ revoked_on: on })
        .where('id', '=', id)
        .where('revoked_on', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    find: async (sent, on) => {
      const [, id, secret] = SENT.exec(sent) ?? []
      if (id === undefined || secret === undefined) return null
      const row = await db.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirst()
      const isGood = row !== undefined && row.revoked_on === null && on <= row.expires_on
      return isGood && timingSafeEqual(hashOf(secret), Buffer.from(row.hash, 'hex')) ? tokenOf(row) : null
    },
  }
}
