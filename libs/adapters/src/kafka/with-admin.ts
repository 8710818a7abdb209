import type { Admin, Kafka } from 'kafkajs'
import type { KafkaConnection } from './connection.ts'
import { isAuthentication, isAuthorization, isUnreached } from './error-kind.ts'
import { KafkaFault } from './kafka-fault.ts'

/** Connects, or says in the words of a fault why it cannot. */
export const connectAdmin = async (kafka: Kafka, connection: KafkaConnection): Promise<Admin> => {
  const admin = kafka.admin()
  try {
    await admin.connect()
    return admin
  } catch (cause) {
    await admin.disconnect()
    throw asFault(connection, cause)
  }
}

/** Work that needs an admin for a moment. */
export const withAdmin = async <T>(kafka: Kafka, connection: KafkaConnection, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = await connectAdmin(kafka, connection)
  try {
    return await work(admin)
  } catch (cause) {
    throw asFault(connection, cause)
  } finally {
    await admin.disconnect()
  }
}

/** What kafkajs threw, as a fault of ours. Names the brokers and the user, never the password. */
export const asFault = ({ brokers, sasl }: KafkaConnection, cause: unknown): Error => {
  if (cause instanceof KafkaFault) return cause
  const where = brokers.join(', ')
  if (isAuthentication(cause)) return new KafkaFault('not-authenticated', sasl ? `${where} as ${sasl.username} by ${sasl.mechanism}` : where, { cause })
  if (isAuthorization(cause)) return new KafkaFault('not-authorized', where, { cause })
  return new KafkaFault(isUnreached(cause) ? 'unreachable' : 'refused', where, { cause })
}
