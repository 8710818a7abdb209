import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

/** A record as it lies on a topic; header values as text. */
export interface WireRecord {
  readonly topic: string
  readonly key: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly value: Uint8Array | null
}

/** Checks records of topics against the document that describes them. */
export interface AsyncApiChecker {
  /** Ids of the messages of the document. */
  readonly messages: readonly string[]
  /** The id of the message that a record is, or all that is wrong with it. */
  check(record: WireRecord): { readonly ok: true; readonly message: string } | { readonly ok: false; readonly problems: readonly string[] }
}

interface Document {
  readonly channels: Readonly<Record<string, { readonly address: string; readonly messages: Readonly<Record<string, unknown>> }>>
  readonly components: { readonly messages: Readonly<Record<string, { readonly name: string }>> }
}

/** `#/components/messages/x.v1/headers` as a pointer that ajv follows. */
const DOCUMENT = 'asyncapi'
const PARTS = { headers: 'headers', payload: 'payload', key: 'bindings/kafka/key' } as const

const TOMBSTONE = /\.tombstone$/u

/** `document`: the AsyncAPI document as an object. Each schema is compiled once. */
export const createAsyncApiChecker = (document: object): AsyncApiChecker => {
  const { channels, components } = document as Document
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(document, DOCUMENT)
  const compiled = new Map<string, ValidateFunction>()
  const validatorOf = (pointer: string): ValidateFunction => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#${pointer}` })
    compiled.set(pointer, validate)
    return validate
  }
  const problemsOf = (id: string, part: keyof typeof PARTS, value: unknown): readonly string[] => {
    const validate = validatorOf(`/components/messages/${id}/${PARTS[part]}`)
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${part}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
  }
  const messageOf = ({ topic, headers, value }: WireRecord): string | undefined => {
    const channel = Object.values(channels).find(({ address }) => address === topic)
    return Object.keys(channel?.messages ?? {}).find((id) => components.messages[id]?.name === headers.ce_type && TOMBSTONE.test(id) === (value === null))
  }
  return {
    messages: Object.keys(components.messages),
    check: (record) => {
      const message = messageOf(record)
      if (message === undefined)
        return { ok: false, problems: [`${record.topic} has no message ${record.headers.ce_type}, ${record.value ? 'with' : 'without'} a body`] }
      const payload = record.value === null ? null : (JSON.parse(new TextDecoder().decode(record.value)) as unknown)
      const problems = [
        ...problemsOf(message, 'headers', record.headers),
        ...problemsOf(message, 'key', record.key),
        ...problemsOf(message, 'payload', payload),
      ]
      return problems.length === 0 ? { ok: true, message } : { ok: false, problems }
    },
  }
}
