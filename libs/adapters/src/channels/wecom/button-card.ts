import { shortened } from '@shixu/domain'

/** A card with one button, and rows between its words and that. */
export interface ButtonCard {
  readonly title: string
  readonly desc: string
  readonly text: string
  readonly rows: readonly { readonly keyname: string; readonly value: string }[]
  readonly button: string
  /** What WeCom sends back when the button is pressed: 1,024 bytes at most. */
  readonly key: string
  /** Each card of an application is a task of its own. */
  readonly task: string
}

/** In characters: https://developer.work.weixin.qq.com/document/path/90236. */
const ROOM = { title: 36, desc: 44, text: 160, keyname: 5, value: 30, button: 10 } as const
const TASK_LENGTH = 120

/** As WeCom has it; what has no room there is shortened. */
export const buttonCard = ({ title, desc, text, rows, button, key, task }: ButtonCard): object => ({
  card_type: 'button_interaction',
  main_title: { title: shortened(title, ROOM.title), desc: shortened(desc, ROOM.desc) },
  sub_title_text: shortened(text, ROOM.text),
  horizontal_content_list: rows.map(({ keyname, value }) => ({ keyname: shortened(keyname, ROOM.keyname), value: shortened(value, ROOM.value) })),
  task_id: task.replace(/[^\w@-]/gu, '-').slice(-TASK_LENGTH),
  button_list: [{ text: shortened(button, ROOM.button), style: 1, key }],
})
