export { BODY_SCHEMAS } from './event/bodies.ts'
export { type Decoded, decodeEvent, type EncodedEvent, encodeEvent } from './event/codec.ts'
