/** What the notifier itself says of a delivery or an alert event; a channel's own codes are its far end's. */
export const NOTIFY_CODES = {
  'no-channel': 'The route names a channel that is not set up.',
  'no-contact': 'Nobody holds the post any more: name a contact in the bureaus file.',
  'no-answer': 'The channel gave no answer in time; whether the message arrived is not known.',
  'channel-failed': 'The channel failed without saying what became of the message.',
  'cut-off': 'Tries were cut off before their outcome was known; it is not tried again by itself.',
  'no-room': 'The rate that is allowed is used up; it waits, and that is no try.',
  'sent-again': 'Somebody had it sent again.',
  'channel-tripped': 'The channel has been failing for everyone for a long time; the next one is tried.',
  'not-composed': 'The message could not be put into words; it is kept, and nobody else waits for it.',
  'no-files': 'The files of the region are not there any more: add its registry.',
  silenced: 'The alert was silenced on that day, or before the message went out; what else the message told comes in another.',
  replaced: 'Newer events came before it was sent; another message tells them all.',
  'over-before-told': 'The alert was over before anyone was told of it.',
  'handed-in': 'The report that was asked for has come, or is told of as overdue: there is nothing to say of the asking.',
  'no-recipient': 'No route leads to a contact: see the routes and bureaus of the region. The alert event is a dead letter.',
  unreadable: 'The alert event cannot be read. It is a dead letter.',
} as const

export type NotifyCode = keyof typeof NOTIFY_CODES
