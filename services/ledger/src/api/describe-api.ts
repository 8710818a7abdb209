import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { apiSchemas } from '@shixu/contracts/api'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { z } from 'zod'

const ABOUT = `政府年度目标的研判、预警与送达，只读。每个列表都可分页读取，也可导出 CSV 与 XLSX。出错时按 RFC 9457 以调用者的语言（Accept-Language: zh 或 en）说明。

The judgements, alerts and deliveries of a government's annual targets, to read. Every list comes in pages and as CSV and XLSX. Problems are told by RFC 9457 in the caller's language.`

/** Pictures of the page itself come as data; nothing comes from elsewhere. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

interface Described {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

/** Every named schema is of an answer; what it would take as input is described as well, and nobody sends it. */
const answersAlone = (document: Described): Described => {
  const kept = Object.entries(document.components?.schemas ?? {}).filter(([name]) => !name.endsWith('Input'))
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } }
}

/** The description, OpenAPI 3.1 from the schemas that check what goes in and out, and a page that shows it. */
export const describeApi = async (app: FastifyInstance, { version, withTokens }: { readonly version: string; readonly withTokens: boolean }): Promise<void> => {
  const schemaRegistry = apiSchemas as unknown as z.core.$ZodRegistry<{ id?: string }>
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '时序 shixu API', description: ABOUT, version },
      tags: [
        { name: 'targets', description: 'One target: where it stands, its curve, its judgements' },
        { name: 'lists', description: 'Lists, in pages' },
        { name: 'files', description: 'The same lists as files' },
      ],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Made by shixu token create' } } },
      ...(withTokens && { security: [{ token: [] }] }),
    },
    transform: createJsonSchemaTransform({ schemaRegistry }) as never,
    transformObject: ((document: never) => answersAlone(createJsonSchemaTransformObject({ schemaRegistry })(document) as Described)) as never,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', deepLinking: false, defaultModelsExpandDepth: 0, validatorUrl: null },
    staticCSP: PAGE_POLICY,
    theme: { title: '时序 shixu API', css: [{ filename: 'shixu.css', content: '.swagger-ui .topbar { display: none }' }] },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
