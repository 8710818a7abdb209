import { BODY_TYPE, encodeEvent, REGION_SOURCE, SPEC_VERSION, topicName } from '@shixu/contracts'
import type { Event } from '@shixu/domain'
import type { WireRecord } from '@shixu/testkit/asyncapi-checker'

/** An event as the Kafka adapter writes it, without a broker. */
export const wireOf = (event: Event): WireRecord => {
  const { topic, key, id, region, type, body } = encodeEvent(event)
  const headers = { ce_id: id, ce_source: REGION_SOURCE + region, ce_type: type, ce_specversion: SPEC_VERSION, ce_time: '2024-06-20T01:00:00.000Z' }
  return { topic: topicName(topic), key, headers: body === null ? headers : { ...headers, 'content-type': BODY_TYPE }, value: body }
}
