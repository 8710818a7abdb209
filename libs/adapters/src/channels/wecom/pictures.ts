import { type AlertEvent, alertKey, type Light } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'
import { isDrawable } from '../../charts/chart-lines.ts'
import { aPart } from './parts.ts'
import type { Sent } from './receipt-of.ts'

/** A picture of an alert as PNG; null where there is none to draw. */
export type Draw = (event: AlertEvent) => Promise<Uint8Array | null>

/** Lights of which a picture helps. */
const WORTH_A_PICTURE: readonly Light[] = ['red', 'yellow']
const MOST_PICTURES = 4
/** Of robots; of an application's pictures old installations take no more either. */
const PICTURE_BYTES = 2 * 1024 * 1024

export const NO_PICTURE: Sent = { outcome: 'refused', code: 'no-picture', text: 'it could not be drawn', blame: 'recipient' }

/** Of what is wrong now; the first few tell enough, and whoever has answered has seen it. They come last, so that they hold up neither words nor buttons. */
export const picturesOf = ({ alerts }: Message): readonly Part[] =>
  alerts
    .filter(
      (event) =>
        event.alert.kind === 'pace' && event.type !== 'acknowledged' && isDrawable(event) && WORTH_A_PICTURE.includes(event.assessment?.light ?? 'grey'),
    )
    .slice(0, MOST_PICTURES)
    .map(({ alert }) => aPart('image', alertKey(alert.target, alert.kind)))

export const eventOf = ({ alerts }: Message, { content }: Part): AlertEvent | undefined =>
  alerts.find(({ alert }) => alertKey(alert.target, alert.kind) === content)

/** Null where it cannot be drawn, or is larger than is taken. */
export async function drawn(event: AlertEvent | undefined, draw: Draw | undefined): Promise<Uint8Array | null> {
  const bytes = event ? await draw?.(event).catch(() => null) : null
  return bytes && bytes.length <= PICTURE_BYTES ? bytes : null
}
