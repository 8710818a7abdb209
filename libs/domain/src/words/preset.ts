import type { PresetName } from '../preset-name.ts'

/** Named rule presets as people call them. */
const PRESETS: Readonly<Record<PresetName, readonly [zh: string, en: string]>> = {
  'yinchuan-2025': ['银川市2025年规则', "Yinchuan's rule of 2025"],
  'wuhan-2022': ['武汉市2022年规则', "Wuhan's rule of 2022"],
  'sanya-2022': ['三亚市2022年规则', "Sanya's rule of 2022"],
  'tianjin-2022': ['天津市2022年规则', "Tianjin's rule of 2022"],
  'ndrc-2020': ['国家发展改革委2020年规则', "the NDRC's rule of 2020"],
  'xuancheng-2020': ['宣城市2020年规则', "Xuancheng's rule of 2020"],
  servicenow: ['ServiceNow规则', "ServiceNow's rule"],
  straight: ['月度均分规则', 'the straight line'],
}

const named = (preset: string) => PRESETS[preset as PresetName] ?? [preset, preset]

export const sayPresetZh = (preset: string): string => named(preset)[0]
export const sayPresetEn = (preset: string): string => named(preset)[1]
