/** As much of JSON Schema (draft 7) as the bodies of events use. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema | readonly JsonSchema[]
  readonly additionalItems?: JsonSchema | boolean
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly description?: string
}

/** What a schema may be, one kind of value each: unions and lists of types are taken apart. */
export const alternativesOf = (schema: JsonSchema): readonly JsonSchema[] => {
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return options.flatMap(alternativesOf)
  return typeof schema.type === 'object' ? schema.type.map((type) => ({ ...schema, type })) : [schema]
}

/** The values that are allowed, where they are listed. */
export const valuesOf = ({ enum: values, const: value }: JsonSchema): readonly unknown[] | undefined => (value === undefined ? values : [value])

/** Two alternatives with the same name are versions of one another: the type, and what tells objects of a union apart. */
export const nameOf = ({ type, properties = {} }: JsonSchema): string => {
  const marks = Object.entries(properties).flatMap(([name, { const: value }]) => (value === undefined ? [] : [`${name} ${JSON.stringify(value)}`]))
  return [type ?? 'anything', ...marks].join(' with ')
}
