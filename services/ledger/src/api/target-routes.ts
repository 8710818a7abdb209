import { asOfQuery, assessmentAnswer, curveAnswer, noQuery, targetAnswer, targetPath } from '@shixu/contracts/api'
import { sayReason } from '@shixu/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { answers } from './answers.ts'
import { limitsOf } from './callers.ts'
import { ApiFault } from './problems.ts'
import type { RouteParts } from './route-parts.ts'
import { fieldsOf, shaperOf } from './row-shape.ts'

const PATH = '/targets/:region/:year/:id'
const CONCERNS = { own: 'leadBureau', supporting: 'supporting' } as const
/** More periods than a year has. */
const MOST_PERIODS = 100

type Path = z.infer<typeof targetPath>

const wanted = ({ scopeOf }: RouteParts, request: FastifyRequest) => {
  const { region, year, id } = request.params as Path
  const target = `${region}/${year}/${id}`
  const where = [
    { field: 'region', is: region },
    { field: 'year', is: year },
    { field: 'target', is: target },
  ]
  return { target, where: [...where, ...limitsOf(scopeOf(request), CONCERNS)] }
}

/** One target, as far as the caller may know of it. */
const targetOf = async (parts: RouteParts, request: FastifyRequest) => {
  const { target, where } = wanted(parts, request)
  const [row] = await parts.reader.list({ view: 'target_now', fields: fieldsOf(targetAnswer), where, order: ['target'], limit: 1 })
  if (row === undefined) throw new ApiFault('not-found')
  return { target, where, found: shaperOf(targetAnswer)(row) }
}

const pointOf = curveAnswer.shape.points.element
const headFields = fieldsOf(curveAnswer).filter((name) => name !== 'points' && name !== 'yearOutcome')

const curveOf = async (parts: RouteParts, request: FastifyRequest) => {
  const { found, where } = await targetOf(parts, request)
  const fields = [...fieldsOf(pointOf), 'yearOutcome']
  const rows = await parts.reader.list({ view: 'target_curve', fields, where, order: ['period'], limit: MOST_PERIODS })
  const head = Object.fromEntries(headFields.map((name) => [name, found[name]]))
  return { ...head, yearOutcome: rows.at(-1)?.yearOutcome ?? null, points: rows.map(shaperOf(pointOf)) }
}

const assessmentOf = async (parts: RouteParts, request: FastifyRequest) => {
  const { target } = await targetOf(parts, request)
  const { asOf } = request.query as z.infer<typeof asOfQuery>
  const judged = await parts.reader.assessmentOf(target, asOf)
  if (judged === null) throw new ApiFault('not-found')
  return { ...judged, said: sayReason(judged.assessment.reason) }
}

/** One target: where it stands, its curve, and each judgement as it was on any day. */
export const addTargets = (app: FastifyInstance, parts: RouteParts): void => {
  const common = { tags: ['targets'], params: targetPath }
  app.get(
    PATH,
    { schema: { ...common, summary: 'Where one target stands', operationId: 'target', querystring: noQuery, response: answers(targetAnswer) } },
    async (request) => (await targetOf(parts, request)).found,
  )
  app.get(
    `${PATH}/curve`,
    { schema: { ...common, summary: 'Its curve against the pace line', operationId: 'curve', querystring: noQuery, response: answers(curveAnswer) } },
    (request) => curveOf(parts, request),
  )
  app.get(
    `${PATH}/assessment`,
    {
      schema: {
        ...common,
        summary: 'The judgement with all that it was computed from, as it was on any day',
        operationId: 'assessment',
        querystring: asOfQuery,
        response: answers(assessmentAnswer),
      },
    },
    (request) => assessmentOf(parts, request),
  )
}
