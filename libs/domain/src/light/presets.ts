import type { Assessment, PresetVerdict } from '../assessment.ts'
import type { PresetName } from '../preset-name.ts'
import type { PresetWhy } from '../words/preset-why.ts'
import { ndrc2020 } from './presets/ndrc-2020.ts'
import { inapplicable, type PresetCase } from './presets/preset.ts'
import { sanya2022 } from './presets/sanya-2022.ts'
import { servicenow } from './presets/servicenow.ts'
import { straight } from './presets/straight.ts'
import { tianjin2022 } from './presets/tianjin-2022.ts'
import { wuhan2022 } from './presets/wuhan-2022.ts'
import { xuancheng2020 } from './presets/xuancheng-2020.ts'
import { yinchuan2025 } from './presets/yinchuan-2025.ts'

/** One period's light under every named rule. */
export const presetsOf = (of: PresetCase): Readonly<Record<PresetName, PresetVerdict>> => ({
  'yinchuan-2025': yinchuan2025(of),
  'wuhan-2022': wuhan2022(of),
  'sanya-2022': sanya2022(of),
  'tianjin-2022': tianjin2022(of),
  'ndrc-2020': ndrc2020(of),
  'xuancheng-2020': xuancheng2020(of),
  servicenow: servicenow(of),
  straight: straight(of),
})

const none = (why: PresetWhy): Assessment['presets'] => {
  const verdict = inapplicable(why)
  return {
    'yinchuan-2025': verdict,
    'wuhan-2022': verdict,
    'sanya-2022': verdict,
    'tianjin-2022': verdict,
    'ndrc-2020': verdict,
    'xuancheng-2020': verdict,
    servicenow: verdict,
    straight: verdict,
  }
}

/** No rule says anything of a deliverable, or before any period is judged. */
export const NO_PRESETS = { milestone: none('milestone'), grey: none('not-judged') } as const
