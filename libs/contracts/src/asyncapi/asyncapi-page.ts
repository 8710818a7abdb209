import { stringify } from 'yaml'
import { channels } from './channels.ts'
import { CLOUD_EVENT, messages } from './messages.ts'
import { namedSchemas } from './named-schemas.ts'
import { operations, serviceTags } from './operations.ts'

const DESCRIPTION = `The topics of shixu on Kafka. Records are CloudEvents 1.0 in binary mode with bodies in JSON.
The partition of a record is murmur2 of its region's code, as Kafka's default partitioner takes it, and the same in all topics; its key only says what it is about.
An installation may put a prefix before all names of topics and groups. The numbers of partitions and replicas are the defaults; they are chosen when the topics are made.
Readers ignore keys of a body that they do not know. A body that would break a reader gets a new version, and a new ce_type with it.`

/** The AsyncAPI 3.0 document of all topics. */
const asyncApiDocument = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'shixu (时序)',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    tags: serviceTags(),
  },
  defaultContentType: 'application/json',
  channels: channels(),
  operations: operations(),
  components: { schemas: { 'cloud-event': CLOUD_EVENT, ...namedSchemas() }, messages: messages() },
})

/** `docs/asyncapi.yaml`. */
export const asyncApiPage = (): string =>
  `# Made by npm run docs from the code that reads and writes the topics.\n${stringify(asyncApiDocument(), { aliasDuplicateObjects: false, lineWidth: 0 })}`
