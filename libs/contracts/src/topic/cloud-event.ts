/** CloudEvents 1.0 in Kafka's binary mode: what describes an event are headers, its body is the value. */
export const SPEC_VERSION = '1.0'

export const BODY_TYPE = 'application/json'

/** `ce_source` is this and the region's code. */
export const REGION_SOURCE = '/regions/'
