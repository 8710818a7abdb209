import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What a client needs to be let into a cluster that demands TLS and SASL/SCRAM. */
export interface KafkaSecurity {
  /** PEM of the certificate that signs the brokers'. */
  readonly ca: string
  readonly users: Readonly<Record<string, string>>
}

interface Security {
  readonly client: KafkaSecurity
  readonly properties: Readonly<Record<string, string>>
  readonly formatArguments: readonly string[]
}

const run = promisify(execFile)
const PASSWORD = 'not-a-secret'
const ADMIN = 'admin'

/** Makes a certificate for 127.0.0.1 and the properties of brokers that demand SCRAM-SHA-512 over TLS. `admin` may do anything. */
export const makeSecurity = async (folder: string, users: Readonly<Record<string, string>>): Promise<Security> => {
  const store = join(folder, 'keystore.p12')
  const ca = join(folder, 'ca.pem')
  const common = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', PASSWORD, '-alias', 'broker']
  const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'SAN=ip:127.0.0.1,dns:localhost', '-validity', '2']
  await run('keytool', ['-genkeypair', '-keyalg', 'RSA', '-keysize', '2048', ...subject, ...common])
  await run('keytool', ['-exportcert', '-rfc', '-file', ca, ...common])
  const all: Readonly<Record<string, string>> = { [ADMIN]: 'admin-password', ...users }
  return {
    client: { ca: readFileSync(ca, 'utf8'), users: all },
    properties: {
      'ssl.keystore.location': store,
      'ssl.keystore.type': 'PKCS12',
      'ssl.keystore.password': PASSWORD,
      'ssl.truststore.location': ca,
      'ssl.truststore.type': 'PEM',
      'sasl.enabled.mechanisms': 'SCRAM-SHA-512,PLAIN',
      'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
      'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${ADMIN}" password="${all[ADMIN]}";`,
      'listener.name.sasl_ssl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="${ADMIN}" password="${all[ADMIN]}" ${Object.entries(
        all,
      )
        .map(([name, password]) => `user_${name}="${password}"`)
        .join(' ')};`,
      'super.users': `User:${ADMIN};User:ANONYMOUS`,
    },
    formatArguments: Object.entries(all).flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`]),
  }
}
